// The NodeInterruptionQueue API: five rules, one encrypted queue, and nobody else who may send.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type NodeInterruptionQueueSpec,
  nodeInterruptionQueue,
} from '../../../crossplane/apis/node-interruption-queue/index.ts';
import { interruptionRules } from '../../../crossplane/apis/node-interruption-queue/rules.ts';
import { composed, problems, refusedFields } from '../kit/composed.ts';

const spec: NodeInterruptionQueueSpec = {
  accountId: '111122223333',
  region: 'eu-west-1',
  queueName: 'helical-dev',
  encryptionKeyAlias: 'helical-dev-queues',
  tags: { environment: 'dev' },
};
const queueArn = 'arn:aws:sqs:eu-west-1:111122223333:helical-dev';
const made = composed(nodeInterruptionQueue, 'default', spec);

test('the queue is encrypted with our key and forgets after five minutes', () => {
  assert.is(made.field('interruption-queue', 'name'), 'helical-dev');
  assert.is(made.field('interruption-queue', 'messageRetentionSeconds'), 300);
  assert.is(
    made.field('interruption-queue', 'kmsMasterKeyId'),
    '<known after apply: Alias sample-interruption-key, status.atProvider.targetKeyArn>',
  );
  assert.is(
    made.externalName('interruption-queue'),
    'https://sqs.eu-west-1.amazonaws.com/111122223333/helical-dev',
  );
});

test('the five events each have a rule on the default bus and the queue as its target', () => {
  const events = interruptionRules.map(({ id }) => {
    const rule = `interruption-${id}`;
    assert.is(made.field(rule, 'eventBusName'), 'default');
    assert.is(made.field(rule, 'state'), 'ENABLED');
    assert.is(made.field(`${rule}-target`, 'eventBusName'), 'default');
    assert.equal(made.field(`${rule}-target`, 'ruleRef'), { name: `sample-${rule}` });
    assert.is(made.field(`${rule}-target`, 'arn'), queueArn);
    return made.field(rule, 'eventPattern');
  });
  assert.equal(events, [
    '{"source":["aws.health"],"detail-type":["AWS Health Event"]}',
    '{"source":["aws.ec2"],"detail-type":["EC2 Spot Instance Interruption Warning"]}',
    '{"source":["aws.ec2"],"detail-type":["EC2 Instance Rebalance Recommendation"]}',
    '{"source":["aws.ec2"],"detail-type":["EC2 Instance State-change Notification"]}',
    '{"source":["aws.ec2"],"detail-type":["EC2 Capacity Reservation Instance Interruption Warning"]}',
  ]);
});

test('only our own rules and SQS itself may send, and nobody over plain HTTP', () => {
  const statements = made.statements('interruption-queue-policy', 'policy');
  assert.equal([...statements.keys()], ['SendByRules', 'SendBySqs', 'DenyPlainHttp']);
  for (const { Resource } of statements.values()) assert.is(Resource, queueArn);

  const rules = statements.get('SendByRules');
  assert.equal(rules?.Principal, { Service: 'events.amazonaws.com' });
  assert.is(rules?.Action, 'sqs:SendMessage');
  const arns = interruptionRules.map(({ id }) => made.externalName(`interruption-${id}`));
  assert.equal(rules?.Condition, {
    ArnEquals: { 'aws:SourceArn': arns.map((name) => `arn:aws:events:eu-west-1:111122223333:rule/${name}`) },
  });

  assert.equal(statements.get('SendBySqs')?.Condition, {
    StringEquals: { 'aws:SourceAccount': '111122223333' },
  });

  const plain = statements.get('DenyPlainHttp');
  assert.equal(
    [plain?.Effect, plain?.Principal, plain?.Condition],
    ['Deny', '*', { Bool: { 'aws:SecureTransport': 'false' } }],
  );
});

test('the longest queue name leaves room for the names of the rules', () => {
  const queueName = 'a'.repeat(43);
  assert.equal(problems(nodeInterruptionQueue, 'default', spec, { queueName }), []);
  const { externalName } = composed(nodeInterruptionQueue, 'default', { ...spec, queueName });
  for (const { id } of interruptionRules) {
    const length = externalName(`interruption-${id}`)?.length ?? 0;
    assert.ok(length > 0 && length <= 64, `${id}: ${length}`);
  }
  const longer = { queueName: `${queueName}a` };
  assert.equal(refusedFields(nodeInterruptionQueue, 'default', spec, longer), ['queueName']);
});

test.run();
