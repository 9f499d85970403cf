// Compares two trees: reads what differs, matches objects, asks the effect rules, and puts the report together.
import type { Finding } from '../../envs/finding.ts';
import { acceptedBy } from './acknowledgements.ts';
import {
  type DiffedObject,
  type Effect,
  type EffectRule,
  type Level,
  levels,
  type ObjectChange,
} from './change.ts';
import { type Masker, masker } from './compare/mask.ts';
import { lazyEnvironment } from './environment-change.ts';
import { groupChanges, sortEffects } from './groups.ts';
import { matchObjects, type Translation } from './match.ts';
import { objectName } from './object-name.ts';
import { batches, type Contents, filesByEnvironment, type ReadRequest, readBatch } from './read-batches.ts';
import { readObjects } from './read-objects.ts';
import {
  type Acknowledgement,
  type Cause,
  type ChangeType,
  type DiffReport,
  type ReportChange,
  type ReportEffect,
  reportVersion,
} from './report.ts';
import { summarise } from './summary.ts';
import type { FilePair, SideName } from './trees/tree-pair.ts';

/** Finds the source lines behind a change. */
export type CauseFinder = (change: ObjectChange) => readonly Cause[];

/** What is compared, and how. */
export interface DiffRequest extends ReadRequest {
  readonly rules: readonly EffectRule[];
  /** Looks at these applications only; at all of them when absent. */
  readonly applications?: readonly string[];
  readonly acknowledgements?: readonly Acknowledgement[];
  /** Set when two environments with different names are compared: all files are those of the one pair. */
  readonly translation?: Translation & Readonly<Record<'fromName' | 'toName', string>>;
  readonly causes?: CauseFinder;
  readonly masker?: Masker;
}

/** Compares. Throws a `FindingsError` for input that can't be compared at all; the rest is in `problems`. */
export function diffTrees(request: DiffRequest): DiffReport {
  const { pair, masker: mask = masker() } = request;
  const problems: Finding[] = [];
  const changes: ReportChange[] = [];
  const effects: ReportEffect[] = [];
  const used = new Set<Acknowledgement>();
  for (const batch of batches(filesByEnvironment(request))) {
    const contents = readBatch(
      request,
      batch.flatMap(({ files }) => files),
      problems,
    );
    for (const { environment, files } of batch) {
      const found = compareEnvironment(request, environment, files, contents, problems);
      const causesOf = new Map<string, readonly Cause[]>();
      for (const change of found.changes) {
        const causes = request.causes?.(change) ?? [];
        causesOf.set(objectName(change), causes);
        changes.push(detached(reportChange(change, causes, mask)));
      }
      for (const effect of found.effects) {
        const acknowledgement = acceptedBy(effect, request.acknowledgements ?? []);
        if (acknowledgement) used.add(acknowledgement);
        const reported: ReportEffect = {
          ...effect,
          ...(acknowledgement ? { acceptedBy: acknowledgement.text } : {}),
          causes: causesOf.get(effect.object) ?? [],
        };
        effects.push(detached(reported));
      }
    }
  }
  const sorted = sortEffects(effects);
  return {
    version: reportVersion,
    from: pair.from,
    to: pair.to,
    environments: summarise(changes, sorted, pair),
    groups: groupChanges(changes, sorted),
    effects: sorted,
    levels: countLevels(sorted),
    findings: [],
    problems,
    notes: [],
    unusedAcknowledgements: (request.acknowledgements ?? []).filter((one) => !used.has(one)),
  };
}

/**
 * The same value with texts of its own. V8 keeps a part of a text as a reference to the whole, so a report would keep
 * every file alive that it quotes.
 */
function detached<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

function compareEnvironment(
  request: DiffRequest,
  environment: string,
  files: readonly FilePair[],
  contents: Contents,
  problems: Finding[],
): { changes: readonly ObjectChange[]; effects: readonly Effect[] } {
  const { pair, rules, applications, translation } = request;
  const broken = new Set(
    files.filter(({ path, to }) => to && !contents.has(`to ${path}`)).map(({ path }) => path),
  );
  const read = (side: SideName): DiffedObject[] =>
    files.flatMap(({ path }) => {
      const bytes = contents.get(`${side} ${path}`);
      if (!bytes) return [];
      const shownAs = request.shownAs?.(path) ?? path;
      const { objects, problems: found } = readObjects(path, bytes, shownAs);
      if (found.length > 0 && side === 'to') broken.add(path);
      // Broken on the earlier side only: somebody repaired it, and the later side is shown in full.
      const severity = side === 'to' ? 'error' : 'warning';
      problems.push(
        ...found.map((one): Finding => ({ ...one, severity, what: `${sideText[side]}: ${one.what}` })),
      );
      return objects.map((object) => ({ ...object, environment }));
    });
  const to = read('to');
  // A file that is broken on the later side is not a deleted object: nothing is known about it.
  const changed = { from: read('from').filter(({ file }) => !broken.has(file)), to };
  const changes = matchObjects(changed.from, changed.to, translation);
  const isShown = ({ application }: { readonly application: string }) =>
    !applications || applications.includes(application);
  const shown = changes.filter(isShown);
  const known = {
    environment,
    changes: shown,
    changed,
    changedPaths: new Set(files.map(({ path }) => path)),
  };
  const previousName = [...(request.renamed ?? [])].find(([, name]) => name === environment)?.[0];
  const lazy = lazyEnvironment(known, pair, {
    from: translation?.fromName ?? previousName ?? environment,
    to: translation?.toName ?? environment,
  });
  const effects = shown.length === 0 ? [] : rules.flatMap((rule) => [...rule.effects(lazy)]);
  return { changes: shown, effects };
}

const sideText: Readonly<Record<SideName, string>> = { from: 'Earlier side', to: 'Later side' };

function reportChange(change: ObjectChange, causes: readonly Cause[], mask: Masker): ReportChange {
  const { from, to, kind, namespace } = change;
  const file = (to ?? from)?.file ?? '';
  const origin = (to ?? from)?.origin;
  const previousName = change.movedFrom ?? change.replaces;
  return {
    type: typeOf(change),
    environment: change.environment,
    application: change.application,
    apiVersion: change.apiVersion,
    kind,
    ...(namespace ? { namespace } : {}),
    name: change.name,
    object: objectName(change),
    file,
    ...(from && to && from.file !== file ? { fromFile: from.file } : {}),
    ...(previousName ? { previousName } : {}),
    ...(from && from.application !== change.application ? { previousApplication: from.application } : {}),
    ...(origin ? { origin } : {}),
    fields: mask.fields(kind, change.fields),
    causes,
  };
}

function typeOf({ from, to, movedFrom, replaces }: ObjectChange): ChangeType {
  if (!from) return 'created';
  if (!to) return 'deleted';
  if (replaces) return 'replaced';
  return movedFrom || from.application !== to.application ? 'moved' : 'changed';
}

function countLevels(effects: readonly ReportEffect[]): Record<Level, number> {
  const counts: Record<Level, number> = { info: 0, notice: 0, caution: 0, danger: 0, blocked: 0 };
  for (const level of levels) {
    counts[level] = effects.filter(
      (effect) => effect.level === level && effect.acceptedBy === undefined,
    ).length;
  }
  return counts;
}
