// Keeps secrets out of reports: a changed value is seen to change, and never seen itself.
import { createHmac, randomBytes } from 'node:crypto';
import type { FieldChange } from '../change.ts';
import { isMapping } from './canonical.ts';

/** Names of variables whose literal values are nobody's business. */
const secretName =
  /(PASSWORD|PASSWD|PASSPHRASE|TOKEN|SECRET|SECRET_KEY|API_KEY|PRIVATE_KEY|FERNET_KEY|CREDENTIALS)$/i;
const secretField = /^(data|stringData)(\.|\[|$)/;
const variableValue = /\benv\[name=("?)([^\]"]+)\1\](\.value)?$/;
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Replaces secret values. */
export interface Masker {
  fields(kind: string, changes: readonly FieldChange[]): FieldChange[];
  /** A whole manifest, for reports that show it. */
  manifest<T extends { readonly kind: string }>(manifest: T): T;
}

/**
 * A masker with a key of its own: equal values have equal fingerprints within a run, and nobody can try out guesses
 * against a fingerprint of an earlier run. Tests pass a key.
 */
export function masker(key: Buffer | string = randomBytes(32)): Masker {
  const hide = (value: unknown): string => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `(masked ${createHmac('sha256', key).update(text).digest('hex').slice(0, 8)})`;
  };
  const hideLeaves = (value: unknown): unknown => {
    if (!isMapping(value)) return hide(value);
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hide(inner)]));
  };
  const hideInside = (value: unknown): unknown => {
    if (typeof value === 'string') return privateKey.test(value) ? hide(value) : value;
    if (Array.isArray(value)) return value.map(hideInside);
    if (!isMapping(value)) return value;
    const isVariable = typeof value.name === 'string' && secretName.test(value.name) && 'value' in value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        name,
        isVariable && name === 'value' ? hide(inner) : hideInside(inner),
      ]),
    );
  };
  const maskField = (kind: string, change: FieldChange): FieldChange => {
    const isSecret = kind === 'Secret' && secretField.test(change.path);
    const [, , variable, isValue] = variableValue.exec(change.path) ?? [];
    const isVariable = isValue !== undefined && variable !== undefined && secretName.test(variable);
    const mask = isSecret ? hideLeaves : isVariable ? hide : hideInside;
    return {
      path: change.path,
      ...('from' in change ? { from: mask(change.from) } : {}),
      ...('to' in change ? { to: mask(change.to) } : {}),
    };
  };
  return {
    fields: (kind, changes) => changes.map((change) => maskField(kind, change)),
    manifest: (manifest) => {
      if (manifest.kind !== 'Secret') return { ...manifest, ...objectOf(hideInside(manifest)) };
      const hidden: Record<string, unknown> = {};
      for (const [name, value] of Object.entries(manifest)) {
        if (name === 'data' || name === 'stringData') hidden[name] = hideLeaves(value);
      }
      return { ...manifest, ...hidden };
    },
  };
}

function objectOf(value: unknown): object {
  return isMapping(value) ? value : {};
}
