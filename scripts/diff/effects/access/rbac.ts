// Who may do more or less on the Kubernetes API: rights of each subject as sets, before and after.
import type { DiffedObject, Effect, EffectRule, ObjectChange } from '../../change.ts';
import { objectName } from '../../object-name.ts';
import { fieldOf } from '../cluster/kinds.ts';
import { effectOf } from '../effect.ts';
import { few } from './few.ts';

const group = 'rbac.authorization.k8s.io/';
const source =
  'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#kubernetes-rbac---privilege-escalation-risks';

/** One verb on one resource, somewhere. */
interface Right {
  readonly verb: string;
  /** For example `pods/log`, `deployments.apps` or `/healthz` (a path without a resource). */
  readonly resource: string;
  /** Only objects of this name. */
  readonly name?: string;
  /** Only in this namespace; everywhere when absent. */
  readonly namespace?: string;
}

type Rights = ReadonlyMap<string, readonly Right[]>;

/** Rights that subjects gain and lose by changed roles and bindings. */
export const kubernetesRights: EffectRule = {
  id: 'access/kubernetes',
  title: 'A subject may do more or less on the Kubernetes API.',
  *effects(environment) {
    const touched = environment.changes.filter(({ apiVersion }) => apiVersion.startsWith(group));
    const first = touched[0];
    if (!first) return;
    const before = rightsOf(environment.from);
    const after = rightsOf(environment.to);
    for (const subject of [...new Set([...before.keys(), ...after.keys()])].sort()) {
      const had = before.get(subject) ?? [];
      const has = after.get(subject) ?? [];
      const gained = has.filter((right) => !had.some((other) => covers(other, right)));
      const lost = had.filter((right) => !has.some((other) => covers(other, right)));
      if (gained.length > 0) yield gain(bindingOf(subject, touched) ?? first, subject, gained);
      if (lost.length > 0) yield loss(bindingOf(subject, touched) ?? first, subject, lost);
    }
  },
};

function gain(change: ObjectChange, subject: string, gained: readonly Right[]): Effect {
  const risky = gained.filter(isRisky);
  return effectOf(change, {
    rule: risky.length > 0 ? 'access/kubernetes-escalation' : 'access/kubernetes-gained',
    level: risky.length > 0 ? 'danger' : 'caution',
    what: `${subject} may now ${few((risky.length > 0 ? [...risky, ...gained.filter((one) => !isRisky(one))] : gained).map(shown))}.`,
    why:
      risky.length > 0
        ? `With that a subject can reach more than its role says: ${source}`
        : 'Its roles and bindings say so.',
    fix: 'Make sure that it needs this; else name verbs, resources and objects more closely.',
  });
}

function loss(change: ObjectChange, subject: string, lost: readonly Right[]): Effect {
  return effectOf(change, {
    rule: 'access/kubernetes-lost',
    level: 'notice',
    what: `${subject} may no longer ${few(lost.map(shown))}.`,
    why: 'No role of it says so any more.',
    fix: 'Make sure that it does not need this.',
  });
}

/** The changed object that names the subject, or its role. */
function bindingOf(subject: string, touched: readonly ObjectChange[]): ObjectChange | undefined {
  const name = subject.slice(subject.lastIndexOf('/') + 1);
  return (
    touched.find(({ from, to }) =>
      JSON.stringify([from?.manifest.subjects, to?.manifest.subjects]).includes(`"${name}"`),
    ) ?? touched.find((change) => change.name === name)
  );
}

function rightsOf(objects: readonly DiffedObject[]): Rights {
  const roles = new Map<string, unknown>();
  const bindings: DiffedObject[] = [];
  for (const object of objects) {
    const { apiVersion, kind, metadata, rules } = object.manifest;
    if (!apiVersion.startsWith(group) || object.application === 'preview') continue;
    if (kind === 'Role' || kind === 'ClusterRole')
      roles.set(objectName({ kind, namespace: metadata.namespace, name: metadata.name }), rules);
    else bindings.push(object);
  }
  const rights = new Map<string, Right[]>();
  for (const { manifest } of bindings) {
    const namespace = manifest.kind === 'RoleBinding' ? manifest.metadata.namespace : undefined;
    const kind = String(fieldOf(manifest, 'roleRef.kind'));
    const name = String(fieldOf(manifest, 'roleRef.name'));
    const role = objectName({ kind, name, namespace: kind === 'Role' ? namespace : undefined });
    // A role of the cluster or of a chart is not in the tree; the binding to it still is a right.
    const granted = roles.has(role)
      ? expand(roles.get(role), namespace)
      : [{ verb: 'do', resource: `all of ${role}`, namespace }];
    for (const subject of subjectsOf(manifest.subjects)) {
      rights.set(subject, [...(rights.get(subject) ?? []), ...granted]);
    }
  }
  return rights;
}

function subjectsOf(subjects: unknown): string[] {
  return items(subjects).map((subject) => {
    const { kind, namespace, name } = texts(subject);
    return objectName({ kind: kind ?? '', namespace, name: name ?? '' });
  });
}

function expand(rules: unknown, namespace: string | undefined): Right[] {
  return items(rules).flatMap((rule) => {
    const list = (field: string): string[] =>
      items(Object.entries(rule).find(([key]) => key === field)?.[1]).map(String);
    const names = list('resourceNames');
    const resources = list('resources').flatMap((resource) =>
      list('apiGroups').map((apiGroup) =>
        apiGroup && resource !== '*' ? `${resource}.${apiGroup}` : resource,
      ),
    );
    return list('verbs').flatMap((verb) =>
      [...resources, ...list('nonResourceURLs')].flatMap((resource): Right[] =>
        names.length > 0
          ? names.map((name) => ({ verb, resource, name, namespace }))
          : [{ verb, resource, namespace }],
      ),
    );
  });
}

function covers(wide: Right, narrow: Right): boolean {
  return (
    (wide.verb === '*' || wide.verb === narrow.verb) &&
    (wide.resource === '*' || wide.resource === narrow.resource) &&
    (wide.name === undefined || wide.name === narrow.name) &&
    (wide.namespace === undefined || wide.namespace === narrow.namespace)
  );
}

const riskyVerbs = new Set(['*', 'bind', 'escalate', 'impersonate']);
const readingVerbs = new Set(['get', 'list', 'watch']);
const riskyToChange =
  /^(pods\/exec|pods\/attach|pods\/portforward|pods\/ephemeralcontainers|nodes\/proxy|serviceaccounts\/token|(cluster)?roles\.|(cluster)?rolebindings\.|(validating|mutating)\w+\.admissionregistration)/;

/** True for what leads to further rights. */
function isRisky({ verb, resource, name }: Right): boolean {
  if (riskyVerbs.has(verb) || resource === '*') return true;
  if (resource === 'secrets') return name === undefined;
  return riskyToChange.test(resource) && (!readingVerbs.has(verb) || resource.includes('/'));
}

function shown({ verb, resource, name, namespace }: Right): string {
  return `${verb} ${resource}${name ? ` ${name}` : ''}${namespace ? ` in ${namespace}` : ' everywhere'}`;
}

function items(value: unknown): object[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: object): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(value).map(([key, text]) => [key, text === undefined ? undefined : String(text)]),
  );
}
