// Changes of third-party operators' custom resources.

import { isFields } from '../../lib/json.ts';
import { add, all, type ChangeKind, plus, reverse, set, suffix, unset, where } from './edits.ts';

/** Changes of third-party operators' kinds. */
export const operatorChanges: readonly ChangeKind[] = [
  { what: 'ceiling', kinds: ['ScaledObject'], edit: plus('spec.maxReplicaCount', 5), times: 2 },
  { what: 'floor', kinds: ['ScaledObject'], edit: plus('spec.minReplicaCount', 1) },
  { what: 'target', kinds: ['ScaledObject'], edit: suffix('spec.scaleTargetRef.name', '-b') },
  { what: 'query', kinds: ['ScaledObject'], edit: set('spec.triggers.0.metadata.targetQueryValue', '2') },
  {
    what: 'key of a secret',
    kinds: ['TriggerAuthentication'],
    edit: set('spec.secretTargetRef.0.key', 'other'),
  },
  { what: 'source', kinds: ['ExternalSecret'], edit: suffix('spec.data.0.remoteRef.key', '-b') },
  { what: 'name of the Secret', kinds: ['ExternalSecret'], edit: suffix('spec.target.name', '-b') },
  { what: 'interval', kinds: ['ExternalSecret', 'PushSecret'], edit: set('spec.refreshInterval', '2h0m0s') },
  { what: 'interval respelled', kinds: ['ExternalSecret'], edit: set('spec.refreshInterval', '60m') },
  { what: 'overwriting', kinds: ['PushSecret'], edit: set('spec.updatePolicy', 'Replace') },
  { what: 'length', kinds: ['Password'], edit: plus('spec.length', 8) },
  { what: 'region', kinds: ['SecretStore'], edit: set('spec.provider.aws.region', 'eu-north-1') },
  { what: 'limit', kinds: ['NodePool'], edit: set('spec.limits.cpu', '1024') },
  { what: 'other class', kinds: ['NodePool'], edit: suffix('spec.template.spec.nodeClassRef.name', '-b') },
  {
    what: 'kind of class',
    kinds: ['NodePool'],
    edit: set('spec.template.spec.nodeClassRef.kind', 'OtherNodeClass'),
  },
  {
    what: 'group of class',
    kinds: ['NodePool'],
    edit: set('spec.template.spec.nodeClassRef.group', 'karpenter.example.org'),
  },
  {
    what: 'requirements in another order',
    kinds: ['NodePool'],
    edit: reverse('spec.template.spec.requirements'),
  },
  { what: 'static', kinds: ['NodePool'], edit: all(unset('spec.limits'), set('spec.replicas', 2)) },
  {
    what: 'machine image',
    kinds: ['EC2NodeClass'],
    edit: set('spec.amiSelectorTerms', [{ alias: 'al2023@v20260101' }]),
  },
  { what: 'disk', kinds: ['EC2NodeClass'], edit: set('spec.blockDeviceMappings.0.ebs.volumeSize', '300Gi') },
  {
    what: 'role for a profile',
    kinds: ['EC2NodeClass'],
    edit: all(unset('spec.instanceProfile'), set('spec.role', 'helical-prod-node')),
  },
  { what: 'title', kinds: ['GrafanaFolder'], edit: suffix('spec.title', ' 2') },
  { what: 'identifier', kinds: ['GrafanaFolder', 'GrafanaDashboard'], edit: suffix('spec.uid', '-b') },
  {
    what: 'instance',
    kinds: ['GrafanaFolder', 'GrafanaDashboard'],
    edit: set('spec.instanceSelector.matchLabels.helical\\.dev/grafana', 'other'),
  },
  {
    what: 'instance written out',
    kinds: ['GrafanaFolder'],
    edit: set('spec.allowCrossNamespaceImport', false),
  },
  { what: 'interval', kinds: ['GrafanaDashboard'], edit: set('spec.resyncPeriod', '20m0s') },
  {
    what: 'revision',
    kinds: ['Application'],
    edit: where(({ spec }) => isFields(spec), suffix('spec.source.targetRevision', '1')),
  },
  { what: 'description', kinds: ['AppProject'], edit: suffix('spec.description', ' It is reviewed.') },
  {
    what: 'allowed kind',
    kinds: ['AppProject'],
    edit: add('spec.namespaceResourceWhitelist', { group: '', kind: 'Endpoints' }),
  },
];
