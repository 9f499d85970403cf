// Tags with a name of their own, for resources that people look for by name or that software finds by a tag.
import { Type } from 'typebox';
import type { Ref, Symbolic } from '../engine/ref.ts';

/** Who pays for a resource, who answers for it, and which environment it belongs to. */
export type OwnershipTags = Record<'cost-center' | 'environment' | 'managed-by' | 'owner', string>;

const tagValue = (description: string) => Type.String({ minLength: 1, maxLength: 256, description });

/**
 * The tags of everything that an API makes, where some resources carry further ones. A composition can't merge two
 * maps, so it copies these four one by one; a fifth would be lost, and is refused.
 */
export const ownershipTags = Type.Object(
  {
    'cost-center': tagValue('Cost center that pays.'),
    environment: tagValue('Environment that the resource belongs to.'),
    'managed-by': tagValue('What manages the resource.'),
    owner: tagValue('Team that answers for the resource.'),
  },
  { additionalProperties: false, description: 'Tags of every AWS resource that takes tags.' },
);

/** The ownership tags, the tag `Name` and further tags of one resource. */
export function namedTags(
  tags: Symbolic<OwnershipTags>,
  name: Ref<string>,
  further: Record<string, Ref<string> | string> = {},
): Record<string, Ref<string> | string> {
  return {
    Name: name,
    ...further,
    'cost-center': tags['cost-center'],
    environment: tags.environment,
    'managed-by': tags['managed-by'],
    owner: tags.owner,
  };
}
