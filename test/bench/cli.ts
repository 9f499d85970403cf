// The command line on the benchmark's environments, with its own cache: `node cli.ts COUNT CACHE generate …`.
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

const [count = '', cache = '', ...args] = process.argv.slice(2);
const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const productUrl = new URL('./product.ts', import.meta.url);
productUrl.searchParams.set('count', count);

if (existsSync(`${cache}/generate.json`)) enableCompileCache(`${cache}/compile`);
const { runProgram } = await import('../../scripts/program.ts');
const { projectAt } = await import('../../scripts/project.ts');
await runProgram(args, { ...projectAt(root, productUrl.href), cache });
