// IAM policies as typed statements, which a composite resource carries and IAM gets as JSON.
import { type Static, Type } from 'typebox';

const condition = Type.Unsafe<Record<string, Record<string, string[]>>>({
  type: 'object',
  maxProperties: 10,
  description: 'Condition operators, each with its keys and accepted values.',
  additionalProperties: {
    type: 'object',
    maxProperties: 10,
    additionalProperties: {
      type: 'array',
      minItems: 1,
      maxItems: 20,
      items: { type: 'string', maxLength: 512 },
    },
  },
});

const statement = Type.Object(
  {
    Sid: Type.String({ pattern: '^[A-Za-z0-9]+$', maxLength: 64, description: 'What the statement is for.' }),
    Effect: Type.Unsafe<'Allow' | 'Deny'>({
      type: 'string',
      enum: ['Allow', 'Deny'],
      description: 'Allow or Deny.',
    }),
    Action: Type.Array(Type.String({ pattern: '^[a-z0-9-]+:[A-Za-z0-9]+\\*?$', maxLength: 128 }), {
      minItems: 1,
      maxItems: 60,
      description: 'Actions, each with its service. A whole service can’t be named.',
    }),
    Resource: Type.Array(Type.String({ pattern: '^(\\*|arn:aws[a-z-]*:.+)$', maxLength: 512 }), {
      minItems: 1,
      maxItems: 40,
      description: 'ARNs. "*" only for actions that know no resource.',
    }),
    Condition: Type.Optional(condition),
  },
  { additionalProperties: false, description: 'One statement.' },
);

/** Schema of a policy document. */
export const policyDocument = Type.Object(
  {
    Version: Type.Unsafe<'2012-10-17'>({
      type: 'string',
      enum: ['2012-10-17'],
      description: 'Policy language.',
    }),
    Statement: Type.Array(statement, { minItems: 1, maxItems: 20, description: 'Statements.' }),
  },
  { additionalProperties: false, description: 'An IAM policy.' },
);

/** An IAM policy document. */
export type PolicyDocument = Static<typeof policyDocument>;

/** One statement of a policy. */
export type PolicyStatement = Static<typeof statement>;

/** A policy of some statements. */
export function policy(...statements: PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

/** A statement that allows actions on resources, under a condition if there is one. */
export function allow(
  Sid: string,
  Action: string[],
  Resource: string[],
  Condition?: PolicyStatement['Condition'],
): PolicyStatement {
  return { Sid, Effect: 'Allow', Action, Resource, ...(Condition ? { Condition } : {}) };
}
