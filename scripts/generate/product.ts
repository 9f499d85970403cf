// What a generator run needs to know of the thing that it generates.
import type { Finding } from '../../envs/finding.ts';
import type { PlannedFile } from './planned-file.ts';

/** Something that can be generated. Tests put small ones in the place of this project's. */
export interface Product {
  /** Names of all environments, in the order of promotion. */
  environments: readonly string[];
  /** The files of one environment. Throws a `FindingsError` with all of its problems. */
  plan(environment: string): PlannedFile[];
  /** What keeps an environment from being generated in full. Nothing, mostly; it stops no run. */
  notices?(environment: string): Finding[];
}

/** The module of a product. It is imported only when there is something to plan, because cdk8s loads slowly. */
export interface ProductModule {
  /** Reads and checks all environments. Throws a `FindingsError` with every problem of every one. */
  loadProduct(): Product;
}
