// Rule policies/eks-audit-log: the control plane of the cluster writes its audit log.
import { list } from '../../kit/read.ts';
import { desired, managedRule } from '../kit/managed.ts';

const wantedLogs = ['api', 'audit', 'authenticator'];

export const eksAuditLog = managedRule({
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
