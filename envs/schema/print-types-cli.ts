// Rewrites envs/environment.ts from the schemas: `npm run generate:types`.
import { writeFileSync } from 'node:fs';
import { environmentSchema } from './environment.ts';
import { hubSchema } from './hub.ts';
import { printTypes } from './print-types.ts';

writeFileSync(new URL('../environment.ts', import.meta.url), printTypes(environmentSchema, hubSchema));
console.log('Wrote envs/environment.ts.');
