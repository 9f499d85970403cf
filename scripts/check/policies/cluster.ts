// The EKS cluster and its machines: a private API server, encrypted Secrets, an audit log, and no way to the node’s role.
import { fieldPath } from '../../../envs/validate/path.ts';
import { show } from '../../../envs/validate/show.ts';
import { objectRule } from '../kit/make-rule.ts';
import { fields, itemsAt, list, text } from '../kit/read.ts';
import { managedKindOf } from './iam/documents.ts';
import { block, desired, isEverywhere, isOn, managedRule } from './managed.ts';

export const eksEndpoint = managedRule({
  id: 'policies/eks-endpoint',
  title: 'The API server of the cluster is reached from inside',
  why: 'From the internet anybody can try stolen credentials and the next hole of the API server.',
  fix: 'Set vpcConfig.endpointPrivateAccess to true and endpointPublicAccess to false, or give publicAccessCidrs.',
  standards: [
    'CKV_AWS_38',
    'CKV_AWS_39',
    'AVD-AWS-0040',
    'AVD-AWS-0041',
    'CIS-EKS-1.8:5.4.1',
    'CIS-EKS-1.8:5.4.2',
  ],
  of: ['eks/Cluster'],
  *checkResource({ vpcConfig }) {
    const { endpointPrivateAccess, endpointPublicAccess, publicAccessCidrs } = block(vpcConfig);
    const path = `${desired}.vpcConfig`;
    if (!isOn(endpointPrivateAccess)) {
      yield { path, what: 'Nodes reach the API server only by way of the internet.' };
    }
    const ranges = list(publicAccessCidrs);
    // AWS makes the endpoint public unless told otherwise, and public means every address.
    if (endpointPublicAccess === false || (ranges.length > 0 && !ranges.some(isEverywhere))) return;
    yield { path, what: 'The API server is open to every address of the internet.' };
  },
});

export const eksSecrets = managedRule({
  id: 'policies/eks-secrets-encryption',
  title: 'Secrets of the cluster are encrypted with an own key',
  why: 'Nobody can see or stop who decrypts them, and encryption can’t be turned on for the past later.',
  fix: 'Set encryptionConfig with provider.keyArn and resources: [secrets].',
  standards: ['CKV_AWS_58', 'AVD-AWS-0039', 'CIS-EKS-1.8:5.3.1'],
  of: ['eks/Cluster'],
  *checkResource({ encryptionConfig }) {
    const { provider, resources } = block(encryptionConfig);
    const key = block(provider);
    if (list(resources).includes('secrets') && (key.keyArn || key.keyArnRef || key.keyArnSelector)) return;
    yield { path: `${desired}.encryptionConfig`, what: 'Secrets are not encrypted with a key of ours.' };
  },
});

const wantedLogs = ['api', 'audit', 'authenticator'];

export const eksLogs = managedRule({
  id: 'policies/eks-audit-log',
  title: 'The control plane of the cluster writes its audit log',
  why: 'After a break-in nobody can tell who did what.',
  fix: 'Add api, audit and authenticator to enabledClusterLogTypes.',
  standards: ['CKV_AWS_37', 'AVD-AWS-0038', 'CIS-EKS-1.8:2.1.1'],
  of: ['eks/Cluster'],
  *checkResource({ enabledClusterLogTypes }) {
    const missing = wantedLogs.filter((log) => !list(enabledClusterLogTypes).includes(log));
    if (missing.length === 0) return;
    yield { path: `${desired}.enabledClusterLogTypes`, what: `Not logged: ${missing.join(', ')}.` };
  },
});

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

export const nodeVolumes = objectRule({
  id: 'policies/node-volume',
  title: 'Volumes of nodes and of StorageClasses are encrypted',
  why: 'A snapshot of such a volume can be read by whoever gets hold of it.',
  fix: 'Set ebs.encrypted to true, in a StorageClass parameters.encrypted to "true".',
  standards: ['CKV_AWS_3', 'CKV_AWS_8', 'AVD-AWS-0008', 'AVD-AWS-0026'],
  *check(object) {
    const spec = fields(object.manifest.spec);
    const template = managedKindOf(object) === 'ec2/LaunchTemplate';
    if (object.manifest.kind === 'EC2NodeClass' || template) {
      const at = `${template ? desired : 'spec'}.blockDeviceMappings`;
      const devices = (template ? fields(spec.forProvider) : spec).blockDeviceMappings;
      for (const { path, value } of itemsAt(devices, at)) {
        if (isOn(block(value.ebs).encrypted)) continue;
        yield { path: `${path}.ebs`, what: `The volume ${show(value.deviceName)} is not encrypted.` };
      }
    } else if (object.manifest.kind === 'StorageClass' && object.manifest.provisioner === 'ebs.csi.aws.com') {
      if (isOn(fields(object.manifest.parameters).encrypted)) return;
      yield { path: 'parameters', what: 'Volumes of this class are not encrypted.' };
    }
  },
});

export const movingImage = objectRule({
  id: 'policies/node-image',
  title: 'Nodes start from an image with a version',
  why: 'With @latest every release of AWS replaces all nodes, untested, at once in all environments.',
  fix: 'Write the version, for example al2023@v20251120.',
  kinds: ['karpenter.k8s.aws/EC2NodeClass'],
  *check({ manifest }) {
    const terms = fields(manifest.spec).amiSelectorTerms;
    for (const { path, value } of itemsAt(terms, 'spec.amiSelectorTerms')) {
      const alias = text(value.alias);
      if (alias?.endsWith('@latest')) {
        yield { path: fieldPath(path, 'alias'), what: `The image ${show(alias)} moves.` };
      }
    }
  },
});
