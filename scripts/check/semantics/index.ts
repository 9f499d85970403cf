// The rules of the layer "semantics". Adding one: a file beside this one, and one line here.
import type { Rule } from '../rule.ts';
import { containerPorts, hostPorts, portNameTwice } from './container-ports.ts';
import { containerNames, containersPresent } from './containers.ts';
import { env, envTwice } from './env.ts';
import { annotations, labels } from './labels.ts';
import { objectName, objectNamespace } from './object-name.ts';
import { handlers, probeNumbers, probePorts } from './probes.ts';
import { quantities } from './quantities.ts';
import { resources } from './resources.ts';
import { unusedVolumes, volumeMounts, volumes } from './volumes.ts';

export const semanticRules: readonly Rule[] = [
  objectName,
  objectNamespace,
  labels,
  annotations,
  quantities,
  containersPresent,
  containerNames,
  containerPorts,
  hostPorts,
  portNameTwice,
  env,
  envTwice,
  volumes,
  volumeMounts,
  unusedVolumes,
  resources,
  handlers,
  probeNumbers,
  probePorts,
];
