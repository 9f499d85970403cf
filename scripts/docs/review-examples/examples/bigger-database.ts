// A pull request that gives production a larger database with more storage.
import type { ReviewExample } from '../example.ts';

export const biggerDatabase: ReviewExample = {
  name: 'bigger-database',
  title: 'A bigger database',
  shows:
    'The larger instance restarts the database, and waits for its maintenance window. Both drive the cost.',
  edit(sources) {
    sources.replace('envs/prod.ts', "instanceClass: 'db.m7g.xlarge'", "instanceClass: 'db.m7g.2xlarge'");
    sources.replace('envs/prod.ts', '    storageGiB: 100,', '    storageGiB: 200,');
  },
};
