# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.vector_stores`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..composed import Composed
from ..endpoint import Endpoint, Nested, Resource

__all__ = ["VectorStores", "VectorStoresFileBatches", "VectorStoresFiles"]

M = TypeVar("M")


class VectorStoresFileBatches(Resource[M]):
    """`client.vector_stores.file_batches`."""

    cancel = Endpoint("POST", "/vector_stores/{vector_store_id}/file_batches/{batch_id}/cancel", "VectorStoreFileBatchObject", beta="assistants=v2")
    create = Endpoint("POST", "/vector_stores/{vector_store_id}/file_batches", "VectorStoreFileBatchObject", body="CreateVectorStoreFileBatchRequest", beta="assistants=v2")
    list_files = Endpoint("GET", "/vector_stores/{vector_store_id}/file_batches/{batch_id}/files", "ListVectorStoreFilesResponse", query="limit order after before filter", page="after=id", beta="assistants=v2")
    retrieve = Endpoint("GET", "/vector_stores/{vector_store_id}/file_batches/{batch_id}", "VectorStoreFileBatchObject", beta="assistants=v2")
    create_and_poll = Composed("polling:batch_create_and_poll", like="create")
    poll = Composed("polling:batch_poll")
    upload_and_poll = Composed("polling:batch_upload_and_poll", like="create", without="attributes")


class VectorStoresFiles(Resource[M]):
    """`client.vector_stores.files`."""

    content = Endpoint("GET", "/vector_stores/{vector_store_id}/files/{file_id}/content", "VectorStoreFileContentResponse", page="-", beta="assistants=v2")
    create = Endpoint("POST", "/vector_stores/{vector_store_id}/files", "VectorStoreFileObject", body="CreateVectorStoreFileRequest", beta="assistants=v2")
    delete = Endpoint("DELETE", "/vector_stores/{vector_store_id}/files/{file_id}", "DeleteVectorStoreFileResponse", beta="assistants=v2")
    list = Endpoint("GET", "/vector_stores/{vector_store_id}/files", "ListVectorStoreFilesResponse", query="limit order after before filter", page="after=id", beta="assistants=v2")
    retrieve = Endpoint("GET", "/vector_stores/{vector_store_id}/files/{file_id}", "VectorStoreFileObject", beta="assistants=v2")
    update = Endpoint("POST", "/vector_stores/{vector_store_id}/files/{file_id}", "VectorStoreFileObject", body="UpdateVectorStoreFileAttributesRequest", beta="assistants=v2")
    create_and_poll = Composed("polling:file_create_and_poll", like="create")
    poll = Composed("polling:file_poll")
    upload = Composed("polling:file_upload", like="create", without="file_id attributes")
    upload_and_poll = Composed("polling:file_upload_and_poll", like="create", without="file_id")


class VectorStores(Resource[M]):
    """`client.vector_stores`."""

    file_batches = Nested(VectorStoresFileBatches)
    files = Nested(VectorStoresFiles)
    create = Endpoint("POST", "/vector_stores", "VectorStoreObject", body="CreateVectorStoreRequest", beta="assistants=v2")
    delete = Endpoint("DELETE", "/vector_stores/{vector_store_id}", "DeleteVectorStoreResponse", beta="assistants=v2")
    list = Endpoint("GET", "/vector_stores", "ListVectorStoresResponse", query="limit order after before", page="after=id", beta="assistants=v2")
    retrieve = Endpoint("GET", "/vector_stores/{vector_store_id}", "VectorStoreObject", beta="assistants=v2")
    search = Endpoint("POST", "/vector_stores/{vector_store_id}/search", "VectorStoreSearchResultsPage", body="VectorStoreSearchRequest", page="-", beta="assistants=v2")
    update = Endpoint("POST", "/vector_stores/{vector_store_id}", "VectorStoreObject", body="UpdateVectorStoreRequest", beta="assistants=v2")
