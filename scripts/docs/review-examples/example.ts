// A pull request that docs/review-examples/ shows: what it is about, and the edit of the sources that makes it.
import type { EditableSources } from './sources.ts';

/** One pull request. */
export interface ReviewExample {
  /** Name of its folder, for example `bigger-database`. */
  readonly name: string;
  /** For the table of all of them, for example `A bigger database`. */
  readonly title: string;
  /** What the review has to tell, in one or two sentences. */
  readonly shows: string;
  /** Changes a copy of this project. Throws when the sources no longer have what it changes. */
  edit(sources: EditableSources): void;
}
