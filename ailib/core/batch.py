"""Many requests at once: bounded, in input order, one response or error each.

Items take the whole path of a single call (permits, retries, deadline, the default model).
A cancel wakes what is in flight; those items end with `Cancelled`, the rest is not started.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping, Sized
from typing import Any, TypeAlias

import attrs

from ..cancel import CancelToken
from ..errors import AilibError, Cancelled, ConfigurationError
from ..models.batch import BatchItem, BatchProgress, BatchResult
from ..models.request import ChatCompletionRequest, MessagesInput
from ..options import is_whole
from .call import CallOptions, Core

__all__ = ["BatchInput", "OnProgress", "batch", "batch_items", "checked_limit", "smart_limit"]

BatchInput: TypeAlias = "Iterable[ChatCompletionRequest | MessagesInput]"
OnProgress: TypeAlias = "Callable[[BatchProgress], object]"

DEFAULT_LIMIT = 10


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
    core: Core, requests: BatchInput, limit: int, options: CallOptions | None = None
) -> AsyncGenerator[BatchItem, None]:
    """The items as they end, whatever their order; closing this early cancels what is in flight."""
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

    async def one(numbered_request: tuple[int, Any]) -> BatchItem:
        index, request = numbered_request
        if token.cancelled:
            return BatchItem(index, None, Cancelled("The batch was cancelled", reason=token.reason))
        try:
            return BatchItem(index, await core.chat(ChatCompletionRequest.of(request), options))
        except AilibError as error:
            return BatchItem(index, None, error)

    results = core.runtime.map_unordered(one, numbered(), limit)
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


async def batch(
    core: Core,
    requests: BatchInput,
    limit: int | None,
    on_progress: OnProgress | None = None,
    options: CallOptions | None = None,
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
    items = batch_items(core, requests, most, options)
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
