// Remembers the text of values that come up in every environment, such as the definitions of cloud APIs.
//
// A value is known by its identity. From its second appearance on it is frozen, so that nobody can change it behind
// the back of its text: trying to is an error, at the line that tries.

interface SharedText {
  key: string;
  text: string;
}

const texts = new WeakMap<object, SharedText | undefined>();

/** What `write` gives for this field; asked only twice for the same value. */
export function sharedText(key: string, value: object, write: () => string): string {
  const known = texts.get(value);
  if (known?.key === key) return known.text;
  const text = write();
  if (texts.has(value)) texts.set(deepFreeze(value), { key, text });
  else texts.set(value, undefined);
  return text;
}

/** True for a value that was written before and can't have changed since. */
export function isShared(value: object): boolean {
  return texts.get(value) !== undefined;
}

function deepFreeze(value: object): object {
  for (const field of Object.values(value)) {
    if (typeof field === 'object' && field !== null && !Object.isFrozen(field)) deepFreeze(field);
  }
  return Object.freeze(value);
}
