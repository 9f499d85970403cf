// Runs rules over manifests that tests write as YAML, and over the committed tree.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, loadAll } from 'js-yaml';
import type { Manifest } from '../../../crossplane/manifest.ts';
import type {
  CheckedEnvironment,
  CheckedObject,
  ObjectRule,
  Rule,
  Violation,
} from '../../../scripts/check/rule.ts';

/** Objects as if each document stood in a file of its own below `generated/test/app/`. */
export function objectsOf(yaml: string, application = 'app'): CheckedObject[] {
  return objectsFrom(
    loadAll(yaml).map((document) => document as Manifest),
    application,
  );
}

/** The same of manifests that have been read already. */
export function objectsFrom(manifests: readonly Manifest[], application = 'app'): CheckedObject[] {
  return manifests.map((manifest) => ({
    file: `generated/test/${application}/${manifest.kind}.${manifest.metadata?.name}.yaml`,
    environment: 'test',
    application,
    manifest,
  }));
}

/** An environment of the given objects. */
export function environmentOf(
  objects: readonly CheckedObject[],
  kubernetesVersion = '1.35',
): CheckedEnvironment {
  return { name: 'test', objects, kubernetesVersion };
}

/** What a rule says, as `path: what` lines; with a fix of its own as `path: what -> fix`. */
export function said(rule: Rule, yaml: string | readonly CheckedObject[]): string[] {
  const objects = typeof yaml === 'string' ? objectsOf(yaml) : yaml;
  return Array.from(
    violations(rule, objects),
    ({ path = '', what, fix }) => `${path}: ${what}${fix ? ` -> ${fix}` : ''}`,
  );
}

/** What a rule says, with the object that it says it of: `Kind name path: what -> fix`. */
export function violationsOf(rule: Rule, objects: readonly CheckedObject[]): string[] {
  return Array.from(violations(rule, objects), ({ object: { manifest }, path, what, fix }) => {
    const place = [manifest.kind, manifest.metadata.name, ...(path ? [path] : [])].join(' ');
    return `${place}: ${what}${fix ? ` -> ${fix}` : ''}`;
  });
}

function violations(rule: Rule, objects: readonly CheckedObject[]): Iterable<Violation> {
  return rule.scope === 'object'
    ? objects.flatMap((object) => [...(rule as ObjectRule).check(object)])
    : rule.check(environmentOf(objects));
}

/** Pods of one container: `container` is YAML below the container, `pod` below the spec of the pod. */
export function podWith(container: string, pod = ''): string {
  const indent = (text: string, by: number) => text.replace(/^(?=.)/gm, ' '.repeat(by));
  return `apiVersion: v1
kind: Pod
metadata: {name: one, namespace: test}
spec:
${indent(pod, 2)}
  containers:
    - name: web
      image: example.com/web:1
${indent(container, 6)}
`;
}

const root = join(import.meta.dirname, '../../..');

/** The committed tree of every environment. */
export function committedEnvironments(): CheckedEnvironment[] {
  return readdirSync(join(root, 'generated')).map((name) => ({
    name,
    kubernetesVersion: '1.35',
    objects: readdirSync(join(root, 'generated', name)).flatMap((application) =>
      readdirSync(join(root, 'generated', name, application))
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => {
          const path = join('generated', name, application, file);
          const manifest = load(readFileSync(join(root, path), 'utf8')) as Manifest;
          return { file: path, environment: name, application, manifest };
        }),
    ),
  }));
}

const prod = committedEnvironments().find(({ name }) => name === 'prod');

/** The fields of a manifest that a test changes. */
// biome-ignore lint/suspicious/noExplicitAny: a test writes wrong things into manifests on purpose.
export type Anything = any;

/** The committed tree of prod with one file changed; `change` gets its manifest. */
export function prodWith(file: string, change: (manifest: Anything) => void): CheckedEnvironment {
  if (!prod) throw new Error('generated/prod is missing');
  const path = `generated/prod/${file}.yaml`;
  if (!prod.objects.some((object) => object.file === path)) throw new Error(`${path} is missing`);
  const objects = prod.objects.map((object) => {
    if (object.file !== path) return object;
    const manifest = structuredClone(object.manifest);
    change(manifest);
    return { ...object, manifest };
  });
  return { ...prod, objects };
}

/** The committed tree of prod without one file. */
export function prodWithout(file: string): CheckedEnvironment {
  const path = `generated/prod/${file}.yaml`;
  const changed = prodWith(file, () => undefined);
  return { ...changed, objects: changed.objects.filter((object) => object.file !== path) };
}

/** What an environment rule says of an environment, as `file path: what -> fix`; files below `generated/prod/`. */
export function saidOf(rule: Rule, environment: CheckedEnvironment): string[] {
  if (rule.scope !== 'environment') throw new Error(`${rule.id} looks at single objects`);
  return Array.from(rule.check(environment), ({ object, path = '', what, fix }) => {
    const file = object.file.replace(/^generated\/prod\//, '').replace(/\.yaml$/, '');
    return `${file} ${path}: ${what}${fix ? ` -> ${fix}` : ''}`;
  });
}
