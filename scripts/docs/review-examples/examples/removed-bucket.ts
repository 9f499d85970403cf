// A pull request that removes the bucket of the datasets.
import type { ReviewExample } from '../example.ts';

const file = 'charts/helical-runner/buckets.ts';

export const removedBucket: ReviewExample = {
  name: 'removed-bucket',
  title: 'A removed bucket',
  shows: 'Where the data stays in AWS without an owner, where it is deleted, and what Argo CD asks before.',
  edit(sources) {
    const call =
      /(?:^ {2}const datasetsLock = .*\n)?^ {2}compositeResource\(chart, environment, bucket, \{\n {4}name: 'datasets',[\s\S]*?^ {2}\}\);\n/m;
    const [removed = ''] = call.exec(sources.read(file)) ?? [];
    sources.replace(file, removed, '');
    sources.replace(file, '/** Adds both buckets,', '/** Adds the bucket of the outputs,');
  },
};
