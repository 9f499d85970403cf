// Refusals of the API server that `check` does not foresee, each with the reason why not.

/** A kind of refusal. */
export type KnownMiss = {
  /** What the server says. */
  words: RegExp;
  reason: string;
};

export const knownMisses: readonly KnownMiss[] = [
  {
    words: /must be less than or equal to \S+ limit of 0/,
    reason: 'null for a limit: the server reads it as zero',
  },
  {
    words: /`selector` does not match template `labels`/,
    reason: 'null for labels: the server reads them as empty, and the selector misses them',
  },
];
