// Rule policies/eks-endpoint: the API server of the cluster is reached from inside.
import { list } from '../../kit/read.ts';
import { block, desired, isEverywhere, isOn, managedRule } from '../kit/managed.ts';

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
