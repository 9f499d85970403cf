// The command line on a project in another folder, started as scripts/cli.ts starts it: `node diff-cli.ts ROOT diff …`.
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';

const [root = '', ...args] = process.argv.slice(2);
if (existsSync(`${root}/.cache/generate.json`)) enableCompileCache(`${root}/.cache/compile`);
const { runProgram } = await import('../../scripts/program.ts');
const { projectAt } = await import('../../scripts/project.ts');
await runProgram(args, projectAt(root, new URL('./product.ts', import.meta.url).href));
