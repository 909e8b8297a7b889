# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.models`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..endpoint import Endpoint, Resource

__all__ = ["Models"]

M = TypeVar("M")


class Models(Resource[M]):
    """`client.models`."""

    delete = Endpoint("DELETE", "/models/{model}", "DeleteModelResponse")
    list = Endpoint("GET", "/models", "ListModelsResponse", page="-")
    retrieve = Endpoint("GET", "/models/{model}", "Model")
