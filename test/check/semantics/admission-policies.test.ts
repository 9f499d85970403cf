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
  assert.match(found[2] ?? '', /^spec\.validations\[1\]\.expression: CEL can’t read it: /);
});

test('bindings', () => {
  const binding =
    '{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicyBinding, metadata: {name: a}, spec: {validationActions: [Deny, Warn, Deny]}}';
  assert.equal(said(admissionBinding, binding), [
    'spec.policyName: The policy is not named.',
    'spec.validationActions: Deny and Warn exclude each other.',
    'spec.validationActions[2]: "Deny" is given twice.',
  ]);
});

test.run();
