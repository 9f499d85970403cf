// Secrets in plain sight: credentials written into manifests, which everybody who reads git can use.
import { fieldPath } from '../../../envs/validate/path.ts';
import { show } from '../../../envs/validate/show.ts';
import { containerRule, objectRule } from '../kit/make-rule.ts';
import { entriesAt, itemsAt } from '../kit/read.ts';

export const secretInGit = objectRule({
  id: 'policies/secret-in-git',
  title: 'No Secret with contents lies in git',
  why: 'base64 hides nothing, and git keeps it for ever.',
  fix: 'Put the value into Secrets Manager and read it with an ExternalSecret.',
  standards: ['KSV-0109', 'CIS-EKS-1.8:4.4.2'],
  kinds: ['/Secret'],
  *check({ manifest }) {
    for (const field of ['data', 'stringData']) {
      for (const { key, path, value } of entriesAt(manifest[field], field)) {
        if (value !== '') yield { path, what: `The value of ${show(key)} can be read by everybody.` };
      }
    }
  },
});

const secretWord =
  /(^|[_.-])(password|passwd|pwd|secret|secret_?key|token|api_?key|access_?key|private_?key|credentials?|fernet_?key|connection_?string)$/i;

/** True for a value that is no secret itself: empty, a number or a switch, a path, a reference to another place. */
function isReference(value: string): boolean {
  return (
    /^(\s*|\d{1,4}|true|false|none|null)$/i.test(value) ||
    /^(\/|arn:|env:|file:)/.test(value) ||
    /^[^\w]*(\$[({]|\{\{|<|%\()/.test(value)
  );
}

export const secretInEnvironment = containerRule({
  id: 'policies/secret-in-env',
  title: 'No secret is written into a variable',
  why: 'Everybody who reads git or the pod has it.',
  fix: 'Take it from a Secret with valueFrom.secretKeyRef.',
  standards: ['CKV_K8S_35', 'KSV-01010', 'kube-linter:env-var-secret', 'CIS-EKS-1.8:4.4.1'],
  *checkContainer({ path, value }) {
    for (const { path: at, value: variable } of itemsAt(value.env, `${path}.env`)) {
      const { name, value: given } = variable;
      if (typeof name !== 'string' || typeof given !== 'string') continue;
      if (!secretWord.test(name) || isReference(given)) continue;
      yield { path: `${at}.value`, what: `Variable ${name} holds a secret in plain text.` };
    }
  },
});

const settingsFile = /\.(cfg|ini|env|conf|properties|toml)$/i;
const setting = /^[ \t]*([\w.-]+)[ \t]*[=:][ \t]*["']?([^\s"'#]+)/gm;

export const secretInConfigMap = objectRule({
  id: 'policies/secret-in-config-map',
  title: 'No secret is written into a ConfigMap',
  why: 'Everybody who reads git, or ConfigMaps of the namespace, has it.',
  fix: 'Keep it in a Secret that an ExternalSecret makes, and mount that.',
  standards: ['KSV-01010', 'KSV-0109'],
  kinds: ['/ConfigMap'],
  *check({ manifest }) {
    for (const { key, path, value } of entriesAt(manifest.data, 'data')) {
      if (secretWord.test(key) && !isReference(value)) {
        yield { path, what: `${show(key)} holds a secret in plain text.` };
      }
      if (!settingsFile.test(key)) continue;
      for (const [, name = '', given = ''] of value.matchAll(setting)) {
        if (!secretWord.test(name) || isReference(given)) continue;
        yield { path, what: `The setting ${name} holds a secret in plain text.` };
      }
    }
  },
});

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
