# Written by tools/build_openai.py from the published description of the API; changes here are lost.

from typing import TypeVar

from ..endpoint import Async, Pair, Resource, Sync
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
    admin: Pair[Admin[Sync], Admin[Async]]
    audio: Pair[Audio[Sync], Audio[Async]]
    batches: Pair[Batches[Sync], Batches[Async]]
    beta: Pair[Beta[Sync], Beta[Async]]
    chat: Pair[Chat[Sync], Chat[Async]]
    completions: Pair[Completions[Sync], Completions[Async]]
    containers: Pair[Containers[Sync], Containers[Async]]
    content_provenance_checks: Pair[ContentProvenanceChecks[Sync], ContentProvenanceChecks[Async]]
    conversations: Pair[Conversations[Sync], Conversations[Async]]
    embeddings: Pair[Embeddings[Sync], Embeddings[Async]]
    evals: Pair[Evals[Sync], Evals[Async]]
    files: Pair[Files[Sync], Files[Async]]
    fine_tuning: Pair[FineTuning[Sync], FineTuning[Async]]
    images: Pair[Images[Sync], Images[Async]]
    models: Pair[Models[Sync], Models[Async]]
    moderations: Pair[Moderations[Sync], Moderations[Async]]
    realtime: Pair[Realtime[Sync], Realtime[Async]]
    responses: Pair[Responses[Sync], Responses[Async]]
    skills: Pair[Skills[Sync], Skills[Async]]
    uploads: Pair[Uploads[Sync], Uploads[Async]]
    vector_stores: Pair[VectorStores[Sync], VectorStores[Async]]
    videos: Pair[Videos[Sync], Videos[Async]]
