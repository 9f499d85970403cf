// Judges a composite resource by the schema of its API, as the API server will by the XRD made from it.
import type { Finding } from '../envs/finding.ts';
import { withDefaults } from '../envs/validate/defaults.ts';
import { type SchemaValidator, schemaValidator } from '../envs/validate/schema-validator.ts';
import type { AnyCloudApi } from './engine/cloud-api.ts';
import { apiKeywords } from './engine/spec.ts';
import { cloudApis } from './index.ts';
import type { Manifest } from './manifest.ts';

const validators = new Map<AnyCloudApi, SchemaValidator<object>>();

/** Everything that is wrong with a composite resource. `origin` is the source file that made it. */
export function compositeFindings(composite: Manifest, origin: string): Finding[] {
  const api = cloudApis.find(({ kind }) => kind === composite.kind);
  const object = `${composite.kind} ${composite.metadata.namespace}/${composite.metadata.name}`;
  if (!api) {
    const known = cloudApis.map(({ kind }) => kind).join(', ');
    return [
      {
        rule: 'cloud-api/unknown-kind',
        severity: 'error',
        where: { file: origin, path: object },
        what: `There is no cloud API ${composite.kind}.`,
        why: 'The cluster has no definition for it and refuses the object.',
        fix: `Use one of ${known}, or add the API to crossplane/index.ts.`,
      },
    ];
  }
  const data = withDefaults(api.spec, withoutMachinery(composite.spec));
  const { findings } = validatorOf(api).findings(origin, data);
  const broken = findings.map((finding) => ({
    ...finding,
    where: { ...finding.where, path: `${object} spec.${finding.where.path}` },
  }));
  // Rules may ask which composition is meant, which only the full spec says.
  const full = { ...record(composite.spec), ...record(data) };
  return broken.length > 0 ? broken : ruleFindings(api, full, object, origin);
}

function ruleFindings(api: AnyCloudApi, data: unknown, object: string, origin: string): Finding[] {
  return api.rules
    .filter((rule) => !rule.holds(data))
    .map((rule) => ({
      rule: 'cloud-api/rule',
      severity: 'error' as const,
      where: { file: origin, path: `${object} spec.${rule.field}` },
      what: rule.message,
      why: 'The API server refuses the object by the same rule.',
      fix: `Change ${rule.field}, or the fields that the rule compares it with.`,
    }));
}

function validatorOf(api: AnyCloudApi): SchemaValidator<object> {
  const known = validators.get(api);
  if (known) return known;
  const made = schemaValidator<object>(api.spec, { name: 'cloud-api', keywords: apiKeywords });
  validators.set(api, made);
  return made;
}

/** The spec without `crossplane`, which belongs to Crossplane and is in no schema of ours. */
function withoutMachinery(spec: unknown): unknown {
  if (typeof spec !== 'object' || spec === null) return spec;
  return Object.fromEntries(Object.entries(spec).filter(([field]) => field !== 'crossplane'));
}

function record(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
