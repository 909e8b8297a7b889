# Written by tools/build_openai.py from the published description of the API; changes here are lost.

from typing import TypeVar

from ..endpoint import Async, AsyncRaw, AsyncStreamed, Branch, Resource, Sync, SyncRaw, SyncStreamed
from .admin import Admin
from .audio import Audio
from .batches import Batches
from .beta import Beta
from .chat import Chat
from .completions import Completions
from .containers import Containers
from .content_provenance_checks import ContentProvenanceChecks
from .conversations import Conversations
from .embeddings import Embeddings
from .evals import Evals
from .files import Files
from .fine_tuning import FineTuning
from .images import Images
from .models import Models
from .moderations import Moderations
from .realtime import Realtime
from .responses import Responses
from .skills import Skills
from .uploads import Uploads
from .vector_stores import VectorStores
from .videos import Videos

__all__ = ["API"]

M = TypeVar("M")

class API(Resource[M]):
    admin: Branch[Admin[Sync], Admin[Async], Admin[SyncRaw], Admin[AsyncRaw], Admin[SyncStreamed], Admin[AsyncStreamed]]
    audio: Branch[Audio[Sync], Audio[Async], Audio[SyncRaw], Audio[AsyncRaw], Audio[SyncStreamed], Audio[AsyncStreamed]]
    batches: Branch[Batches[Sync], Batches[Async], Batches[SyncRaw], Batches[AsyncRaw], Batches[SyncStreamed], Batches[AsyncStreamed]]
    beta: Branch[Beta[Sync], Beta[Async], Beta[SyncRaw], Beta[AsyncRaw], Beta[SyncStreamed], Beta[AsyncStreamed]]
    chat: Branch[Chat[Sync], Chat[Async], Chat[SyncRaw], Chat[AsyncRaw], Chat[SyncStreamed], Chat[AsyncStreamed]]
    completions: Branch[Completions[Sync], Completions[Async], Completions[SyncRaw], Completions[AsyncRaw], Completions[SyncStreamed], Completions[AsyncStreamed]]
    containers: Branch[Containers[Sync], Containers[Async], Containers[SyncRaw], Containers[AsyncRaw], Containers[SyncStreamed], Containers[AsyncStreamed]]
    content_provenance_checks: Branch[ContentProvenanceChecks[Sync], ContentProvenanceChecks[Async], ContentProvenanceChecks[SyncRaw], ContentProvenanceChecks[AsyncRaw], ContentProvenanceChecks[SyncStreamed], ContentProvenanceChecks[AsyncStreamed]]
    conversations: Branch[Conversations[Sync], Conversations[Async], Conversations[SyncRaw], Conversations[AsyncRaw], Conversations[SyncStreamed], Conversations[AsyncStreamed]]
    embeddings: Branch[Embeddings[Sync], Embeddings[Async], Embeddings[SyncRaw], Embeddings[AsyncRaw], Embeddings[SyncStreamed], Embeddings[AsyncStreamed]]
    evals: Branch[Evals[Sync], Evals[Async], Evals[SyncRaw], Evals[AsyncRaw], Evals[SyncStreamed], Evals[AsyncStreamed]]
    files: Branch[Files[Sync], Files[Async], Files[SyncRaw], Files[AsyncRaw], Files[SyncStreamed], Files[AsyncStreamed]]
    fine_tuning: Branch[FineTuning[Sync], FineTuning[Async], FineTuning[SyncRaw], FineTuning[AsyncRaw], FineTuning[SyncStreamed], FineTuning[AsyncStreamed]]
    images: Branch[Images[Sync], Images[Async], Images[SyncRaw], Images[AsyncRaw], Images[SyncStreamed], Images[AsyncStreamed]]
    models: Branch[Models[Sync], Models[Async], Models[SyncRaw], Models[AsyncRaw], Models[SyncStreamed], Models[AsyncStreamed]]
    moderations: Branch[Moderations[Sync], Moderations[Async], Moderations[SyncRaw], Moderations[AsyncRaw], Moderations[SyncStreamed], Moderations[AsyncStreamed]]
    realtime: Branch[Realtime[Sync], Realtime[Async], Realtime[SyncRaw], Realtime[AsyncRaw], Realtime[SyncStreamed], Realtime[AsyncStreamed]]
    responses: Branch[Responses[Sync], Responses[Async], Responses[SyncRaw], Responses[AsyncRaw], Responses[SyncStreamed], Responses[AsyncStreamed]]
    skills: Branch[Skills[Sync], Skills[Async], Skills[SyncRaw], Skills[AsyncRaw], Skills[SyncStreamed], Skills[AsyncStreamed]]
    uploads: Branch[Uploads[Sync], Uploads[Async], Uploads[SyncRaw], Uploads[AsyncRaw], Uploads[SyncStreamed], Uploads[AsyncStreamed]]
    vector_stores: Branch[VectorStores[Sync], VectorStores[Async], VectorStores[SyncRaw], VectorStores[AsyncRaw], VectorStores[SyncStreamed], VectorStores[AsyncStreamed]]
    videos: Branch[Videos[Sync], Videos[Async], Videos[SyncRaw], Videos[AsyncRaw], Videos[SyncStreamed], Videos[AsyncStreamed]]
