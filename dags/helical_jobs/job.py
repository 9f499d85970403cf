"""A helical-runner job as a task: its pod is that of a job class, so no image or limit stands here."""

import os
from datetime import timedelta
from pathlib import Path, PurePosixPath
from typing import Any

from helical_jobs.workflow import Workflow

# One YAML file for each job class, mounted by the platform.
JOB_CLASSES = Path(os.environ.get("HELICAL_JOB_CLASSES", "/opt/airflow/job-classes"))

# Bounds the jobs of all DAGs together. The platform sets its size.
POOL = "helical_runner"

# Where the results of one run go, below outputs/ in the outputs bucket. A mapped task adds its own dataset.
_RUN_FOLDER = "{{ dag.dag_id }}/{{ run_id }}"


def job_settings(workflow: Workflow) -> dict[str, Any]:
    """Arguments of KubernetesPodOperator that all jobs of a workflow share."""
    return {
        "pod_template_file": str(JOB_CLASSES / f"{workflow.job_class}.yaml"),
        "queue": workflow.queue,
        "pool": POOL,
        # The triggerer waits, and no worker is busy meanwhile. The pod ends at the deadline of its class.
        "deferrable": True,
        "poll_interval": 15,
        "logging_interval": 60,
        # A node with a GPU may have to be started, and images of many GiB be pulled.
        "schedule_timeout_seconds": 1800,
        "startup_timeout_seconds": 1200,
        "on_finish_action": "delete_pod",
        "log_events_on_failure": True,
        "do_xcom_push": False,
        "retries": 2,
        "retry_delay": timedelta(minutes=5),
        "retry_exponential_backoff": True,
    }


def job_input(workflow: Workflow, dataset: str) -> dict[str, Any]:
    """Arguments of KubernetesPodOperator for one dataset: a path such as `inputs/pbmc3k.h5ad`."""
    file = PurePosixPath(dataset)
    return {
        "arguments": ["--model", workflow.model, "--input", f"/data/{file.name}", "--output", "/outputs"],
        "annotations": {
            "helical.dev/dataset": dataset,
            "helical.dev/output": f"{_RUN_FOLDER}/{file.stem}",
        },
    }
