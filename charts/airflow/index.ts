// The workload `airflow`: Airflow with Celery workers, its configuration, secrets, network rules and ingress.
import { applicationWaves } from '../kit/waves.ts';
import type { Workload } from '../kit/workload.ts';
import { addApiServer } from './api-server.ts';
import { addAutoscaling } from './autoscaling.ts';
import { addCloud } from './cloud.ts';
import { addCloudAccess } from './cloud-access.ts';
import { componentsOf } from './components.ts';
import { addConfiguration } from './configuration.ts';
import { addDagProcessor } from './dag-processor.ts';
import { addDatabaseRole } from './database-role.ts';
import { addFernetRotation } from './fernet-rotation.ts';
import { addFlower } from './flower.ts';
import { addHistory } from './history.ts';
import { addIdentity } from './identity.ts';
import { addIngress } from './ingress.ts';
import { addJobClasses } from './job-classes.ts';
import { addMigration } from './migration.ts';
import { namespace } from './names.ts';
import { addNetworkPolicies } from './network-policies.ts';
import { addPgbouncer } from './pgbouncer.ts';
import { addPriorityClasses } from './priority.ts';
import { addReaper } from './reaper.ts';
import { addScheduler } from './scheduler.ts';
import { addScripts } from './scripts.ts';
import { addSecretEntries } from './secret-entries.ts';
import { addSecrets } from './secrets.ts';
import { addSharedDags } from './shared-dags.ts';
import { addTriggerer } from './triggerer.ts';
import { addWorkers } from './workers.ts';
import { checkWorkflows } from './workflows.ts';

export const airflow: Workload = {
  name: 'airflow',
  namespace,
  wave: applicationWaves.workloads,
  build(chart, environment) {
    checkWorkflows(environment);
    addIdentity(chart, environment, componentsOf(environment));
    addCloudAccess(chart, environment);
    addSecretEntries(chart, environment);
    addSecrets(chart, environment);
    addCloud(chart, environment);
    addPriorityClasses(chart, environment);
    addNetworkPolicies(chart, environment);
    addConfiguration(chart, environment);
    addScripts(chart);
    addJobClasses(chart, environment);
    addSharedDags(chart, environment);
    addDatabaseRole(chart, environment);
    addMigration(chart, environment);
    addPgbouncer(chart, environment);
    addApiServer(chart, environment);
    addScheduler(chart, environment);
    addDagProcessor(chart, environment);
    addTriggerer(chart, environment);
    addWorkers(chart, environment);
    addAutoscaling(chart, environment);
    addFernetRotation(chart, environment);
    addFlower(chart, environment);
    addHistory(chart, environment);
    addReaper(chart, environment);
    addIngress(chart, environment);
  },
};
