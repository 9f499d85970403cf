// What a comparison came to, as every output shows it: terminal, Markdown, JSON, SARIF and HTML read nothing else.
//
// Nothing in it is secret: values are masked. It holds no manifests, so that a hundred environments fit into memory.
import type { Finding } from '../../envs/finding.ts';
import type { Effect, FieldChange, Level } from './change.ts';
import type { Side } from './trees/tree-pair.ts';

/** Version of this shape, as `--format json` prints it. It grows with every change that a reader could notice. */
export const reportVersion = '1.0';

/** What happens to an object. `replaced`: one with another hash in its name takes its place. */
export type ChangeType = 'created' | 'deleted' | 'changed' | 'moved' | 'replaced';

/** A line that somebody changed, and that explains a change of a manifest. */
export interface Cause {
  /** Source file relative to the project, for example `envs/prod.ts`. */
  readonly file: string;
  /** Line in the later version, counted from 1; in the earlier one when the line went away. Absent for a whole file. */
  readonly line?: number;
  /** Field of the environment that the line sets, for example `database.storageGiB`. */
  readonly field?: string;
  /** The line before and after, without indentation. */
  readonly from?: string;
  readonly to?: string;
}

/** One object of one environment that is not the same on both sides. */
export interface ReportChange {
  readonly type: ChangeType;
  readonly environment: string;
  readonly application: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent for cluster-scoped kinds. */
  readonly namespace?: string;
  readonly name: string;
  /** `Kind namespace/name`. */
  readonly object: string;
  /** File below the tree: the later one, or the earlier one of an object that went away. */
  readonly file: string;
  /** File on the earlier side, where it has another name. */
  readonly fromFile?: string;
  /** Name before a declared move, or of the object that is replaced. */
  readonly previousName?: string;
  /** Application before, where it is another one. */
  readonly previousApplication?: string;
  /** TypeScript file that produced it. */
  readonly origin?: string;
  /** What differs, masked. Empty when the object came or went. */
  readonly fields: readonly FieldChange[];
  /** Source lines that explain it, as far as that can be told. */
  readonly causes: readonly Cause[];
}

/** An effect with what the reader has already said about it. */
export interface ReportEffect extends Effect {
  /** The line that accepts it, for example `Accepts: cluster/rolling-restart Deployment airflow/scheduler`. */
  readonly acceptedBy?: string;
  readonly causes: readonly Cause[];
}

/** The same change of the same object in one or more environments: one entry of every output. */
export interface ChangeGroup {
  readonly type: ChangeType;
  readonly application: string;
  readonly kind: string;
  /** As in the first environment. */
  readonly object: string;
  /** Environments with this very change, in the order of the report. */
  readonly environments: readonly string[];
  /** One for each environment, in the same order. */
  readonly changes: readonly ReportChange[];
  /** As in the first environment; what differs between environments is only their own names. */
  readonly fields: readonly FieldChange[];
  /** Effects on this object in these environments, worst first. */
  readonly effects: readonly ReportEffect[];
  /** The worst of `effects` that nobody accepted. */
  readonly level?: Level;
  /** Environments in which the same object changes otherwise. */
  readonly differentIn: readonly string[];
  /** Environments that have the object, and in which it stays as it is. */
  readonly unchangedIn: readonly string[];
}

/** Number of objects by what happens to them. */
export type Counts = Readonly<Record<ChangeType, number>>;

/** One environment in the overview. */
export interface EnvironmentSummary {
  readonly name: string;
  /** `created` and `deleted`: the whole folder came or went. */
  readonly type: 'created' | 'deleted' | 'changed';
  readonly counts: Counts;
  /** The worst effect that nobody accepted. */
  readonly level?: Level;
  readonly applications: readonly ApplicationSummary[];
}

/** One application of one environment in the overview. `preview` is what AWS is asked for. */
export interface ApplicationSummary {
  readonly name: string;
  readonly counts: Counts;
  readonly level?: Level;
}

/** A line of the acknowledgements, taken apart. */
export interface Acknowledgement {
  readonly rule: string;
  readonly object: string;
  /** Only in this environment; in all when absent. */
  readonly environment?: string;
  /** The line as it was written. */
  readonly text: string;
}

/** Everything that a comparison came to. */
export interface DiffReport {
  readonly version: typeof reportVersion;
  readonly from: Side;
  readonly to: Side;
  /** Environments that are not the same on both sides, in the order of their names. */
  readonly environments: readonly EnvironmentSummary[];
  /** What changes, worst first, then by application and name. */
  readonly groups: readonly ChangeGroup[];
  /** All effects, worst first; those on objects that don't change themselves are in no group. */
  readonly effects: readonly ReportEffect[];
  /** Number of effects that nobody accepted, by level. */
  readonly levels: Readonly<Record<Level, number>>;
  /** Findings of `check` that the later side has and the earlier one had not. */
  readonly findings: readonly Finding[];
  /** What could not be compared: broken files, submodules, files that are too large. */
  readonly problems: readonly Finding[];
  /** Worth knowing, and no problem: a renamed environment, a branch without a commit. */
  readonly notes: readonly string[];
  /** Lines that accept something that does not happen. */
  readonly unusedAcknowledgements: readonly Acknowledgement[];
}
