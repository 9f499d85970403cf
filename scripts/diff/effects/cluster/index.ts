// The list of effects on the cluster and on Argo CD. Adding one: a file beside this one, and one line here.
import type { EffectRule } from '../../change.ts';
import { defaultsWritten } from './defaults.ts';
import { definitionLosses } from './definitions.ts';
import { deliveryEffects } from './delivery.ts';
import { jobsThatRun } from './hooks.ts';
import { immutableRejection } from './immutable-fields.ts';
import { nodeDrift } from './nodes.ts';
import { notReloaded, rollingRestart } from './restarts.ts';
import { strategyLeftBehind } from './strategy.ts';
import { transitionRefused } from './transitions.ts';
import { volumeCannotGrow } from './volumes.ts';

export const clusterEffects: readonly EffectRule[] = [
  defaultsWritten,
  immutableRejection,
  strategyLeftBehind,
  volumeCannotGrow,
  rollingRestart,
  notReloaded,
  jobsThatRun,
  nodeDrift,
  definitionLosses,
  transitionRefused,
  deliveryEffects,
];
