// With the cache, `check` says what it says without, whatever was edited in between.
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { check } from '../../../../scripts/check/engine.ts';

const paths = ['prod/web/Widget.a.yaml', 'prod/web/Widget.b.yaml', 'dev/web/Widget.a.yaml'];
const definition = (type: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  names: {kind: Widget, plural: widgets}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: ${type}}}}}}}
`;
/** Many of one length: a cache that looks at sizes fails. */
const contents = [
  'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: {size: 1}\n',
  'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: {size: x}\n',
  'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: [size: 1]\n',
  'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: {size: [\n',
  definition('integer'),
  definition('boolean'),
  definition('string '),
  '',
];

const hour = 3_600_000;

/** One edit, and how long ago it seems to have happened: caches that trust times fail on the old ones. */
const edits = fc.record({
  path: fc.constantFrom(...paths),
  content: fc.option(fc.constantFrom(...contents)),
  secondsAgo: fc.constantFrom(0, 3600),
  rename: fc.boolean(),
});

test('a run with the cache finds what a run without finds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(edits, { minLength: 1, maxLength: 2 }), { minLength: 3, maxLength: 8 }),
      async (rounds) => {
        const folder = realpathSync(mkdtempSync(join(tmpdir(), 'check-')));
        try {
          const tree = join(folder, 'tree');
          write(join(tree, 'prod/web/Widget.kept.yaml'), contents[1] ?? '', 3600, false);
          for (const round of rounds) {
            for (const { path, content, secondsAgo, rename } of round) {
              if (content === null) rmSync(join(tree, path), { force: true });
              else write(join(tree, path), content, secondsAgo, rename);
            }
            // An hour later every file counts as settled, so that its state is trusted.
            const cached = await run(tree, Date.now() + hour, {
              folder: join(folder, 'cache'),
              key: 'k'.repeat(64),
            });
            assert.equal(cached, await run(tree, Date.now() + hour));
          }
        } finally {
          rmSync(folder, { recursive: true });
        }
      },
    ),
    { numRuns: 40 },
  );
});

function write(path: string, content: string, secondsAgo: number, viaRename: boolean): void {
  mkdirSync(dirname(path), { recursive: true });
  const target = viaRename ? `${path}.draft` : path;
  writeFileSync(target, content);
  const time = Date.now() / 1000 - secondsAgo;
  utimesSync(target, time, time);
  if (viaRename) renameSync(target, path);
}

function run(root: string, nowMillis: number, cache?: { folder: string; key: string }) {
  return check({
    root,
    treeName: 'tree',
    selection: { only: ['schema', 'semantics'], skip: [] },
    allowUnknown: [],
    kubernetesVersionOf: () => '1.35',
    waivers: [],
    waiversFile: 'envs/waivers.ts',
    today: '2027-01-01',
    nowMillis,
    cache,
  });
}

test.run();
