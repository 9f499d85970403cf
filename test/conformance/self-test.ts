// Breaks a copy of the fixtures in five ways; the checks must find each, by the name of its file.

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkArgoCd } from './checks/argocd.ts';
import { checkCrossplane } from './checks/crossplane.ts';
import { checkManifests } from './checks/manifests.ts';
import { newReport, type Report } from './lib/report.ts';
import type { Rig } from './lib/rig.ts';
import { type EnvironmentTree, readTree } from './lib/tree.ts';
import type { Clusters } from './parts/cluster.ts';

type Break = {
  what: string;
  /** File below the environment's folder; the failure must name it. */
  file: string;
  replace: [string, string];
  /** What the failure's words must say. */
  says: RegExp;
  check: (rig: Rig, clusters: Clusters, tree: EnvironmentTree[], report: Report) => Promise<void>;
};

const breaks: Break[] = [
  {
    what: 'an unknown field',
    file: 'preview/Bucket.assets-bucket.yaml',
    replace: ['    region: eu-central-1', '    region: eu-central-1\n    encrypted: true'],
    says: /unknown field "spec\.forProvider\.encrypted"/,
    check: checkManifests,
  },
  {
    what: 'a Karpenter requirement on a restricted label (CEL)',
    file: 'karpenter/NodePool.default.yaml',
    replace: ['kubernetes.io/arch', 'kubernetes.io/hostname'],
    says: /label "kubernetes\.io\/hostname" is restricted/,
    check: checkManifests,
  },
  {
    what: 'a privileged container',
    file: 'shop/Deployment.web.yaml',
    replace: ['allowPrivilegeEscalation: false', 'privileged: true'],
    says: /violates PodSecurity "restricted:latest": privileged/,
    check: checkManifests,
  },
  {
    what: 'a patch to a misspelt path',
    file: 'apis/Composition.store.yaml',
    replace: [
      'toFieldPath: spec.forProvider.versioningConfiguration.status',
      'toFieldPath: spec.forProvider.versioningConfigration.status',
    ],
    says: /versioningConfigration/,
    check: (rig, clusters, tree, report) => checkCrossplane(rig, clusters, tree, report),
  },
  {
    what: 'a kind outside the project',
    file: 'shop/ServiceAccount.web.yaml',
    replace: ['kind: ServiceAccount', 'kind: ConfigMap'],
    says: /ConfigMap.*not permitted in project/,
    check: (rig, clusters, tree, report) => checkArgoCd(rig, clusters, tree, report),
  },
];

/** Runs the checks over one broken copy at a time. */
export async function checkSelf(rig: Rig, clusters: Clusters, report: Report): Promise<void> {
  const whole = join(import.meta.dirname, 'fixtures', 'tree');
  let caught = 0;
  for (const { what, file, replace, says, check } of breaks) {
    const copy = rig.dataFolder('broken');
    cpSync(whole, copy, { recursive: true });
    const path = join(copy, 'example', file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(replace[0])) throw new Error(`the fixture ${file} no longer has "${replace[0]}"`);
    writeFileSync(path, text.replace(replace[0], replace[1]));
    const found = newReport();
    await rig.log.step(`self-test: ${what}`, () => check(rig, clusters, readTree(copy), found));
    const named = found.failures.find(
      ({ where, why }) => `${where} ${why}`.includes(`example/${file}`) && says.test(why),
    );
    if (named) {
      caught += 1;
      report.passed();
      rig.log.note(`caught, as it should be: ${named.where}: ${named.why}`);
    } else {
      const instead = found.failures.map(({ where, why }) => `${where}: ${why}`).join('; ') || 'nothing';
      report.failed({ where: file, why: `${what} was not found under this name; found instead: ${instead}` });
    }
  }
  report.tally({ what: 'planted mistakes found', good: caught, all: breaks.length });
}
