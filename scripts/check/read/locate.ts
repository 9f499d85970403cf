// Finds line and column of a field, from the same events that its value was read from.
import {
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  type Event,
  getScalarValue,
  parseEvents,
} from 'js-yaml';
import type { Position } from '../finding.ts';
import { readPath, type Steps } from './field-path.ts';
import { maxDepth } from './rules.ts';

/** One step from a value towards a field below it. */
interface Step {
  /** Of the event that the value below begins with. */
  index: number;
  /** Of the key or the item; undefined for an item that nobody wrote. */
  offset?: number;
  rest: Steps;
}

/** The places of the fields of one text. Reading it once is enough for any number of fields. */
export class Places {
  private readonly text: string;
  private readonly events: readonly Event[];
  private readonly lineStarts: number[] = [0];

  /** Throws what the parser throws when the text is no YAML. */
  constructor(text: string) {
    this.text = text;
    this.events = parseEvents(text, { maxDepth });
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
      this.lineStarts.push(end + 1);
    }
  }

  /**
   * Where a field of a document stands: its key, or its first character in a list.
   * For a field that is not there, the nearest one above it that is; for the empty path, the first field.
   */
  locate(path: string, document = 0): Position {
    return this.positionAt(this.offsetOf(readPath(path), document));
  }

  private offsetOf(steps: Steps, document: number): number {
    let index = this.startOf(document);
    let offset = this.firstOffset(index) ?? 0;
    for (let rest = steps; rest.length > 0; ) {
      const found = this.enter(index, rest);
      if (!found) break;
      ({ index, rest } = found);
      offset = found.offset ?? offset;
    }
    return offset;
  }

  /** Index of the event that opens the root of a document. */
  private startOf(document: number): number {
    let seen = -1;
    const index = this.events.findIndex(({ type }) => type === EVENT_DOCUMENT && ++seen === document);
    return index + 1;
  }

  /** Goes one step down, or several where a key holds dots that the path does not quote. */
  private enter(index: number, steps: Steps): Step | undefined {
    const event = this.events[index];
    if (event?.type === EVENT_SEQUENCE) return this.enterItem(index, steps);
    if (event?.type !== EVENT_MAPPING) return undefined;
    const keys = new Map<string, number>();
    for (let child = index + 1; this.isInside(child); ) {
      const key = this.events[child];
      if (key?.type === EVENT_SCALAR) keys.set(getScalarValue(this.text, key), child);
      child = this.after(this.after(child));
    }
    for (let length = 1; length <= steps.length; length++) {
      const key = keys.get(steps.slice(0, length).join('.'));
      if (key === undefined) continue;
      return { index: key + 1, offset: this.firstOffset(key), rest: steps.slice(length) };
    }
    return undefined;
  }

  private enterItem(index: number, steps: Steps): Step | undefined {
    let child = index + 1;
    for (let number = 0; this.isInside(child); number++) {
      if (number === Number(steps[0])) {
        return { index: child, offset: this.firstOffset(child), rest: steps.slice(1) };
      }
      child = this.after(child);
    }
    return undefined;
  }

  private isInside(index: number): boolean {
    const event = this.events[index];
    return event !== undefined && event.type !== EVENT_POP;
  }

  /** Index of the event behind a whole value. */
  private after(index: number): number {
    let depth = 0;
    for (let next = index; next < this.events.length; next++) {
      const type = this.events[next]?.type;
      if (type === EVENT_MAPPING || type === EVENT_SEQUENCE) depth++;
      else if (type === EVENT_POP) depth--;
      if (depth <= 0) return next + 1;
    }
    return this.events.length;
  }

  /** Offset of the first character of a value, with its quote; undefined for a value that nobody wrote. */
  private firstOffset(index: number): number | undefined {
    const event = this.events[index];
    if (event?.type === EVENT_MAPPING || event?.type === EVENT_SEQUENCE) return event.start;
    if (event?.type === EVENT_ALIAS) return event.anchorStart - 1;
    if (event?.type !== EVENT_SCALAR || event.valueStart < 0) return undefined;
    const start = event.valueStart;
    return start > 0 && /["']/.test(this.text.charAt(start - 1)) ? start - 1 : start;
  }

  private positionAt(offset: number): Position {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.lineStarts[low] ?? 0) + 1 };
  }
}
