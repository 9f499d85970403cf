// What must not compile: wrong types and unknown fields on either side of a patch.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const frame = (body: string): string => `
import type { IInstance } from '@crossplane-models/provider-upjet-aws/rds.aws.m.upbound.io/v1beta1';
import { Type } from 'typebox';
import { cloudApi } from '${root}crossplane/engine/cloud-api.ts';
import { format, map, text } from '${root}crossplane/engine/combinators.ts';
import { object } from '${root}crossplane/engine/spec.ts';
void format; void map; void text;
export const api = cloudApi({
  kind: 'Try', plural: 'tries', description: 'Try.', stateful: false,
  spec: object({ region: Type.String(), size: Type.Integer(), on: Type.Boolean() }, { description: 'Try.' }),
  status: object({ host: Type.String(), port: Type.Integer() }, { description: 'Try.' }),
  variants: ['one', 'two'],
  compose({ spec, status, variant, resource, publish }) {
    void status; void variant;
    const instance = resource<IInstance>('instance', {
      apiVersion: 'rds.aws.m.upbound.io/v1beta1', kind: 'Instance',
      spec: { forProvider: { region: spec.region, allocatedStorage: spec.size, ${body.startsWith('field:') ? body.slice(6) : ''} } },
    });
    ${body.startsWith('publish:') ? body.slice(8) : 'publish({ host: instance.status.atProvider.address, port: instance.status.atProvider.port });'}
    ${body.startsWith('also:') ? body.slice(5) : ''}
  },
});
`;

const cases: { name: string; body: string; error: RegExp | undefined }[] = [
  { name: 'the frame itself', body: '', error: undefined },
  { name: 'a number where a string belongs', body: 'field:engine: spec.size', error: /TS2322/ },
  { name: 'a string where a number belongs', body: 'field:port: spec.region', error: /TS2322/ },
  { name: 'an unknown field of the managed resource', body: 'field:storageGiB: spec.size', error: /TS2353/ },
  { name: 'an unknown field of the spec', body: 'field:engine: spec.reigon', error: /TS2339|TS2551/ },
  {
    name: 'an unknown status field of the composed resource',
    body: 'publish:publish({ host: instance.status.atProvider.hostname, port: instance.status.atProvider.port });',
    error: /TS2339|TS2551/,
  },
  {
    name: 'a status field that nobody fills',
    body: 'publish:publish({ host: instance.status.atProvider.address });',
    error: /TS2345|TS2741/,
  },
  {
    name: 'a status field of the wrong type',
    body: 'publish:publish({ host: instance.status.atProvider.port, port: instance.status.atProvider.port });',
    error: /TS2322/,
  },
  {
    name: 'an incomplete table',
    body: "field:engine: map(spec.on, { true: 'postgres' })",
    error: /TS2345|TS2741/,
  },
  {
    name: 'a table with a wrong value',
    body: 'field:engine: map(spec.on, { true: 1, false: 2 })',
    error: /TS2322/,
  },
  { name: 'a number in a format', body: 'field:engine: format`x-$' + '{spec.size}`', error: /TS2345|TS2741/ },
  { name: 'an unknown variant', body: "also:if (variant === 'three') return;", error: /TS2367/ },
];

test('wrong patches do not compile, each for its own reason', async () => {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache/types-'));
  try {
    for (const [index, { body }] of cases.entries())
      writeFileSync(join(folder, `case-${index}.ts`), frame(body));
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: '../../tsconfig.json', include: ['*.ts'], exclude: [] }),
    );
    const output = await compile(folder);
    cases.forEach(({ name, error }, index) => {
      const lines = output.split('\n').filter((line) => line.includes(`case-${index}.ts`));
      if (error)
        assert.ok(
          lines.some((line) => error.test(line)),
          `${name}: expected ${error}, got ${lines.join('\n') || 'no error'}`,
        );
      else assert.equal(lines, [], name);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function compile(folder: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(join(root, 'node_modules/.bin/tsc'), [
      '--noEmit',
      '--pretty',
      'false',
      '-p',
      folder,
    ]);
    return stdout;
  } catch (failure) {
    // tsc exits with 1 or 2 when it found errors, which is what we want to read.
    if (typeof failure === 'object' && failure !== null && 'stdout' in failure) return String(failure.stdout);
    throw failure;
  }
}

test.run();
