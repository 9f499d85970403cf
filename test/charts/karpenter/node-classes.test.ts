// The node classes: private, encrypted, without credentials for pods.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { karpenter } from '../../../charts/karpenter/index.ts';
import { environmentNamed, environmentNames, list, Objects, read } from '../../argocd/build.ts';

for (const name of environmentNames) {
  const environment = environmentNamed(name);
  const { accountId, region } = environment.account;
  const objects = new Objects(karpenter, environment);

  for (const nodeClass of objects.ofKind('EC2NodeClass')) {
    const kind = `${name} ${read(nodeClass, 'metadata', 'name')}`;
    const spec = read(nodeClass, 'spec');

    test(`${kind}: pods can't take the credentials of the node`, () => {
      assert.is(read(spec, 'metadataOptions', 'httpTokens'), 'required');
      assert.is(read(spec, 'metadataOptions', 'httpPutResponseHopLimit'), 1);
    });

    test(`${kind}: disks are encrypted with the key of the environment's nodes`, () => {
      for (const device of list(spec, 'blockDeviceMappings')) {
        assert.is(read(device, 'ebs', 'encrypted'), true);
        assert.is(
          read(device, 'ebs', 'kmsKeyID'),
          `arn:aws:kms:${region}:${accountId}:alias/helical-${name}-nodes`,
        );
      }
    });

    test(`${kind}: the image is pinned, and nodes have no public address`, () => {
      assert.equal(read(spec, 'amiSelectorTerms'), [{ alias: environment.nodes.amiAlias }]);
      assert.is(read(spec, 'associatePublicIPAddress'), false);
    });

    test(`${kind}: subnets and security groups are found by the cluster's tag`, () => {
      const terms = [{ tags: { 'karpenter.sh/discovery': environment.cluster.name } }];
      assert.equal(read(spec, 'subnetSelectorTerms'), terms);
      assert.equal(read(spec, 'securityGroupSelectorTerms'), terms);
    });
  }

  test(`${name}: every pool has its class`, () => {
    assert.equal(objects.names('NodePool'), objects.names('EC2NodeClass'));
    for (const pool of objects.ofKind('NodePool')) {
      assert.is(
        read(pool, 'spec', 'template', 'spec', 'nodeClassRef', 'name'),
        read(pool, 'metadata', 'name'),
      );
    }
  });
}

test.run();
