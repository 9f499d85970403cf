// The named formats of Kubernetes: format.dns1123Label().validate(…) and the others.
import { type Environment, Optional } from '@marcbachmann/cel-js';
import { missedFormat } from '../formats.ts';

/** A format as a value of CEL. */
class NamedFormat {
  readonly name: string;
  readonly accepts: (text: string) => boolean;
  constructor(name: string, accepts: (text: string) => boolean) {
    this.name = name;
    this.accepts = accepts;
  }
}

const limited = (max: number, pattern: RegExp) => (text: string) => text.length <= max && pattern.test(text);
const schemaFormat = (format: string) => (text: string) => missedFormat({ format }, text) === undefined;
// A prefix may end in a dash, as something follows it.
const asPrefix = (accepts: (text: string) => boolean) => (text: string) =>
  accepts(text.replace(/-+$/, '') || 'a');

const label = limited(63, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
const subdomain = limited(253, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/);
const label1035 = limited(63, /^[a-z]([-a-z0-9]*[a-z0-9])?$/);
const name = limited(63, /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/);

const formats: Readonly<Record<string, (text: string) => boolean>> = {
  dns1123Label: label,
  dns1123Subdomain: subdomain,
  dns1035Label: label1035,
  dns1123LabelPrefix: asPrefix(label),
  dns1123SubdomainPrefix: asPrefix(subdomain),
  dns1035LabelPrefix: asPrefix(label1035),
  qualifiedName: (text) => {
    const [first = '', second, ...rest] = text.split('/');
    return rest.length === 0 && (second === undefined ? name(first) : subdomain(first) && name(second));
  },
  labelValue: (text) => text === '' || name(text),
  uri: schemaFormat('uri'),
  uuid: schemaFormat('uuid'),
  byte: schemaFormat('byte'),
  date: schemaFormat('date'),
  datetime: schemaFormat('datetime'),
};

/** Adds the functions. https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-format-library */
export function registerNamedFormats(environment: Environment): void {
  class FormatNamespace {}
  const type = 'kubernetes.NamedFormat';
  const made = new Map(Object.entries(formats).map(([key, accepts]) => [key, new NamedFormat(key, accepts)]));
  environment
    .registerType(type, NamedFormat)
    .registerType('FormatNamespace', FormatNamespace)
    .registerConstant('format', 'FormatNamespace', new FormatNamespace())
    .registerFunction(
      `${type}.validate(string): optional<list<string>>`,
      (format: NamedFormat, text: string) =>
        format.accepts(text)
          ? Optional.none()
          : Optional.of([`${JSON.stringify(text)} is no ${format.name}`]),
    )
    .registerFunction(`FormatNamespace.named(string): optional<${type}>`, (_: unknown, key: string) => {
      const format = made.get(key);
      return format ? Optional.of(format) : Optional.none();
    });
  for (const [key, format] of made)
    environment.registerFunction(`FormatNamespace.${key}(): ${type}`, () => format);
}
