# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.completions`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..endpoint import Endpoint, Resource

__all__ = ["Completions"]

M = TypeVar("M")


class Completions(Resource[M]):
    """`client.completions`."""

    create = Endpoint("POST", "/completions", "CreateCompletionResponse", body="CreateCompletionRequest", event="CreateCompletionResponse")
