// Admission policies are bound, and bindings name a policy that exists.
import { show } from '../../../envs/validate/show.ts';
import { indexOf } from '../kit/environment-index.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { nameOf } from '../kit/metadata.ts';
import { fixMissing } from '../kit/missing.ts';
import { dig, text } from '../kit/read.ts';

const group = 'admissionregistration.k8s.io';

export const admissionPolicy = environmentRule({
  id: 'references/admission-policy',
  title: 'Admission policies and their bindings name each other',
  why: 'A policy without a binding checks nothing, and so does a binding without a policy.',
  fix: 'Add a ValidatingAdmissionPolicyBinding with the name of the policy.',
  *check(environment) {
    const index = indexOf(environment);
    const policies = index.names(`${group}/ValidatingAdmissionPolicy`);
    const bound = new Set<string>();
    for (const object of index.ofKind(`${group}/ValidatingAdmissionPolicyBinding`)) {
      const name = text(dig(object.manifest, 'spec', 'policyName')) ?? '';
      bound.add(name);
      if (policies.includes(name)) continue;
      yield {
        object,
        path: 'spec.policyName',
        what: `There is no ValidatingAdmissionPolicy ${show(name)}.`,
        fix: fixMissing(name, policies),
      };
    }
    for (const object of index.ofKind(`${group}/ValidatingAdmissionPolicy`)) {
      if (!bound.has(nameOf(object)))
        yield { object, path: 'metadata.name', what: `No binding names the policy ${show(nameOf(object))}.` };
    }
  },
});
