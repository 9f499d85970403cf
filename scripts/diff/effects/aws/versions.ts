// Compares versions of engines and clusters, such as `17.7` and `1.35`.

/** Negative when `a` is the earlier version, 0 when both are the same. Parts that are no numbers compare as texts. */
export function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
