// Plants five mistakes in copies of the fixtures; the checks must find each, by the name of its file.

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkArgoCd } from './checks/argocd.ts';
import { checkCrossplane } from './checks/crossplane.ts';
import { checkManifests } from './checks/manifests.ts';
import { newReport, type Report } from './lib/report.ts';
import type { Rig } from './lib/rig.ts';
import { stepLog } from './lib/steps.ts';
import { readTree } from './lib/tree.ts';
import type { Clusters } from './parts/cluster.ts';
import type { EnvironmentCheck } from './schedule.ts';

/** The small tree that the mistakes are planted in. */
export const fixtureTree = join(import.meta.dirname, 'fixtures', 'tree');

type Break = {
  what: string;
  /** File below the environment's folder; the failure must name it. */
  file: string;
  replace: [string, string];
  /** What the failure's words must say. */
  says: RegExp;
};

/** A check with the mistakes that it is to find, all in one copy. */
type Trial = { what: string; check: EnvironmentCheck; breaks: Break[] };

const trials: Trial[] = [
  {
    what: 'the API server',
    check: checkManifests,
    breaks: [
      {
        what: 'an unknown field',
        file: 'preview/Bucket.assets-bucket.yaml',
        replace: ['    region: eu-central-1', '    region: eu-central-1\n    encrypted: true'],
        says: /unknown field "spec\.forProvider\.encrypted"/,
      },
      {
        what: 'a Karpenter requirement on a restricted label (CEL)',
        file: 'karpenter/NodePool.default.yaml',
        replace: ['kubernetes.io/arch', 'kubernetes.io/hostname'],
        says: /label "kubernetes\.io\/hostname" is restricted/,
      },
      {
        what: 'a privileged container',
        file: 'shop/Deployment.web.yaml',
        replace: ['allowPrivilegeEscalation: false', 'privileged: true'],
        says: /violates PodSecurity "restricted:latest": privileged/,
      },
    ],
  },
  {
    what: 'Crossplane',
    check: checkCrossplane,
    breaks: [
      {
        what: 'a patch to a misspelt path',
        file: 'apis/Composition.store.yaml',
        replace: [
          'toFieldPath: spec.forProvider.versioningConfiguration.status',
          'toFieldPath: spec.forProvider.versioningConfigration.status',
        ],
        says: /versioningConfigration/,
      },
    ],
  },
  {
    what: 'Argo CD',
    check: checkArgoCd,
    breaks: [
      {
        what: 'a kind outside the project',
        file: 'shop/ServiceAccount.web.yaml',
        replace: ['kind: ServiceAccount', 'kind: ConfigMap'],
        says: /ConfigMap.*not permitted in project/,
      },
    ],
  },
];

/** Runs each check over its broken copy, on one cluster. */
export async function checkSelf(rig: Rig, clusters: Clusters, report: Report): Promise<void> {
  const cluster = await rig.log.step('API server', () => clusters.start('self-test', rig));
  let caught = 0;
  for (const [index, { what, check, breaks }] of trials.entries()) {
    if (index > 0) await cluster.reset();
    const found = newReport();
    const [environment] = readTree(brokenCopy(rig, breaks));
    if (!environment) throw new Error('the fixtures hold no environment');
    const quiet = { ...rig, log: silent };
    await rig.log.step(`mistakes for ${what}`, () =>
      quiet.scope((own) => check(own, cluster, environment, found)),
    );
    caught += breaks.filter((one) => isFound(one, found, rig, report)).length;
  }
  const all = trials.flatMap(({ breaks }) => breaks).length;
  report.passed(caught);
  report.tally({ what: 'planted mistakes found', good: caught, all });
}

const silent = stepLog(() => {});

function brokenCopy(rig: Rig, breaks: Break[]): string {
  const copy = rig.dataFolder('broken');
  cpSync(fixtureTree, copy, { recursive: true });
  for (const { file, replace } of breaks) {
    const path = join(copy, 'example', file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(replace[0])) throw new Error(`the fixture ${file} no longer has "${replace[0]}"`);
    writeFileSync(path, text.replace(replace[0], replace[1]));
  }
  return copy;
}

function isFound({ what, file, says }: Break, found: Report, rig: Rig, report: Report): boolean {
  const named = found.failures.find(
    ({ where, why }) => `${where} ${why}`.includes(`example/${file}`) && says.test(why),
  );
  if (named) {
    rig.log.note(`found, as it should be: ${named.where}: ${named.why}`);
    return true;
  }
  const instead = found.failures.map(({ where, why }) => `${where}: ${why}`).join('; ') || 'nothing';
  report.failed({ where: file, why: `${what} was not found under this name; found instead: ${instead}` });
  return false;
}
