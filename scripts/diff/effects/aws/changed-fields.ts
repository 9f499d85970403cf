// Changes of fields in place, refused, rejected or ignored: what the provider and AWS make of each changed field.
import type { Manifest } from '../../../../crossplane/manifest.ts';
import type { Effect, EffectRule, Level } from '../../change.ts';
import { effectOf } from '../effect.ts';
import { conditionOf } from './conditional-fields.ts';
import { derivedChanges } from './derived-changes.ts';
import { disruptionOf } from './disruptive-fields.ts';
import { factsOf, isFixed, referredField } from './fixed-fields.ts';
import { type AwsChange, type AwsField, awsChanges, isObserved } from './managed-resource.ts';

type Verdict =
  | 'aws/refused'
  | 'aws/rejected'
  | 'aws/ignored'
  | 'aws/reference-kept'
  | 'aws/interruption'
  | 'aws/update';

interface Judged {
  readonly verdict: Verdict;
  readonly field: AwsField;
  readonly why: string;
}

const texts: Readonly<Record<Verdict, { level: Level; what: (names: string) => string; fix: string }>> = {
  'aws/refused': {
    level: 'blocked',
    what: (names) =>
      `The provider refuses the change of ${names}; the resource stays as it is, with Synced=False.`,
    fix: 'Put the value back. For another value, make a second resource under a new name, move the data and remove the first.',
  },
  'aws/rejected': {
    level: 'blocked',
    what: (names) => `AWS rejects the change of ${names}; the resource stays as it is, with Synced=False.`,
    fix: 'Put the value back.',
  },
  'aws/ignored': {
    level: 'caution',
    what: (names) =>
      `The provider ignores the change of ${names}; the resource stays as it is and says nothing.`,
    fix: 'Put the value back, so that the manifest tells what is there.',
  },
  'aws/reference-kept': {
    level: 'caution',
    what: (names) =>
      `The change of ${names} has no effect: the reference was resolved once, and the provider keeps what it found.`,
    fix: 'Set the field itself, or make a new resource.',
  },
  'aws/interruption': {
    level: 'caution',
    what: (names) => `AWS changes ${names}, with an interruption.`,
    fix: 'Choose the time of the merge, or let running tasks end first.',
  },
  'aws/update': {
    level: 'notice',
    what: (names) => `AWS changes ${names} in place.`,
    fix: 'Nothing to do.',
  },
};

/** What AWS does with the fields of resources that are there on both sides. */
export const changedFields: EffectRule = {
  id: 'aws/changed-fields',
  title: 'AWS changes a resource, or does not.',
  *effects(environment) {
    const own = awsChanges(environment.changes).filter(({ change }) => change.from && change.to);
    for (const aws of [...own, ...derivedChanges(own, environment)]) yield* effectsOf(aws);
  },
};

function* effectsOf(aws: AwsChange): Iterable<Effect> {
  const { from, to } = aws.change;
  if (!from || !to) return;
  if (isObserved(to.manifest)) {
    yield* otherObserved(aws);
    return;
  }
  const judged = aws.fields.map((field) => judge(aws.kind, field, from.manifest, to.manifest));
  for (const [verdict, group] of Map.groupBy(judged, (one) => one.verdict)) {
    const { level, what, fix } = texts[verdict];
    const fields = [...new Set(group.map(({ field }) => field.path))];
    const names = listed([...new Set(group.map(({ field }) => field.name))]);
    const why = [...new Set(group.flatMap((one) => [...followed(one.field), one.why]))].join(' ');
    yield effectOf(aws.change, { rule: verdict, level, what: what(names), why, fix, fields });
  }
}

/** The provider looks at another resource from now on; what follows it is judged by itself. */
function* otherObserved({ change, fields }: AwsChange): Iterable<Effect> {
  const other = fields.find(({ name }) => name === 'external-name');
  if (!other) return;
  yield effectOf(change, {
    rule: 'aws/observe',
    level: 'notice',
    what: 'The provider looks up another resource of AWS.',
    why: 'It only observes, so the name may change.',
    fix: 'Read what follows from it: resources that are built on what is found here.',
    fields: [other.path],
  });
}

function judge(kind: string, field: AwsField, from: Manifest, to: Manifest): Judged {
  const condition = conditionOf(kind, field.name);
  const outcome = condition?.outcome(field.change.from, field.change.to, { from, to });
  if (condition && outcome) return { verdict: `aws/${outcome}`, field, why: condition.why };
  if (isFixed(kind, field.name)) return { verdict: 'aws/refused', field, why: fixedWhy(kind, field.name) };
  const referred = referredField(field.name);
  if (referred && !JSON.stringify(to.spec).includes('"resolve":"Always"')) {
    return {
      verdict: 'aws/reference-kept',
      field,
      why: 'A reference is resolved only while its field is empty, unless its policy says resolve: Always: https://docs.crossplane.io/latest/managed-resources/managed-resources/#matching-by-name-reference.',
    };
  }
  const disruption = disruptionOf(kind, field, to);
  if (disruption) return { verdict: 'aws/interruption', field, why: disruption };
  return {
    verdict: 'aws/update',
    field,
    why: factsOf(kind)
      ? `${kind} takes this change in place: ${sourceOf(kind)}.`
      : `Nothing is known of fields of ${kind} that can't change in place.`,
  };
}

function followed({ name, follows }: AwsField): string[] {
  return follows ? [`${name} follows ${follows}, which stands for another resource from now on.`] : [];
}

function fixedWhy(kind: string, name: string): string {
  if (name === 'external-name') return 'It is the name by which the provider finds the resource.';
  return `AWS has no change in place for it: ${sourceOf(kind)}.`;
}

function sourceOf(kind: string): string {
  return `https://github.com/hashicorp/terraform-provider-aws/blob/main/${factsOf(kind)?.source ?? ''}`;
}

function listed(names: readonly string[]): string {
  if (names.length <= 1) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
