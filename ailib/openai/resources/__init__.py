# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""The resource tree: `API` is the root, each branch is a module that is imported when it is first used."""

from __future__ import annotations

from typing import TypeVar

from ..endpoint import Nested, Resource

__all__ = ["API"]

M = TypeVar("M")


class API(Resource[M]):
    """Everything there is to call."""

    admin = Nested("admin:Admin")
    audio = Nested("audio:Audio")
    batches = Nested("batches:Batches")
    beta = Nested("beta:Beta")
    chat = Nested("chat:Chat")
    completions = Nested("completions:Completions")
    containers = Nested("containers:Containers")
    content_provenance_checks = Nested("content_provenance_checks:ContentProvenanceChecks")
    conversations = Nested("conversations:Conversations")
    embeddings = Nested("embeddings:Embeddings")
    evals = Nested("evals:Evals")
    files = Nested("files:Files")
    fine_tuning = Nested("fine_tuning:FineTuning")
    images = Nested("images:Images")
    models = Nested("models:Models")
    moderations = Nested("moderations:Moderations")
    realtime = Nested("realtime:Realtime")
    responses = Nested("responses:Responses")
    skills = Nested("skills:Skills")
    uploads = Nested("uploads:Uploads")
    vector_stores = Nested("vector_stores:VectorStores")
    videos = Nested("videos:Videos")
