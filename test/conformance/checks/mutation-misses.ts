// Refusals of the API server that `check` does not foresee, each with the reason why not.

/** A kind of refusal. */
export type KnownMiss = {
  /** What the server says. */
  words: RegExp;
  /** The mistakes for which that is excused. */
  mistake: RegExp;
  reason: string;
};

export const knownMisses: readonly KnownMiss[] = [
  {
    words: /must be less than or equal to \S+ limit of 0/,
    mistake: /^null /,
    reason: 'null for a limit: the server reads it as zero',
  },
  {
    words: /`selector` does not match template `labels`/,
    mistake: /^(null |empty text)/,
    reason: 'null or an empty text for a label, which the server takes for a value that the selector misses',
  },
  {
    words:
      /ValidatingAdmissionPolicy.*(compilation failed|must be a valid CEL identifier|undeclared reference)/s,
    mistake: /./,
    reason: 'expressions of admission policies: the server compiles them against the types of the objects',
  },
];
