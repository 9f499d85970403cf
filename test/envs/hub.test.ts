// The hub: its name and its account are its own, and its mistakes are told as those of environments are.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { FindingsError } from '../../envs/finding.ts';
import { environments, hubSource, loadFleet, parseFleet } from '../../envs/index.ts';
import { isRecord } from '../../envs/schema/field-schema.ts';
import { changed } from './kit/change.ts';

/** The message of the findings that a changed hub gives; empty when there are none. */
function messageOf(changes: Record<string, unknown>, sources = environments): string {
  const given = isRecord(hubSource.value) ? hubSource.value : {};
  try {
    parseFleet(sources, { file: 'envs/hub.ts', value: { ...given, ...changes } });
    return '';
  } catch (error) {
    if (error instanceof FindingsError) return error.message;
    throw error;
  }
}

const cases: { name: string; changes: Record<string, unknown>; message: string[] }[] = [
  {
    name: 'the name of an environment',
    changes: { name: 'dev' },
    message: [
      'error envs/hub.ts: name [environment/not-unique]',
      '  "dev" is also the name of envs/dev.ts.',
      '  why: Both would be written to one folder under generated/.',
      '  fix: Give envs/hub.ts or envs/dev.ts its own.',
    ],
  },
  {
    name: 'the account of an environment',
    changes: { account: { accountId: '111122223333', region: 'eu-west-1' } },
    message: [
      'error envs/hub.ts: account.accountId [environment/not-unique]',
      '  "111122223333" is also the account.accountId of envs/dev.ts.',
      '  why: In one account a mistake in one environment reaches the other.',
      '  fix: Give envs/hub.ts or envs/dev.ts its own.',
    ],
  },
  {
    name: 'a section of environments',
    changes: { network: {} },
    message: [
      'error envs/hub.ts: network [environment/unknown-field]',
      '  There is no field "network" here.',
      '  why: Nothing reads it, so what it asks for would silently not happen.',
      '  fix: Fields here: name, description, ownership, account, delivery.',
    ],
  },
  {
    name: 'no account',
    changes: { account: undefined },
    message: [
      'error envs/hub.ts: account [environment/missing-field]',
      '  The field is missing.',
      '  why: It has no default. Its meaning: AWS account and region.',
      '  fix: Add it with the fields accountId, region.',
    ],
  },
];

for (const { name, changes, message } of cases) {
  test(`a bad hub: ${name}`, () => {
    assert.is(messageOf(changes), message.join('\n'));
  });
}

test('mistakes of environments and of the hub come at once', () => {
  const sources = environments.map((source) =>
    source.file === 'envs/prod.ts'
      ? { file: source.file, value: changed(source.file, { 'database.storageGiB': 5 }) }
      : source,
  );
  const message = messageOf({ name: 'Hub' }, sources);
  assert.match(message, 'envs/prod.ts: database.storageGiB [environment/out-of-range]');
  assert.match(message, 'envs/hub.ts: name [environment/wrong-form]');
});

test('the committed hub is fine, and its defaults are filled in', () => {
  const { hub } = loadFleet();
  assert.is(hub.account.permissionsBoundary, 'helical-boundary');
  assert.is(hub.delivery.prune, true);
});

test.run();
