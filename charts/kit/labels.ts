// The labels that every object carries (Kubernetes recommended labels).
import type { Installation } from '../../envs/index.ts';

/** Labels that select the pods of one component. They must never change: selectors are immutable. */
export function selectorLabels(application: string, component: string): Record<string, string> {
  return {
    'app.kubernetes.io/name': application,
    'app.kubernetes.io/component': component,
  };
}

/** Labels of an object: its selector labels, and whose it is. */
export function objectLabels(
  environment: Pick<Installation, 'name'>,
  application: string,
  component?: string,
): Record<string, string> {
  return {
    'app.kubernetes.io/name': application,
    ...(component ? { 'app.kubernetes.io/component': component } : {}),
    'app.kubernetes.io/part-of': 'helical',
    'app.kubernetes.io/managed-by': 'helical-gitops',
    'helical.dev/environment': environment.name,
  };
}
