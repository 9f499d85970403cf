// The managed node group of a cluster that the hub makes: what runs before Karpenter can start a node.
import { Type } from 'typebox';
import { oneOf, section, text, withDefault } from './field.ts';

const count = (description: string) =>
  Type.Integer({
    minimum: 2,
    maximum: 20,
    unit: 'nodes',
    description,
    why: 'Operators run twice, on two nodes; more than 20 is Karpenter’s work.',
  });

export const systemNodes = section(
  {
    amiType: withDefault(
      oneOf(['AL2023_x86_64_STANDARD', 'AL2023_ARM_64_STANDARD'], {
        description: 'Image of the nodes, by processor. AWS would need a new group for another.',
        why: 'These are the images that Karpenter’s nodes have, too.',
      }),
      { default: 'AL2023_x86_64_STANDARD', source: 'decision: every image of the platform runs on it' },
    ),
    releaseVersion: Type.Optional(
      text('^1\\.\\d{2}\\.\\d{1,2}-\\d{8}$', {
        description: 'Release of the image. Without it, the newest when the group is made.',
        maxLength: 20,
        accepted: 'a release such as 1.35.0-20260129',
        why: 'EKS knows an image by its Kubernetes version and its day.',
      }),
    ),
    instanceTypes: Type.Array(
      text('^[a-z0-9-]+\\.[a-z0-9]+$', {
        description: 'EC2 instance type.',
        maxLength: 40,
        accepted: 'an instance type such as m6i.large',
        why: 'EC2 knows no other form.',
      }),
      {
        minItems: 1,
        maxItems: 5,
        uniqueItems: true,
        description: 'EC2 instance types. AWS takes the first that is to be had.',
        why: 'Without a type there is no node.',
      },
    ),
    minSize: count('Fewest nodes, and how many there are at first.'),
    maxSize: count('Most nodes.'),
    volumeGiB: withDefault(
      Type.Integer({
        minimum: 20,
        maximum: 1024,
        unit: 'GiB',
        description: 'Root volume of each node.',
        why: 'Below 20 GiB images of the operators fill it; above 1 TiB is a digit too many.',
      }),
      { default: 50, source: 'decision: system images and logs, nothing else' },
    ),
  },
  { description: 'Managed node group of the system pods.', tsName: 'SystemNodes' },
);
