// Which files of a tree belong to which environment.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { environmentsOf } from '../../../scripts/check/tree.ts';

const cases: [name: string, files: string[], environments: Record<string, string[]>][] = [
  [
    'folders with a file in our place',
    ['dev/web/Pod.a.yaml', 'prod/web/Pod.a.yaml', 'prod/web/odd.yaml', 'prod/loose.yaml'],
    { dev: ['dev/web/Pod.a.yaml'], prod: ['prod/web/Pod.a.yaml', 'prod/web/odd.yaml', 'prod/loose.yaml'] },
  ],
  [
    'everything else together, sorted',
    ['b.yaml', 'k8s/a/b/c.yaml', 'k8s/pod.yaml', 'a.yaml', 'prod/web/Pod.a.yaml'],
    { '': ['a.yaml', 'b.yaml', 'k8s/a/b/c.yaml', 'k8s/pod.yaml'], prod: ['prod/web/Pod.a.yaml'] },
  ],
  ['a single file', [''], { '': [''] }],
  ['nothing', [], {}],
];

for (const [name, files, environments] of cases) {
  test(name, () => {
    const found = environmentsOf(files);
    assert.equal(Object.fromEntries(found.map((one) => [one.name, one.files])), environments);
    assert.equal(
      found.map((one) => one.name),
      Object.keys(environments),
    );
  });
}

test.run();
