"""A program that runs a batch on a cluster of processes of this machine, for `test_cluster.py`.

    python cluster_program.py ENGINE FOLDER URL [OPTIONS AS JSON]

It says "up" with the ids of the worker processes (Dask) when the cluster stands, and the figures of the result at the end.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import contextmanager
from typing import Any

import ailib.batch


@contextmanager
def cluster(engine: str, workers: int) -> Any:
    """A cluster; gives the ids of its processes, where they are known."""
    if engine == "ray":
        import ray

        ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
        try:
            yield []
        finally:
            ray.shutdown()
    else:
        from dask.distributed import Client

        with Client(n_workers=workers, threads_per_worker=1, dashboard_address=None, set_as_default=True) as client:
            yield list(client.run(os.getpid).values())


def main() -> None:
    engine, folder, url, *rest = sys.argv[1:]
    given: dict[str, Any] = json.loads(rest[0]) if rest else {}
    workers, asynchronous = given.pop("workers", 3), given.pop("asynchronous", False)
    options: dict[str, Any] = {
        "model": "embedded",
        "base_url": url,
        "out": f"{folder}/out.jsonl",
        "state": f"{folder}/run.db",
        "backend": engine,
        **given,
    }
    with cluster(engine, workers) as pids:
        print(json.dumps({"up": pids}), flush=True)
        try:
            if asynchronous:
                result = asyncio.run(ailib.batch.arun(f"{folder}/in.jsonl", **options))
            else:
                result = ailib.batch.run(f"{folder}/in.jsonl", **options)
        except ailib.AilibError as error:
            print(json.dumps({"error": type(error).__name__, "message": str(error)}), flush=True)
            return
        figures = {name: getattr(result, name) for name in ("done", "failed", "sent", "skipped", "stopped")}
        figures |= {"lost_workers": result.lost_workers, "given_again": result.given_again}
        print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
