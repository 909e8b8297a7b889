# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.content_provenance_checks`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..endpoint import Endpoint, Resource

__all__ = ["ContentProvenanceChecks"]

M = TypeVar("M")


class ContentProvenanceChecks(Resource[M]):
    """`client.content_provenance_checks`."""

    create = Endpoint("POST", "/content_provenance_checks", "ProvenanceResource", body="CreateContentProvenanceBody", multipart=True)
