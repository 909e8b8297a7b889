# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.files`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..composed import Composed
from ..endpoint import Endpoint, Resource

__all__ = ["Files"]

M = TypeVar("M")


class Files(Resource[M]):
    """`client.files`."""

    content = Endpoint("GET", "/files/{file_id}/content", answer="bytes", accept="application/binary")
    create = Endpoint("POST", "/files", "OpenAIFile", body="CreateFileRequest", multipart=True)
    delete = Endpoint("DELETE", "/files/{file_id}", "DeleteFileResponse")
    list = Endpoint("GET", "/files", "ListFilesResponse", query="purpose limit order after", page="after=id")
    retrieve = Endpoint("GET", "/files/{file_id}", "OpenAIFile")
    retrieve_content = Endpoint("GET", "/files/{file_id}/content", answer="text", accept="application/json")
    wait_for_processing = Composed("polling:wait_for_processing")
