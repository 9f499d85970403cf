// A pull request that removes the bucket of the datasets.
import type { ReviewExample } from '../example.ts';

const file = 'charts/helical-runner/buckets.ts';

export const removedBucket: ReviewExample = {
  name: 'removed-bucket',
  title: 'A removed bucket',
  shows: 'Where the data stays in AWS without an owner, where it is deleted, and what Argo CD asks before.',
  edit(sources) {
    const text = sources.read(file);
    const start = text.indexOf("  compositeResource(chart, environment, bucket, {\n    name: 'datasets'");
    const end = text.indexOf("  compositeResource(chart, environment, bucket, {\n    name: 'outputs'");
    sources.replace(file, text.slice(start, end), '');
    sources.replace(file, '/** Adds both buckets,', '/** Adds the bucket of the outputs,');
  },
};
