// The YAML schema that Kubernetes reads with: that of Go's yaml.v2, neither YAML 1.1 nor 1.2.
//
// `yes`, `on` and `y` are booleans, `010` is eight, `1_000` is a number, and dates and `1:30` stay texts:
// https://github.com/yaml/go-yaml/blob/v2.4.4/resolve.go
import { defineScalarTag, FAILSAFE_SCHEMA, mergeTag, NOT_RESOLVED, nullYaml11Tag } from 'js-yaml';

const booleans = new Map<string, boolean>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(
    (word): [string, boolean] => [word, true],
  ),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(
    (word): [string, boolean] => [word, false],
  ),
]);

const decimal = /^[-+]?(?:0|[1-9][0-9]*)$/;
const otherBase = /^([-+]?)0(?:([xX])([0-9a-fA-F]+)|([bB])([01]+)|[oO]?([0-7]+))$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

function readNumber(source: string): number | typeof NOT_RESOLVED {
  if (decimal.test(source)) return finite(Number(source));
  const plain = source.startsWith('.') ? source : source.replaceAll('_', '');
  const [, sign, , hexadecimal, , binary, octal] = otherBase.exec(plain) ?? [];
  const digits = hexadecimal ?? binary ?? octal;
  if (digits !== undefined) {
    const base = hexadecimal ? 16 : binary ? 2 : 8;
    return finite(Number.parseInt(digits, base) * (sign === '-' ? -1 : 1));
  }
  return float.test(plain) ? finite(Number(plain)) : NOT_RESOLVED;
}

/** JSON has no infinity and no NaN; as texts they fail where a number is wanted. */
function finite(value: number): number | typeof NOT_RESOLVED {
  return Number.isFinite(value) ? value : NOT_RESOLVED;
}

const booleanTag = defineScalarTag('tag:yaml.org,2002:bool', {
  implicit: true,
  implicitFirstChars: [...'yYnNtTfFoO'],
  resolve: (source) => booleans.get(source) ?? NOT_RESOLVED,
  identify: (value) => typeof value === 'boolean',
});

const numberTag = (name: 'int' | 'float') =>
  defineScalarTag(`tag:yaml.org,2002:${name}`, {
    implicit: name === 'int',
    implicitFirstChars: [...'-+.0123456789'],
    resolve: readNumber,
    identify: (value) => typeof value === 'number',
  });

export const kubernetesSchema = FAILSAFE_SCHEMA.withTags(
  nullYaml11Tag,
  booleanTag,
  numberTag('int'),
  numberTag('float'),
  mergeTag,
);
