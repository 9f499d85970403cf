// A pull request that adds an environment like dev, for which the hub makes network and cluster.
import type { ReviewExample } from '../example.ts';
import type { EditableSources } from '../sources.ts';

/** What is dev’s own, and what takes its place. */
const replacements: readonly (readonly [from: RegExp, to: string])[] = [
  [/\bdev\b/g, 'training'],
  [/^\/\/ .*/, '// Training: where new colleagues learn to write workflows.'],
  [/description: '.*'/, "description: 'Where new colleagues learn to write workflows.'"],
  [/111122223333/g, '888899990000'],
  [/\b10\.20\./g, '10.50.'],
  // AWS gives these when the hub has made the network and the cluster.
  [/^ {4}facts: \{\n[\s\S]*?^ {4}\},\n/gm, ''],
];

export const newEnvironment: ReviewExample = {
  name: 'new-environment',
  title: 'A new environment',
  shows:
    'The first of its two steps: the hub makes a network and a cluster. What comes, what it may do, and what is paid from now on.',
  edit(sources: EditableSources) {
    let text = sources.read('envs/dev.ts');
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
