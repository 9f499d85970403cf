"""Deletes helical-runner pods whose task no longer waits for them.

KubernetesPodOperator removes its pods itself. Pods stay behind when a task is cleared or failed by hand
while it is deferred, or when a worker dies at the wrong moment; each of them may hold a GPU.
"""

import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.models.taskinstance import TaskInstance
from airflow.providers.cncf.kubernetes.pod_generator import make_safe_label_value
from airflow.utils.session import create_session
from airflow.utils.state import TaskInstanceState
from kubernetes import client, config
from sqlalchemy import select

# States in which a task still looks after its pod. A queued or scheduled one adopts it when it runs again.
WAITING = (
    TaskInstanceState.RUNNING,
    TaskInstanceState.DEFERRED,
    TaskInstanceState.QUEUED,
    TaskInstanceState.SCHEDULED,
    TaskInstanceState.UP_FOR_RESCHEDULE,
    TaskInstanceState.RESTARTING,
)

# The labels by which the operator finds its pod again, without the number of the try.
Key = tuple[str, str, str, str]


def key_of_task(dag_id: str, task_id: str, run_id: str, map_index: int) -> Key:
    """The labels that the operator gives to the pod of this task."""
    index = str(map_index) if map_index >= 0 else ""
    return (
        make_safe_label_value(dag_id),
        make_safe_label_value(task_id),
        make_safe_label_value(run_id),
        index,
    )


def key_of_pod(labels: dict[str, str]) -> Key:
    return (labels["dag_id"], labels["task_id"], labels["run_id"], labels.get("map_index", ""))


def waiting_tasks() -> set[Key]:
    """Tasks that still look after a pod."""
    columns = (TaskInstance.dag_id, TaskInstance.task_id, TaskInstance.run_id, TaskInstance.map_index)
    with create_session() as session:
        rows = session.execute(select(*columns).where(TaskInstance.state.in_(WAITING))).all()
    return {key_of_task(*row) for row in rows}


def orphans(pods: Iterable[Any], waiting: set[Key], started_before: datetime) -> list[str]:
    """Names of the pods that nobody waits for, and whose task has had time to reach the database."""
    return sorted(
        pod.metadata.name
        for pod in pods
        if pod.metadata.creation_timestamp < started_before and key_of_pod(pod.metadata.labels) not in waiting
    )


def main() -> None:
    namespace = os.environ["RUNNER_NAMESPACE"]
    grace = timedelta(minutes=int(os.environ["GRACE_MINUTES"]))
    config.load_incluster_config()
    api = client.CoreV1Api()
    # Pods first: a task that starts its pod in between is then in the database, and not the other way round.
    pods = api.list_namespaced_pod(namespace, label_selector="kubernetes_pod_operator=True").items
    for name in orphans(pods, waiting_tasks(), datetime.now(UTC) - grace):
        print(f"deleting {name}: no task waits for it")
        api.delete_namespaced_pod(name, namespace)


if __name__ == "__main__":
    main()
