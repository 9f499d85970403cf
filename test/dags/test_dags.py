"""The DAGs import in a real Airflow and are what the mission asks for.

Run with Airflow 3.3.2 and its cncf.kubernetes and standard providers installed:
python -m unittest discover -s test/dags
"""

import json
import os
import tempfile
import unittest
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("AIRFLOW_HOME", tempfile.mkdtemp(prefix="airflow-"))
os.environ.setdefault("AIRFLOW__CORE__LOAD_EXAMPLES", "False")

from airflow.dag_processing.dagbag import BundleDagBag
from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from airflow.sdk.exceptions import ParamValidationError

DAGS = Path(__file__).parents[2] / "dags"


class Dags(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.bag = BundleDagBag(dag_folder=str(DAGS), bundle_path=DAGS, bundle_name="helical")

    def test_every_file_imports(self) -> None:
        self.assertEqual(self.bag.import_errors, {})

    def test_there_is_a_dag_for_every_workflow_and_no_other(self) -> None:
        workflows = json.loads((DAGS / "workflows.json").read_text())
        self.assertEqual(sorted(self.bag.dags), sorted(workflows))

    def test_the_workflow_is_start_run_end(self) -> None:
        dag = self.bag.dags["helical_model_workflow"]
        self.assertEqual(
            [task.task_id for task in dag.topological_sort()], ["start", "run_helical_model", "end"]
        )
        self.assertEqual(dag.task_dict["start"].downstream_task_ids, {"run_helical_model"})
        self.assertEqual(dag.task_dict["run_helical_model"].downstream_task_ids, {"end"})

    def test_it_runs_once_and_catches_nothing_up(self) -> None:
        dag = self.bag.dags["helical_model_workflow"]
        self.assertEqual(dag.schedule, "@once")
        self.assertFalse(dag.catchup)

    def test_jobs_are_deferred_retried_and_bounded_by_the_pool(self) -> None:
        task = self.bag.dags["helical_model_workflow"].task_dict["run_helical_model"]
        self.assertIsInstance(task, KubernetesPodOperator)
        self.assertTrue(task.deferrable)
        self.assertEqual(task.pool, "helical_runner")
        self.assertEqual(task.queue, "helical-runner")
        self.assertEqual(task.retries, 2)
        self.assertEqual(task.retry_delay, timedelta(minutes=5))

    def test_no_image_or_resource_is_repeated(self) -> None:
        task = self.bag.dags["helical_model_workflow"].task_dict["run_helical_model"]
        self.assertEqual(task.pod_template_file, "/opt/airflow/job-classes/gpu-small.yaml")
        for field in ("image", "container_resources", "service_account_name", "node_selector"):
            self.assertFalse(getattr(task, field), field)

    def test_a_job_reads_the_file_that_was_fetched_and_says_where_it_writes(self) -> None:
        task = self.bag.dags["helical_model_workflow"].task_dict["run_helical_model"]
        self.assertEqual(
            task.arguments, ["--model", "scgpt", "--input", "/data/pbmc3k.h5ad", "--output", "/outputs"]
        )
        self.assertEqual(task.annotations["helical.dev/dataset"], "inputs/pbmc3k.h5ad")
        self.assertEqual(task.annotations["helical.dev/output"], "{{ dag.dag_id }}/{{ run_id }}/pbmc3k")

    def test_the_batch_is_mapped_over_the_datasets_of_the_run(self) -> None:
        dag = self.bag.dags["helical_model_batch"]
        self.assertTrue(dag.task_dict["run_helical_model"].is_mapped)
        jobs = dag.task_dict["list_jobs"].python_callable(
            params={"datasets": ["inputs/a.h5ad", "inputs/b.h5ad"]}
        )
        self.assertEqual(
            [job["annotations"]["helical.dev/dataset"] for job in jobs], ["inputs/a.h5ad", "inputs/b.h5ad"]
        )

    def test_a_run_takes_h5ad_files_below_inputs_only(self) -> None:
        param = self.bag.dags["helical_model_batch"].params.get_param("datasets")
        self.assertEqual(param.resolve(["inputs/x/y.h5ad"]), ["inputs/x/y.h5ad"])
        for bad in (
            ["models/x.h5ad"],
            ["inputs/x.csv"],
            [],
            ["inputs/x.h5ad", "inputs/x.h5ad"],
            ["../x.h5ad"],
        ):
            with self.subTest(bad=bad), self.assertRaises(ParamValidationError):
                param.resolve(bad)


if __name__ == "__main__":
    unittest.main()
