// Puts this project's environments, workloads and cloud APIs together into what "generate" plans.
import { deliveryWorkload } from '../../argocd/index.ts';
import { workloads } from '../../charts/index.ts';
import { compositeFindings } from '../../crossplane/composite-findings.ts';
import { isCompositeResource, previewOf } from '../../crossplane/previews.ts';
import { type Environment, loadEnvironments } from '../../envs/index.ts';
import { planEnvironment } from './plan.ts';
import type { Product } from './product.ts';

const cloudApis = { isComposite: isCompositeResource, findings: compositeFindings, preview: previewOf };

/** Reads and checks all environments. Throws a `FindingsError` with every problem of every one. */
export function loadProduct(): Product {
  return productOf(loadEnvironments());
}

/** This project with other environments, as the benchmark makes them. */
export function productOf(environments: readonly Environment[]): Product {
  const byName = new Map(environments.map((environment) => [environment.name, environment]));
  return {
    environments: [...byName.keys()],
    plan(name) {
      const environment = byName.get(name);
      if (!environment) throw new Error(`There is no environment ${name}.`);
      return planEnvironment({ environment, workloads: [...workloads, deliveryWorkload], cloudApis });
    },
  };
}
