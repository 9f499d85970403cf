// The schema of the hub: the cluster whose Crossplane makes the networks and clusters of environments.
import { Type } from 'typebox';
import { accountSection, ownershipSection } from './account.ts';
import { label } from './common.ts';
import { section } from './field.ts';
import { deliverySection } from './operations.ts';

export const hubSchema = section(
  {
    name: label('Name of the hub, and of its folder under generated/.', {
      maxLength: 20,
      why: 'It names a folder under generated/ and is part of AWS names, which allow nothing else.',
    }),
    description: Type.String({
      minLength: 10,
      maxLength: 200,
      description: 'One sentence for people: what the hub is for.',
      why: 'A reviewer judges a change by this sentence.',
    }),
    ownership: ownershipSection,
    account: accountSection,
    delivery: deliverySection,
  },
  { description: 'The hub: an AWS account with an EKS cluster of its own.', tsName: 'Hub' },
);
