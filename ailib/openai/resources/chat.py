# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.chat`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..composed import Composed
from ..endpoint import Endpoint, Nested, Resource

__all__ = ["Chat", "ChatCompletions", "ChatCompletionsMessages"]

M = TypeVar("M")


class ChatCompletionsMessages(Resource[M]):
    """`client.chat.completions.messages`."""

    list = Endpoint("GET", "/chat/completions/{completion_id}/messages", "ChatCompletionMessageList", query="after limit order", page="after=id")


class ChatCompletions(Resource[M]):
    """`client.chat.completions`."""

    messages = Nested(ChatCompletionsMessages)
    create = Endpoint("POST", "/chat/completions", "CreateChatCompletionResponse", body="CreateChatCompletionRequest", event="CreateChatCompletionStreamResponse")
    delete = Endpoint("DELETE", "/chat/completions/{completion_id}", "ChatCompletionDeleted")
    list = Endpoint("GET", "/chat/completions", "ChatCompletionList", query="model metadata after limit order", page="after=id")
    retrieve = Endpoint("GET", "/chat/completions/{completion_id}", "CreateChatCompletionResponse")
    update = Endpoint("POST", "/chat/completions/{completion_id}", "CreateChatCompletionResponse", body="UpdateChatCompletionBody")
    parse = Composed("parsing:parse_chat", like="create", without="stream")
    stream = Composed("accumulating:stream_chat", like="create", without="stream")


class Chat(Resource[M]):
    """`client.chat`."""

    completions = Nested(ChatCompletions)
