// The schema of `metadata`, which no CustomResourceDefinition describes: the same for every kind.
import type { StructuralSchema } from './structural.ts';

// The server reads metadata into Go structs, where null means "not given".
const text = { type: 'string', nullable: true } as const;
const flag = { type: 'boolean', nullable: true } as const;
const count = { type: 'integer', format: 'int64', nullable: true } as const;
const time = { type: 'string', format: 'date-time', nullable: true } as const;
const texts = { type: 'object', nullable: true, additionalProperties: text } as const;

const finalizer = {
  type: 'string',
  pattern: '^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$',
} as const;

const ownerReference: StructuralSchema = {
  type: 'object',
  required: ['apiVersion', 'kind', 'name', 'uid'],
  properties: {
    apiVersion: text,
    kind: text,
    name: text,
    uid: text,
    controller: flag,
    blockOwnerDeletion: flag,
  },
};

const managedFields: StructuralSchema = {
  type: 'object',
  properties: {
    manager: text,
    operation: text,
    apiVersion: text,
    time,
    fieldsType: text,
    fieldsV1: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    subresource: text,
  },
};

/** `metadata` of an object, or of one inside another, such as a pod's template. */
export const metadataSchema: StructuralSchema = {
  type: 'object',
  nullable: true,
  properties: {
    name: text,
    generateName: text,
    namespace: text,
    labels: texts,
    annotations: texts,
    finalizers: { type: 'array', nullable: true, items: finalizer },
    ownerReferences: { type: 'array', nullable: true, items: ownerReference },
    uid: text,
    resourceVersion: text,
    generation: count,
    creationTimestamp: time,
    deletionTimestamp: time,
    deletionGracePeriodSeconds: count,
    selfLink: text,
    managedFields: { type: 'array', nullable: true, items: managedFields },
  },
};

/** The fields that every object has, also one inside another (`x-kubernetes-embedded-resource`). */
export const objectFields: { readonly [field: string]: StructuralSchema } = {
  apiVersion: { type: 'string', minLength: 1 },
  kind: { type: 'string', minLength: 1 },
  metadata: metadataSchema,
};
