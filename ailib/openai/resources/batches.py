# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.batches`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..endpoint import Endpoint, Resource

__all__ = ["Batches"]

M = TypeVar("M")


class Batches(Resource[M]):
    """`client.batches`."""

    cancel = Endpoint("POST", "/batches/{batch_id}/cancel", "Batch")
    create = Endpoint("POST", "/batches", "Batch", body="CreateBatchRequest")
    list = Endpoint("GET", "/batches", "ListBatchesResponse", query="after limit", page="after=id")
    retrieve = Endpoint("GET", "/batches/{batch_id}", "Batch")
