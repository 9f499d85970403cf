// What one IAM policy grants beyond another, held against a second implementation of policy evaluation.
import { runSimulation } from '@cloud-copilot/iam-simulate';
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { gainedGrants, grantsOf } from '../../../../scripts/diff/effects/access/statements.ts';

const account = '111122223333';
const principal = `arn:aws:iam::${account}:role/web`;
const bucket = 'arn:aws:s3:::shop-orders';
const actions = ['s3:GetObject', 's3:PutObject', 's3:Get*', 's3:*', 's3:DeleteObject'];
const resources = [`${bucket}/*`, `${bucket}/in/*`, `${bucket}/in/a`, '*'];
const requests = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'].flatMap((action) =>
  [`${bucket}/in/a`, `${bucket}/out/b`].map((resource) => ({ action, resource })),
);

const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  Action: fc.constantFrom(...actions),
  Resource: fc.constantFrom(...resources),
});
const policy = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((Statement) => ({ Version: '2012-10-17', Statement }));

test('whatever a policy allows beyond another one is in what it gains', async () => {
  await fc.assert(
    fc.asyncProperty(policy, policy, async (before, after) => {
      const gained = gainedGrants(grantsOf(before), grantsOf(after));
      for (const request of requests) {
        const had = await isAllowed(before, request);
        const has = await isAllowed(after, request);
        if (!had && has) assert.ok(gained.length > 0, JSON.stringify({ before, after, request }));
      }
    }),
    { numRuns: 60, seed: 1 },
  );
});

test('a policy gains nothing from itself, from another order or from lists of one', () => {
  fc.assert(
    fc.property(policy, (one) => {
      const turned = {
        ...one,
        Statement: [...one.Statement].reverse().map((own) => ({ ...own, Action: [own.Action] })),
      };
      assert.equal(gainedGrants(grantsOf(one), grantsOf(JSON.stringify(turned))), []);
    }),
  );
});

async function isAllowed(
  document: object,
  { action, resource }: { action: string; resource: string },
): Promise<boolean> {
  const result = await runSimulation(
    {
      identityPolicies: [{ name: 'own', policy: document }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      request: {
        action,
        principal,
        resource: { resource, accountId: account },
        contextVariables: {},
      },
    },
    {},
  );
  assert.is(result.resultType, 'single', JSON.stringify(result));
  return result.resultType === 'single' && result.overallResult === 'Allowed';
}

test.run();
