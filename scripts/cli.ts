// The command line of this project: `npm run generate` and its siblings start here.
import { fileURLToPath } from 'node:url';
import { runProgram } from './program.ts';
import { projectAt } from './project.ts';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const productUrl = new URL('./generate/this-project.ts', import.meta.url).href;

await runProgram(process.argv.slice(2), projectAt(root, productUrl));
