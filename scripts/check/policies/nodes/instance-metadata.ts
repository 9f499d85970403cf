// Rule policies/instance-metadata: pods can’t reach the metadata service of their node.
import { show } from '../../../../envs/validate/show.ts';
import { objectRule } from '../../kit/make-rule.ts';
import { fields } from '../../kit/read.ts';
import { managedKindOf } from '../kit/iam-documents.ts';
import { block, desired } from '../kit/managed.ts';

export const instanceMetadata = objectRule({
  id: 'policies/instance-metadata',
  title: 'Pods can’t reach the metadata service of their node',
  why: 'They would get the credentials of the node’s role by one request.',
  fix: 'Set metadataOptions.httpTokens to required and httpPutResponseHopLimit to 1.',
  standards: ['CKV_AWS_79', 'CKV_AWS_341', 'AVD-AWS-0028', 'AVD-AWS-0130'],
  *check(object) {
    const nodeClass = object.manifest.kind === 'EC2NodeClass';
    if (!nodeClass && !['ec2/LaunchTemplate', 'ec2/Instance'].includes(managedKindOf(object) ?? '')) return;
    const spec = fields(object.manifest.spec);
    const options = block((nodeClass ? spec : fields(spec.forProvider)).metadataOptions);
    const path = nodeClass ? 'spec.metadataOptions' : `${desired}.metadataOptions`;
    if (options.httpEndpoint === 'disabled') return;
    // Karpenter sets both when they are absent; EC2 does not.
    const { httpTokens: tokens, httpPutResponseHopLimit: hops } = options;
    if (tokens !== 'required' && !(nodeClass && tokens === undefined)) {
      yield {
        path: tokens === undefined ? path : `${path}.httpTokens`,
        what: 'The metadata service answers without a token (IMDSv1).',
      };
    }
    if (hops !== 1 && !(nodeClass && hops === undefined)) {
      yield {
        path: hops === undefined ? path : `${path}.httpPutResponseHopLimit`,
        what: `Answers of the metadata service travel ${hops === undefined ? 'as far as AWS likes' : `${show(hops)} hops`}.`,
      };
    }
  },
});
