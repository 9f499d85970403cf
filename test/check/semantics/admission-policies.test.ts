// Admission policies, their bindings and their expressions.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  admissionBinding,
  admissionExpression,
  admissionPolicy,
} from '../../../scripts/check/semantics/admission-policies.ts';
import { said } from '../kit/run-rule.ts';

const policy = (spec: string) =>
  `{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, metadata: {name: a}, spec: ${spec}}`;
const rules =
  'matchConstraints: {resourceRules: [{operations: [CREATE], apiGroups: [""], apiVersions: [v1], resources: [pods]}]}';

test('an empty policy', () => {
  assert.equal(said(admissionPolicy, policy('{}')), [
    'spec.matchConstraints.resourceRules: The policy is about no resource.',
    'spec.validations: There is neither a validation nor an audit annotation.',
  ]);
});

test('rules, validations and variables', () => {
  assert.equal(
    said(
      admissionPolicy,
      policy(
        '{matchConstraints: {resourceRules: [{operations: ["*", CREATE], apiGroups: [""], resources: [pods]}]}, validations: [{message: "a\\nb"}], variables: [{name: a-b, expression: "1"}]}',
      ),
    ),
    [
      'spec.matchConstraints.resourceRules[0].operations: "*" stands alone.',
      'spec.matchConstraints.resourceRules[0].apiVersions: apiVersions is empty.',
      'spec.validations[0].expression: The expression is missing.',
      'spec.validations[0].message: The message has line breaks.',
      'spec.variables[0].name: "a-b" is no name in CEL.',
    ],
  );
  assert.equal(said(admissionPolicy, policy(`{${rules}, validations: [{expression: "true"}]}`)), []);
});

test('expressions', () => {
  const spec = `{${rules}, variables: [{name: a, expression: variables.b}, {name: b, expression: "object.?spec.orValue({})"}], validations: [{expression: "variables.a && variables.c == 'variables.d'"}, {expression: "object.spec ("}]}`;
  const found = said(admissionExpression, policy(spec));
  assert.equal(found.slice(0, 2), [
    'spec.variables[0].expression: There is no variable "b" before this one.',
    'spec.validations[0].expression: There is no variable "c".',
  ]);
  assert.is(found.length, 3);
  assert.match(found[2] ?? '', /^spec\.validations\[1\]\.expression: CEL can’t use it: /);
});

test('names that nothing declares', () => {
  const expressions = [
    'objct.spec.a == 1',
    'object.spec.list.all(c, c.x == other)',
    "object.spec.?a[?'b'].orValue('c') == variables.a",
  ];
  const validations = expressions.map((expression) => JSON.stringify({ expression })).join(', ');
  const spec = `{${rules}, variables: [{name: a, expression: 'true'}], validations: [${validations}]}`;
  const known = 'Known: object, oldObject, request, params, namespaceObject, authorizer, variables.';
  assert.equal(said(admissionExpression, policy(spec)), [
    `spec.validations[0].expression: Nothing is called "objct". -> Did you mean "object"? ${known}`,
    `spec.validations[1].expression: Nothing is called "other". -> ${known}`,
  ]);
});

test('an expression that decides is true or false', () => {
  const spec = `{${rules}, variables: [{name: a, expression: '1'}], validations: [{expression: '1 + 1', messageExpression: "'a'"}, {expression: '1 < 2'}]}`;
  assert.equal(said(admissionExpression, policy(spec)), [
    'spec.validations[0].expression: CEL can’t use it: it gives int, not true or false.',
  ]);
});

test('bindings', () => {
  const binding =
    '{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicyBinding, metadata: {name: a}, spec: {validationActions: [Deny, Warn, Deny]}}';
  assert.equal(said(admissionBinding, binding), [
    'spec.policyName: "" is no name of a policy: only a-z, 0-9, "-" and "." are allowed, with a letter or digit at both ends and on both sides of a dot.',
    'spec.validationActions: Deny and Warn exclude each other.',
    'spec.validationActions[2]: "Deny" is given twice.',
  ]);
});

test.run();
