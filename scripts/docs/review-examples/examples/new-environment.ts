// A pull request that adds an environment like staging.
import type { ReviewExample } from '../example.ts';
import type { EditableSources } from '../sources.ts';

/** What is staging’s own, and what takes its place. */
const replacements: readonly (readonly [from: RegExp, to: string])[] = [
  [/\bstaging\b/g, 'training'],
  [
    /Where a release candidate proves itself before production\./,
    'Where new colleagues learn to write workflows.',
  ],
  [/^\/\/ .*/, '// Training: the shape of staging, for courses.'],
  [/444455556666/g, '888899990000'],
  [/10\.30\./g, '10.50.'],
  [/(vpc|subnet|sg)-([0-9a-f]{14})[0-9a-f]{3}/g, '$1-$2a50'],
  [/76BB667EE3D75B562B2650295494E60E/g, '0C5A3E8B7D914F26A1E0D9B8C7F6E5D4'],
  [/ws-f2efea72-127f-4a79-a51e-bef316a43b3a/g, 'ws-7a3c19d2-5e84-4b06-9f1d-c2a8e6b40d71'],
];

export const newEnvironment: ReviewExample = {
  name: 'new-environment',
  title: 'A new environment',
  shows: 'What comes with it by application, what it may do, and what it will cost to run.',
  edit(sources: EditableSources) {
    let text = sources.read('envs/staging.ts');
    for (const [from, to] of replacements) text = text.replace(from, to);
    sources.write('envs/training.ts', text);
    const list = 'envs/index.ts';
    sources.replace(
      list,
      "import { staging } from './staging.ts';\n",
      "import { staging } from './staging.ts';\nimport { training } from './training.ts';\n",
    );
    sources.replace(
      list,
      "  { file: 'envs/prod.ts', value: prod },\n",
      "  { file: 'envs/prod.ts', value: prod },\n  { file: 'envs/training.ts', value: training },\n",
    );
  },
};
