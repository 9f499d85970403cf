// Reads a schema from data that nobody has checked, such as a file in a folder of CRDs.
import { isRecord } from '../../../envs/schema/field-schema.ts';
import type { StructuralSchema } from './structural.ts';

const isText = (value: unknown) => typeof value === 'string';
const isNumber = (value: unknown) => typeof value === 'number';
const isFlag = (value: unknown) => typeof value === 'boolean';
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const isSchemas = (value: unknown) => Array.isArray(value) && value.every(isStructuralSchema);
const isSchemaMap = (value: unknown) => isRecord(value) && Object.values(value).every(isStructuralSchema);

/** What each keyword that this project reads must be. Other keywords say nothing about what is accepted. */
const keywords: Readonly<Record<string, (value: unknown) => boolean>> = {
  $ref: isText,
  type: isText,
  nullable: isFlag,
  properties: isSchemaMap,
  additionalProperties: (value) => isFlag(value) || isStructuralSchema(value),
  required: isTexts,
  items: isStructuralSchema,
  enum: Array.isArray,
  format: isText,
  pattern: isText,
  minLength: isNumber,
  maxLength: isNumber,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: isFlag,
  exclusiveMaximum: isFlag,
  multipleOf: isNumber,
  minItems: isNumber,
  maxItems: isNumber,
  uniqueItems: isFlag,
  minProperties: isNumber,
  maxProperties: isNumber,
  allOf: isSchemas,
  anyOf: isSchemas,
  oneOf: isSchemas,
  not: isStructuralSchema,
  'x-kubernetes-int-or-string': isFlag,
  'x-kubernetes-preserve-unknown-fields': isFlag,
  'x-kubernetes-embedded-resource': isFlag,
  'x-kubernetes-list-type': isText,
  'x-kubernetes-list-map-keys': isTexts,
  'x-kubernetes-map-type': isText,
  'x-kubernetes-validations': (value) =>
    Array.isArray(value) && value.every((rule) => isRecord(rule) && isText(rule.rule)),
};

/** True when every keyword of a schema, at any depth, has a value that means something. */
export function isStructuralSchema(value: unknown): value is StructuralSchema {
  if (!isRecord(value)) return false;
  return Object.entries(value).every(([name, member]) => {
    const accepts = Object.hasOwn(keywords, name) ? keywords[name] : undefined;
    return accepts === undefined || accepts(member);
  });
}
