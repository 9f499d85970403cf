// Reads paths such as `spec.containers[0].image` and `metadata.labels["app.kubernetes.io/name"]`.

/** Steps from the root of a document to a field: keys of maps and numbers of items. */
export type Steps = (string | number)[];

const step = /\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\.?([^.[\]]+)/gy;

/** The steps of a path; what can't be read as a path becomes one key. */
export function readPath(path: string): Steps {
  const steps: Steps = [];
  step.lastIndex = 0;
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (!match) return [path];
    const [, index, quoted, plain] = match;
    if (index !== undefined) steps.push(Number(index));
    else if (quoted !== undefined) steps.push(unquote(quoted));
    else steps.push(plain ?? '');
  }
  return steps;
}

function unquote(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}
