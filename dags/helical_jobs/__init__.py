"""How the DAGs of this folder start helical-runner jobs."""
