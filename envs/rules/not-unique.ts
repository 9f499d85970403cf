// What identifies an environment belongs to it alone.
import { environmentsRule, type Field, type Reading, type Rule } from './kit/rule.ts';

/** One rule for each identity, so that a broken account id does not hide two equal host names. */
export const notUnique: readonly Rule[] = [
  uniqueField('name', ({ name }) => name, 'Both would be written to one folder under generated/.'),
  uniqueField(
    'account.accountId',
    ({ account }) => account.accountId,
    'In one account a mistake in one environment reaches the other.',
  ),
  uniqueField(
    'cluster.name',
    ({ cluster }) => cluster.name,
    'Metrics, tags and roles carry the name of the cluster, so nobody could tell the two apart.',
  ),
  uniqueField(
    'storage.bucketPrefix',
    ({ storage }) => storage.bucketPrefix,
    'Bucket names are unique across all AWS accounts: the second environment could make none.',
  ),
  uniqueField(
    'ingress.hostName',
    ({ ingress }) => ingress.hostName,
    'A host name leads to one load balancer; which one would be chance.',
  ),
];

function uniqueField<F extends Field>(path: F, of: (environment: Reading<F>) => string, why: string): Rule {
  return environmentsRule({
    id: 'environment/not-unique',
    reads: [path],
    why,
    check: (environments) =>
      environments.flatMap(({ file, environment }, index) => {
        const value = of(environment);
        const first = environments.slice(0, index).find((other) => of(other.environment) === value);
        if (!first) return [];
        return [
          {
            file,
            path,
            what: `"${value}" is also the ${path} of ${first.file}.`,
            fix: `Give ${file} or ${first.file} its own.`,
          },
        ];
      }),
  });
}
