// How the tree on disk is compared with what belongs there.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compareTrees, foreignFindings, isCurrent } from '../../../scripts/generate/compare.ts';

const file = (hash: string, ours = true) => ({ hash, ours });

test('files are added, changed, removed or left alone by their contents', () => {
  const wanted = new Map([
    ['new', '1'],
    ['edited', '2'],
    ['same', '3'],
  ]);
  const files = new Map([
    ['edited', file('x')],
    ['same', file('3')],
    ['old', file('4')],
  ]);
  assert.equal(compareTrees(wanted, { files, strange: [] }), {
    added: ['new'],
    changed: ['edited'],
    removed: ['old'],
    unchanged: 1,
    foreign: [],
  });
});

test('what we did not write is neither changed nor removed', () => {
  const wanted = new Map([
    ['in-the-way', '1'],
    ['link', '2'],
  ]);
  const files = new Map([
    ['in-the-way', file('x', false)],
    ['notes', file('y', false)],
  ]);
  const changes = compareTrees(wanted, { files, strange: ['link'] });
  assert.equal(changes, {
    added: [],
    changed: [],
    removed: [],
    unchanged: 0,
    foreign: ['in-the-way', 'link', 'notes'],
  });
  assert.not.ok(isCurrent(changes));
});

test('a file with the right contents is current, whoever wrote it', () => {
  const changes = compareTrees(new Map([['a', '1']]), {
    files: new Map([['a', file('1', false)]]),
    strange: [],
  });
  assert.ok(isCurrent(changes));
});

test('each foreign file is a finding that names it', () => {
  assert.equal(
    foreignFindings('generated', ['prod/notes.txt', '']).map(({ where }) => where.file),
    ['generated/prod/notes.txt', 'generated'],
  );
});

test.run();
