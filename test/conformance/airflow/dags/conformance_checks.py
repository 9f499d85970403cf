"""DAGs that only the conformance tests run: what a task can see, one that is slow, many that wait."""

import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path

from airflow.sdk import DAG, Connection, Variable, task

# The queues of the environment, and how many tasks to put into each; written by the test.
QUEUES: dict[str, int] = json.loads((Path(__file__).parent / "conformance_queues.json").read_text())
START = datetime(2025, 1, 1, tzinfo=UTC)
NO_DATABASE = "airflow-db-not-allowed:///"
FIRST = next(iter(QUEUES))

with DAG(dag_id="conformance_surroundings", schedule=None, start_date=START):

    @task(queue=FIRST)
    def look() -> None:
        """Prints what a task gets; the values come from the database, decrypted by the execution API."""
        found = {
            # Airflow itself writes this address where a task must not find one.
            "variables": sorted(name for name, value in os.environ.items() if value != NO_DATABASE),
            "variable": Variable.get("conformance"),
            "password": Connection.get("conformance").password,
        }
        print("surroundings:", json.dumps(found))

    look()

with DAG(dag_id="conformance_drain", schedule=None, start_date=START):

    @task(queue=FIRST)
    def take_time() -> None:
        """Runs long enough to be there when its worker is told to end."""
        time.sleep(8)

    take_time()

with DAG(dag_id="conformance_queues", schedule=None, start_date=START):
    for name, count in QUEUES.items():

        @task(task_id=f"wait_{name}", queue=name)
        def wait(number: int) -> None:
            """Waits for a worker that does not come."""

        wait.expand(number=list(range(count)))
