// Aligns two sequences: an item put in the middle is one addition, not a change of everything behind it.

/** One step from the earlier to the later sequence; positions count from 0 in their own sequence. */
export type Step =
  | { readonly type: 'same'; readonly from: number; readonly to: number }
  | { readonly type: 'removed'; readonly from: number }
  | { readonly type: 'added'; readonly to: number };

/** Above this many cells, the alignment is not worth its time and memory. */
const maxCells = 4_000_000;

/** The shortest way from one sequence to another (longest common subsequence), removals before additions. */
export function align(from: readonly string[], to: readonly string[]): Step[] {
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start++;
  let end = 0;
  const most = Math.min(from.length, to.length) - start;
  while (end < most && from[from.length - 1 - end] === to[to.length - 1 - end]) end++;
  const steps: Step[] = [];
  for (let index = 0; index < start; index++) steps.push({ type: 'same', from: index, to: index });
  steps.push(...middle(from, to, start, end));
  for (let back = end; back > 0; back--) {
    steps.push({ type: 'same', from: from.length - back, to: to.length - back });
  }
  return steps;
}

function middle(from: readonly string[], to: readonly string[], start: number, end: number): Step[] {
  const rows = from.length - start - end;
  const columns = to.length - start - end;
  const steps: Step[] = [];
  const width = columns + 1;
  const isSmall = rows * columns <= maxCells;
  // lengths[r * width + c]: the longest common subsequence of what is left behind row r and column c.
  const lengths = new Uint32Array(isSmall ? (rows + 1) * width : 0);
  const lengthAt = (row: number, column: number) => lengths[row * width + column] ?? 0;
  const isSame = (row: number, column: number) => from[start + row] === to[start + column];
  for (let row = rows - 1; isSmall && row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      lengths[row * width + column] = isSame(row, column)
        ? lengthAt(row + 1, column + 1) + 1
        : Math.max(lengthAt(row + 1, column), lengthAt(row, column + 1));
    }
  }
  let row = 0;
  let column = 0;
  while (row < rows || column < columns) {
    if (isSmall && row < rows && column < columns && isSame(row, column)) {
      steps.push({ type: 'same', from: start + row++, to: start + column++ });
    } else if (row < rows && (column === columns || lengthAt(row + 1, column) >= lengthAt(row, column + 1))) {
      steps.push({ type: 'removed', from: start + row++ });
    } else {
      steps.push({ type: 'added', to: start + column++ });
    }
  }
  return steps;
}
