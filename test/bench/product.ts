// This project with the environments of the benchmark: their number comes in the module's URL.

import type { Product } from '../../scripts/generate/product.ts';
import { productOf } from '../../scripts/generate/this-project.ts';
import { benchEnvironments } from './environments.ts';

export function loadProduct(): Product {
  return productOf(benchEnvironments(Number(new URL(import.meta.url).searchParams.get('count'))));
}
