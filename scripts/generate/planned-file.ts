// What the planner hands to the serializer: one manifest, where it goes and where it comes from.
import type { Manifest } from '../../crossplane/manifest.ts';

/** The composite resource that a preview belongs to. */
export interface PreviewOf {
  kind: string;
  name: string;
  namespace?: string;
}

/** One manifest and the file that it becomes. */
export interface PlannedFile {
  /** Path inside the tree: `<environment>/<application>/<Kind>.<name>.yaml`. */
  path: string;
  manifest: Manifest;
  /** Project-relative source file that asked for the manifest. */
  origin: string;
  /** Set for what Crossplane will make: shown to reviewers, synced by nobody. */
  previewOf?: PreviewOf;
}

/** One file as it will lie on disk. */
export interface RenderedFile {
  path: string;
  /** The contents, in UTF-8. */
  bytes: Uint8Array;
  /** SHA-256 of the bytes, in hexadecimal. */
  hash: string;
}
