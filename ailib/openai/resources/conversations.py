# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.conversations`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..endpoint import Endpoint, Nested, Resource

__all__ = ["Conversations", "ConversationsItems"]

M = TypeVar("M")


class ConversationsItems(Resource[M]):
    """`client.conversations.items`."""

    create = Endpoint("POST", "/conversations/{conversation_id}/items", "ConversationItemList", query="include", body="CreateConversationItemsBody")
    delete = Endpoint("DELETE", "/conversations/{conversation_id}/items/{item_id}", "ConversationResource")
    list = Endpoint("GET", "/conversations/{conversation_id}/items", "ConversationItemList", query="limit order after include", page="after=last_id")
    retrieve = Endpoint("GET", "/conversations/{conversation_id}/items/{item_id}", "ConversationItem", query="include")


class Conversations(Resource[M]):
    """`client.conversations`."""

    items = Nested(ConversationsItems)
    create = Endpoint("POST", "/conversations", "ConversationResource", body="CreateConversationBody")
    delete = Endpoint("DELETE", "/conversations/{conversation_id}", "DeletedConversationResource")
    retrieve = Endpoint("GET", "/conversations/{conversation_id}", "ConversationResource")
    update = Endpoint("POST", "/conversations/{conversation_id}", "ConversationResource", body="UpdateConversationBody")
