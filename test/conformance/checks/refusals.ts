// Tries to get a foreign kind, namespace and repository past each AppProject; Argo CD must refuse all three.

import { dump } from 'js-yaml';
import { at, fieldsAt, type KubeObject, listAt, textAt } from '../lib/json.ts';
import { type KubeClient, wordsOf } from '../lib/kube-client.ts';
import type { Report } from '../lib/report.ts';
import { eventually } from '../lib/wait.ts';
import { argocdNamespace } from '../parts/argocd.ts';
import type { Delivery } from './delivery.ts';

type Candidate = { group: string; object: KubeObject };

const name = 'conformance-intruder';
const nobodysNamespace = 'conformance-elsewhere';

// Nothing that the platform delivers is of these kinds; the first that a project does not allow is tried.
const candidates: Candidate[] = [
  {
    group: 'certificates.k8s.io',
    object: {
      apiVersion: 'certificates.k8s.io/v1',
      kind: 'CertificateSigningRequest',
      metadata: { name },
      spec: { request: '', signerName: 'example.org/none', usages: ['client auth'] },
    },
  },
  {
    group: '',
    object: { apiVersion: 'v1', kind: 'ReplicationController', metadata: { name }, spec: { replicas: 0 } },
  },
];

/** The intruders' files in the local repository. */
export const refusalFiles = new Map(
  candidates.map(({ object }) => [`intruders/${object.kind}/${object.kind}.yaml`, dump(object)]),
);

/** Tries each AppProject of a delivery three times. */
export async function checkRefusals(
  client: KubeClient,
  delivery: Delivery,
  url: string,
  report: Report,
): Promise<{ refused: number; tried: number }> {
  const used = new Set(delivery.own.map(({ object }) => textAt(object, 'spec', 'project') ?? 'default'));
  let refused = 0;
  let tried = 0;
  for (const project of await client.list('argoproj.io/v1alpha1', 'AppProject', argocdNamespace)) {
    if (!used.has(project.metadata.name)) continue;
    const attempts = attemptsAt(project, url);
    for (const { what, application, allowed } of attempts) {
      tried += 1;
      const where = `AppProject ${project.metadata.name}`;
      const why = allowed ?? (await notRefused(client, application));
      if (why) report.failed({ where, why: `${what}: ${why}` });
      else refused += 1;
    }
  }
  return { refused, tried };
}

type Attempt = { what: string; application: KubeObject; allowed?: string };

function attemptsAt(project: KubeObject, url: string): Attempt[] {
  const destination = fieldsAt(project, 'spec', 'destinations', 0);
  const own = {
    server: destination.server ?? 'https://kubernetes.default.svc',
    namespace: destination.namespace ?? 'default',
  };
  const target = { ...own, namespace: String(own.namespace).replaceAll('*', 'default') };
  const kind = candidates.find((candidate) => !allows(project, candidate));
  const make = (suffix: string, source: { repoURL: string; path: string }, to: unknown): KubeObject => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: `${name}-${suffix}-${project.metadata.name}`.slice(0, 63), namespace: argocdNamespace },
    spec: {
      project: project.metadata.name,
      source: { ...source, targetRevision: 'main' },
      destination: to,
      syncPolicy: { automated: {} },
    },
  });
  const path = `intruders/${kind?.object.kind ?? candidates[0]?.object.kind}`;
  const anyKind = kind ? {} : { allowed: 'the project allows every kind that was tried' };
  return [
    { what: 'a foreign kind', application: make('kind', { repoURL: url, path }, target), ...anyKind },
    {
      what: 'a foreign namespace',
      application: make('namespace', { repoURL: url, path }, { ...target, namespace: nobodysNamespace }),
    },
    {
      what: 'a foreign repository',
      application: make('repository', { repoURL: `${url}-of-someone-else`, path }, target),
    },
  ];
}

function allows(project: KubeObject, { group, object }: Candidate): boolean {
  const clusterWide = object.kind === 'CertificateSigningRequest';
  const matches = (list: unknown[]) =>
    list
      .map((entry) => fieldsAt(entry))
      .some(
        (entry) =>
          [group, '*'].includes(String(entry.group)) && [object.kind, '*'].includes(String(entry.kind)),
      );
  if (clusterWide) return matches(listAt(project, 'spec', 'clusterResourceWhitelist'));
  // Without a list a project allows every namespaced kind.
  const list = at(project, 'spec', 'namespaceResourceWhitelist');
  return (
    (!Array.isArray(list) || matches(list)) && !matches(listAt(project, 'spec', 'namespaceResourceBlacklist'))
  );
}

/** Tries an Application; returns why it does not count as refused, or undefined. */
async function notRefused(client: KubeClient, application: KubeObject): Promise<string | undefined> {
  const answer = await client.create(application);
  if (answer.status >= 400) return `the API server would not take the Application: ${wordsOf(answer)}`;
  try {
    await eventually(`${application.metadata.name} is refused`, 60, async () => {
      const now = await client.read(application);
      const conditions = listAt(now, 'status', 'conditions').flatMap((one) => textAt(one, 'message') ?? []);
      const results = listAt(now, 'status', 'operationState', 'syncResult', 'resources').flatMap(
        (one) => textAt(one, 'message') ?? [],
      );
      const words = [...conditions, ...results, textAt(now, 'status', 'operationState', 'message') ?? ''];
      if (words.some((word) => /not permitted|do not match any of the allowed destinations/i.test(word)))
        return true;
      return { notYet: `Argo CD says: ${words.filter(Boolean).join('; ') || 'nothing'}` };
    });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await client.remove(application);
  }
}
