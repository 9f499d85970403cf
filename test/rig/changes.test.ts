// The sampled changes of the conformance part `effects`: enough, of all kinds, real changes, and the same for a seed.
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { changeKinds, sampleChanges } from '../conformance/checks/effects/changes.ts';
import { respell, reverse, set, unset } from '../conformance/checks/effects/edits.ts';
import { readTree } from '../conformance/lib/tree.ts';

const tree = readTree(join(import.meta.dirname, '..', '..', 'generated'));
const manifests = tree.find(({ name }) => name === 'prod')?.manifests ?? [];
const changes = sampleChanges(manifests, 1);

test('a seed gives the same changes again, another seed others', () => {
  assert.equal(sampleChanges(manifests, 1), changes);
  const others = sampleChanges(manifests, 2);
  assert.not.equal(
    others.map(({ file }) => file),
    changes.map(({ file }) => file),
  );
  assert.ok(others.length >= 200);
});

test('there are at least 200 changes, of at least 50 kinds of objects and of nearly all that people do', () => {
  assert.ok(changes.length >= 200, `${changes.length}`);
  assert.ok(new Set(changes.map(({ before }) => before.kind)).size >= 50);
  const done = new Set(changes.map(({ what }) => what));
  const missing = changeKinds.filter(({ what }) => !done.has(what)).map(({ what }) => what);
  assert.ok(missing.length <= 3, missing.join(', '));
});

test('no kind of object takes more than a fifth of the changes', () => {
  const counts = [...Map.groupBy(changes, ({ before }) => before.kind).values()].map(({ length }) => length);
  assert.ok(Math.max(...counts) <= changes.length / 5);
});

test('each change changes one object, and leaves what it is called', () => {
  for (const { what, before, after } of changes) {
    assert.not.equal(JSON.stringify(after), JSON.stringify(before), what);
    for (const name of ['apiVersion', 'kind']) assert.is(after[name], before[name], what);
    assert.is(after.metadata.name, before.metadata.name, what);
    assert.is(after.metadata.namespace, before.metadata.namespace, what);
  }
});

test('changes stand apart: no two share a namespace or the name of an object of the whole cluster', () => {
  const own = changes.filter(({ before }) => before.metadata.namespace);
  assert.is(new Set(own.map(({ before }) => before.metadata.namespace)).size, own.length);
  const wide = changes
    .filter(({ before }) => !before.metadata.namespace)
    .filter(({ before }) => !['Namespace', 'CompositeResourceDefinition'].includes(before.kind));
  assert.is(new Set(wide.map(({ before }) => `${before.kind} ${before.metadata.name}`)).size, wide.length);
});

test('an edit that finds no place says so and leaves the object alone', () => {
  const object = () => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', labels: { 'example.org/b': 'c' } },
    spec: { list: ['one'], size: { cpu: '2', memory: '1Gi' } },
  });
  for (const edit of [
    set('metadata.name', 'a'),
    set('spec.list.key.inner', 1),
    unset('spec.missing'),
    unset('missing.field'),
    reverse('spec.list'),
    respell('spec.list'),
  ]) {
    const made = object();
    assert.not(edit(made));
    assert.equal(made, object());
  }
  const made = object();
  assert.ok(unset('metadata.labels.example\\.org/b')(made));
  assert.ok(respell('spec.size')(made));
  assert.equal(made.metadata.labels, {});
  assert.equal(made.spec.size, { cpu: '2', memory: '1024Mi' });
});

test.run();
