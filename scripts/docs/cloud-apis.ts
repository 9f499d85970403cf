// Writes docs/cloud-apis.md: every cloud API with its fields, limits and the AWS resources that it makes.
import type { AnyCloudApi } from '../../crossplane/engine/cloud-api.ts';

interface SchemaNode {
  type?: string;
  description?: string;
  properties?: Record<string, SchemaNode>;
  required?: readonly string[];
  items?: SchemaNode;
  enum?: readonly (string | number)[];
  default?: unknown;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  maxLength?: number;
  immutable?: string;
}

/** The page, as Markdown. Pure: same APIs, same text. */
export function cloudApisPage(apis: readonly AnyCloudApi[]): string {
  const sections = apis.map(section);
  const contents = apis.map(({ kind, description }) => `- [${kind}](#${kind.toLowerCase()}): ${description}`);
  return [
    '# Cloud APIs',
    '',
    'Generated from `crossplane/apis/`. Edit those, then run `npm run docs`.',
    '',
    'Each API is a Crossplane composite resource in the group `aws.helical.dev`. Charts place it in the namespace of the workload that uses it; Crossplane turns it into the AWS resources listed here. What it will ask AWS for is under `generated/<env>/preview/`.',
    '',
    ...contents,
    '',
    ...sections,
  ].join('\n');
}

function section(api: AnyCloudApi): string {
  const [only, ...others] = api.variants;
  const compositions =
    others.length === 0
      ? resourceTable(api, only ?? '')
      : api.variants.flatMap((variant) => [
          `**Composition \`${variant}\`**`,
          '',
          ...resourceTable(api, variant),
        ]);
  const fixed = immutableFields(api.spec, '');
  return [
    `## ${api.kind}`,
    '',
    `${api.description}${api.stateful ? ' It holds data: Argo CD asks before it prunes or deletes one.' : ''}`,
    '',
    '| field | type | accepted | meaning |',
    '| --- | --- | --- | --- |',
    ...fieldRows(api.spec, ''),
    '',
    fixed.length > 0 ? '**Can’t be changed later**' : 'Every field can be changed later.',
    '',
    ...fixed.map(([path, reason]) => `- \`${path}\`: ${reason}.`),
    ...(fixed.length > 0 ? [''] : []),
    '**Status**',
    '',
    '| field | meaning |',
    '| --- | --- |',
    ...statusRows(api.status),
    '',
    '**AWS resources**',
    '',
    ...compositions,
  ]
    .join('\n')
    .replaceAll('\n\n\n', '\n\n');
}

function resourceTable(api: AnyCloudApi, variant: string): string[] {
  const rows = api.template(variant).resources.map(({ id, body }) => {
    const group = body.apiVersion.includes('/') ? body.apiVersion.split('/')[0] : 'core';
    return `| \`<name>-${id}\` | ${body.kind} | ${group} |`;
  });
  return ['| object | kind | API group |', '| --- | --- | --- |', ...rows, ''];
}

function fieldRows(schema: SchemaNode, above: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = above ? `${above}.${name}` : name;
    const optional = schema.required?.includes(name) && field.default === undefined ? '' : ' (optional)';
    const row = `| \`${path}\`${optional} | ${typeName(field)} | ${accepted(field)} | ${field.description ?? ''} |`;
    const item = field.items?.properties ? fieldRows(field.items, `${path}[]`) : [];
    return [row, ...fieldRows(field, path), ...item];
  });
}

function statusRows(schema: SchemaNode): string[] {
  return Object.entries(schema.properties ?? {}).map(
    ([name, { description }]) => `| \`${name}\` | ${description ?? ''} |`,
  );
}

function immutableFields(schema: SchemaNode, above: string): [string, string][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = above ? `${above}.${name}` : name;
    const own: [string, string][] = field.immutable ? [[path, field.immutable]] : [];
    return [...own, ...immutableFields(field, path)];
  });
}

function typeName({ type, items }: SchemaNode): string {
  return type === 'array' ? `list of ${items?.type ?? 'object'}` : (type ?? 'object');
}

function accepted(field: SchemaNode): string {
  const { minimum, maximum, minItems, maxItems, pattern, maxLength } = field;
  if (field.enum) return field.enum.map((value) => `\`${value}\``).join(', ');
  if (minimum !== undefined || maximum !== undefined) return range(minimum, maximum, '');
  if (minItems !== undefined || maxItems !== undefined) return range(minItems, maxItems, ' items');
  if (pattern) return `\`${pattern.replaceAll('|', '\\|')}\``;
  return maxLength === undefined ? '' : `up to ${maxLength} characters`;
}

function range(low: number | undefined, high: number | undefined, unit: string): string {
  if (low === undefined) return `up to ${high}${unit}`;
  if (high === undefined) return `${low} or more${unit}`;
  return `${low} to ${high}${unit}`;
}
