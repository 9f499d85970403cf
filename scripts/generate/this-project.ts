// Puts this project's environments, workloads and cloud APIs together into what "generate" plans.
import { hubDeliveryOf } from '../../argocd/hub.ts';
import { deliveryWorkload } from '../../argocd/index.ts';
import { foundationOf, hubCrossplane, providerAccess, workloads } from '../../charts/index.ts';
import { compositeFindings } from '../../crossplane/composite-findings.ts';
import { isCompositeResource, previewOf } from '../../crossplane/previews.ts';
import type { Finding } from '../../envs/finding.ts';
import {
  dagsVolume,
  type EnvironmentDescription,
  environmentOf,
  type Hub,
  loadFleet,
  makesFileSystem,
  missingFacts,
} from '../../envs/index.ts';
import { planEnvironment } from './plan.ts';
import type { PlannedFile } from './planned-file.ts';
import type { Product } from './product.ts';

const cloudApis = { isComposite: isCompositeResource, findings: compositeFindings, preview: previewOf };

/** Reads and checks all environments and the hub. Throws a `FindingsError` with every problem of every one. */
export function loadProduct(): Product {
  const { environments, hub } = loadFleet();
  return productOf(environments, hub);
}

/** This project with other environments, as the benchmark makes them. The hub is planned when one of them needs it. */
export function productOf(descriptions: readonly EnvironmentDescription[], hub?: Hub): Product {
  const byName = new Map(descriptions.map((description) => [description.name, description]));
  const neededHub = descriptions.some(foundationOf) ? hub : undefined;
  return {
    environments: [...byName.keys(), ...(neededHub ? [neededHub.name] : [])],
    plan(name) {
      if (name === neededHub?.name) {
        const delivery = hubDeliveryOf(descriptions);
        return planEnvironment({ environment: neededHub, workloads: [hubCrossplane, delivery], cloudApis });
      }
      const description = byName.get(name);
      if (!description) throw new Error(`There is no environment ${name}.`);
      return planDescribed(description);
    },
    notices(name) {
      const description = byName.get(name);
      return description ? noticesOf(description) : [];
    },
  };
}

/** The foundation, and everything else once the network and the cluster exist. */
function planDescribed(description: EnvironmentDescription): PlannedFile[] {
  const foundation = foundationOf(description);
  const first = foundation ? [foundation] : [];
  const environment = environmentOf(description);
  if (!environment) return planEnvironment({ environment: description, workloads: first, cloudApis });
  return planEnvironment({
    environment,
    workloads: [...first, ...workloads, providerAccess, deliveryWorkload],
    cloudApis,
  });
}

function noticesOf(description: EnvironmentDescription): Finding[] {
  const file = `envs/${description.name}.ts`;
  const missing = missingFacts(description);
  const [next] = missing;
  if (next) {
    const waiting = next === 'network.facts' ? 'The cluster and the workloads wait' : 'The workloads wait';
    return [
      {
        rule: 'generate/facts-missing',
        severity: 'notice',
        where: { file, path: next },
        what: `Only the foundation of ${description.name} was generated. ${waiting} for ${missing.join(' and ')}.`,
        why: 'Their manifests contain ids that AWS gives when the hub makes the network and the cluster.',
        fix: 'Let the hub apply the foundation, record the facts, and generate again: docs/bootstrap.md.',
      },
    ];
  }
  if (!makesFileSystem(description) || dagsVolume(description)) return [];
  return [
    {
      rule: 'generate/facts-missing',
      severity: 'notice',
      where: { file, path: 'airflow.dags.facts' },
      what: 'The volume of the DAGs was not generated, and Airflow waits for it.',
      why: 'It names the file system and the access point by ids that AWS gives when Crossplane makes them.',
      fix: 'Sync, record the ids that the SharedFileSystem shows in its status, and generate again: docs/airflow.md.',
    },
  ];
}
