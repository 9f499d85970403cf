// What an environment and the hub have in common: both run Argo CD and Crossplane.
import type { EnvironmentDescription } from './environment.ts';

/** Where Argo CD and Crossplane run, in which account, and how changes reach it. */
export type Installation = Pick<EnvironmentDescription, 'name' | 'ownership' | 'account' | 'delivery'>;
