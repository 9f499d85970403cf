// The workload `airflow`: Airflow with Celery workers, its configuration, secrets, network rules and ingress.

import { applicationWaves } from '../kit/waves.ts';
import type { Workload } from '../kit/workload.ts';
import { addApiServer } from './api-server.ts';
import { addConfiguration } from './configuration.ts';
import { addDagProcessor } from './dag-processor.ts';
import { addIdentity } from './identity.ts';
import { addJobClasses } from './job-classes.ts';
import { addMigration } from './migration.ts';
import { namespace } from './names.ts';
import { addScheduler } from './scheduler.ts';
import { addSecrets } from './secrets.ts';
import { addTriggerer } from './triggerer.ts';
import { addWorkers } from './workers.ts';

export const airflow: Workload = {
  name: 'airflow',
  namespace,
  wave: applicationWaves.workloads,
  build(chart, environment) {
    addIdentity(chart, environment);
    addConfiguration(chart, environment);
    addJobClasses(chart, environment);
    addSecrets(chart, environment);
    addMigration(chart, environment);
    addApiServer(chart, environment);
    addScheduler(chart, environment);
    addDagProcessor(chart, environment);
    addTriggerer(chart, environment);
    addWorkers(chart, environment);
  },
};
