// The lines that differ between two longer texts, such as scripts in a ConfigMap.
import { align } from '../compare/sequence.ts';
import { showValue } from './text.ts';

/** One line that came or went. */
export interface TextLine {
  readonly mark: '-' | '+';
  readonly text: string;
}

/** Removed and added lines in their order; a side that is absent or no text counts as what it shows as. */
export function textDiff(from: unknown, to: unknown): TextLine[] {
  const left = linesOf(from);
  const right = linesOf(to);
  return align(left, right).flatMap((step): TextLine[] => {
    if (step.type === 'removed') return [{ mark: '-', text: left[step.from] ?? '' }];
    return step.type === 'added' ? [{ mark: '+', text: right[step.to] ?? '' }] : [];
  });
}

function linesOf(value: unknown): string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? value.split('\n') : [showValue(value)];
}
