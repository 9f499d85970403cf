// Where an object lives.
import type { CheckedObject } from '../../rule.ts';

export const namespaceOf = ({ manifest }: CheckedObject) => String(manifest.metadata?.namespace ?? 'default');
