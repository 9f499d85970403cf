// Pods fit a node pool, pools have a class, classes a role, and priorities exist.
import { show } from '../../../envs/validate/show.ts';
import { indexOf } from '../kit/environment-index.ts';
import { ownGroup } from '../kit/kinds.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { nameOf } from '../kit/metadata.ts';
import { fixMissing } from '../kit/missing.ts';
import { builtIn } from '../kit/operators.ts';
import { dig, type Fields, fields, itemsAt, list, text } from '../kit/read.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';

interface Pool {
  readonly object: CheckedObject;
  readonly labels: Fields;
  readonly requirements: readonly Fields[];
  readonly taints: readonly Fields[];
}

function poolsOf(environment: CheckedEnvironment): Pool[] {
  return indexOf(environment)
    .ofKind('karpenter.sh/NodePool')
    .map((object) => {
      const template = dig(object.manifest, 'spec', 'template');
      return {
        object,
        labels: fields(dig(template, 'metadata', 'labels')),
        requirements: itemsAt(dig(template, 'spec', 'requirements'), '').map(({ value }) => value),
        taints: itemsAt(dig(template, 'spec', 'taints'), '').map(({ value }) => value),
      };
    });
}

/** Labels that nodes have without a pool naming them. */
const nodeLabels =
  /^(kubernetes\.io\/|topology\.kubernetes\.io\/|node\.kubernetes\.io\/|karpenter\.(sh|k8s\.aws)\/|eks\.amazonaws\.com\/|beta\.kubernetes\.io\/)/;

function offers({ object, labels, requirements }: Pool, key: string, value: unknown): boolean {
  if (key === 'karpenter.sh/nodepool') return nameOf(object) === value;
  if (Object.hasOwn(labels, key)) return labels[key] === value;
  const own = requirements.filter((one) => one.key === key);
  if (own.length === 0) return nodeLabels.test(key);
  return own.every(({ operator, values }) => {
    if (operator === 'In') return list(values).includes(value);
    if (operator === 'NotIn') return !list(values).includes(value);
    return operator !== 'DoesNotExist';
  });
}

/** https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
function tolerates(tolerations: readonly Fields[], taint: Fields): boolean {
  return tolerations.some(({ key, operator = 'Equal', value = '', effect }) => {
    if (effect && effect !== taint.effect) return false;
    if (!key) return operator === 'Exists';
    return key === taint.key && (operator === 'Exists' || value === (taint.value ?? ''));
  });
}

export const podNodePool = environmentRule({
  id: 'references/node-pool',
  title: 'A pod fits a node pool',
  why: 'The pod stays Pending: no pool makes a node that it may run on.',
  fix: 'Select labels of one pool, and tolerate its taints.',
  *check(environment) {
    const pools = poolsOf(environment);
    if (pools.length === 0) return; // Nodes come from elsewhere.
    for (const { object, path, spec } of indexOf(environment).pods) {
      const wanted = Object.entries(fields(spec.nodeSelector));
      const labelled = pools.filter((pool) => wanted.every(([key, value]) => offers(pool, key, value)));
      if (labelled.length === 0) {
        const unmet = wanted.filter(([key, value]) => !pools.some((pool) => offers(pool, key, value)));
        const shown = (unmet.length > 0 ? unmet : wanted).map(([key, value]) => `${key}=${value}`).join(', ');
        yield {
          object,
          path: `${path}.nodeSelector`,
          what: `No node pool makes nodes with ${shown}.`,
          fix: `There are the pools ${pools.map((pool) => nameOf(pool.object)).join(', ')}.`,
        };
        continue;
      }
      const tolerations = itemsAt(spec.tolerations, '').map(({ value }) => value);
      const hard = (pool: Pool) => pool.taints.filter((taint) => taint.effect !== 'PreferNoSchedule');
      if (labelled.some((pool) => hard(pool).every((taint) => tolerates(tolerations, taint)))) continue;
      // Without a selector the pod may run on nodes that no pool makes, such as a managed node group.
      if (wanted.length === 0) continue;
      const missing = labelled
        .flatMap((pool) => hard(pool))
        .map(({ key, value, effect }) => `${key}=${value ?? ''}:${effect}`);
      yield {
        object,
        path: `${path}.tolerations`,
        what: `The pod does not tolerate ${missing.join(', ')} of the nodes that it selects.`,
      };
    }
  },
});

export const nodeClass = environmentRule({
  id: 'references/node-class',
  title: 'A node pool names a node class that exists',
  why: 'The pool is not ready and makes no node.',
  fix: 'Name an EC2NodeClass of the environment.',
  *check(environment) {
    const index = indexOf(environment);
    for (const { object } of poolsOf(environment)) {
      const { kind, name, group } = fields(dig(object.manifest, 'spec', 'template', 'spec', 'nodeClassRef'));
      if (
        typeof name !== 'string' ||
        typeof kind !== 'string' ||
        index.find(`${text(group) ?? ''}/${kind}`, name)
      )
        continue;
      yield {
        object,
        path: 'spec.template.spec.nodeClassRef.name',
        what: `There is no ${kind} ${show(name)}.`,
        fix: fixMissing(name, index.names(`${text(group) ?? ''}/${kind}`)),
      };
    }
  },
});

export const nodeRole = environmentRule({
  id: 'references/node-role',
  title: 'The role or instance profile of a node class is made by a NodeRole',
  why: 'EC2 refuses to start nodes.',
  fix: 'Name the role of a NodeRole of the environment.',
  *check(environment) {
    const index = indexOf(environment);
    const roles = index
      .ofKind(`${ownGroup}/NodeRole`)
      .flatMap((object) => text(dig(object.manifest, 'spec', 'roleName')) ?? []);
    if (roles.length === 0) return; // Roles are made elsewhere.
    for (const object of index.ofKind('karpenter.k8s.aws/EC2NodeClass')) {
      for (const field of ['role', 'instanceProfile']) {
        const name = text(dig(object.manifest, 'spec', field));
        if (!name || roles.includes(name)) continue;
        yield {
          object,
          path: `spec.${field}`,
          what: `No NodeRole makes ${show(name)}.`,
          fix: fixMissing(name, roles),
        };
      }
    }
  },
});

export const interruptionQueue = environmentRule({
  id: 'references/interruption-queue',
  title: 'Karpenter reads the interruption queue that is made for it',
  why: 'Karpenter does not start, or hears of no interruption, and spot nodes end under running jobs.',
  fix: 'Write the queueName of the NodeInterruptionQueue into the values of the chart.',
  *check(environment) {
    const index = indexOf(environment);
    const queues = index
      .ofKind(`${ownGroup}/NodeInterruptionQueue`)
      .flatMap((object) => text(dig(object.manifest, 'spec', 'queueName')) ?? []);
    if (queues.length === 0) return;
    for (const object of index.ofKind('argoproj.io/Application')) {
      const path = 'spec.source.helm.valuesObject.settings.interruptionQueue';
      const name = text(dig(object.manifest, ...path.split('.')));
      if (!name || queues.includes(name)) continue;
      yield {
        object,
        path,
        what: `No NodeInterruptionQueue makes ${show(name)}.`,
        fix: fixMissing(name, queues),
      };
    }
  },
});

export const priorityClassName = environmentRule({
  id: 'references/priority-class',
  title: 'The PriorityClass of a pod exists',
  why: 'The API server refuses every pod of the workload.',
  fix: 'Name a PriorityClass of the environment.',
  standards: ['kube-linter:priority-class-name'],
  *check(environment) {
    const index = indexOf(environment);
    const known = [...builtIn.priorityClasses, ...index.names('scheduling.k8s.io/PriorityClass')];
    for (const { object, path, spec } of index.pods) {
      const name = text(spec.priorityClassName);
      if (!name || known.includes(name)) continue;
      yield {
        object,
        path: `${path}.priorityClassName`,
        what: `There is no PriorityClass ${show(name)}.`,
        fix: fixMissing(name, known),
      };
    }
  },
});
