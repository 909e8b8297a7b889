# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.containers`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..endpoint import Endpoint, Nested, Resource

__all__ = ["Containers", "ContainersFiles", "ContainersFilesContent"]

M = TypeVar("M")


class ContainersFilesContent(Resource[M]):
    """`client.containers.files.content`."""

    retrieve = Endpoint("GET", "/containers/{container_id}/files/{file_id}/content", answer="bytes", accept="application/binary")


class ContainersFiles(Resource[M]):
    """`client.containers.files`."""

    content = Nested(ContainersFilesContent)
    create = Endpoint("POST", "/containers/{container_id}/files", "ContainerFileResource", body="CreateContainerFileBody", multipart="file")
    delete = Endpoint("DELETE", "/containers/{container_id}/files/{file_id}", answer="none")
    list = Endpoint("GET", "/containers/{container_id}/files", "ContainerFileListResource", query="limit order after", page="after=id")
    retrieve = Endpoint("GET", "/containers/{container_id}/files/{file_id}", "ContainerFileResource")


class Containers(Resource[M]):
    """`client.containers`."""

    files = Nested(ContainersFiles)
    create = Endpoint("POST", "/containers", "ContainerResource", body="CreateContainerBody")
    delete = Endpoint("DELETE", "/containers/{container_id}", answer="none")
    list = Endpoint("GET", "/containers", "ContainerListResource", query="limit order after name", page="after=id")
    retrieve = Endpoint("GET", "/containers/{container_id}", "ContainerResource")
