// Tells names of secrets from other names, and values from references to them.

export const secretWord =
  /(^|[_.-])(password|passwd|pwd|secret|secret_?key|token|api_?key|access_?key|private_?key|credentials?|fernet_?key|connection_?string)$/i;

/** True for a value that is no secret itself: empty, a number or a switch, a path, a reference to another place. */
export function isReference(value: string): boolean {
  return (
    /^(\s*|\d{1,4}|true|false|none|null)$/i.test(value) ||
    /^(\/|arn:|env:|file:)/.test(value) ||
    /^[^\w]*(\$[({]|\{\{|<|%\()/.test(value)
  );
}
