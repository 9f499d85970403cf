// Rewrites docs/review-examples/: `npm run docs:examples`; with `--pictures` the pictures as well.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { review } from './build.ts';
import { reviewExamples } from './index.ts';
import { examplePages, withoutLines } from './pages.ts';

const root = new URL('../../../', import.meta.url);
const reviews = await review(reviewExamples);
for (const { path, content } of examplePages(reviews)) {
  const file = fileURLToPath(new URL(path, root));
  const known = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (known !== undefined && withoutLines(known) === withoutLines(content)) continue;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
if (process.argv.includes('--pictures')) {
  const { takePictures } = await import('./pictures.ts');
  await takePictures(reviews, fileURLToPath(root));
}
