// Shortens lists in messages; the count of the rest is always said.

/** `a, b and 3 more`: at most `most` of the texts, and how many there are besides. */
export function few(texts: readonly string[], most = 6): string {
  const unique = [...new Set(texts)];
  if (unique.length <= most)
    return unique.length > 1 ? `${unique.slice(0, -1).join(', ')} and ${unique.at(-1)}` : unique.join('');
  return `${unique.slice(0, most).join(', ')} and ${unique.length - most} more`;
}
