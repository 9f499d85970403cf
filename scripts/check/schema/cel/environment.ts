// The CEL of Kubernetes: the language itself, and the functions that Kubernetes adds to it.
import { Environment } from '@marcbachmann/cel-js';
import { registerCidrs } from './cidrs.ts';
import { registerIps } from './ips.ts';
import { registerLists } from './lists.ts';
import { registerNamedFormats } from './named-formats.ts';
import { registerQuantities } from './quantities.ts';
import { registerRegex } from './regex.ts';
import { registerSemver } from './semver.ts';
import { registerSets } from './sets.ts';
import { registerStrings } from './strings.ts';
import { registerUrls } from './urls.ts';

/** https://kubernetes.io/docs/reference/using-api/cel/ */
function newEnvironment(): Environment {
  const environment = new Environment({
    enableOptionalTypes: true,
    // Rules mix what the type checker of Go takes for `dyn`.
    homogeneousAggregateLiterals: false,
  });
  const libraries = [
    registerStrings,
    registerLists,
    registerSets,
    registerRegex,
    registerUrls,
    registerIps,
    registerCidrs,
    registerQuantities,
    registerSemver,
    registerNamedFormats,
  ];
  for (const register of libraries) register(environment);
  return environment.registerVariable('self', 'dyn').registerVariable('oldSelf', 'dyn');
}

let shared: Environment | undefined;

/** The environment in which all rules are read; making it takes milliseconds. */
export function celEnvironment(): Environment {
  shared ??= newEnvironment();
  return shared;
}
