# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.responses`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..composed import Composed
from ..session_methods import ResponsesSessions
from ..endpoint import Endpoint, Nested, Resource

__all__ = ["Responses", "ResponsesInputItems", "ResponsesInputTokens"]

M = TypeVar("M")


class ResponsesInputItems(Resource[M]):
    """`client.responses.input_items`."""

    list = Endpoint("GET", "/responses/{response_id}/input_items", "ResponseItemList", query="limit order after include", page="after=id")


class ResponsesInputTokens(Resource[M]):
    """`client.responses.input_tokens`."""

    count = Endpoint("POST", "/responses/input_tokens", "TokenCountsResource", body="TokenCountsBody")


class Responses(ResponsesSessions[M]):
    """`client.responses`."""

    input_items = Nested(ResponsesInputItems)
    input_tokens = Nested(ResponsesInputTokens)
    cancel = Endpoint("POST", "/responses/{response_id}/cancel", "Response")
    compact = Endpoint("POST", "/responses/compact", "CompactResource", body="CompactResponseMethodPublicBody")
    create = Endpoint("POST", "/responses", "Response", body="CreateResponse", event="ResponseStreamEvent")
    delete = Endpoint("DELETE", "/responses/{response_id}", answer="none")
    retrieve = Endpoint("GET", "/responses/{response_id}", "Response", query="include stream starting_after include_obfuscation", event="ResponseStreamEvent")
    parse = Composed("parsing:parse_response", like="create", without="stream")
    stream = Composed("accumulating:stream_response", like="create", without="stream")
