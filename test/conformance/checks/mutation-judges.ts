// Says which rules of `check` each mutant breaks, with each of its sources of schemas.

import {
  type Judges,
  judgeEnvironment,
  judgeObjects,
  placedIn,
  readObjects,
} from '../../../scripts/check/checker.ts';
import { judgesOf } from '../../../scripts/check/judges.ts';
import type { PlacedObject } from '../../../scripts/check/place-findings.ts';
import { schemasOfFolder } from '../../../scripts/check/schema/folder.ts';
import { isXrd, schemasOfXrds } from '../../../scripts/check/schema/xrds.ts';
import type { EnvironmentTree } from '../lib/tree.ts';
import type { Mutant } from './mutants.ts';

/** What the judges need; plain data, for it goes to a thread. */
export type MutantWork = {
  mutants: Mutant[];
  environment: EnvironmentTree;
  /** Folder of real CRDs. */
  crds: string;
  /** Folder with what `--schemas cluster` got from the API server. */
  served: string;
};

/** The rules that a mutant breaks and its manifest does not. */
export type RulesBroken = {
  /** With `check --schemas` and real CRDs. */
  real: string[];
  /** With the schemas that the server itself serves. */
  cluster: string[];
  /** With the embedded schemas. */
  embedded: string[];
};

/** Judges every mutant; the results are in their order. */
export async function judgeMutants(work: MutantWork): Promise<RulesBroken[]> {
  const { mutants, environment, crds, served } = work;
  const xrds = environment.manifests.filter(({ object }) => isXrd(object));
  const definitions = schemasOfXrds(xrds.map(({ object }) => object));
  const judges = async (schemas?: string): Promise<Judges> => {
    const made = await judgesOf({ selection: { only: [], skip: [] }, ...(schemas && { schemas }) });
    return { ...made, sources: [definitions, ...made.sources] };
  };
  const [real, embedded] = [await judges(crds), await judges()];
  const cluster = { ...embedded, sources: [schemasOfFolder(served)] };
  return mutants.map((mutant) => {
    // The rules on an environment know no schemas, so one answer serves all three; it takes the longest to get.
    let known: string[] | undefined;
    const ofEnvironment = () => {
      known ??= brokenInEnvironment(embedded, mutant, environment);
      return known;
    };
    const broken = (by: Judges) => {
      const own = brokenByItself(by, mutant, environment);
      return own.length > 0 ? own : ofEnvironment();
    };
    return { real: broken(real), cluster: broken(cluster), embedded: broken(embedded) };
  });
}

function brokenByItself(judges: Judges, { text, file }: Mutant, { name }: EnvironmentTree): string[] {
  const place = { file, environment: name, application: '' };
  return judgeObjects(judges, place, readObjects(place, Buffer.from(text))).findings.map(({ rule }) => rule);
}

function brokenInEnvironment(
  judges: Judges,
  { text, file }: Mutant,
  { name, manifests }: EnvironmentTree,
): string[] {
  const place = { file, environment: name, application: '' };
  const objects = readObjects(place, Buffer.from(text)).objects.map((one) => placedIn(place, one));
  const others = manifests
    .filter((manifest) => manifest.file !== file)
    .map(
      ({ object, ...place }): PlacedObject => ({
        object: { ...place, manifest: object },
        document: 0,
        within: '',
      }),
    );
  const whole = { name, kubernetesVersion: '1.35' };
  return judgeEnvironment(judges, whole, [...others, ...objects], false).findings.map(({ rule }) => rule);
}
