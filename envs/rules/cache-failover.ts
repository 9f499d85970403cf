// The queue survives a zone as well as the database does.
import { environmentRule } from './kit/rule.ts';

export const cacheFailover = environmentRule({
  id: 'environment/cache-failover',
  reads: ['database.multiAz', 'cache.replicas'],
  why: 'Without a replica there is no failover: losing one zone would stop every task, though the database goes on.',
  check: ({ database, cache }) => {
    if (!database.multiAz || cache.replicas >= 1) return [];
    return [
      {
        path: 'cache.replicas',
        what: 'The database is Multi-AZ, and the cache has no replica.',
        fix: 'Use 1 or more, or set database.multiAz to false.',
      },
    ];
  },
});
