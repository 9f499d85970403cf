// The YAML of an object before and after, side by side; stretches that stay the same are folded.
import { align } from '../../compare/sequence.ts';
import { plural } from '../text.ts';
import { html, type Markup } from './markup.ts';

/** Longer objects are left out: nobody reads them side by side, and aligning them takes seconds. */
export const maxYamlLines = 4_000;

/** Unchanged lines that stay visible around a change. */
const contextLines = 4;

/** Lines of both sides that stay the same, or that take each other's place. */
interface Block {
  readonly isSame: boolean;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Number of the first line on each side, counted from 1. */
  readonly fromLine: number;
  readonly toLine: number;
}

function linesOf(text: string | undefined): string[] {
  return text === undefined ? [] : text.trimEnd().split('\n');
}

/** Both texts beside each other; `undefined` when one of them is too long. A side that is not there is empty. */
export function sideBySide(from: string | undefined, to: string | undefined): Markup | undefined {
  const [left, right] = [linesOf(from), linesOf(to)];
  if (Math.max(left.length, right.length) > maxYamlLines) return undefined;
  const blocks = blocksOf(left, right);
  return html`<div class="sheet">${blocks.map((block, index) => showBlock(block, index === 0, index === blocks.length - 1))}</div>`;
}

/** Alternates stretches that are the same with stretches that differ. */
function blocksOf(from: readonly string[], to: readonly string[]): Block[] {
  const steps = align(from, to);
  const blocks: Block[] = [];
  let [left, right] = [0, 0];
  for (let index = 0; index < steps.length; ) {
    const isSame = steps[index]?.type === 'same';
    const [fromStart, toStart] = [left, right];
    for (; index < steps.length && (steps[index]?.type === 'same') === isSame; index++) {
      const type = steps[index]?.type;
      if (type !== 'added') left++;
      if (type !== 'removed') right++;
    }
    blocks.push({
      isSame,
      from: from.slice(fromStart, left),
      to: to.slice(toStart, right),
      fromLine: fromStart + 1,
      toLine: toStart + 1,
    });
  }
  return blocks;
}

function showBlock(block: Block, isFirst: boolean, isLast: boolean): Markup {
  if (!block.isSame) return columns(block, 'changed');
  const before = isFirst ? 0 : contextLines;
  const after = isLast ? 0 : contextLines;
  const folded = block.from.length - before - after;
  // A fold of one or two lines hides less than it takes.
  if (folded < 3) return columns(block, 'same');
  return html`${before > 0 && columns(part(block, 0, before), 'same')}
<details class="fold"><summary>${plural(folded, 'line')} the same</summary>${columns(part(block, before, before + folded), 'same')}</details>
${after > 0 && columns(part(block, before + folded, block.from.length), 'same')}`;
}

function part(block: Block, start: number, end: number): Block {
  return {
    isSame: block.isSame,
    from: block.from.slice(start, end),
    to: block.to.slice(start, end),
    fromLine: block.fromLine + start,
    toLine: block.toLine + start,
  };
}

function columns({ from, to, fromLine, toLine }: Block, name: 'same' | 'changed'): Markup {
  const rows = Math.max(from.length, to.length);
  return html`<div class="columns ${name}">${column(from, fromLine, rows, 'from', to)}${column(to, toLine, rows, 'to', from)}</div>
`;
}

function column(
  lines: readonly string[],
  start: number,
  rows: number,
  side: 'from' | 'to',
  others: readonly string[],
): Markup {
  const padding = '\n'.repeat(rows - lines.length);
  const numbers = lines.map((_, index) => String(start + index)).join('\n') + padding;
  const isPaired = lines.length === others.length && lines[0] !== others[0];
  const text = isPaired
    ? lines.map((line, index) => [index > 0 && '\n', markDifference(line, others[index] ?? '')])
    : lines.join('\n');
  const empty = lines.length === 0 ? ' empty' : '';
  // The parser drops a line break right behind <pre>: without one of our own, an empty first line would be lost.
  return html`<pre class="numbers${empty}" aria-hidden="true">
${numbers}</pre><pre class="${side}${empty}">
${text}${padding}</pre>`;
}

/** Marks the part of a line that the other line does not have. */
function markDifference(line: string, other: string): Markup {
  let start = 0;
  while (start < line.length && line[start] === other[start]) start++;
  let end = 0;
  const most = Math.min(line.length, other.length) - start;
  while (end < most && line.at(-1 - end) === other.at(-1 - end)) end++;
  const middle = line.slice(start, line.length - end);
  return html`${line.slice(0, start)}${middle && html`<mark>${middle}</mark>`}${end > 0 && line.slice(-end)}`;
}
