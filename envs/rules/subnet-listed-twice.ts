// A subnet is listed once: it is private or public.
import { environmentRule, type Reading } from './kit/rule.ts';

export const subnetListedTwice = environmentRule({
  id: 'environment/subnet-listed-twice',
  reads: ['network.source', 'network.privateSubnets', 'network.publicSubnets', 'network.facts'],
  why: 'A subnet with a route from the internet must hold nothing but the load balancer, and one subnet is one zone.',
  check: ({ network }) => {
    const ids = idsOf(network);
    const [privates, publics] =
      network.source === 'existing'
        ? ['privateSubnets', 'publicSubnets']
        : ['privateSubnetIds', 'publicSubnetIds'];
    return ids.flatMap(({ id, path }, index) => {
      const earlier = ids.slice(0, index).find((other) => other.id === id);
      if (!earlier) return [];
      return [
        {
          path,
          what: `"${id}" is already ${earlier.place}.`,
          fix: `List each subnet once: under ${privates} or under ${publics}.`,
        },
      ];
    });
  },
});

type NetworkReading = Reading<
  'network.source' | 'network.privateSubnets' | 'network.publicSubnets' | 'network.facts'
>['network'];

/** Every subnet id with the place that messages name, and the path of the field. */
function idsOf(network: NetworkReading): { id: string; place: string; path: string }[] {
  if (network.source === 'existing') {
    return (['privateSubnets', 'publicSubnets'] as const).flatMap((list) =>
      network[list].map(({ id }, index) => {
        const place = `network.${list}[${index}]`;
        return { id, place, path: `${place}.id` };
      }),
    );
  }
  const { facts } = network;
  if (!facts) return [];
  return (['privateSubnetIds', 'publicSubnetIds'] as const).flatMap((list) =>
    facts[list].map((id, index) => {
      const place = `network.facts.${list}[${index}]`;
      return { id, place, path: place };
    }),
  );
}
