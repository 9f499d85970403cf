// What is worth saying about two trees before anything is compared: environments that are new or have another name.
import { environmentOfPath, type TreePair } from './trees/tree-pair.ts';

/** Notes on environments that came or went. `renamed` are those that somebody told about. */
export function notesOn(pair: TreePair, renamed: readonly string[] = []): string[] {
  if (renamed.length > 0) return [];
  const notes = renamings(pair);
  return notes.length > 0 ? notes : additions(pair);
}

/** A folder that went while another came with the same files is most likely the same environment. */
function renamings(pair: TreePair): string[] {
  const filesOf = (side: 'from' | 'to') => {
    const other = side === 'from' ? 'to' : 'from';
    const files = pair.files.filter((file) => file[side] && !file[other]);
    return Map.groupBy(files, ({ path }) => path.split('/')[0] ?? '');
  };
  const [gone, come] = [filesOf('from'), filesOf('to')];
  if (gone.size === 0 || come.size === 0) return [];
  const [before, after] = [new Set(pair.environments('from')), new Set(pair.environments('to'))];
  const notes: string[] = [];
  for (const [oldName, oldFiles] of gone) {
    for (const [newName, newFiles] of come) {
      if (after.has(oldName) || before.has(newName)) continue;
      const names = new Set(newFiles.map(({ path }) => path.slice(newName.length)));
      const common = oldFiles.filter(({ path }) => names.has(path.slice(oldName.length))).length;
      if (common * 2 < Math.max(oldFiles.length, newFiles.length)) continue;
      notes.push(
        `${oldName} is gone and ${newName} has the same ${common} files. If it was renamed, compare with --renamed ${oldName}=${newName}`,
      );
    }
  }
  return notes;
}

/** What is new as a whole is read best beside the environment that it is most like. */
function additions(pair: TreePair): string[] {
  const files = Map.groupBy(pair.files, ({ path }) => environmentOfPath(path));
  const whole = [...files].filter(([name, own]) => name !== '' && own.every(({ from }) => !from));
  if (whole.length === 0) return [];
  const before = pair.environments('from');
  return whole.flatMap(([name, own]) => {
    if (before.includes(name)) return [];
    const paths = new Set(own.map(({ path }) => path.slice(name.length)));
    const shares = before.map((other) => {
      const theirs = pair.filesOf('from', other);
      const common = theirs.filter(({ path }) => paths.has(path.slice(other.length))).length;
      return { other, share: common / Math.max(paths.size, theirs.length) };
    });
    const [alike] = shares.sort((a, b) => b.share - a.share);
    if (!alike || alike.share < 0.5) return [];
    return [
      `${name} is new, and most like ${alike.other}. What is decided otherwise in it: npm run diff -- --between ${alike.other} ${name}`,
    ];
  });
}
