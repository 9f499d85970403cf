// Runs our health checks in Argo CD's own engine: node test/argocd/conformance/health.ts PATH_OF_ARGOCD
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { healthCustomizations } from '../../../argocd/health/index.ts';
import { healthCases } from './health-cases.ts';

/** Tries every case with the program `argocd`; returns a line for each that came out differently. */
export function checkHealth(argocd: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'health-'));
  try {
    const settings = join(folder, 'argocd-cm.yaml');
    writeFileSync(
      settings,
      dump({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: 'argocd-cm',
          namespace: 'argocd',
          labels: { 'app.kubernetes.io/part-of': 'argocd' },
        },
        data: { 'resource.customizations': healthCustomizations() },
      }),
    );
    return healthCases.flatMap(({ name, object, health }) => {
      const file = join(folder, 'object.yaml');
      writeFileSync(file, dump(object));
      const args = ['admin', 'settings', 'resource-overrides', 'health', file, '--argocd-cm-path', settings];
      const { stdout, stderr } = spawnSync(argocd, args, { encoding: 'utf8' });
      const found = /^STATUS: (\S+)$/m.exec(stdout)?.[1];
      return found === health ? [] : [`${object.kind}, ${name}: ${found ?? stderr} instead of ${health}`];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) {
  const problems = checkHealth(process.argv[2] ?? 'argocd');
  console.log(
    [...problems, `${healthCases.length - problems.length} of ${healthCases.length} as expected`].join('\n'),
  );
  process.exitCode = problems.length > 0 ? 1 : 0;
}
