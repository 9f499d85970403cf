"""Runs a model on many datasets: one mapped task for each, as many at once as the pool has slots."""

from datetime import UTC, datetime
from typing import Any

from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from airflow.sdk import DAG, Param, task

from helical_jobs.job import job_input, job_settings
from helical_jobs.workflow import workflow

WORKFLOW = workflow("helical_model_batch")


@task(queue=WORKFLOW.queue)
def list_jobs(params: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """One job for each dataset that the run was started with."""
    return [job_input(WORKFLOW, dataset) for dataset in (params or {})["datasets"]]


with DAG(
    dag_id=WORKFLOW.name,
    description="Runs a Helical model on many datasets at once.",
    schedule=None,
    start_date=datetime(2025, 1, 1, tzinfo=UTC),
    catchup=False,
    tags=["helical"],
    doc_md=__doc__,
    params={
        "datasets": Param(
            list(WORKFLOW.datasets),
            type="array",
            title="Datasets",
            description="Paths below inputs/ in the datasets bucket.",
            items={"type": "string", "pattern": r"^inputs/[A-Za-z0-9._/=+-]+\.h5ad$"},
            minItems=1,
            maxItems=1000,
            uniqueItems=True,
        )
    },
):
    KubernetesPodOperator.partial(task_id="run_helical_model", **job_settings(WORKFLOW)).expand_kwargs(
        list_jobs()
    )
