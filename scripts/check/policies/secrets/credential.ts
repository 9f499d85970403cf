// Rule policies/credential: no text of a manifest is a credential.
import { fieldPath } from '../../../../envs/validate/path.ts';
import { objectRule } from '../../kit/make-rule.ts';

/** Texts that are credentials wherever they stand; the first expression is tried alone, since most texts hold none. */
const anyCredential =
  /A(?:KIA|SIA)[A-Z0-9]{16}|-----BEGIN [A-Z ]*PRIVATE KEY|:\/\/[^\s/:@]*:[^\s/@]+@|gh[pousr]_\w{36}|github_pat_|xox[abprs]-|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\./;

const credentials: readonly { readonly what: string; readonly form: RegExp }[] = [
  { what: 'an access key of AWS', form: /\bA(?:KIA|SIA)[A-Z0-9]{16}\b/ },
  { what: 'a private key', form: /-----BEGIN [A-Z ]*PRIVATE KEY/ },
  { what: 'a token of GitHub', form: /\bgh[pousr]_\w{36}|\bgithub_pat_\w{22}/ },
  { what: 'a token of Slack', form: /\bxox[abprs]-\d+-/ },
  { what: 'a signed token', form: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/ },
  // Not when the password is filled in later: $(NAME), ${NAME}, {{ name }}, <name>, %s, {name}.
  { what: 'an address with a password', form: /:\/\/[^\s/:@]*:(?![$<{%]|\*+@|\\?["'])[^\s/@"'`]+@[\w.-]/ },
];

function credentialIn(value: string): string | undefined {
  return anyCredential.test(value) ? credentials.find(({ form }) => form.test(value))?.what : undefined;
}

export const credential = objectRule({
  id: 'policies/credential',
  title: 'No text of a manifest is a credential',
  why: 'Everybody who reads git can use it.',
  fix: 'Withdraw it where it was issued; then keep the new one in Secrets Manager.',
  standards: ['KSV-0109', 'CIS-EKS-1.8:4.4.1'],
  // Every text of every manifest is looked at, so paths are written for the few that are found.
  check: ({ manifest }) => credentialsIn(manifest).map(({ keys, what }) => ({ path: pathTo(keys), what })),
});

interface Found {
  /** The way to the text. */
  readonly keys: readonly (string | number)[];
  readonly what: string;
}

const nothing: readonly Found[] = [];
/** Most texts are shorter names and numbers; no credential is. */
const shortest = 16;

function credentialsIn(value: unknown): readonly Found[] {
  if (typeof value === 'string') {
    // The value itself is not repeated: reports are read by more people.
    const what = value.length < shortest ? undefined : credentialIn(value);
    return what ? [{ keys: [], what: `The text holds ${what}.` }] : nothing;
  }
  if (typeof value !== 'object' || value === null) return nothing;
  let found = nothing;
  for (const [key, entry] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    const below = credentialsIn(entry);
    if (below === nothing) continue;
    found = [...found, ...below.map(({ keys, what }) => ({ keys: [key, ...keys], what }))];
  }
  return found;
}

function pathTo(keys: readonly (string | number)[]): string {
  return keys.reduce<string>((path, key) => fieldPath(path, key), '');
}
