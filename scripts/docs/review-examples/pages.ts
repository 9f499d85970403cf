// The files of docs/review-examples/: for each example its change and its comment, and a table of all.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '../pages.ts';
import type { Review } from './build.ts';

/** Where the files lie, from the project root. */
export const examplesFolder = 'docs/review-examples';

/** What a picture was taken of, by the name of its example: `pictureKey` of that time. */
export const picturesFile = `${examplesFolder}/pictures.json`;

/** A text without what follows from unrelated edits: the numbers of lines that causes name. */
export function withoutLines(text: string): string {
  return text.replaceAll(/(\.ts&#58;)\d+/g, '$1');
}

/** How to bring everything up to date. */
export const renewAdvice = 'Run "npm run docs:examples", and read what changed in the comments.';
export const pictureAdvice =
  'Take the pictures again: npm run docs:examples -- --pictures (needs Chromium), and look at them.';

/** Entries that a picture may show. */
const picturedEntries = 6;

const pageFolder = new URL('../../diff/report/html/', import.meta.url);

/** All texts, in the order of the examples. */
export function examplePages(reviews: readonly Review[]): Page[] {
  return [
    { path: `${examplesFolder}/README.md`, content: table(reviews) },
    ...reviews.flatMap((review) => [
      { path: `${examplesFolder}/${review.example.name}/README.md`, content: examplePage(review) },
      { path: `${examplesFolder}/${review.example.name}/comment.md`, content: review.comment },
    ]),
  ];
}

/**
 * Changes when a new picture would show something else: other entries, or another look of the page. Numbers of lines and
 * of objects may be older than the comment.
 */
export function pictureKey({ report }: Review): string {
  const look = ['page.css', 'page.js'].map((file) => readFileSync(new URL(file, pageFolder), 'utf8'));
  const shown = report.groups.slice(0, picturedEntries).map(({ type, object, level, effects }) => {
    const rules = [...new Set(effects.map(({ rule }) => rule))];
    return [type, object, level, rules];
  });
  return createHash('sha256')
    .update(JSON.stringify([look, shown]))
    .digest('hex')
    .slice(0, 16);
}

function table(reviews: readonly Review[]): string {
  const rows = reviews.map(({ example }) => `| [${example.title}](${example.name}/) | ${example.shows} |`);
  return `# Ten reviews

What [diff](../diff.md) says of ten pull requests to this project. Each folder shows the edit, the comment as it is posted, and a picture of the HTML page.

| pull request | what the review tells |
| --- | --- |
${rows.join('\n')}

They are made from the sources as they are: [scripts/docs/review-examples/](../../scripts/docs/review-examples/) edits a copy, generates it, and compares the two. After a change that shows in one of them:

\`\`\`
npm run docs:examples                  # changes and comments
npm run docs:examples -- --pictures    # pictures, too: with Chromium
\`\`\`
`;
}

function examplePage({ example, change }: Review): string {
  return `# ${example.title}

${example.shows}

The comment: [comment.md](comment.md). All examples: [review-examples](../README.md).

## The edit

\`\`\`\`diff
${change.trimEnd()}
\`\`\`\`

## The page

![The top of the HTML page](page.png)
`;
}
