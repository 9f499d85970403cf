// Rewrites the generated pages under docs/: `npm run docs`.
import { writeFileSync } from 'node:fs';
import { pages } from './pages.ts';

for (const { path, content } of pages()) writeFileSync(new URL(`../../${path}`, import.meta.url), content);
