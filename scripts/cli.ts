// The command line of this project: `npm run generate` and its siblings start here.
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const productUrl = new URL('./generate/this-project.ts', import.meta.url).href;

// Most of a run without changes is reading TypeScript, and Node can keep what it made of it. Filling that cache costs
// more than a first run could gain from it, so it starts with the second.
if (existsSync(`${root}/.cache/generate.json`) || existsSync(`${root}/.cache/check`))
  enableCompileCache(`${root}/.cache/compile`);
const { runProgram } = await import('./program.ts');
const { projectAt } = await import('./project.ts');
await runProgram(process.argv.slice(2), projectAt(root, productUrl));
