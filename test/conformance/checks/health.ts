// Runs our health checks in Argo CD's own engine, over objects in many states.

import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { healthCustomizations } from '../../../argocd/health/index.ts';
import type { Report } from '../lib/report.ts';
import type { Rig } from '../lib/rig.ts';
import { goTools } from '../lib/tools.ts';
import { inParallel } from '../lib/wait.ts';
import { type HealthCase, healthCases } from './health-cases.ts';

/** Runs the check; it needs no cluster. */
export async function checkHealth(rig: Rig, report: Report): Promise<void> {
  const argocd = join(await goTools('argocd', rig.log.note), 'argocd');
  const folder = rig.dataFolder('health');
  const settings = join(folder, 'argocd-cm.yaml');
  writeFileSync(settings, dump(configMap()));
  const problems = await rig.log.step('health checks in Lua', () =>
    inParallel(healthCases, availableParallelism(), async (one) => {
      const own = join(folder, String(healthCases.indexOf(one)));
      mkdirSync(own);
      const said = await assess(argocd, settings, own, one);
      const found = /^STATUS: (\S+)$/m.exec(said)?.[1];
      return found === one.health
        ? undefined
        : `${one.object.kind}, ${one.name}: ${found ?? said.trim()} instead of ${one.health}`;
    }),
  );
  for (const why of problems) if (why) report.failed({ where: 'argocd/health', why });
  const good = problems.filter((why) => why === undefined).length;
  report.passed(good);
  report.tally({ what: 'health checks as expected', good, all: healthCases.length });
}

function configMap(): object {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'argocd-cm',
      namespace: 'argocd',
      labels: { 'app.kubernetes.io/part-of': 'argocd' },
    },
    data: { 'resource.customizations': healthCustomizations() },
  };
}

/** What the program says about one object, and what it complains of. */
function assess(argocd: string, settings: string, folder: string, { object }: HealthCase): Promise<string> {
  const file = join(folder, 'object.yaml');
  writeFileSync(file, dump(object));
  const args = ['admin', 'settings', 'resource-overrides', 'health', file, '--argocd-cm-path', settings];
  return new Promise((resolve) => {
    const env = { ...process.env, ARGOCD_BINARY_NAME: 'argocd', HOME: folder };
    const child = spawn(argocd, args, { env });
    let said = '';
    for (const output of [child.stdout, child.stderr])
      output.on('data', (chunk: Buffer) => {
        said += chunk;
      });
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => resolve(said));
  });
}
