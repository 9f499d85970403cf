// What a run of "check" is asked for.
import type { Waiver } from '../../envs/waivers.ts';
import type { Looking } from './read/look-around.ts';
import type { Selection } from './selection.ts';

/** What to check, and with what. */
export interface CheckRequest {
  /** Absolute path of the tree, or of a single file. */
  root: string;
  /** The look at the tree, where somebody has started it already to save time. */
  looking?: Looking;
  /** The tree as messages show it, for example `generated`. */
  treeName: string;
  /** Only these environments; all of them when absent. */
  environments?: readonly string[];
  selection: Selection;
  /** Folder of custom resource definitions; absent for the embedded schemas alone. */
  schemas?: string;
  /** Kinds that need no schema, as `example.com/Widget`; kinds of the core group as `/Widget`. */
  allowUnknown: readonly string[];
  /** Kubernetes version of an environment, for example `1.35`. */
  kubernetesVersionOf(environment: string): string | Promise<string>;
  waivers: readonly Waiver[];
  /** File of the waivers, as messages show it. */
  waiversFile: string;
  /** As `2026-11-22`. */
  today: string;
  /** Milliseconds since 1970, to tell files that have just been changed from others. */
  nowMillis: number;
  /** Where to keep what was found, and under which key; absent for a run without a cache. */
  cache?: { folder: string; key: string };
  /** Number of threads; chosen by the number of files when absent. */
  jobs?: number;
}
