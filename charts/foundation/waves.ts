// The order inside the foundation: each step is ready before the next is asked for.
import { objectWaves } from '../kit/waves.ts';

/** Keys, then the network, then the cluster: its nodes join by the NAT gateways and endpoints of the network. */
export const foundationWaves = {
  keys: objectWaves.cloud - 2,
  network: objectWaves.cloud - 1,
  cluster: objectWaves.cloud,
} as const;
