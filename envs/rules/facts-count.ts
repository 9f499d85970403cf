// The facts of a network name a private and a public subnet for each of its zones.
import { counted } from '../validate/show.ts';
import { environmentRule } from './kit/rule.ts';

export const factsCount = environmentRule({
  id: 'environment/facts-count',
  reads: ['network.source', 'network.zones', 'network.facts'],
  why: 'Ids and zones belong together by their order; with one too few the last zone would stay empty.',
  check: ({ network }) => {
    if (network.source === 'existing' || !network.facts) return [];
    const { zones, facts } = network;
    return (['privateSubnetIds', 'publicSubnetIds'] as const)
      .filter((list) => facts[list].length !== zones.length)
      .map((list) => ({
        path: `network.facts.${list}`,
        what: `The list has ${counted(facts[list].length, 'id')} for ${counted(zones.length, 'zone')}.`,
        fix: 'List one subnet for each item of network.zones, in the same order.',
      }));
  },
});
