// The list of rules beyond the schema. Adding one: a file beside this one, and one line here.

import { accessRoles } from './access-roles.ts';
import { airflowOption } from './airflow-option.ts';
import { alwaysOnExceedsPool } from './always-on-exceeds-pool.ts';
import { apiClientNetwork } from './api-client-network.ts';
import { cacheFailover } from './cache-failover.ts';
import { cacheVersion } from './cache-version.ts';
import { certificateOwner } from './certificate-owner.ts';
import { cidrSize } from './cidr-size.ts';
import { clusterBeforeNetwork } from './cluster-before-network.ts';
import { clusterRegion } from './cluster-region.ts';
import { databaseConnections } from './database-connections.ts';
import { duplicateJobClass } from './duplicate-job-class.ts';
import { duplicateOption } from './duplicate-option.ts';
import { duplicateQueue } from './duplicate-queue.ts';
import { efsFileSystem } from './efs-file-system.ts';
import { executionCapacity } from './execution-capacity.ts';
import { factsCount } from './facts-count.ts';
import { gitCredentials } from './git-credentials.ts';
import { gpuLimit } from './gpu-limit.ts';
import { grafanaMetrics } from './grafana-metrics.ts';
import { jobLargerThanPool } from './job-larger-than-pool.ts';
import type { Rule } from './kit/rule.ts';
import { loadBalancerZones } from './load-balancer-zones.ts';
import { longestJob } from './longest-job.ts';
import { maxStorage } from './max-storage.ts';
import { notUnique } from './not-unique.ts';
import { objectLock } from './object-lock.ts';
import { openToInternet } from './open-to-internet.ts';
import { podLargerThanPool } from './pod-larger-than-pool.ts';
import { runnerSlots } from './runner-slots.ts';
import { serviceCidr } from './service-cidr.ts';
import { subnetListedTwice } from './subnet-listed-twice.ts';
import { subnetOutsideVpc } from './subnet-outside-vpc.ts';
import { subnetOverlap } from './subnet-overlap.ts';
import { subnetZones } from './subnet-zones.ts';
import { systemNodes } from './system-nodes.ts';
import { triggererCapacity } from './triggerer-capacity.ts';
import { windowLength } from './window-length.ts';
import { windowOverlap } from './window-overlap.ts';
import { workerCapacity } from './worker-capacity.ts';
import { workerRange } from './worker-range.ts';
import { zoneRegion } from './zone-region.ts';

/** Every rule, in the order of an environment's sections; findings come in this order. */
export const rules: readonly Rule[] = [
  ...notUnique,
  cidrSize,
  subnetOutsideVpc,
  subnetOverlap,
  subnetListedTwice,
  subnetZones,
  zoneRegion,
  loadBalancerZones,
  factsCount,
  clusterBeforeNetwork,
  serviceCidr,
  clusterRegion,
  apiClientNetwork,
  accessRoles,
  systemNodes,
  certificateOwner,
  objectLock,
  openToInternet,
  maxStorage,
  windowLength,
  windowOverlap,
  cacheVersion,
  cacheFailover,
  databaseConnections,
  workerRange,
  workerCapacity,
  efsFileSystem,
  executionCapacity,
  triggererCapacity,
  duplicateQueue,
  gitCredentials,
  airflowOption,
  duplicateOption,
  podLargerThanPool,
  alwaysOnExceedsPool,
  duplicateJobClass,
  gpuLimit,
  jobLargerThanPool,
  runnerSlots,
  longestJob,
  grafanaMetrics,
];
