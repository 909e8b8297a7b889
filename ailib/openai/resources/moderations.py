# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.moderations`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..endpoint import Endpoint, Resource

__all__ = ["Moderations"]

M = TypeVar("M")


class Moderations(Resource[M]):
    """`client.moderations`."""

    create = Endpoint("POST", "/moderations", "CreateModerationResponse", body="CreateModerationRequest")
