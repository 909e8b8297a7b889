# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.uploads`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..composed import Composed
from ..endpoint import Endpoint, Nested, Resource

__all__ = ["Uploads", "UploadsParts"]

M = TypeVar("M")


class UploadsParts(Resource[M]):
    """`client.uploads.parts`."""

    create = Endpoint("POST", "/uploads/{upload_id}/parts", "UploadPart", body="AddUploadPartRequest", multipart=True)


class Uploads(Resource[M]):
    """`client.uploads`."""

    parts = Nested(UploadsParts)
    cancel = Endpoint("POST", "/uploads/{upload_id}/cancel", "Upload")
    complete = Endpoint("POST", "/uploads/{upload_id}/complete", "Upload", body="CompleteUploadRequest")
    create = Endpoint("POST", "/uploads", "Upload", body="CreateUploadRequest")
    upload_file_chunked = Composed("uploading:upload_file_chunked")
