// Adds to every finding the line that it is about, for the reports.
import { type CheckFinding, compareTexts, type Position, severities } from '../finding.ts';
import { Places } from '../read/locate.ts';

/** Some lines of a file. */
export interface Excerpt {
  /** Number of the first line, counted from 1. */
  firstLine: number;
  lines: string[];
}

/** A finding with its place in the file. */
export interface LocatedFinding extends CheckFinding {
  /** Absent when the file could not be read. */
  position?: Position;
  /** The line of the finding and its neighbours; empty when the file could not be read. */
  excerpt: Excerpt;
}

/** Lines before and behind the one that a finding is about. */
const contextLines = 1;
const maxLineLength = 160;
const nowhere: Excerpt = { firstLine: 1, lines: [] };

/** Locates findings. `read` gives the text of a file as findings name it, or undefined. Keeps the order. */
export function locateAll(
  findings: readonly CheckFinding[],
  read: (file: string) => string | undefined,
): LocatedFinding[] {
  const files = new Map<string, FilePlaces>();
  return findings.map((finding) => {
    const { file } = finding.where;
    const places = files.get(file) ?? new FilePlaces(read(file));
    files.set(file, places);
    const position = finding.position ?? places.locate(finding);
    return { ...finding, ...(position ? { position } : {}), excerpt: places.excerpt(position) };
  });
}

/** Findings by file: the file with the worst finding first, and in a file the worst finding first. */
export function byFile(findings: readonly LocatedFinding[]): [file: string, findings: LocatedFinding[]][] {
  const files = new Map<string, LocatedFinding[]>();
  for (const finding of findings) {
    const { file } = finding.where;
    const group = files.get(file);
    if (group) group.push(finding);
    else files.set(file, [finding]);
  }
  const worst = (group: readonly LocatedFinding[]) =>
    Math.min(...group.map(({ severity }) => severities.indexOf(severity)));
  for (const group of files.values()) group.sort(byPlace);
  return [...files].sort(([a, inA], [b, inB]) => worst(inA) - worst(inB) || compareTexts(a, b));
}

function byPlace(a: LocatedFinding, b: LocatedFinding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
    (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
    compareTexts(a.rule, b.rule) ||
    compareTexts(a.what, b.what)
  );
}

class FilePlaces {
  private readonly text: string | undefined;
  private readonly lines: readonly string[];
  private places: Places | undefined;

  constructor(text: string | undefined) {
    this.text = text;
    this.lines = text?.split(/\r?\n/) ?? [];
  }

  locate({ where, document }: CheckFinding): Position | undefined {
    if (this.text === undefined) return undefined;
    try {
      this.places ??= new Places(this.text);
      return this.places.locate(where.path ?? '', document);
    } catch {
      // The file has changed since, and is no YAML any more.
      return undefined;
    }
  }

  excerpt(position: Position | undefined): Excerpt {
    if (!position || position.line > this.lines.length) return nowhere;
    const first = Math.max(0, position.line - 1 - contextLines);
    const lines = this.lines.slice(first, position.line + contextLines).map((line) => shorten(line));
    while (lines.length > 1 && lines.at(-1) === '') lines.pop();
    return { firstLine: first + 1, lines };
  }
}

function shorten(line: string): string {
  return line.length > maxLineLength ? `${line.slice(0, maxLineLength)}…` : line;
}
