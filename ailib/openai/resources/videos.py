# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.videos`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..composed import Composed
from ..endpoint import Endpoint, Resource

__all__ = ["Videos"]

M = TypeVar("M")


class Videos(Resource[M]):
    """`client.videos`."""

    create = Endpoint("POST", "/videos", "VideoResource", body="CreateVideoBody", multipart=True)
    create_character = Endpoint("POST", "/videos/characters", "VideoCharacterResource", body="CreateVideoCharacterBody", multipart=True)
    delete = Endpoint("DELETE", "/videos/{video_id}", "DeletedVideoResource")
    download_content = Endpoint("GET", "/videos/{video_id}/content", query="variant", answer="bytes", accept="application/binary")
    edit = Endpoint("POST", "/videos/edits", "VideoResource", body="CreateVideoEditBody", multipart=True)
    extend = Endpoint("POST", "/videos/extensions", "VideoResource", body="CreateVideoExtendBody", multipart=True)
    get_character = Endpoint("GET", "/videos/characters/{character_id}", "VideoCharacterResource")
    list = Endpoint("GET", "/videos", "VideoListResource", query="limit order after", page="after=last_id")
    remix = Endpoint("POST", "/videos/{video_id}/remix", "VideoResource", body="CreateVideoRemixBody")
    retrieve = Endpoint("GET", "/videos/{video_id}", "VideoResource")
    create_and_poll = Composed("polling:video_create_and_poll", like="create")
    poll = Composed("polling:video_poll")
