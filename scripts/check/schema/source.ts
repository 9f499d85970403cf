// What can tell whether a manifest fits its kind: the embedded schemas, a folder of CRDs or a cluster.
import type { Manifest } from '../../../crossplane/manifest.ts';

/** One way in which a manifest does not fit its schema. */
export interface SchemaProblem {
  /** The rule that it breaks, for example `schema/unknown-field`. */
  readonly rule: string;
  /** Field, for example `spec.template.spec.containers[0].imagePullPolicy`. */
  readonly path: string;
  /** What is wrong, with the offending value. */
  readonly what: string;
  /** What would be accepted, with "did you mean" where something is close. */
  readonly fix: string;
}

/** What one source says about one manifest. */
export interface SchemaVerdict {
  readonly problems: readonly SchemaProblem[];
  /** CEL rules and other constraints that the source knows but could not evaluate, for the summary. */
  readonly notEvaluated: readonly string[];
}

/** A set of schemas by exact apiVersion and kind. */
export interface SchemaSource {
  /** As the summary names it, for example `embedded schemas` or `crds of schemas/`. */
  readonly name: string;
  /** Everything the verdict depends on besides the manifest; part of the key of the cache. */
  readonly fingerprint: string;
  /** The verdict, or undefined when the source does not know this apiVersion and kind. */
  judge(manifest: Manifest): SchemaVerdict | undefined;
  /**
   * The verdict on a change of an object: what `judge` says of `after`, and the rules in CEL that compare it
   * with what was there (`oldSelf`). `judge` skips those, as the API server does when it creates an object.
   */
  judgeChange(before: Manifest, after: Manifest): SchemaVerdict | undefined;
}
