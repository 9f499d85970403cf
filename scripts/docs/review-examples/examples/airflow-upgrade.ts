// A pull request that runs another version of Airflow.
import { images } from '../../../../versions.ts';
import type { ReviewExample } from '../example.ts';

export const airflowUpgrade: ReviewExample = {
  name: 'airflow-upgrade',
  title: 'An Airflow upgrade',
  shows: 'Which pods restart and how, and which jobs run: the migration of the database comes first.',
  edit(sources) {
    sources.replace('versions.ts', `'${images.airflow}'`, "'docker.io/apache/airflow:3.4.0'");
  },
};
