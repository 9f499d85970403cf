// The part of a Cluster's spec that says what the system nodes are.
import { Type } from 'typebox';
import { choice, immutable, object } from '../../engine/spec.ts';

const keepsItsMachines = 'a node group keeps its kind of machine; AWS would need a new group';

/** The managed node group of the pods that must run before Karpenter can start a node. */
export const systemNodes = object(
  {
    amiType: immutable(
      choice(['AL2023_x86_64_STANDARD', 'AL2023_ARM_64_STANDARD'], 'Image of the nodes, by processor.'),
      keepsItsMachines,
    ),
    releaseVersion: Type.Optional(
      Type.String({
        pattern: '^1\\.\\d{2}\\.\\d{1,2}-\\d{8}$',
        maxLength: 20,
        description:
          'Release of the image, for example 1.35.0-20260129. Without it, the newest when the group is made.',
      }),
    ),
    instanceTypes: immutable(
      Type.Array(Type.String({ pattern: '^[a-z0-9-]+\\.[a-z0-9]+$', maxLength: 40 }), {
        minItems: 1,
        maxItems: 5,
        description: 'EC2 instance types. AWS takes the first that is to be had.',
      }),
      keepsItsMachines,
    ),
    minSize: Type.Integer({
      minimum: 2,
      maximum: 20,
      description: 'Fewest nodes, and how many there are at first.',
    }),
    maxSize: Type.Integer({ minimum: 2, maximum: 20, description: 'Most nodes.' }),
    volumeGiB: Type.Integer({ minimum: 20, maximum: 1024, description: 'Root volume in GiB.' }),
  },
  { description: 'Managed node group of the system pods.' },
);
