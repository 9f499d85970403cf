// EFS CSI driver: mounts the DAG file system, in environments whose DAGs come from EFS and whose cluster lacks the add-on.
import { applicationWaves } from '../../charts/kit/waves.ts';
import { helmCharts } from '../../versions.ts';
import { definitionsAndRoles, type Operator } from '../operator.ts';
import { irsaAnnotations } from '../roles.ts';

/** https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/charts/aws-efs-csi-driver/values.yaml */
interface EfsCsiDriverValues {
  controller: {
    resources: { requests: { cpu: string; memory: string }; limits: { memory: string } };
  };
  node: {
    serviceAccount: { annotations: Record<string, string> };
    tolerations: { operator: 'Exists' }[];
    resources: { requests: { cpu: string; memory: string }; limits: { memory: string } };
  };
}

export const awsEfsCsiDriver: Operator = {
  name: 'aws-efs-csi-driver',
  namespace: 'kube-system',
  wave: applicationWaves.operators,
  chart: helmCharts.awsEfsCsiDriver,
  clusterKinds: [...definitionsAndRoles, { group: 'storage.k8s.io', kind: 'CSIDriver' }],
  neededBy: ({ airflow, cluster }) => airflow.dags.source === 'efs' && cluster.source === 'existing',
  values: (environment): EfsCsiDriverValues => ({
    // Without a role: it would make access points, and ours exist already.
    controller: {
      resources: { requests: { cpu: '50m', memory: '256Mi' }, limits: { memory: '256Mi' } },
    },
    node: {
      serviceAccount: { annotations: irsaAnnotations(environment, 'efs-csi') },
      // New nodes wait for this pod (startup taint), so it must go everywhere, GPU nodes included.
      tolerations: [{ operator: 'Exists' }],
      resources: { requests: { cpu: '50m', memory: '256Mi' }, limits: { memory: '256Mi' } },
    },
  }),
};
