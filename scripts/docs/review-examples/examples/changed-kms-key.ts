// A pull request that encrypts the database with another key, which AWS fixes when a database is made.
import type { ReviewExample } from '../example.ts';

export const changedKmsKey: ReviewExample = {
  name: 'changed-kms-key',
  title: 'Another KMS key for the database',
  shows:
    'Blocked: a database keeps the key that it was made with. The cluster refuses the change, in every environment.',
  edit(sources) {
    sources.replace(
      'charts/airflow/cloud.ts',
      "encryptionKeyAlias: keyAlias(environment, 'database')",
      "encryptionKeyAlias: keyAlias(environment, 'storage')",
    );
  },
};
