// Finds what the core has made of an XR, and holds it against the previews.

import { differences, tellDifference, withoutAdditions } from '../lib/compare.ts';
import { at, type Fields, fieldsAt, isFields, type KubeObject, listAt, nameOf, textAt } from '../lib/json.ts';
import { type KubeClient, wordsOf } from '../lib/kube-client.ts';
import { type EnvironmentTree, groupOf, isPreview, type Manifest } from '../lib/tree.ts';
import { eventually } from '../lib/wait.ts';
import type { AwsProviderActor, Progress } from '../parts/aws-provider-actor.ts';

/** The previews of an environment as the server would store them, by kind and name. */
export type Expected = Map<string, Manifest>;

const keyOf = ({ apiVersion, kind, metadata }: KubeObject) =>
  `${apiVersion}/${kind}/${metadata.namespace ?? ''}/${metadata.name}`;

/** The composite resources of an environment: objects of the kinds that its XRDs define. */
export function xrsOf(environment: EnvironmentTree): Manifest[] {
  const defined = environment.manifests
    .filter(({ object }) => object.kind === 'CompositeResourceDefinition')
    .map(({ object }) => `${textAt(object, 'spec', 'group')}/${textAt(object, 'spec', 'names', 'kind')}`);
  return environment.manifests.filter(
    (manifest) =>
      !isPreview(manifest) && defined.includes(`${groupOf(manifest.object)}/${manifest.object.kind}`),
  );
}

/** The previews with the defaults that their CRDs add, which the server adds to the real ones too. */
export async function expectedResources(
  client: KubeClient,
  environment: EnvironmentTree,
  complain: (where: string, why: string) => void,
): Promise<Expected> {
  const expected: Expected = new Map();
  for (const manifest of environment.manifests.filter(isPreview)) {
    const answer = await client.create(manifest.object, { dryRun: true });
    if (answer.status >= 400 || !isFields(answer.body)) complain(manifest.file, wordsOf(answer));
    else
      expected.set(keyOf(manifest.object), { ...manifest, object: { ...manifest.object, ...answer.body } });
  }
  return expected;
}

/** An XR once the core has come to rest, with what it made. */
export type Settled = { xr: KubeObject; managed: KubeObject[]; problems: string[] };

// The core answers a change within a second or two on a busy machine; five equal looks in a row mean that it is done.
const looks = 5;
const lookEveryMs = 500;

// An error that the core repeats for so long is there to stay: only a new composition would end it.
const lastingErrorMs = 15_000;

/** Waits until the core has nothing more to do for an XR at this progress of the pretended AWS. */
export async function settle(
  client: KubeClient,
  actor: Pick<AwsProviderActor, 'seen'>,
  object: KubeObject,
  progress: Progress,
): Promise<Settled> {
  let last = '';
  let since = 0;
  let same = 0;
  let settled: Settled = { xr: object, managed: [], problems: ['the core has not looked at it'] };
  try {
    await eventually(
      `${nameOf(object)} settles`,
      progress === 'all' ? 300 : 120,
      async () => {
        const xr = (await client.read(object)) ?? object;
        const problems = problemsOf(xr, progress);
        // What an XR has made is read once its own words are right: that saves most of the requests.
        const made =
          problems.length === 0 ? await managedBy(client, actor, xr, progress) : { managed: [], problems };
        // Ready comes a moment before the last fields of the status.
        if (progress === 'all' && made.problems.length === 0)
          made.problems.push(...(await incompleteStatus(client, xr)));
        settled = { xr, ...made };
        const now = JSON.stringify([
          made.problems,
          made.managed.map(({ spec, metadata }) => [metadata.name, spec]),
        ]);
        if (now !== last) since = Date.now();
        same = now === last ? same + 1 : 0;
        last = now;
        const refused = condition(xr, 'Synced')?.status === 'False' && Date.now() - since > lastingErrorMs;
        return (made.problems.length === 0 && same >= looks) || refused
          ? true
          : { notYet: made.problems.join('; ') };
      },
      lookEveryMs,
    );
  } catch (error) {
    if (settled.problems.length === 0)
      settled.problems.push(error instanceof Error ? error.message : String(error));
  }
  // The problems of the last look say what is wrong, and the core's last warning mostly says why.
  const warning = settled.problems.length > 0 ? await lastWarning(client, object) : undefined;
  if (warning) settled.problems.push(`the core's last warning: ${warning}`);
  return settled;
}

async function lastWarning(client: KubeClient, object: KubeObject): Promise<string | undefined> {
  const uid = (await client.read(object))?.metadata.uid;
  const warnings = (await client.list('v1', 'Event', object.metadata.namespace))
    .filter((event) => event.type === 'Warning' && textAt(event, 'involvedObject', 'uid') === uid)
    .sort((a, b) => timeOf(a).localeCompare(timeOf(b)));
  return textAt(warnings.at(-1), 'message');
}

const timeOf = (event: KubeObject) => textAt(event, 'lastTimestamp') ?? textAt(event, 'eventTime') ?? '';

function condition(of: KubeObject, type: string): Fields | undefined {
  return listAt(of, 'status', 'conditions')
    .map((entry) => fieldsAt(entry))
    .find((entry) => entry.type === type);
}

function problemsOf(xr: KubeObject, progress: Progress): string[] {
  const wants = { Synced: 'True', Ready: progress === 'all' ? 'True' : 'False' };
  return Object.entries(wants).flatMap(([type, status]) => {
    const found = condition(xr, type);
    if (found?.status === status) return [];
    const said = textAt(found, 'message') ?? textAt(found, 'reason') ?? 'no such condition';
    return [`${type} is ${found?.status ?? 'unknown'} instead of ${status} (${said})`];
  });
}

async function managedBy(
  client: KubeClient,
  actor: Pick<AwsProviderActor, 'seen'>,
  xr: KubeObject,
  progress: Progress,
): Promise<{ managed: KubeObject[]; problems: string[] }> {
  const problems: string[] = [];
  const managed: KubeObject[] = [];
  for (const ref of listAt(xr, 'spec', 'crossplane', 'resourceRefs').map((entry) => fieldsAt(entry))) {
    const [apiVersion, kind, name] = [String(ref.apiVersion), String(ref.kind), String(ref.name)];
    const namespace = textAt(ref, 'namespace') ?? xr.metadata.namespace ?? '';
    const metadata = { name, ...(namespace ? { namespace } : {}) };
    // Hundreds of them are looked at several times a second.
    const watched = actor.seen({ apiVersion, kind, namespace, name });
    const resource = watched ?? (await client.read({ apiVersion, kind, metadata }));
    if (!resource) problems.push(`${ref.kind} ${ref.name} is referred to and does not exist`);
    else managed.push(resource);
  }
  if (managed.length === 0) problems.push('nothing was composed');
  for (const resource of managed.filter(({ apiVersion }) => apiVersion.includes('.aws.m.upbound.io/')))
    if (progress !== 'nothing' && !condition(resource, 'Synced'))
      problems.push(`${nameOf(resource)} has no status yet`);
  return { managed, problems };
}

/** What differs between managed resources and their previews; adds the previews that it has looked at to `seen`. */
export function comparePreviews(
  managed: KubeObject[],
  expected: Expected,
  incomplete: boolean,
  seen: Set<string>,
): string[] {
  return managed.flatMap((resource) => {
    const preview = expected.get(keyOf(resource));
    if (!preview) return [`Crossplane made ${nameOf(resource)}, and no preview shows it`];
    seen.add(keyOf(resource));
    const wanted = withoutAdditions(preview.object, preview.object);
    const got = withoutAdditions(resource, preview.object);
    return differences(wanted, got, incomplete).map(
      (difference) => `${preview.file}: ${tellDifference(difference)}`,
    );
  });
}

/** The fields that an XR's composition publishes, optional ones of the API left out, and that its status lacks. */
async function incompleteStatus(client: KubeClient, xr: KubeObject): Promise<string[]> {
  const composition = await client.read({
    apiVersion: 'apiextensions.crossplane.io/v1',
    kind: 'Composition',
    metadata: { name: textAt(xr, 'spec', 'crossplane', 'compositionRef', 'name') ?? '' },
  });
  const published = listAt(composition, 'spec', 'pipeline')
    .flatMap((step) => listAt(step, 'input', 'resources'))
    .flatMap((resource) => listAt(resource, 'patches'))
    .filter((patch) => textAt(patch, 'type') === 'ToCompositeFieldPath')
    .map((patch) => textAt(patch, 'toFieldPath') ?? '');
  if (published.length === 0) return ['its composition publishes no status field'];
  return published
    .filter((path) => at(xr, ...path.split('.')) === undefined)
    .map((path) => `${path} is missing although everything is ready`);
}
