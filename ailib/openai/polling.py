"""Jobs that take a while: begun, and looked at until they have ended.

How often: `poll_interval_ms`, else what the provider says in `openai-poll-after-ms`, else every second. How long:
`max_wait_seconds`, or the `deadline` of the timeout; then `RequestTimeout` with the job as its `partial`. `cancel`
wakes a sleep, too. A job that failed is an answer: look at its `status`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ..errors import AilibError, RequestTimeout
from .composed import Work, seconds_of
from .model import omit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .endpoint import Endpoint, Resource

__all__ = [
    "batch_create_and_poll",
    "batch_poll",
    "batch_upload_and_poll",
    "file_create_and_poll",
    "file_poll",
    "file_upload",
    "file_upload_and_poll",
    "run_create_and_poll",
    "run_poll",
    "run_submit_and_poll",
    "thread_create_and_run_poll",
    "video_create_and_poll",
    "video_poll",
    "wait_for_processing",
]

# States in which a job goes on. Every other one, also one that is not known, is an answer.
_GOING = frozenset({"in_progress", "queued", "cancelling", "uploaded", "pending", "running"})


async def _watch(work: Work, endpoint: Endpoint, job: str, what: str, every: Any, **where: Any) -> Any:
    """Look at a job until it has ended."""
    found: Any = None
    while True:
        try:
            found, headers = await work.answer(endpoint, job, **where)
        except AilibError as error:
            if found is not None and isinstance(error, RequestTimeout) and error.phase == "deadline":
                raise work.late(what, found) from error
            error.partial = error.partial or found
            raise
        if getattr(found, "status", None) not in _GOING:
            return found
        await work.pause(seconds_of(every, headers), what, found)


def _endpoint(resource: Resource[Any], name: str) -> Endpoint:
    found: Endpoint = getattr(type(resource), name)
    return found


def _split(keywords: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fields of the request, and what every call takes."""
    from .endpoint import CALL_KEYWORDS

    call = {name: keywords.pop(name) for name in CALL_KEYWORDS if name in keywords}
    return keywords, call


async def wait_for_processing(
    resource: Resource[Any],
    id: str,  # noqa: A002 - the official package's name
    *,
    poll_interval: float = 5.0,
    max_wait_seconds: float = 1800.0,
    **keywords: Any,
) -> Any:
    """Wait until a file is processed.

    Args:
        resource: The resource.
        id: The file.
        poll_interval: Seconds between two looks.
        max_wait_seconds: When to give up.
        keywords: Those of every call.

    Raises:
        RequestTimeout: It took longer; `partial` is the file.
    """
    work = Work(resource, keywords, max_wait_seconds, poll_interval * 1000)
    return await _watch(
        work, _endpoint(resource, "retrieve"), id, f"The file {id} was not processed", poll_interval * 1000
    )


# -- vector stores


async def _ready(resource: Resource[Any], work: Work, what: str, job: str, vector_store_id: str, every: Any) -> Any:
    """Look at a file, or a batch of files, of a vector store until it is no longer in progress."""
    endpoint, late = _endpoint(resource, "retrieve"), f"The {what} {job} was not ready"
    return await _watch(work, endpoint, job, late, every, vector_store_id=vector_store_id)


async def file_poll(
    resource: Resource[Any],
    file_id: str,
    *,
    vector_store_id: str,
    poll_interval_ms: Any = omit,
    max_wait_seconds: Any = omit,
    **keywords: Any,
) -> Any:
    """Wait until a file of a vector store is no longer in progress.

    Raises:
        RequestTimeout: It took longer than `max_wait_seconds`; `partial` is the file.
    """
    work = Work(resource, keywords, max_wait_seconds or None, poll_interval_ms)
    return await _ready(resource, work, "file", file_id, vector_store_id, poll_interval_ms)


async def file_create_and_poll(
    resource: Resource[Any],
    file_id: str,
    *,
    vector_store_id: str,
    attributes: Any = omit,
    chunking_strategy: Any = omit,
    poll_interval_ms: Any = omit,
    max_wait_seconds: Any = omit,
    **keywords: Any,
) -> Any:
    """Put a file into a vector store and wait until it is ready there; see `poll`."""
    work = Work(resource, keywords, max_wait_seconds or None, poll_interval_ms)
    await work.ask(
        _endpoint(resource, "create"),
        vector_store_id,
        file_id=file_id,
        attributes=attributes,
        chunking_strategy=chunking_strategy,
    )
    return await _ready(resource, work, "file", file_id, vector_store_id, poll_interval_ms)


def _files() -> Endpoint:
    from .resources.files import Files

    found: Any = Files.create
    return cast("Endpoint", found)


async def file_upload(
    resource: Resource[Any], *, vector_store_id: str, file: Any, chunking_strategy: Any = omit, **keywords: Any
) -> Any:
    """Upload a file and put it into a vector store; it may not be ready yet."""
    work = Work(resource, keywords)
    stored = await work.ask(_files(), file=file, purpose="assistants")
    try:
        return await work.ask(
            _endpoint(resource, "create"), vector_store_id, file_id=stored.id, chunking_strategy=chunking_strategy
        )
    except AilibError as error:
        error.partial = error.partial or stored
        raise


async def file_upload_and_poll(
    resource: Resource[Any],
    *,
    vector_store_id: str,
    file: Any,
    attributes: Any = omit,
    chunking_strategy: Any = omit,
    poll_interval_ms: Any = omit,
    max_wait_seconds: Any = omit,
    **keywords: Any,
) -> Any:
    """Upload a file, put it into a vector store and wait until it is ready there; see `poll`.

    Raises:
        AilibError: `partial` is the file that was uploaded before.
    """
    work = Work(resource, keywords, max_wait_seconds or None, poll_interval_ms)
    stored = await work.ask(_files(), file=file, purpose="assistants")
    try:
        await work.ask(
            _endpoint(resource, "create"),
            vector_store_id,
            file_id=stored.id,
            attributes=attributes,
            chunking_strategy=chunking_strategy,
        )
        return await _ready(resource, work, "file", stored.id, vector_store_id, poll_interval_ms)
    except AilibError as error:
        error.partial = error.partial or stored
        raise


async def batch_poll(
    resource: Resource[Any],
    batch_id: str,
    *,
    vector_store_id: str,
    poll_interval_ms: Any = omit,
    max_wait_seconds: Any = omit,
    **keywords: Any,
) -> Any:
    """Wait until a batch of files is no longer in progress.

    Raises:
        RequestTimeout: It took longer than `max_wait_seconds`; `partial` is the batch.
    """
    work = Work(resource, keywords, max_wait_seconds or None, poll_interval_ms)
    return await _ready(resource, work, "batch", batch_id, vector_store_id, poll_interval_ms)


async def _batch(resource: Resource[Any], work: Work, vector_store_id: str, every: Any, fields: dict[str, Any]) -> Any:
    made = await work.ask(_endpoint(resource, "create"), vector_store_id, **fields)
    return await _ready(resource, work, "batch", made.id, vector_store_id, every)


async def batch_create_and_poll(
    resource: Resource[Any],
    vector_store_id: str,
    *,
    file_ids: Any = omit,
    files: Any = omit,
    attributes: Any = omit,
    chunking_strategy: Any = omit,
    poll_interval_ms: Any = omit,
    max_wait_seconds: Any = omit,
    **keywords: Any,
) -> Any:
    """Put files into a vector store and wait until they are ready there; see `poll`."""
    work = Work(resource, keywords, max_wait_seconds or None, poll_interval_ms)
    fields = {"file_ids": file_ids, "files": files, "attributes": attributes, "chunking_strategy": chunking_strategy}
    return await _batch(resource, work, vector_store_id, poll_interval_ms, fields)


async def batch_upload_and_poll(
    resource: Resource[Any],
    vector_store_id: str,
    *,
    files: Iterable[Any],
    max_concurrency: int = 5,
    file_ids: Iterable[str] = (),
    chunking_strategy: Any = omit,
    poll_interval_ms: Any = omit,
    max_wait_seconds: Any = omit,
    **keywords: Any,
) -> Any:
    """Upload files, put them into a vector store and wait until they are ready there; see `poll`.

    Args:
        resource: The resource.
        vector_store_id: The vector store.
        files: What to upload, in any form that `files.create` takes.
        max_concurrency: Uploads at once.
        file_ids: Files that are uploaded already.
        chunking_strategy: As for `create`.
        poll_interval_ms: As for `poll`.
        max_wait_seconds: For everything; as for `poll`.
        keywords: Those of every call.

    Raises:
        AilibError: Something failed; `partial` is the list of ids that were uploaded until then.
    """
    from ..core.batch import checked_limit

    limit = checked_limit(max_concurrency)
    work = Work(resource, keywords, max_wait_seconds or None, poll_interval_ms)
    endpoint = _files()
    done: dict[int, str] = {}
    failed: list[AilibError] = []

    async def upload(numbered: tuple[int, Any]) -> None:
        number, file = numbered
        if failed:
            return
        try:
            done[number] = (await work.ask(endpoint, file=file, purpose="assistants")).id
        except AilibError as error:
            failed.append(error)

    async for _ in work.core.runtime.map_unordered(upload, enumerate(files), limit):
        pass
    uploaded = [done[number] for number in sorted(done)]
    if failed:
        failed[0].partial = uploaded
        raise failed[0]
    fields = {"file_ids": [*file_ids, *uploaded], "chunking_strategy": chunking_strategy}
    try:
        return await _batch(resource, work, vector_store_id, poll_interval_ms, fields)
    except AilibError as error:
        error.partial = error.partial or uploaded
        raise


# -- videos


async def video_poll(
    resource: Resource[Any],
    video_id: str,
    *,
    poll_interval_ms: Any = omit,
    max_wait_seconds: Any = omit,
    **keywords: Any,
) -> Any:
    """Wait until a video is made, or has failed.

    Raises:
        RequestTimeout: It took longer than `max_wait_seconds`; `partial` is the video.
    """
    work = Work(resource, keywords, max_wait_seconds or None, poll_interval_ms)
    endpoint = _endpoint(resource, "retrieve")
    return await _watch(work, endpoint, video_id, f"The video {video_id} was not made", poll_interval_ms)


async def video_create_and_poll(
    resource: Resource[Any], *, poll_interval_ms: Any = omit, max_wait_seconds: Any = omit, **keywords: Any
) -> Any:
    """Have a video made and wait for it; see `poll`."""
    fields, call = _split(keywords)
    work = Work(resource, call, max_wait_seconds or None, poll_interval_ms)
    made, headers = await work.answer(_endpoint(resource, "create"), **fields)
    if made.status not in _GOING:
        return made
    await work.pause(seconds_of(poll_interval_ms, headers), f"The video {made.id} was not made", made)
    return await _watch(
        work, _endpoint(resource, "retrieve"), made.id, f"The video {made.id} was not made", poll_interval_ms
    )


# -- runs of assistants


async def _run(work: Work, made: Any, every: Any) -> Any:
    from .resources.beta import BetaThreadsRuns

    endpoint: Any = BetaThreadsRuns.retrieve
    return await _watch(work, endpoint, made.id, f"The run {made.id} has not ended", every, thread_id=made.thread_id)


async def run_poll(
    resource: Resource[Any],
    run_id: str,
    thread_id: str,
    *,
    poll_interval_ms: Any = omit,
    max_wait_seconds: Any = omit,
    **keywords: Any,
) -> Any:
    """Wait until a run has ended, or wants something (`requires_action`).

    Raises:
        RequestTimeout: It took longer than `max_wait_seconds`; `partial` is the run.
    """
    work = Work(resource, keywords, max_wait_seconds or None, poll_interval_ms)
    endpoint = _endpoint(resource, "retrieve")
    return await _watch(
        work, endpoint, run_id, f"The run {run_id} has not ended", poll_interval_ms, thread_id=thread_id
    )


async def run_create_and_poll(
    resource: Resource[Any], *, poll_interval_ms: Any = omit, max_wait_seconds: Any = omit, **keywords: Any
) -> Any:
    """Begin a run and wait until it has ended, or wants something; see `poll`."""
    fields, call = _split(keywords)
    work = Work(resource, call, max_wait_seconds or None, poll_interval_ms)
    return await _run(work, await work.ask(_endpoint(resource, "create"), **fields), poll_interval_ms)


async def run_submit_and_poll(
    resource: Resource[Any], *, poll_interval_ms: Any = omit, max_wait_seconds: Any = omit, **keywords: Any
) -> Any:
    """Give a run the outputs of its tools and wait until it has ended, or wants something; see `poll`."""
    fields, call = _split(keywords)
    work = Work(resource, call, max_wait_seconds or None, poll_interval_ms)
    return await _run(work, await work.ask(_endpoint(resource, "submit_tool_outputs"), **fields), poll_interval_ms)


async def thread_create_and_run_poll(
    resource: Resource[Any], *, poll_interval_ms: Any = omit, max_wait_seconds: Any = omit, **keywords: Any
) -> Any:
    """Make a thread, begin a run in it and wait until that has ended, or wants something."""
    fields, call = _split(keywords)
    work = Work(resource, call, max_wait_seconds or None, poll_interval_ms)
    return await _run(work, await work.ask(_endpoint(resource, "create_and_run"), **fields), poll_interval_ms)
