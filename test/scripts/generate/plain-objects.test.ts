// Objects that are read the short way are what cdk8s would have made of them, and the others go the long way.
import { ApiObject, Chart, JsonPatch, Lazy } from 'cdk8s';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { PlainObjects } from '../../../scripts/generate/plain-objects.ts';

function read(props: object, change: (object: ApiObject) => void = () => {}) {
  const objects = new PlainObjects();
  const chart = new Chart(objects.app, 'chart', { labels: { team: 'x' } });
  const object = new ApiObject(chart, 'object', {
    apiVersion: 'v1',
    kind: 'Thing',
    metadata: { name: 'a' },
    ...props,
  });
  change(object);
  return { ours: objects.read(object), theirs: object.toJson() };
}

test('a plain object is not copied, and is what cdk8s makes of it', () => {
  const spec = { z: 1, a: [{ b: 'x' }, []], empty: {} };
  const { ours, theirs } = read({ spec });
  assert.equal(ours, theirs);
  assert.equal(JSON.stringify(ours), JSON.stringify(theirs), 'in the same order');
  assert.equal(ours, {
    apiVersion: 'v1',
    kind: 'Thing',
    metadata: { labels: { team: 'x' }, name: 'a' },
    spec: { z: 1, a: [{ b: 'x' }, []], empty: {} },
  });
  assert.is(typeof ours === 'object' && ours !== null && 'spec' in ours && ours.spec, spec);
});

const notPlain: [string, object, ((object: ApiObject) => void)?][] = [
  ['a lazy value', { spec: { replicas: Lazy.any({ produce: () => 3 }) } }],
  ['an implicit token', { spec: { name: { resolve: () => 'x' } } }],
  ['a null, which cdk8s drops', { spec: { a: null, b: 1 } }],
  ['an undefined field, which cdk8s drops', { spec: { a: undefined, b: 1 } }],
  ['a patched object', { spec: { a: 1 } }, (object) => object.addJsonPatch(JsonPatch.replace('/spec/a', 2))],
  [
    'an object with a field patched in',
    {},
    (object) => object.addJsonPatch(JsonPatch.add('/spec', { a: 2 })),
  ],
];

test('what is not plain is what cdk8s makes of it', () => {
  for (const [what, props, change] of notPlain) {
    const { ours, theirs } = read(props, change);
    assert.equal(ours, theirs, what);
  }
});

test('labels and annotations that were added later are there', () => {
  const { ours, theirs } = read({ spec: {} }, (object) => object.metadata.addAnnotation('wave', '1'));
  assert.equal(ours, theirs);
  assert.match(JSON.stringify(ours), '"annotations":{"wave":"1"}');
});

test('what cdk8s refuses is refused', () => {
  assert.throws(() => read({ spec: { date: new Date(0) } }), /can't render non-simple object of type 'Date'/);
});

test.run();
