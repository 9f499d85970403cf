"""What each workflow runs, as workflows.json says; the generator of the manifests reads the same file."""

import json
from dataclasses import dataclass
from pathlib import Path

WORKFLOWS = Path(__file__).parent.parent / "workflows.json"


@dataclass(frozen=True)
class Workflow:
    """One entry of workflows.json."""

    name: str
    job_class: str
    queue: str
    model: str
    datasets: tuple[str, ...]


def workflow(name: str) -> Workflow:
    """The entry of a DAG. Raises KeyError when there is none."""
    entry = json.loads(WORKFLOWS.read_text())[name]
    return Workflow(
        name=name,
        job_class=entry["jobClass"],
        queue=entry["queue"],
        model=entry["model"],
        datasets=tuple(entry["datasets"]),
    )
