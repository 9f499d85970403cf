// Rewrites envs/environment.ts from the schema: `npm run generate:types`.
import { writeFileSync } from 'node:fs';
import { environmentSchema } from './environment.ts';
import { printTypes } from './print-types.ts';

writeFileSync(new URL('../environment.ts', import.meta.url), printTypes(environmentSchema));
console.log('Wrote envs/environment.ts.');
