// The building blocks of changes: edits of one object by the paths of its fields.

import { copy, isFields, type KubeObject } from '../../lib/json.ts';

/** Changes an object in place; false when the object offers no place for it. */
export type Edit = (object: KubeObject) => boolean;

/** One kind of change that people make. */
export type ChangeKind = {
  /** For messages, for example `image`. */
  what: string;
  /** Kinds of objects that it is made on. */
  kinds: readonly string[];
  edit: Edit;
  /** Makes the object what it has to be before the change. */
  before?: Edit;
  /** How many objects it is made on; when absent, one, or two where it fits several kinds. */
  times?: number;
};

type Path = readonly string[];

const stepsOf = (path: string): Path => path.split(/(?<!\\)\./).map((step) => step.replaceAll('\\.', '.'));

/** The value at a path such as `spec.ports.0.port`; a dot inside a name is written `\.`. */
export function valueAt(object: unknown, path: string): unknown {
  let here = object;
  for (const step of stepsOf(path)) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = Reflect.get(here, step);
  }
  return here;
}

/** Sets a field, and makes the objects around it where they are missing. False where a list has no such item. */
export function set(path: string, value: unknown | ((old: unknown) => unknown)): Edit {
  const steps = stepsOf(path);
  return (object) => {
    let here: object = object;
    for (const step of steps.slice(0, -1)) {
      const next: unknown = Reflect.get(here, step);
      if (typeof next === 'object' && next !== null) here = next;
      else if (next === undefined && !Array.isArray(here)) {
        const made = {};
        Reflect.set(here, step, made);
        here = made;
      } else return false;
    }
    const last = steps.at(-1) ?? '';
    const old: unknown = Reflect.get(here, last);
    const changed: unknown = typeof value === 'function' ? value(copy(old)) : copy(value);
    if (changed === undefined || JSON.stringify(changed) === JSON.stringify(old)) return false;
    Reflect.set(here, last, changed);
    return true;
  };
}

/** Sets a field that is there. */
export function change(path: string, value: unknown): Edit {
  return set(path, (old: unknown) => {
    if (old === undefined) return undefined;
    return typeof value === 'function' ? value(old) : value;
  });
}

/** Takes a field away. */
export function unset(path: string): Edit {
  const steps = stepsOf(path);
  const last = steps.at(-1) ?? '';
  return (object) => {
    const holder = steps.length === 1 ? object : valueAt(object, steps.slice(0, -1).map(escaped).join('.'));
    if (!isFields(holder) || !(last in holder)) return false;
    return Reflect.deleteProperty(holder, last);
  };
}

/** Turns a list round; false for a list of fewer than two different items. */
export function reverse(path: string): Edit {
  return set(path, (old: unknown) => (Array.isArray(old) && old.length > 1 ? old.reverse() : undefined));
}

/** Puts an item at the end of a list, or at the head of it. */
export function add(path: string, item: unknown, place: 'first' | 'last' = 'last'): Edit {
  return set(path, (old: unknown) => {
    const list: unknown[] = Array.isArray(old) ? old : [];
    return place === 'first' ? [copy(item), ...list] : [...list, copy(item)];
  });
}

/** Adds to a number that is there. */
export function plus(path: string, amount: number): Edit {
  return set(path, (old: unknown) => (typeof old === 'number' ? old + amount : undefined));
}

/** Appends to a text that is there. */
export function suffix(path: string, text: string): Edit {
  return set(path, (old: unknown) => (typeof old === 'string' ? `${old}${text}` : undefined));
}

/** Turns true to false and false to true. */
export function flip(path: string): Edit {
  return set(path, (old: unknown) => (typeof old === 'boolean' ? !old : undefined));
}

/** Several edits at once: all of them must find their place. */
export function all(...edits: readonly Edit[]): Edit {
  return (object) => edits.every((edit) => edit(object));
}

/** The first of several edits that finds its place. */
export function either(...edits: readonly Edit[]): Edit {
  return (object) => edits.some((edit) => edit(object));
}

/** An edit for objects of which something is true. */
export function where(holds: (object: KubeObject) => boolean, edit: Edit): Edit {
  return (object) => holds(object) && edit(object);
}

/** Writes every quantity below a path in another way: `2000m` for 2, `4Gi` for 4096Mi. */
export function respell(path: string): Edit {
  return set(path, (old: unknown) => {
    const text = JSON.stringify(old);
    if (text === undefined) return undefined;
    const written = text
      .replace(/"(\d+)000m"/g, (_, whole: string) => `"${whole}"`)
      .replace(/"(\d+)Mi"/g, (_, mebi: string) => `"${Number(mebi) * 1024}Ki"`)
      .replace(/"(\d+)Gi"/g, (_, gibi: string) => `"${Number(gibi) * 1024}Mi"`);
    return written === text ? undefined : JSON.parse(written);
  });
}

function escaped(step: string): string {
  return step.replaceAll('.', '\\.');
}
