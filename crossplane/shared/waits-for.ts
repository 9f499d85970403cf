// Lets a composed resource wait for another one that none of its fields refers to.
import type { Ref } from '../engine/ref.ts';

/**
 * An annotation with a value that exists only after the other resource does. The composition withholds the resource
 * until then; AWS never sees the annotation. For the orders that AWS wants and no field expresses.
 */
export function waitsFor(value: Ref<string>): { 'aws.helical.dev/waits-for': Ref<string> } {
  return { 'aws.helical.dev/waits-for': value };
}
