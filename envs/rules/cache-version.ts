// The cache's version is one of its engine's.
import { environmentRule } from './kit/rule.ts';

/** Versions that both this platform and ElastiCache support. */
const versions: Record<'valkey' | 'redis', readonly string[]> = {
  valkey: ['7.2', '8.0'],
  redis: ['7.1'],
};

export const cacheVersion = environmentRule({
  id: 'environment/cache-version',
  reads: ['cache.engine', 'cache.engineVersion'],
  why: 'ElastiCache refuses the version of another engine.',
  check: ({ cache }) => {
    const accepted = versions[cache.engine];
    if (accepted.includes(cache.engineVersion)) return [];
    return [
      {
        path: 'cache.engineVersion',
        what: `"${cache.engineVersion}" is no version of ${cache.engine}.`,
        fix: `Use ${accepted.map((version) => `"${version}"`).join(' or ')} with ${cache.engine}.`,
      },
    ];
  },
});
