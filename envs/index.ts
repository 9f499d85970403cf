// The list of environments. Adding one: a file beside this one, and one line here.
import type { Static } from 'typebox';
import type { environmentSchema } from './schema/environment.ts';

/** An environment with every default filled in: what all generators read. */
export type Environment = Static<typeof environmentSchema>;
