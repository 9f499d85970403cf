// A pull request that lets jobs delete, and write to the whole bucket.
import type { ReviewExample } from '../example.ts';

export const iamWidening: ReviewExample = {
  name: 'iam-widening',
  title: 'A wider IAM policy',
  shows: 'Which actions on which resources a role gains, and whether a boundary still holds them back.',
  edit(sources) {
    const file = 'charts/helical-runner/cloud-access.ts';
    sources.replace(
      file,
      "['s3:PutObject', 's3:AbortMultipartUpload']",
      "['s3:PutObject', 's3:AbortMultipartUpload', 's3:DeleteObject']",
    );
    sources.replace(file, `/\${writablePrefix}\`]),`, '/*`]),');
  },
};
