"""Interceptors and metrics around the calls of endpoints: the same hooks as around chats.

A hook gets an `EndpointRequest` and an `EndpointResponse` where a chat has its own kinds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ..errors import AilibError
from ..models.endpoint import EndpointResponse
from ..transport.base import HttpResponse
from ..wire.json import loads
from ..wire.openai_chat import decode_usage
from ..wire.openai_responses import decode_usage as decode_tokens
from ..wire.shapes import is_object
from .endpoint import EndpointRequest
from .hooks import Hooks, Passage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from .call import Call, CallOptions, Core

__all__ = ["EndpointPassage", "Replayed", "around_exchange", "hooks_of", "response_of"]


def hooks_of(core: Core) -> Hooks | None:
    """The interceptors and metrics of a core."""
    return core.outer if isinstance(core.outer, Hooks) else None


class EndpointPassage(Passage):
    """A call of an endpoint on its way through the interceptors."""

    _requests: Any = EndpointRequest
    _responses: Any = EndpointResponse

    def _model_of(self, core: Core, request: Any) -> str | None:  # noqa: ARG002 - part of the protocol
        return cast("EndpointRequest", request).model


def response_of(
    call: Call, status: int, headers: Mapping[str, str], body: bytes, data: Any, model: str | None
) -> EndpointResponse:
    """What the hooks are told of an answer."""
    usage = None
    if is_object(data):
        inner: Any = data.get("response")
        told: Any = data.get("usage") or (inner.get("usage") if is_object(inner) else None)
        usage = decode_tokens(told) if is_object(told) and "input_tokens" in told else decode_usage(told)
    made = EndpointResponse(
        status,
        headers,
        body,
        call.request_id,
        call.core.target.profile.id,
        model or "",
        tuple(call.attempts),
        data,
        latency=call.core.runtime.now() - call.started,
    )
    if usage is not None:
        made.usage = usage
    return made


def _data(answer: HttpResponse) -> Any:
    if "json" not in (answer.headers.get("content-type") or "json"):
        return None
    try:
        return loads(answer.body)
    except ValueError:
        return None


async def around_exchange(
    hooks: Hooks,
    core: Core,
    request: EndpointRequest,
    options: CallOptions | None,
    send: Callable[[EndpointRequest], Awaitable[tuple[HttpResponse, Call]]],
) -> tuple[HttpResponse, Call]:
    """A whole answer, with the hooks around it."""
    asked: Any = request
    passage = EndpointPassage(hooks, core, asked, options, stream=False)
    found: tuple[HttpResponse, Call] | None = None
    try:
        outcome: Any
        try:
            outcome = await passage.enter()
            if outcome is None:
                asked = passage.request
                found = await send(asked)
                answer, call = found
                data = _data(answer)
                outcome = response_of(call, answer.status, answer.headers, answer.body, data, request.model)
        except AilibError as error:
            outcome = error
        final: Any = await passage.settle(outcome)
        if found is not None and final is outcome:
            return found
        call = found[1] if found is not None else core.call(request.model, options)
        return HttpResponse(final.status, final.headers, final.body), call
    except BaseException as error:
        await passage.leave(error)
        raise


class Replayed:
    """An answer of an interceptor's, as a stream."""

    def __init__(self, answer: EndpointResponse) -> None:
        self.status: int = answer.status
        self.headers: Mapping[str, str] = answer.headers
        self._body = answer.body

    async def read(self, until: float | None) -> bytes:  # noqa: ARG002 - part of the protocol
        """All of it, then nothing."""
        body, self._body = self._body, b""
        return body

    async def aclose(self) -> None:
        """Nothing to close."""
