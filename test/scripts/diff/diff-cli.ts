// The command line on a project in another folder: `node diff-cli.ts ROOT diff …`.
import { runProgram } from '../../../scripts/program.ts';
import { projectAt } from '../../../scripts/project.ts';

const [root = '', ...args] = process.argv.slice(2);
await runProgram(args, projectAt(root, new URL('./no-product.ts', import.meta.url).href));
