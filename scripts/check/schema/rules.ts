// What the layer "schema" finds, for `list rules` and `explain`. The sources of this folder do the finding.
import type { RuleText } from '../rule.ts';

const text = (id: string, words: Pick<RuleText, 'title' | 'why' | 'fix'>): RuleText => ({
  id: `schema/${id}`,
  layer: 'schema',
  severity: 'error',
  ...words,
});

/** The rules of the layer, in the order in which a reader meets them. */
export const schemaRules: readonly RuleText[] = [
  text('unknown-kind', {
    title: 'The kind is known in exactly this apiVersion',
    why: 'No schema is known for it: nobody has checked the manifest, and a cluster without the kind refuses it.',
    fix: 'Correct apiVersion and kind, give the CRDs with --schemas, or allow the kind by its exact name.',
  }),
  text('unknown-field', {
    title: 'Every field is one that the kind has',
    why: 'The API server refuses the object; where validation is off, it drops the field in silence.',
    fix: 'Correct the name, move the field to where it belongs, or remove it.',
  }),
  text('missing-field', {
    title: 'Required fields are there',
    why: 'The API server refuses the object.',
    fix: 'Add the field. A field that is null counts as missing.',
  }),
  text('wrong-type', {
    title: 'Every value has the type of its field',
    why: 'The API server can’t read the object. Often YAML took a text for a number, or the other way round.',
    fix: 'Write the value in the type that the message names; put texts such as "8080" and "yes" in quotes.',
  }),
  text('not-accepted', {
    title: 'Values of a closed list are in the list',
    why: 'The API server refuses the object.',
    fix: 'Use one of the values that the message lists. Upper and lower case count.',
  }),
  text('pattern', {
    title: 'Texts match their pattern',
    why: 'The API server refuses the object.',
    fix: 'Write the text so that it matches the regular expression in the message.',
  }),
  text('format', {
    title: 'Dates, durations, addresses and encoded data can be read',
    why: 'The API server refuses the object.',
    fix: 'Write the value in the form that the message shows.',
  }),
  text('out-of-range', {
    title: 'Numbers, lengths and counts are within their bounds',
    why: 'The API server refuses the object.',
    fix: 'Keep to the bounds that the message names.',
  }),
  text('duplicate-entry', {
    title: 'Entries of a list are told apart by their keys',
    why: 'The API server refuses the object, or keeps the last of the two entries only.',
    fix: 'Remove one of the two entries, or give it another key.',
  }),
  text('alternatives', {
    title: 'The value fits exactly the forms that its schema combines',
    why: 'The API server refuses the object.',
    fix: 'Give the fields of one form, and none of another that excludes it.',
  }),
  text('cel', {
    title: 'The kind’s own rules hold (x-kubernetes-validations)',
    why: 'The API server refuses the object. With the embedded schemas these rules are not known.',
    fix: 'Change the fields that the rule in the message names.',
  }),
];
