"""Keeping a conversation within a number of tokens.

Counting is by length unless you give a counter: any function of a text that returns a number of tokens, or the tokens
(`tiktoken.get_encoding("o200k_base").encode`). For the provider's own count of a request see `Client.count_tokens`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from .errors import InvalidRequestError
from .models.content import ContentPart, ImagePart, ReasoningPart, RefusalPart, ToolCall, describe
from .models.message import Message, Role
from .models.request import ChatCompletionRequest, MessagesInput
from .models.tokens import estimate_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sized

__all__ = ["count_messages", "count_text", "fit_messages", "truncate_to_limit"]

Counter: TypeAlias = "Callable[[str], int | Sized]"
_PER_MESSAGE = 4
_PER_IMAGE = 800


def count_text(text: str, counter: Counter | None = None) -> int:
    """Tokens of a text; 0 for none."""
    if not text:
        return 0
    if counter is None:
        return estimate_text(text)
    found: Any = counter(text)
    return found if isinstance(found, int) else len(found)


def _part(part: ContentPart, counter: Counter | None) -> int:
    if isinstance(part, ImagePart):
        return 85 if part.detail == "low" else _PER_IMAGE
    if isinstance(part, ToolCall):
        return count_text(part.name, counter) + count_text(part.arguments, counter) + _PER_MESSAGE
    if isinstance(part, (ReasoningPart, RefusalPart)):
        return count_text(part.text, counter)
    return count_text(describe(part), counter)


def _message(message: Message, counter: Counter | None) -> int:
    return _PER_MESSAGE + sum(_part(part, counter) for part in message.content)


def count_messages(messages: MessagesInput, counter: Counter | None = None) -> int:
    """Tokens of messages, their borders included."""
    return sum(_message(message, counter) for message in ChatCompletionRequest.of(messages).messages)


def truncate_to_limit(text: str, limit: int, suffix: str = "...", counter: Counter | None = None) -> str:
    """The longest beginning of a text that has at most `limit` tokens, `suffix` included; all of it when it fits.

    Raises:
        InvalidRequestError: The limit is negative.
    """
    if limit < 0:
        raise InvalidRequestError(f"limit must be 0 or more, not {limit}", param="limit")
    if count_text(text, counter) <= limit:
        return text
    if count_text(suffix, counter) > limit:
        suffix = ""
    least, most = 0, len(text)
    while least < most:  # tokens grow with the length
        middle = (least + most + 1) // 2
        if count_text(text[:middle] + suffix, counter) <= limit:
            least = middle
        else:
            most = middle - 1
    return text[:least] + suffix if least or count_text(suffix, counter) <= limit else ""


def _rounds(messages: list[Message]) -> list[list[Message]]:
    """Messages that have to stay together: a user's turn with what the model and the tools said to it."""
    rounds: list[list[Message]] = []
    for message in messages:
        if message.role == Role.USER or not rounds:
            rounds.append([])
        rounds[-1].append(message)
    return rounds


def fit_messages(messages: Iterable[Message], limit: int, *, counter: Counter | None = None) -> list[Message]:
    """The latest messages that have at most `limit` tokens.

    Instructions (system, developer) stay, and so does the last turn; the oldest turns go first, each with the answers
    and tool results that belong to it, so that no result is left without its call.

    Raises:
        InvalidRequestError: Instructions and last turn alone are longer.
    """
    given = list(messages)
    fixed = [message for message in given if message.role in (Role.SYSTEM, Role.DEVELOPER)]
    turns = _rounds([message for message in given if message.role not in (Role.SYSTEM, Role.DEVELOPER)])
    room = limit - sum(_message(message, counter) for message in fixed)
    kept: list[list[Message]] = []
    for turn in reversed(turns):
        room -= sum(_message(message, counter) for message in turn)
        if room < 0:
            break
        kept.append(turn)
    if room < 0 and not kept:
        raise InvalidRequestError(
            f"Instructions and the last turn have more than {limit} tokens",
            param="messages",
            hint="Shorten them, see truncate_to_limit, or take a model with a larger context",
        )
    staying = {id(message) for message in (*fixed, *(message for turn in kept for message in turn))}
    return [message for message in given if id(message) in staying]
