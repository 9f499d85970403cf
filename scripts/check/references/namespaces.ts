// Objects stand in namespaces that something creates, and once.
import { show } from '../../../envs/validate/show.ts';
import { indexOf, isPreview } from '../kit/environment-index.ts';
import { groupKindOf } from '../kit/kinds.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { nameOf, namespaceOf } from '../kit/metadata.ts';
import { fixMissing } from '../kit/missing.ts';
import { builtIn } from '../kit/operators.ts';
import { dig, list, text } from '../kit/read.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';

/** Namespaces that the cluster has, a manifest makes, or Argo CD creates for an Application. */
export function namespacesOf(environment: CheckedEnvironment): Set<string> {
  const index = indexOf(environment);
  const created = index.ofKind('argoproj.io/Application').flatMap((object) => {
    const options = list(dig(object.manifest, 'spec', 'syncPolicy', 'syncOptions'));
    const namespace = text(dig(object.manifest, 'spec', 'destination', 'namespace'));
    return options.includes('CreateNamespace=true') && namespace ? [namespace] : [];
  });
  // Argo CD itself is installed by hand, with its namespace, before it can sync anything.
  const own = index.ofKind('argoproj.io/Application').flatMap((object) => namespaceOf(object) ?? []);
  return new Set([...builtIn.namespaces, ...index.names('/Namespace'), ...created, ...own]);
}

export const namespace = environmentRule({
  id: 'references/namespace',
  title: 'Namespaces of objects are created by something',
  why: 'The API server refuses objects of a namespace that does not exist.',
  fix: 'Add a Namespace, or CreateNamespace=true to the Application that needs it.',
  *check(environment) {
    const known = namespacesOf(environment);
    if (known.size === builtIn.namespaces.length) return; // Namespaces are made elsewhere.
    for (const object of environment.objects) {
      const name = namespaceOf(object);
      if (name === undefined || known.has(name) || isPreview(object)) continue;
      yield {
        object,
        path: 'metadata.namespace',
        what: `Nothing creates the namespace ${show(name)}.`,
        fix: fixMissing(name, known),
      };
    }
  },
});

export const objectTwice = environmentRule({
  id: 'references/object-twice',
  title: 'No two manifests describe the same object',
  why: 'Two applications write the same object in turn, or the sync stops with a shared resource.',
  fix: 'Rename one of them or delete it.',
  *check(environment) {
    const first = new Map<string, CheckedObject>();
    for (const object of environment.objects) {
      if (isPreview(object)) continue;
      const key = `${groupKindOf(object)}|${namespaceOf(object) ?? ''}|${nameOf(object)}`;
      const other = first.get(key);
      if (other) {
        yield {
          object,
          path: 'metadata.name',
          what: `${other.file} describes the same ${object.manifest.kind} ${show(nameOf(object))}.`,
        };
      } else first.set(key, object);
    }
  },
});
