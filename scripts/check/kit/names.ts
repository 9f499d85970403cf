// The forms of names that the API server accepts. Each function returns what is wrong, or undefined.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/names/

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const labelForm = new RegExp(`^${label}$`);
const subdomainForm = new RegExp(`^${label}(\\.${label})*$`);
const label1035Form = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const qualifiedForm = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const longestLabel = 63;
const longestSubdomain = 253;

function tooLong(value: string, longest: number): string | undefined {
  return value.length > longest
    ? `it has ${value.length} characters, at most ${longest} are allowed`
    : undefined;
}

/** A lower-case word with hyphens, at most 63 characters (RFC 1123), for example the name of a container. */
export function labelFault(value: string): string | undefined {
  if (!labelForm.test(value)) return 'only a-z, 0-9 and "-" are allowed, with a letter or digit at both ends';
  return tooLong(value, longestLabel);
}

/** As `labelFault`, but starting with a letter (RFC 1035), for example the name of a Service. */
export function label1035Fault(value: string): string | undefined {
  if (!label1035Form.test(value)) {
    return 'only a-z, 0-9 and "-" are allowed, with a letter at the start and a letter or digit at the end';
  }
  return tooLong(value, longestLabel);
}

/** Words as of `labelFault` with dots between them, at most 253 characters: the name of most objects. */
export function subdomainFault(value: string): string | undefined {
  if (!subdomainForm.test(value)) {
    return 'only a-z, 0-9, "-" and "." are allowed, with a letter or digit at both ends and on both sides of a dot';
  }
  return tooLong(value, longestSubdomain);
}

/** A name that is one segment of a URL: the name of a Role or a binding. */
export function pathSegmentFault(value: string): string | undefined {
  if (value === '.' || value === '..') return 'it means a folder';
  return /[/%]/.test(value) ? '"/" and "%" are not allowed' : undefined;
}

/** A key of a label or an annotation: `name` or `prefix.example/name`. */
export function qualifiedNameFault(value: string): string | undefined {
  const parts = value.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2) return 'only one "/" is allowed';
  if (parts.length === 2) {
    const fault = subdomainFault(parts[0] ?? '');
    if (fault) return `in its part before "/" ${fault}`;
  }
  if (!qualifiedForm.test(name)) {
    return 'only letters, digits, "-", "_" and "." are allowed, with a letter or digit at both ends';
  }
  return tooLong(name, longestLabel);
}

/** The value of a label: empty, or at most 63 letters, digits, `-`, `_` and `.`. */
export function labelValueFault(value: string): string | undefined {
  if (value === '') return undefined;
  if (!qualifiedForm.test(value)) {
    return 'only letters, digits, "-", "_" and "." are allowed, with a letter or digit at both ends';
  }
  return tooLong(value, longestLabel);
}

/** The name of a port: at most 15 of a-z, 0-9 and `-`, one letter among them. */
export function portNameFault(value: string): string | undefined {
  if (!/^[-a-z0-9]+$/.test(value)) return 'only a-z, 0-9 and "-" are allowed';
  if (!/[a-z]/.test(value)) return 'it needs a letter';
  if (value.includes('--')) return 'two hyphens in a row are not allowed';
  if (value.startsWith('-') || value.endsWith('-')) return 'it can’t start or end with "-"';
  return tooLong(value, 15);
}

/** A key of a ConfigMap or a Secret, which becomes a file name. */
export function dataKeyFault(value: string): string | undefined {
  if (!/^[-._a-zA-Z0-9]+$/.test(value)) return 'only letters, digits, "-", "_" and "." are allowed';
  if (value === '.' || value.startsWith('..')) return 'it means a folder';
  return tooLong(value, longestSubdomain);
}

/** The name of an environment variable: printable ASCII without `=`. */
export function envNameFault(value: string): string | undefined {
  return /^[\x20-\x3c\x3e-\x7e]+$/.test(value) ? undefined : 'only printable ASCII without "=" is allowed';
}

/** A number from 1 to 65535. */
export function isPortNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
}
