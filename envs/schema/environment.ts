// The schema of an environment: the one source of its type, its runtime validation and its editor help.
import { Type } from 'typebox';
import { accountSection, ownershipSection } from './account.ts';
import { airflowSection } from './airflow.ts';
import { clusterSection } from './cluster.ts';
import { label } from './common.ts';
import { cacheSection, databaseSection, encryptionSection } from './data.ts';
import { section } from './field.ts';
import { ingressSection } from './ingress.ts';
import { networkSection } from './network.ts';
import { nodesSection } from './nodes.ts';
import { deliverySection, observabilitySection } from './operations.ts';
import { runnerSection } from './runner.ts';
import { storageSection } from './storage.ts';

export const environmentSchema = section(
  {
    name: label('Name of the environment, and of its folder under generated/.', {
      maxLength: 20,
      why: 'It names a folder under generated/ and is part of Kubernetes and AWS names, which allow nothing else.',
    }),
    description: Type.String({
      minLength: 10,
      maxLength: 200,
      description: 'One sentence for people: what this environment is for.',
      why: 'A reviewer who does not know the environment judges a change by this sentence.',
    }),
    ownership: ownershipSection,
    account: accountSection,
    network: networkSection,
    cluster: clusterSection,
    ingress: ingressSection,
    encryption: encryptionSection,
    database: databaseSection,
    cache: cacheSection,
    storage: storageSection,
    airflow: airflowSection,
    runner: runnerSection,
    nodes: nodesSection,
    observability: observabilitySection,
    delivery: deliverySection,
  },
  {
    description: 'One environment: an AWS account with its EKS cluster.',
    tsName: 'EnvironmentDescription',
    tsInputName: 'EnvironmentInput',
  },
);
