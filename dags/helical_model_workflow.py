"""Runs a model on one dataset: start, run_helical_model, end."""

from datetime import UTC, datetime

from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG

from helical_jobs.job import job_input, job_settings
from helical_jobs.workflow import workflow

WORKFLOW = workflow("helical_model_workflow")

with DAG(
    dag_id=WORKFLOW.name,
    description="Runs a Helical model on one dataset.",
    schedule="@once",
    start_date=datetime(2025, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    tags=["helical"],
    doc_md=__doc__,
):
    start = EmptyOperator(task_id="start")
    run_helical_model = KubernetesPodOperator(
        task_id="run_helical_model",
        **job_settings(WORKFLOW),
        **job_input(WORKFLOW, WORKFLOW.datasets[0]),
    )
    end = EmptyOperator(task_id="end")

    start >> run_helical_model >> end
