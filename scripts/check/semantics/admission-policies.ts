// ValidatingAdmissionPolicies and their bindings: complete, and with expressions that CEL can read.
import { didYouMean } from '../../../envs/validate/did-you-mean.ts';
import { show } from '../../../envs/validate/show.ts';
import { type Fault, objectRule } from '../kit/make-rule.ts';
import { subdomainFault } from '../kit/names.ts';
import { type At, dig, type Fields, fields, itemsAt, list, text, textsAt } from '../kit/read.ts';
import { celEnvironment } from '../schema/cel/environment.ts';

const group = 'admissionregistration.k8s.io';

export const admissionPolicy = objectRule({
  id: 'semantics/admission-policy',
  title: 'Admission policies are complete',
  why: 'The API server refuses the policy.',
  fix: 'Give matchConstraints with resourceRules, and at least one validation with an expression.',
  kinds: [`${group}/ValidatingAdmissionPolicy`],
  *check(object) {
    const spec = fields(object.manifest.spec);
    const rules = itemsAt(
      dig(spec, 'matchConstraints', 'resourceRules'),
      'spec.matchConstraints.resourceRules',
    );
    if (rules.length === 0)
      yield { path: 'spec.matchConstraints.resourceRules', what: 'The policy is about no resource.' };
    for (const rule of rules) yield* ruleFaults(rule);
    const validations = itemsAt(spec.validations, 'spec.validations');
    if (validations.length === 0 && list(spec.auditAnnotations).length === 0) {
      yield { path: 'spec.validations', what: 'There is neither a validation nor an audit annotation.' };
    }
    for (const { path, value } of validations) {
      if (!text(value.expression)?.trim())
        yield { path: `${path}.expression`, what: 'The expression is missing.' };
      if (/[\n\r]/.test(text(value.message)?.trim() ?? ''))
        yield { path: `${path}.message`, what: 'The message has line breaks.' };
    }
    for (const { path, value } of itemsAt(spec.variables, 'spec.variables')) {
      const name = text(value.name) ?? '';
      if (!/^[_a-zA-Z][_a-zA-Z0-9]*$/.test(name))
        yield { path: `${path}.name`, what: `${show(name)} is no name in CEL.` };
      if (!text(value.expression)?.trim())
        yield { path: `${path}.expression`, what: 'The expression is missing.' };
    }
  },
});

function* ruleFaults({ path, value }: At<Fields>): Generator<Fault> {
  for (const field of ['operations', 'apiGroups', 'apiVersions', 'resources']) {
    const entries = list(value[field]);
    if (entries.length === 0) yield { path: `${path}.${field}`, what: `${field} is empty.` };
    if (field !== 'apiGroups' && field !== 'operations' && entries.includes(''))
      yield { path: `${path}.${field}`, what: 'One entry is empty.' };
    if (entries.length > 1 && entries.includes('*'))
      yield { path: `${path}.${field}`, what: '"*" stands alone.' };
  }
}

export const admissionBinding = objectRule({
  id: 'semantics/admission-binding',
  title: 'Bindings of admission policies say what happens',
  why: 'The API server refuses the binding.',
  fix: 'Name the policy and the actions; Deny and Warn exclude each other.',
  kinds: [`${group}/ValidatingAdmissionPolicyBinding`],
  *check(object) {
    const spec = fields(object.manifest.spec);
    const actions = textsAt(spec.validationActions, 'spec.validationActions');
    const values = actions.map(({ value }) => value);
    const name = text(spec.policyName) ?? '';
    const fault = subdomainFault(name);
    if (fault) yield { path: 'spec.policyName', what: `${show(name)} is no name of a policy: ${fault}.` };
    if (actions.length === 0) yield { path: 'spec.validationActions', what: 'There is no action.' };
    if (values.includes('Deny') && values.includes('Warn')) {
      yield { path: 'spec.validationActions', what: 'Deny and Warn exclude each other.' };
    }
    for (const [index, { path, value }] of actions.entries()) {
      if (values.indexOf(value) < index) yield { path, what: `${show(value)} is given twice.` };
    }
  },
});

/** Every expression of a policy, with its place. */
function expressionsOf(spec: Fields): At<string>[] {
  const places = [
    ...itemsAt(spec.variables, 'spec.variables'),
    ...itemsAt(spec.matchConditions, 'spec.matchConditions'),
    ...itemsAt(spec.validations, 'spec.validations'),
    ...itemsAt(spec.auditAnnotations, 'spec.auditAnnotations'),
  ];
  return places.flatMap(({ path, value }) =>
    ['expression', 'messageExpression', 'valueExpression'].flatMap((field) => {
      const expression = text(value[field]);
      return expression?.trim() ? [{ path: `${path}.${field}`, value: expression }] : [];
    }),
  );
}

export const admissionExpression = objectRule({
  id: 'semantics/admission-expression',
  title: 'Expressions of admission policies can be read',
  why: 'The API server refuses the policy.',
  fix: 'Correct the expression. A variable may use those that stand before it.',
  kinds: [`${group}/ValidatingAdmissionPolicy`],
  *check(object) {
    const spec = fields(object.manifest.spec);
    const names = itemsAt(spec.variables, '').map(({ value }) => text(value.name));
    for (const { path, value } of expressionsOf(spec)) {
      const fault = syntaxFault(value, /^spec\.(validations|matchConditions)\[\d+\]\.expression$/.test(path));
      if (fault) yield { path, what: `CEL can’t use it: ${fault}.` };
      const own = /^spec\.variables\[(\d+)\]/.exec(path);
      const before = own ? names.slice(0, Number(own[1])) : names;
      const bare = withoutTexts(value);
      for (const [, name = ''] of bare.matchAll(/(?<![.\w])variables\.(\w+)/g)) {
        if (!before.includes(name))
          yield { path, what: `There is no variable ${show(name)}${own ? ' before this one' : ''}.` };
      }
      for (const name of fault ? [] : unknownNames(bare))
        yield {
          path,
          what: `Nothing is called ${show(name)}.`,
          fix: `${didYouMean(name, known)}Known: ${known.join(', ')}.`,
        };
    }
  },
});

/** https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#validation-expression */
const known = ['object', 'oldObject', 'request', 'params', 'namespaceObject', 'authorizer', 'variables'];
const words = new Set([
  'true',
  'false',
  'null',
  'in',
  'int',
  'uint',
  'double',
  'bool',
  'string',
  'bytes',
  'list',
  'map',
  'type',
  'null_type',
  'optional',
  'dyn',
  'duration',
  'timestamp',
  'base64',
  'math',
  'sets',
  'strings',
  'ip',
  'cidr',
  'url',
  'quantity',
  'semver',
  'format',
  'jsonpatch',
]);

/** Names in an expression that nothing declares: neither Kubernetes nor a macro such as `all(c, ...)`. */
function unknownNames(expression: string): string[] {
  const own = [...expression.matchAll(/\.\??\w+\(\s*(\w+)\s*,(?:\s*(\w+)\s*,)?/g)].flatMap(
    ([, first, second]) => [first, second],
  );
  const names = expression.matchAll(/(?<![.\w?]|\.\?)([A-Za-z_]\w*)(?!\w*\s*\()/g);
  return [...new Set([...names].map(([, name = '']) => name))].filter(
    (name) => !known.includes(name) && !words.has(name) && !own.includes(name),
  );
}

function withoutTexts(expression: string): string {
  return expression.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, "''");
}

/** What is wrong with an expression as it stands; one that decides must not be of another type than true or false. */
function syntaxFault(expression: string, decides: boolean): string | undefined {
  try {
    const { valid, type } = celEnvironment().parse(expression).check();
    // Only an expression without variables has a type here.
    if (decides && valid && type !== 'bool' && type !== 'dyn') return `it gives ${type}, not true or false`;
    return undefined;
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return line.replace(/\.$/, '');
  }
}
