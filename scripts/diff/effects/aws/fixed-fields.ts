// Which fields AWS can't change in place. The provider refuses such a change; it never replaces the resource.
import facts from './fixed-fields.json' with { type: 'json' };

/** What is known of a kind. */
export interface KindFacts {
  /** File of https://github.com/hashicorp/terraform-provider-aws that says so. */
  readonly source: string;
  /** True when the resource holds data that is gone with it. */
  readonly keepsData: boolean;
  /** Fields without positions; a field stands for everything below it. */
  readonly fixed: readonly string[];
}

const factsByKind: ReadonlyMap<string, KindFacts> = new Map(Object.entries(facts));

/** The facts of a kind such as `rds/Instance`; undefined for a kind that nobody looked up. */
export function factsOf(kind: string): KindFacts | undefined {
  return factsByKind.get(kind);
}

/** True when AWS can't change the field (or something that it is a part of) in place. */
export function isFixed(kind: string, name: string): boolean {
  if (name === 'external-name') return true;
  const { fixed = [] } = factsOf(kind) ?? {};
  return fixed.some((field) => name === field || name.startsWith(`${field}.`));
}

/** The field that a reference stands for: `kmsKeyId` for `kmsKeyIdRef.name`, `subnetIds` for `subnetIdRefs.name`. */
export function referredField(name: string): string | undefined {
  const parts = name.split('.');
  const index = parts.findIndex((part) => /(Ref|Refs|Selector)$/.test(part) && !/SecretRef$/.test(part));
  const part = parts[index];
  if (part === undefined) return undefined;
  const plain = part.endsWith('Refs')
    ? `${part.slice(0, -'Refs'.length)}s`
    : part.replace(/(Ref|Selector)$/, '');
  return [...parts.slice(0, index), plain].join('.');
}
