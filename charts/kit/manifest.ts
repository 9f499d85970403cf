// Adds typed Kubernetes objects to a chart and remembers which source file asked for each.
import { ApiObject, type Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { callerFile } from './origin.ts';

/** What every typed model of a Kubernetes kind has in common. */
interface TypedObject {
  apiVersion: string;
  kind: string;
  metadata?: { name?: string; namespace?: string };
}

const origins = new WeakMap<IConstruct, string>();

/**
 * Adds one object to the chart. `T` is the kind's model, so that an unknown field does not compile:
 * `manifest<IDeployment>(chart, { apiVersion: 'apps/v1', kind: 'Deployment', … })`.
 * `origin` is the source file that a reader should look at, the calling one by default.
 */
export function manifest<T extends TypedObject>(scope: Chart, object: T, origin = callerFile()): ApiObject {
  const { kind, metadata } = object;
  // The construct id carries a counter, because two objects of one name must both survive
  // until the duplicate is reported with both origins.
  const id = `${kind}.${metadata?.namespace ?? ''}.${metadata?.name ?? ''}.${scope.node.children.length}`;
  const { apiVersion, ...rest } = object;
  const added = new ApiObject(scope, id, { apiVersion, ...rest });
  origins.set(added, origin);
  return added;
}

/** Remembers the calling source file as the origin of a construct (a cdk8s-plus one, for example). */
export function traced<T extends IConstruct>(construct: T): T {
  origins.set(construct, callerFile());
  return construct;
}

/** The source file that asked for a construct: its own, or that of the nearest traced parent. */
export function originOf(construct: Construct): string | undefined {
  for (const scope of construct.node.scopes.toReversed()) {
    const origin = origins.get(scope);
    if (origin) return origin;
  }
  return undefined;
}
