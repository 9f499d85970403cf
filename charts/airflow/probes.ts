// The probes of the components, with the timings of Airflow’s documentation.
import type { IProbe } from 'kubernetes-models/v1';

/** A command that asks the database whether this pod’s job still has a heartbeat. */
export function heartbeatProbe(jobType: 'SchedulerJob' | 'DagProcessorJob' | 'TriggererJob'): IProbe {
  const command = `exec /entrypoint airflow jobs check --job-type ${jobType} --local`;
  return {
    exec: {
      command: [
        'sh',
        '-c',
        // The entrypoint would otherwise wait for the database by itself, longer than the probe.
        `CONNECTION_CHECK_MAX_COUNT=0 AIRFLOW__LOGGING__LOGGING_LEVEL=ERROR ${command}`,
      ],
    },
    initialDelaySeconds: 10,
    periodSeconds: 60,
    timeoutSeconds: 20,
    failureThreshold: 5,
  };
}

/** The same command while the pod starts: two minutes, asked every ten seconds. */
export function startupOf(probe: IProbe): IProbe {
  return { ...probe, initialDelaySeconds: 0, periodSeconds: 10, failureThreshold: 12 };
}
