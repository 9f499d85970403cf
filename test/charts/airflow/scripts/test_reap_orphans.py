"""The reaper deletes the pods that nobody waits for, and no other.

Run with Airflow 3.3.2 and its cncf.kubernetes provider installed:
python -m unittest discover -s test/charts/airflow/scripts
"""

import os
import sys
import tempfile
import unittest
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

os.environ.setdefault("AIRFLOW_HOME", tempfile.mkdtemp(prefix="airflow-"))
sys.path.insert(0, str(Path(__file__).parents[4] / "charts" / "airflow" / "scripts"))

from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator

from reap_orphans import key_of_pod, key_of_task, orphans

NOW = datetime(2026, 1, 1, tzinfo=UTC)
RUN = "manual__2026-01-01T00:00:00+00:00"


def labels_of(dag_id: str, task_id: str, run_id: str, map_index: int) -> dict[str, str]:
    """The labels that the operator itself gives to a pod."""
    instance = SimpleNamespace(dag_id=dag_id, task_id=task_id, map_index=map_index, try_number=1)
    context = {"ti": instance, "run_id": run_id, "dag": SimpleNamespace()}
    return KubernetesPodOperator._get_ti_pod_labels(context)


def pod(name: str, labels: dict[str, str], age: timedelta) -> SimpleNamespace:
    return SimpleNamespace(metadata=SimpleNamespace(name=name, labels=labels, creation_timestamp=NOW - age))


class Reaper(unittest.TestCase):
    def test_a_task_and_its_pod_have_the_same_key(self) -> None:
        for task in (
            ("helical_model_workflow", "run_helical_model", RUN, -1),
            ("helical_model_batch", "run_helical_model", RUN, 0),
            ("helical_model_batch", "run_helical_model", RUN, 12),
            ("d" * 100, "group.task", "scheduled__2026-01-01T00:00:00+00:00", -1),
        ):
            with self.subTest(task=task):
                self.assertEqual(key_of_pod(labels_of(*task)), key_of_task(*task))

    def test_who_is_waited_for_stays(self) -> None:
        task = ("dag", "task", RUN, 3)
        pods = [pod("waited-for", labels_of(*task), timedelta(hours=5))]
        self.assertEqual(orphans(pods, {key_of_task(*task)}, NOW), [])

    def test_who_is_not_goes(self) -> None:
        pods = [
            pod("b", labels_of("dag", "task", RUN, 4), timedelta(hours=5)),
            pod("a", labels_of("dag", "task", "other", 3), timedelta(hours=5)),
        ]
        self.assertEqual(orphans(pods, {key_of_task("dag", "task", RUN, 3)}, NOW), ["a", "b"])

    def test_a_young_pod_stays(self) -> None:
        pods = [pod("young", labels_of("dag", "task", RUN, -1), timedelta(minutes=5))]
        self.assertEqual(orphans(pods, set(), NOW - timedelta(minutes=10)), [])


if __name__ == "__main__":
    unittest.main()
