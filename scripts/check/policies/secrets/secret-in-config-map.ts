// Rule policies/secret-in-config-map: no secret is written into a ConfigMap.
import { show } from '../../../../envs/validate/show.ts';
import { objectRule } from '../../kit/make-rule.ts';
import { entriesAt } from '../../kit/read.ts';
import { isReference, secretWord } from '../kit/secret-words.ts';

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
