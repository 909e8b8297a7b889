"""Many requests at once: bounded, in input order, one response or error each.

Items take the whole path of a single call (permits, retries, deadline, the default model).
A cancel wakes what is in flight; those items end with `Cancelled`, the rest is not started.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping, Sized
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs

from ..cancel import CancelToken
from ..errors import AilibError, Cancelled, ConfigurationError
from ..models.batch import BatchItem, BatchProgress, BatchResult
from ..models.request import ChatCompletionRequest, MessagesInput
from ..models.tokens import estimate
from ..options import is_whole
from .adaptive import AdaptiveLimit
from .call import CallOptions, Core
from .warming import CacheOrder, beginning

if TYPE_CHECKING:
    from ..models.response import ChatCompletionResponse

__all__ = ["BatchInput", "OnProgress", "batch", "batch_items", "batch_smart", "checked_limit", "smart_limit"]

BatchInput: TypeAlias = "Iterable[ChatCompletionRequest | MessagesInput]"
OnProgress: TypeAlias = "Callable[[BatchProgress], object]"

DEFAULT_LIMIT = 10
LARGE = 100  # items from which on a smart batch may have more than that in flight
MOST = 64


def checked_limit(limit: int | None) -> int:
    """The limit; None is the default of 10.

    Raises:
        ConfigurationError: 0, negative, or no integer.
    """
    if limit is None:
        return DEFAULT_LIMIT
    if not is_whole(limit, 1):
        raise ConfigurationError(f"concurrency_limit must be an integer of at least 1, not {limit!r}")
    return limit


def smart_limit(size: int, environ: Mapping[str, str]) -> int:
    """1 for up to 3 requests, 5 for up to 10, else 10; `AI_LIB_BATCH_CONCURRENCY` overrides."""
    text = environ.get("AI_LIB_BATCH_CONCURRENCY", "").strip()
    if text.isdigit() and int(text) > 0:
        return int(text)
    return 1 if size <= 3 else 5 if size <= 10 else DEFAULT_LIMIT


async def batch_items(
    core: Core,
    requests: BatchInput,
    limit: int,
    options: CallOptions | None = None,
    adaptive: AdaptiveLimit | None = None,
    *,
    warm_cache: bool = False,
) -> AsyncGenerator[BatchItem, None]:
    """The items as they end, whatever their order; closing this early cancels what is in flight.

    With `adaptive`, `limit` is the most, and how many calls are really in flight follows the provider.
    With `warm_cache`, prompts that begin alike go one after the first of them has its answer.
    """
    options = options or CallOptions()
    user_token = options.cancel
    token = CancelToken()
    ticket = user_token.add(lambda: token.cancel(user_token.reason)) if user_token is not None else None
    options = attrs.evolve(options, cancel=token)

    def numbered() -> Iterator[tuple[int, Any]]:
        for index, request in enumerate(requests):
            if token.cancelled:
                return
            yield index, request

    order = CacheOrder(core.runtime) if warm_cache else None
    keyed: Iterable[tuple[bytes | None, tuple[int, Any]]]
    keyed = order.ordered(numbered(), _key) if order is not None else ((None, pair) for pair in numbered())

    async def one(keyed_request: tuple[bytes | None, tuple[int, Any]]) -> BatchItem:
        key, (index, request) = keyed_request
        if order is None or key is None:
            return await ask(index, request)
        first = False
        try:
            first = await order.enter(key, token)
            return await ask(index, request)
        except Cancelled as error:
            return BatchItem(index, None, error)
        finally:
            if first:
                order.leave(key)

    async def ask(index: int, request: Any) -> BatchItem:
        if token.cancelled:
            return BatchItem(index, None, Cancelled("The batch was cancelled", reason=token.reason))
        try:
            made = ChatCompletionRequest.of(request)
            answer = core.chat(made, options) if adaptive is None else _shaped(core, made, options, adaptive)
            return BatchItem(index, await answer)
        except AilibError as error:
            return BatchItem(index, None, error)

    results = core.runtime.map_unordered(one, keyed, limit)
    try:
        async for item in results:
            yield item
    except BaseException:
        token.cancel("the batch was left early")
        raise
    finally:
        if user_token is not None and ticket is not None:
            user_token.remove(ticket)
        token.cancel("the batch has ended")
        aclose = getattr(results, "aclose", None)
        if aclose is not None:
            await aclose()


def _key(pair: tuple[int, Any]) -> bytes | None:
    """What the prompt of a request begins with; None for what is no request."""
    try:
        return beginning(ChatCompletionRequest.of(pair[1]))
    except AilibError:
        return None


async def _shaped(
    core: Core, request: ChatCompletionRequest, options: CallOptions, limit: AdaptiveLimit
) -> ChatCompletionResponse:
    """A call that waits for its turn, and says afterwards how it went."""
    turn = await limit.acquire(options.cancel, lambda: int(estimate(request)) + (request.max_tokens or 0))
    try:
        response = await core.chat(request, options)
    except AilibError as error:
        limit.failed(error, turn)
        raise
    finally:
        limit.release()
    limit.succeeded(turn)
    if limit.curious:
        limit.learned(turn, response.rate_limits)
    return response


async def batch_smart(
    core: Core,
    requests: BatchInput,
    environ: Mapping[str, str],
    on_progress: OnProgress | None = None,
    options: CallOptions | None = None,
    *,
    warm_cache: bool = False,
) -> BatchResult:
    """All items, with as many in flight as fits their number and as the provider can bear."""
    if not isinstance(requests, (str, Mapping, ChatCompletionRequest)):
        requests = list(cast("Iterable[Any]", requests))
        start = smart_limit(len(requests), environ)
        # A number that somebody has set stands; and a small batch is over before growing would pay.
        fixed = len(requests) < LARGE or start != DEFAULT_LIMIT
        most = start if fixed else MOST
        limit = AdaptiveLimit(core.runtime, start, most)
        return await batch(core, requests, most, on_progress, options, limit, warm_cache=warm_cache)
    return await batch(core, cast("BatchInput", requests), None, on_progress, options)


async def batch(
    core: Core,
    requests: BatchInput,
    limit: int | None,
    on_progress: OnProgress | None = None,
    options: CallOptions | None = None,
    adaptive: AdaptiveLimit | None = None,
    *,
    warm_cache: bool = False,
) -> BatchResult:
    """All items, in input order; after a cancel the ones that were not started have `Cancelled` as their error."""
    most = checked_limit(limit)
    if core.ports.closed:
        raise ConfigurationError("This client is closed", hint="Make a new one, or keep it open with `with`")
    if isinstance(requests, (str, Mapping, ChatCompletionRequest)):
        raise ConfigurationError("A batch is a list of requests, not a single one")
    total = len(requests) if isinstance(requests, Sized) else None
    found: dict[int, BatchItem] = {}
    successful = 0
    items = batch_items(core, requests, most, options, adaptive, warm_cache=warm_cache)
    try:
        async for item in items:
            found[item.index] = item
            successful += item.ok
            if on_progress is not None:
                on_progress(BatchProgress(len(found), successful, len(found) - successful, total, item))
    finally:
        await items.aclose()
    size = max(max(found, default=-1) + 1, total or 0)
    reason = options.cancel.reason if options is not None and options.cancel is not None else None
    return BatchResult(
        found.get(index) or BatchItem(index, None, Cancelled("Not started: the batch was cancelled", reason=reason))
        for index in range(size)
    )
