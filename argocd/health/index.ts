// Argo CD's health checks: when a wave may go on. They are Lua files here and text in Argo CD's configuration.
import { readFileSync } from 'node:fs';
import { dump } from 'js-yaml';

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

const application = read('./application.lua');
const conditions = read('./conditions.lua');
const composed = read('./composed.lua');

/** Healthy when all `required` conditions are True; Degraded when one of `failing` is False. */
function whenTrue(required: readonly string[], failing: readonly string[] = []): string {
  return `${conditions}return ${checkOf(required, failing)}\n`;
}

/** The same, and all resources that it is composed of exist. */
function whenComposed(required: readonly string[], failing: readonly string[]): string {
  return `${conditions}${composed}return allComposed(${checkOf(required, failing)})\n`;
}

function checkOf(required: readonly string[], failing: readonly string[]): string {
  const list = (names: readonly string[]) => `{ ${names.map((name) => JSON.stringify(name)).join(', ')} }`;
  return `check(${list(required)}, ${failing.length > 0 ? list(failing) : '{}'})`;
}

/**
 * The check of each kind, `group/Kind` with wildcards. They replace those of Argo CD, which call an object healthy
 * that has no status yet, or as soon as the first of several conditions is True.
 */
export const healthChecks: Readonly<Record<string, string>> = {
  'argoproj.io/Application': application,
  'aws.helical.dev/*': whenComposed(['Synced', 'Ready'], ['Synced']),
  '*.aws.m.upbound.io/*': whenTrue(['Synced', 'Ready'], ['Synced', 'LastAsyncOperation']),
  'pkg.crossplane.io/Provider': whenTrue(['Installed', 'Healthy']),
  'pkg.crossplane.io/Function': whenTrue(['Installed', 'Healthy']),
  'apiextensions.crossplane.io/CompositeResourceDefinition': whenTrue(['Established']),
  'apiextensions.crossplane.io/ManagedResourceActivationPolicy': whenTrue(['Healthy']),
};

/** The value of `resource.customizations` in Argo CD's ConfigMap: the only place where a kind may be a wildcard. */
export function healthCustomizations(): string {
  return dump(
    Object.fromEntries(Object.entries(healthChecks).map(([kind, lua]) => [kind, { 'health.lua': lua }])),
    { lineWidth: -1 },
  );
}
