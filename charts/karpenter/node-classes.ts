// The EC2NodeClasses: how an EC2 instance of each pool is built, from image and disk to metadata access.
import type { IEC2NodeClass } from '@kubernetes-models/karpenter/karpenter.k8s.aws/v1/EC2NodeClass';
import type { Chart } from 'cdk8s';
import type { Environment } from '../../envs/index.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';

/** How the disks of a node class differ. */
interface NodeClassOptions {
  name: 'general' | 'gpu';
  volumeGiB: number;
  /** MiB/s of the root volume; gp3 includes 125 and sells up to 1,000. */
  throughputMiBps: number;
  /** RAID0 joins local NVMe disks for the scratch space of jobs. */
  instanceStorePolicy?: 'RAID0';
}

export function generalNodeClass(chart: Chart, environment: Environment): void {
  nodeClass(chart, environment, {
    name: 'general',
    volumeGiB: environment.nodes.general.volumeGiB,
    throughputMiBps: 250,
  });
}

export function gpuNodeClass(chart: Chart, environment: Environment): void {
  nodeClass(chart, environment, {
    name: 'gpu',
    volumeGiB: environment.nodes.gpu.volumeGiB,
    // GPU images are tens of GiB; the GPU is paid for while the image is unpacked.
    throughputMiBps: 600,
    instanceStorePolicy: 'RAID0',
  });
}

function nodeClass(chart: Chart, environment: Environment, options: NodeClassOptions): void {
  const { account, cluster, nodes, ownership } = environment;
  const discovery = [{ tags: { 'karpenter.sh/discovery': cluster.name } }];
  manifest<IEC2NodeClass>(chart, {
    apiVersion: 'karpenter.k8s.aws/v1',
    kind: 'EC2NodeClass',
    metadata: {
      name: options.name,
      labels: objectLabels(environment, 'karpenter', options.name),
      annotations: inWave(objectWaves.settings),
    },
    spec: {
      amiFamily: 'AL2023',
      amiSelectorTerms: [{ alias: nodes.amiAlias }],
      // With `role` Karpenter makes the instance profile itself, and IAM has no VPC endpoint:
      // https://github.com/aws/karpenter-provider-aws/issues/4985
      instanceProfile: `helical-${environment.name}-node`,
      subnetSelectorTerms: discovery,
      securityGroupSelectorTerms: discovery,
      associatePublicIPAddress: false,
      metadataOptions: {
        httpEndpoint: 'enabled',
        httpProtocolIPv6: 'disabled',
        // One hop ends on the node: a pod on the pod network can't take the node's credentials.
        httpPutResponseHopLimit: 1,
        httpTokens: 'required',
      },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          rootVolume: true,
          ebs: {
            volumeSize: `${options.volumeGiB}Gi`,
            volumeType: 'gp3',
            iops: 3000,
            throughput: options.throughputMiBps,
            encrypted: true,
            kmsKeyID: `arn:aws:kms:${account.region}:${account.accountId}:alias/helical-${environment.name}-nodes`,
            deleteOnTermination: true,
          },
        },
      ],
      ...(options.instanceStorePolicy ? { instanceStorePolicy: options.instanceStorePolicy } : {}),
      kubelet: {
        // Every instance type with 4 cores or more has at least 58 pod addresses without prefix delegation:
        // https://github.com/awslabs/amazon-eks-ami/blob/main/templates/shared/runtime/eni-max-pods.txt
        maxPods: 58,
        systemReserved: { cpu: '100m', memory: '200Mi' },
        evictionHard: { 'memory.available': '5%', 'nodefs.available': '10%', 'nodefs.inodesFree': '5%' },
      },
      tags: {
        Name: `helical-${environment.name}-${options.name}`,
        owner: ownership.owner,
        'cost-center': ownership.costCenter,
        environment: environment.name,
      },
    },
  });
}
