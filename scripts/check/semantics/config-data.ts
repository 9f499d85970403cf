// ConfigMaps and Secrets: keys, sizes, encoding, and the keys that a type asks for.
import { fieldPath } from '../../../envs/validate/path.ts';
import { show } from '../../../envs/validate/show.ts';
import { groupKindOf } from '../kit/kinds.ts';
import { type Fault, objectRule } from '../kit/make-rule.ts';
import { dataKeyFault } from '../kit/names.ts';
import { fields } from '../kit/read.ts';

const mostBytes = 1024 * 1024;

const typeKeys: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

export const configData = objectRule({
  id: 'semantics/config-data',
  title: 'ConfigMaps and Secrets have valid keys and fit into 1 MiB',
  why: 'The API server refuses the object.',
  fix: 'Use letters, digits, "-", "_" and "." in keys; keep large files elsewhere.',
  kinds: ['/ConfigMap', '/Secret'],
  *check(object) {
    const isSecret = groupKindOf(object) === '/Secret';
    const { data, binaryData, stringData, type } = object.manifest;
    let bytes = 0;
    for (const [field, map] of Object.entries({ data, binaryData, stringData })) {
      const encoded = field === 'binaryData' || (isSecret && field === 'data');
      for (const [key, value] of Object.entries(fields(map))) {
        const path = fieldPath(field, key);
        const fault = dataKeyFault(key);
        if (fault) yield { path, what: `${show(key)} is no key: ${fault}.` };
        if (typeof value !== 'string') continue;
        if (encoded) yield* encodingFaults(value, path);
        bytes += encoded ? Math.floor((value.length * 3) / 4) : Buffer.byteLength(value);
        if (field === 'binaryData' && Object.hasOwn(fields(data), key)) {
          yield { path, what: `${show(key)} stands in data, too.` };
        }
      }
    }
    if (bytes > mostBytes)
      yield { path: 'data', what: `The contents have ${bytes} bytes, at most ${mostBytes} are allowed.` };
    for (const key of isSecret && typeof type === 'string' ? (typeKeys[type] ?? []) : []) {
      if (Object.hasOwn({ ...fields(data), ...fields(stringData) }, key)) continue;
      yield { path: fieldPath('data', key), what: `A Secret of type ${type} has the key ${show(key)}.` };
    }
  },
});

function* encodingFaults(value: string, path: string): Generator<Fault> {
  // Go reads padded base64 and skips line breaks.
  const text = value.replace(/[\r\n]/g, '');
  if (text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)) return;
  yield {
    path,
    what: 'The value is not base64.',
    fix: 'Encode it, or use stringData or data of a ConfigMap.',
  };
}
