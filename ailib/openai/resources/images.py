# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.images`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..endpoint import Endpoint, Resource

__all__ = ["Images"]

M = TypeVar("M")


class Images(Resource[M]):
    """`client.images`."""

    create_variation = Endpoint("POST", "/images/variations", "ImagesResponse", body="CreateImageVariationRequest", multipart=True)
    edit = Endpoint("POST", "/images/edits", "ImagesResponse", body="CreateImageEditBody", multipart="file", event="ImageEditStreamEvent")
    generate = Endpoint("POST", "/images/generations", "ImagesResponse", body="CreateImageRequest", event="ImageGenStreamEvent")
