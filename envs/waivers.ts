// Findings of `npm run check` that are accepted for a time. Adding one: an entry in the list, with reason and last day.

/** One rule that one object may break until a day. */
export interface Waiver {
  /** Name of the rule, for example `policies/privileged-container`. */
  rule: string;
  /** Environment of the object; every environment when absent. */
  environment?: string;
  /** Kind of the object, for example `Deployment`. */
  kind: string;
  /** Namespace of the object; absent for cluster-scoped kinds. */
  namespace?: string;
  /** Name of the object. */
  name: string;
  /** Field of the finding, for example `spec.template.spec.containers[0].image`; every field when absent. */
  path?: string;
  /** Why the finding is accepted. */
  reason: string;
  /** Last day on which it is, for example `2027-03-31`. */
  until: string;
}

/** All waivers. Those that are over or match nothing are findings themselves. */
export const waivers: readonly Waiver[] = [];
