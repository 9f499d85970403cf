// The report as SARIF 2.1.0 for code scanning: each effect at its generated file, and at the line of its field.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import type { Level } from '../change.ts';
import { parsePath, type Segment } from '../compare/path.ts';
import type { ChangeGroup, ReportChange, ReportEffect } from '../report.ts';
import type { ReportSources, ReportWriter } from './formats.ts';

/** GitHub takes no more results of one run: https://docs.github.com/en/code-security/reference/code-scanning/sarif-support-for-code-scanning */
const maxResults = 5000;

const sarifLevels: Readonly<Record<Level, 'none' | 'note' | 'warning' | 'error'>> = {
  info: 'none',
  notice: 'note',
  caution: 'warning',
  danger: 'error',
  blocked: 'error',
};

/** Worst first; what exceeds GitHub's limit is left out from the end. */
export const writeSarif: ReportWriter = (report, sources, { treeName }) => {
  const changes = new Map(
    report.groups.flatMap((group: ChangeGroup) => group.changes.map((change) => [idOf(change), change])),
  );
  const rules = new Map(report.effects.map(({ rule, why, fix }) => [rule, { why, fix }]));
  const locate = locator(sources);
  const results = report.effects.slice(0, maxResults).map((effect) => ({
    ruleId: effect.rule,
    level: sarifLevels[effect.level],
    message: { text: `${effect.environment}: ${effect.object}: ${effect.what} ${effect.fix}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(`${treeName}/${effect.file}`) },
          region: { startLine: locate(changes.get(idOf(effect)), effect.fields[0]) },
        },
      },
    ],
    relatedLocations: effect.causes.map(({ file, line = 1 }) => ({
      physicalLocation: { artifactLocation: { uri: encodeURI(file) }, region: { startLine: line } },
      message: { text: 'The line that causes it.' },
    })),
    partialFingerprints: { effect: [effect.rule, effect.environment, effect.object].join(' ') },
    ...(effect.acceptedBy ? { suppressions: [{ kind: 'external', justification: effect.acceptedBy }] } : {}),
  }));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'helical-gitops diff',
            rules: [...rules].sort().map(([id, { why, fix }]) => ({
              id,
              shortDescription: { text: why },
              help: { text: fix },
            })),
          },
        },
        results,
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

function idOf({ environment, file }: ReportEffect | ReportChange): string {
  return `${environment} ${file}`;
}

/** Finds the line of a field in the YAML of an object; each file is parsed once. */
function locator(sources: ReportSources): (change?: ReportChange, path?: string) => number {
  const documents = new Map<string, { contents: Node | null; lines: LineCounter }>();
  return (change, path) => {
    if (!change || path === undefined) return 1;
    const id = idOf(change);
    let document = documents.get(id);
    if (!document) {
      const lines = new LineCounter();
      const text = sources.yaml(change, change.type === 'deleted' ? 'from' : 'to') ?? '';
      document = { contents: parseDocument(text, { lineCounter: lines }).contents, lines };
      documents.set(id, document);
    }
    const offset = offsetOf(document.contents, parsePath(path));
    return offset === undefined ? 1 : document.lines.linePos(offset).line;
  };
}

/** Where the field begins, or the nearest thing around it that is there. */
function offsetOf(root: Node | null, segments: readonly Segment[]): number | undefined {
  let node: unknown = root;
  let offset = root?.range?.[0];
  for (const segment of segments) {
    if (segment.type === 'field' && isMap(node)) {
      const pair = pairAt(node, segment.name);
      if (!pair) break;
      if (isScalar(pair.key) && pair.key.range) offset = pair.key.range[0];
      node = pair.value;
      continue;
    }
    const item = isSeq(node) ? node.items.find((one, index) => isItem(one, index, segment)) : undefined;
    if (item === undefined) break;
    if ((isMap(item) || isScalar(item) || isSeq(item)) && item.range) offset = item.range[0];
    node = item;
  }
  return offset;
}

function pairAt(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && String(key.value) === name);
}

function isItem(item: unknown, index: number, segment: Segment): boolean {
  if (segment.type === 'position' || segment.type === 'unordered') return segment.index === index;
  if (segment.type === 'item') return isScalar(item) && String(item.value) === segment.text;
  if (segment.type !== 'keys' || !isMap(item)) return false;
  return Object.entries(segment.keys).every(([name, value]) => {
    const actual = item.get(name);
    return actual === undefined || String(actual) === value;
  });
}
