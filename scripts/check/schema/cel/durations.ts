// Reads durations as Go does, into the durations of CEL.
import { evaluate } from '@marcbachmann/cel-js';

/** The duration for CEL; the text itself where CEL can't read it. */
export function durationOf(text: string): unknown {
  try {
    return evaluate('duration(text)', { text });
  } catch {
    return text;
  }
}
