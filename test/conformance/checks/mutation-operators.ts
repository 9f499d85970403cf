// The mistakes that mutants are made with.

/** A value inside an object, and what holds it. */
export type Place = {
  holder: object;
  key: string | number;
  value: unknown;
  path: readonly (string | number)[];
};

/** One kind of mistake. */
export type Operator = {
  /** Whether the mistake can be made at a place. */
  fits: (place: Place) => boolean;
  /**
   * Makes the mistake. Undefined when there is nothing to make; a text is a piece of the object's JSON that
   * is to stand there twice.
   */
  apply: (place: Place, random: (below: number) => number) => true | string | undefined;
};

const isText = ({ value }: Place) => typeof value === 'string';
const isNumber = ({ value }: Place) => typeof value === 'number';
const isFlag = ({ value }: Place) => typeof value === 'boolean';
const isList = ({ value }: Place) => Array.isArray(value);
const isObject = ({ value }: Place) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isField = ({ key }: Place) => typeof key === 'string';
const isTop = ({ path }: Place) => path.length <= 2;
const isDeep = ({ path }: Place) => path.length >= 4;
const isMetadata = ({ path }: Place) => path[0] === 'metadata';
const isIdentity = ({ path }: Place) => path.length === 1 && (path[0] === 'kind' || path[0] === 'apiVersion');
const isContent = (place: Place) => !isIdentity(place);
const named =
  (...names: string[]) =>
  ({ key }: Place) =>
    names.includes(String(key));
const under =
  (...names: string[]) =>
  ({ path }: Place) =>
    path.slice(0, -1).some((step) => names.includes(String(step)));
const all =
  (...tests: ((place: Place) => boolean)[]) =>
  (place: Place) =>
    tests.every((test) => test(place));

const set =
  (value: unknown | ((place: Place) => unknown)) =>
  (place: Place): true => {
    Reflect.set(place.holder, place.key, typeof value === 'function' ? value(place) : value);
    return true;
  };

function remove({ holder, key }: Place): true {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
  return true;
}

function misspell({ holder, key, value }: Place, random: (below: number) => number): true | undefined {
  const name = String(key);
  if (name.length < 2) return undefined;
  const at = random(name.length - 1);
  const wrong = [
    name.slice(0, at) + name.slice(at + 1),
    name.slice(0, at) + name[at] + name.slice(at),
    name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2),
    name.charAt(0) === name.charAt(0).toUpperCase() ? name.toLowerCase() : `${name}s`,
  ][random(4)];
  if (!wrong || wrong === name) return undefined;
  Reflect.deleteProperty(holder, key);
  Reflect.set(holder, wrong, value);
  return true;
}

function repeat({ holder, key, value }: Place): true {
  if (Array.isArray(holder)) holder.splice(Number(key) + 1, 0, structuredClone(value));
  return true;
}

function fieldText({ key, value }: Place): string {
  return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
}

const changed = (change: (text: string) => string) => set(({ value }: Place) => change(String(value)));
const quantity = /^\d+(\.\d+)?(m|k|[KMGT]i?)?$/;

/** Each mistake with its name, in the order in which mutants are made. */
export const operators: readonly (readonly [string, Operator])[] = [
  ['misspelt field near the top', { fits: all(isField, isContent, isTop), apply: misspell }],
  ['misspelt field', { fits: all(isField, isContent), apply: misspell }],
  ['misspelt field deep inside', { fits: all(isField, isDeep), apply: misspell }],
  [
    'foreign field',
    { fits: isObject, apply: ({ value }) => Reflect.set(Object(value), 'foreignField', 'x') || undefined },
  ],
  [
    'foreign field in metadata',
    {
      fits: all(isMetadata, named('metadata')),
      apply: ({ value }) => Reflect.set(Object(value), 'team', 'x') || undefined,
    },
  ],
  ['number for a text', { fits: all(isText, isContent), apply: set(42) }],
  ['true for a text', { fits: all(isText, isContent), apply: set(true) }],
  ['list for a text', { fits: all(isText, isContent), apply: set(() => ['x']) }],
  ['object for a text', { fits: all(isText, isContent), apply: set(() => ({ x: 'y' })) }],
  ['text for a number', { fits: isNumber, apply: set(({ value }: Place) => String(value)) }],
  ['word for a number', { fits: isNumber, apply: set('many') }],
  ['fraction for a whole number', { fits: isNumber, apply: set(({ value }: Place) => Number(value) + 0.5) }],
  ['text for true or false', { fits: isFlag, apply: set(({ value }: Place) => String(value)) }],
  ['number for true or false', { fits: isFlag, apply: set(1) }],
  ['object for a list', { fits: isList, apply: set(() => ({ x: 'y' })) }],
  ['text for a list', { fits: isList, apply: set('x') }],
  ['list for an object', { fits: isObject, apply: set(() => []) }],
  ['text for an object', { fits: isObject, apply: set('x') }],
  ['missing field', { fits: all(isField, isContent), apply: remove }],
  ['missing field deep inside', { fits: all(isField, isDeep), apply: remove }],
  ['missing field of forProvider', { fits: all(isField, under('forProvider')), apply: remove }],
  ['null for a field', { fits: all(isField, isContent), apply: set(null) }],
  ['null in a list', { fits: ({ holder }) => Array.isArray(holder), apply: set(null) }],
  ['negative number', { fits: isNumber, apply: set(-7) }],
  ['zero', { fits: isNumber, apply: set(0) }],
  ['number of 33 bits', { fits: isNumber, apply: set(2 ** 32) }],
  ['large number', { fits: isNumber, apply: set(2_000_000) }],
  [
    'wrong case of a word',
    {
      fits: all(isText, isContent, ({ value }) => /^[A-Z][A-Za-z]+$/.test(String(value))),
      apply: changed((text) => text.toLowerCase()),
    },
  ],
  [
    'word that is not in the list',
    {
      fits: all(isText, isContent, ({ value }) => /^[A-Z][A-Za-z]+$/.test(String(value))),
      apply: changed((text) => `${text}ish`),
    },
  ],
  ['empty text', { fits: all(isText, isContent), apply: set('') }],
  ['very long text', { fits: all(isText, isContent), apply: set('x'.repeat(300)) }],
  ['text of another form', { fits: all(isText, isContent), apply: set('Not A Valid_Value!') }],
  ['entry twice', { fits: ({ holder }) => Array.isArray(holder), apply: repeat }],
  ['key twice', { fits: all(isField, isContent), apply: fieldText }],
  [
    'wrong version',
    { fits: all(isIdentity, named('apiVersion')), apply: changed((text) => text.replace(/v\d.*$/, 'v9')) },
  ],
  [
    'wrong group',
    {
      fits: all(isIdentity, named('apiVersion')),
      apply: changed((text) => `x${text.includes('/') ? '' : '/'}${text}`),
    },
  ],
  ['misspelt kind', { fits: all(isIdentity, named('kind')), apply: changed((text) => `${text}s`) }],
  ['empty list', { fits: isList, apply: set(() => []) }],
  ['empty object', { fits: isObject, apply: set(() => ({})) }],
  [
    'bad quantity',
    {
      fits: all(
        ({ value }) => quantity.test(String(value)),
        under('resources', 'limits', 'requests', 'hard', 'max', 'default'),
      ),
      apply: set('2GiB'),
    },
  ],
  ['bad schedule', { fits: named('schedule'), apply: set('every 5 minutes') }],
  [
    'selector that misses the template',
    { fits: all(isText, under('matchLabels', 'selector')), apply: set('other') },
  ],
  ['bad label', { fits: all(isText, under('labels', 'matchLabels')), apply: set('no spaces allowed') }],
  [
    'bad key of a label',
    { fits: named('labels'), apply: ({ value }) => Reflect.set(Object(value), 'bad key!', 'x') || undefined },
  ],
  ['bad name', { fits: all(named('name'), isText), apply: changed((text) => `${text}_X`) }],
  [
    'dangling reference',
    {
      fits: all(isText, named('name', 'secretName', 'serviceAccountName', 'key', 'priorityClassName')),
      apply: changed((text) => `${text}-gone`),
    },
  ],
  ['field one level too high', { fits: all(isField, isDeep), apply: (place) => hoist(place) }],
];

/** Moves a field to the object around it, as a wrong indentation does; the operator is given the root by its path. */
function hoist({ holder, key, value }: Place): true {
  // Beside the fields of the holder's first object: the same mistake in the other direction.
  const inner = Object.values(holder).find(
    (member) => typeof member === 'object' && member !== null && member !== value,
  );
  if (inner !== undefined && !Array.isArray(inner)) Reflect.set(inner, key, value);
  Reflect.deleteProperty(holder, key);
  return true;
}
