// What Crossplane may do in AWS for caches.
import { allow } from '../../shared/iam-policy.ts';
import { type FamilyAccess, useKeys } from '../family-access.ts';

/** Rights of provider-aws-elasticache. */
export const elasticache: FamilyAccess = {
  kinds: ['ParameterGroup', 'ReplicationGroup', 'SubnetGroup'],
  statements: (names) => {
    const own = `helical-${names.environment}-*`;
    const types = ['replicationgroup', 'cluster', 'parametergroup', 'subnetgroup', 'snapshot'];
    return [
      allow(
        'ManageCaches',
        [
          'elasticache:AddTagsToResource',
          'elasticache:CreateCacheParameterGroup',
          'elasticache:CreateCacheSubnetGroup',
          'elasticache:CreateReplicationGroup',
          'elasticache:DecreaseReplicaCount',
          'elasticache:DeleteCacheParameterGroup',
          'elasticache:DeleteCacheSubnetGroup',
          'elasticache:DeleteReplicationGroup',
          'elasticache:DescribeCacheClusters',
          'elasticache:DescribeCacheParameterGroups',
          'elasticache:DescribeCacheParameters',
          'elasticache:DescribeCacheSubnetGroups',
          'elasticache:DescribeReplicationGroups',
          'elasticache:IncreaseReplicaCount',
          'elasticache:ListTagsForResource',
          'elasticache:ModifyCacheParameterGroup',
          'elasticache:ModifyCacheSubnetGroup',
          'elasticache:ModifyReplicationGroup',
          'elasticache:RemoveTagsFromResource',
          'elasticache:ResetCacheParameterGroup',
        ],
        types.map((type) => names.arn('elasticache', `${type}:${own}`)),
      ),
      useKeys(names, ['elasticache']),
    ];
  },
};
