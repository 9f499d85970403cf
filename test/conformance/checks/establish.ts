// Applies our XRDs and waits until Crossplane has made their kinds known to the API server.

import { fieldsAt, listAt } from '../lib/json.ts';
import { type KubeClient, wordsOf } from '../lib/kube-client.ts';
import type { Manifest } from '../lib/tree.ts';
import { eventually } from '../lib/wait.ts';
import type { Refuse } from './foundation.ts';

/** Creates XRDs for real and waits for their kinds; a refused one is reported and not waited for. */
export async function establishXrds(client: KubeClient, xrds: Manifest[], refuse: Refuse): Promise<void> {
  const taken: Manifest[] = [];
  for (const xrd of xrds) {
    const answer = await client.create(xrd.object);
    if (answer.status >= 400) refuse(xrd.file, wordsOf(answer));
    else taken.push(xrd);
  }
  for (const { file, object } of taken) {
    try {
      await eventually(`Crossplane establishes ${object.metadata.name}`, 40, async () => {
        const conditions = listAt(await client.read(object), 'status', 'conditions').map((entry) =>
          fieldsAt(entry),
        );
        const established = conditions.find(({ type }) => type === 'Established');
        if (established?.status === 'True') return true;
        const said = conditions.map(({ type, message }) => `${type}: ${message ?? ''}`).join('; ');
        return { notYet: said || 'Crossplane has not looked at it' };
      });
    } catch (error) {
      refuse(file, error instanceof Error ? error.message : String(error));
    }
  }
  if (taken.length > 0) {
    await eventually('the new kinds are served', 30, async () => {
      client.forgetKinds();
      const kinds = await client.kinds();
      const missing = taken.find(({ object }) => {
        const spec = fieldsAt(object, 'spec');
        return !listAt(spec, 'versions').some((version) =>
          kinds.has(`${spec.group}/${fieldsAt(version).name}/${fieldsAt(spec, 'names').kind}`),
        );
      });
      return missing ? { notYet: `${missing.object.metadata.name} is not` } : true;
    });
  }
}
