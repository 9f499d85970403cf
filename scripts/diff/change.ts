// What `diff` finds between two trees: objects that came, went or changed, and what each change will do.
import type { Manifest } from '../../crossplane/manifest.ts';

/** How bad an effect is, from harmless to refused. */
export const levels = ['info', 'notice', 'caution', 'danger', 'blocked'] as const;
export type Level = (typeof levels)[number];

/** One object in one of the two trees. */
export interface DiffedObject {
  /** File below the tree, for example `prod/airflow/Deployment.airflow-scheduler.yaml`. */
  readonly file: string;
  readonly environment: string;
  /** Folder of the application; `preview` for what nobody syncs. */
  readonly application: string;
  /** TypeScript file that produced it, from the header of the file. */
  readonly origin?: string;
  readonly manifest: Manifest;
}

/** One field that differs, compared by meaning. */
export interface FieldChange {
  /** For example `spec.template.spec.containers[name=scheduler].image`: list items are named by their map keys. */
  readonly path: string;
  /** Absent when the field is new. */
  readonly from?: unknown;
  /** Absent when the field went away. */
  readonly to?: unknown;
}

/** One object of one environment that is not the same in both trees. At least one of `from` and `to` is there. */
export interface ObjectChange {
  readonly environment: string;
  readonly application: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent for cluster-scoped kinds. */
  readonly namespace?: string;
  readonly name: string;
  readonly from?: DiffedObject;
  readonly to?: DiffedObject;
  /** `Kind namespace/name` before a declared move: the annotation `helical.dev/moved-from` of the later object. */
  readonly movedFrom?: string;
  /** Name of the object that this one takes the place of: the two names differ only in a hash of their contents. */
  readonly replaces?: string;
  /** What differs, unmasked: only the report's copies are safe to show. Empty when the object came or went. */
  readonly fields: readonly FieldChange[];
}

/** What one change will do. */
export interface Effect {
  /** Permanent name, for example `aws/replace-refused` or `cluster/rolling-restart`. */
  readonly rule: string;
  readonly level: Level;
  readonly environment: string;
  /** `Kind namespace/name`, as acknowledgements name it: `objectName` makes it. */
  readonly object: string;
  readonly file: string;
  /** Fields that cause it, as paths of `FieldChange`. */
  readonly fields: readonly string[];
  /** What will happen, for example `restarts 4 pods, one at a time`. */
  readonly what: string;
  /** Why that is so, with the source of the rule. */
  readonly why: string;
  /** What to do before merging, or instead. */
  readonly fix: string;
}

/** One environment on both sides: everything that an effect may look at. */
export interface EnvironmentChange {
  readonly environment: string;
  /** Objects that differ, in the order of their files. Start here: most rules need nothing else. */
  readonly changes: readonly ObjectChange[];
  /**
   * All objects of the earlier side. The first use reads the whole environment (some 100 ms): ask for it only after a
   * change that needs it was seen. Objects that did not change are the same values in `from` and `to`.
   */
  readonly from: readonly DiffedObject[];
  /** All objects of the later side; as costly as `from`. */
  readonly to: readonly DiffedObject[];
  /**
   * The definition of a kind on the later side, where the tree holds it: a CompositeResourceDefinition or a
   * CustomResourceDefinition. Reads nothing else.
   */
  definitionOf(apiVersion: string, kind: string): Manifest | undefined;
}

/** A kind of effect: one file a subject in `effects/`, one line in its index. */
export interface EffectRule {
  /** For example `cluster/rolling-restart`. */
  readonly id: string;
  /** One line for people. */
  readonly title: string;
  effects(change: EnvironmentChange): Iterable<Effect>;
}
