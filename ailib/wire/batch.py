"""Providers' own batch jobs, without any I/O: what is asked, what the answers mean, what stands in the results.

A form (`BatchForm`) is the way that one family of providers has for jobs. Each of its operations is a generator: it
yields `Ask`s, is sent `Answer`s, and returns what came of it. Whoever steps it does the I/O.
Which provider has which form, and its limits, is in `ProviderProfile.batch_jobs`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, TypeVar

import attrs

from .shapes import is_list, is_object, member

if TYPE_CHECKING:
    from collections.abc import Generator

    from ..providers.profile import BatchJobs, ProviderProfile

__all__ = ["Answer", "Ask", "BatchForm", "Content", "Job", "Order", "Result", "form_for"]

T = TypeVar("T")
NO_HEADERS: Mapping[str, str] = MappingProxyType({})

# What a job may have come to.
COMPLETED, FAILED, EXPIRED, CANCELLED = "completed", "failed", "expired", "cancelled"


@attrs.frozen(eq=False)
class Content:
    """The lines of a job as a body: `head`, then the lines with `between` between them, then `tail`.

    `each` makes something else of every line; such bodies are small.
    """

    head: bytes = b""
    between: bytes = b"\n"
    tail: bytes = b""
    each: Callable[[bytes], bytes] | None = None


@attrs.frozen(eq=False)
class Ask:
    """A request.

    Attributes:
        method, path, headers: As in `core.endpoint.EndpointRequest`.
        body: JSON as bytes, the lines of the job, or None.
        once: What it does must not be done twice.
    """

    method: str
    path: str
    body: bytes | Content | None = None
    headers: Mapping[str, str] = NO_HEADERS
    once: bool = False


@attrs.frozen(eq=False)
class Answer:
    """What came: the decoded JSON (None for an empty body), the headers, and the address that was asked."""

    data: Any
    headers: Mapping[str, str]
    url: str


Exchange: TypeAlias = "Generator[Ask, Answer, T]"


@attrs.frozen(eq=False)
class Order:
    """A job to be made.

    Attributes:
        tag: Our mark; also the beginning of its custom ids.
        kind: "chat" or "embeddings".
        model: The one model of its requests.
        items: How many requests.
        size: Bytes of the lines with one byte between them.
        file: Id of the uploaded input, None where it travels in the request.
        marker: The newest job before it (`BatchForm.marker`), for forms without marks of ours.
        headers: Headers that its requests need.
    """

    tag: str
    kind: str
    model: str
    items: int
    size: int
    file: str | None = None
    marker: str | None = None
    headers: Mapping[str, str] = NO_HEADERS


@attrs.frozen(eq=False)
class Job:
    """A job as its provider describes it.

    Attributes:
        id: Its id.
        status: The provider's own word.
        came_to: "completed", "failed", "expired" or "cancelled" once it has ended, "" before.
        total, succeeded, failed: Requests, None when it is not told.
        results: Paths where its results are.
        inline: Its results, where they stand in the job itself.
        error: What the provider says about a job that failed, as an error object, or None.
        lines: The lines (from 0) of the input that it says are wrong, each with an error object.
        marks: Where our mark or the id of the input file may be: all such words.
    """

    id: str
    status: str
    came_to: str = ""
    total: int | None = None
    succeeded: int | None = None
    failed: int | None = None
    results: tuple[str, ...] = ()
    inline: tuple[Any, ...] | None = None
    error: Mapping[str, Any] | None = None
    lines: tuple[tuple[int, Mapping[str, Any]], ...] = ()
    marks: tuple[str, ...] = ()


@attrs.frozen(eq=False)
class Result:
    """What became of one request.

    Attributes:
        custom_id: As it was sent.
        kind: "answer", "error", "expired" or "cancelled".
        body: The answer, or the error as the family's endpoint would have sent it.
        status: HTTP status of an error, None when it is not told.
        request_id: The provider's id of the request.
    """

    custom_id: str
    kind: str
    body: Any = None
    status: int | None = None
    request_id: str | None = None


class BatchForm(ABC):
    """One way to run jobs.

    Args:
        profile: Who runs them.
        jobs: What is known of its jobs.
    """

    name: ClassVar[str]

    def __init__(self, profile: ProviderProfile, jobs: BatchJobs) -> None:
        self.profile = profile
        self.jobs = jobs

    @abstractmethod
    def line(self, custom_id: str, body: Mapping[str, Any], order: Order) -> Mapping[str, Any]:
        """One line of the input."""

    @abstractmethod
    def upload(self, order: Order) -> Exchange[str | None]:
        """Send the lines ahead; the id of the file, or None where they travel with `create`."""

    @abstractmethod
    def create(self, order: Order) -> Exchange[Job]:
        """Make the job. The one request in it that makes it has `once` set."""

    @abstractmethod
    def look(self, job: str) -> Exchange[Job]:
        """What has become of a job."""

    @abstractmethod
    def cancel(self, job: str) -> Exchange[None]:
        """Ask for its end."""

    @abstractmethod
    def listed(self, order: Order) -> Exchange[list[Job]]:
        """The jobs that may be the one of this order, newest first; surely those with its mark."""

    def marker(self) -> Exchange[str | None]:
        """Something to tell the jobs that are made from now on from older ones; None where marks of ours do that."""
        yield from ()
        return None

    def is_ours(self, job: Job, order: Order) -> bool | None:
        """Whether a job is the one of this order; None when only its results can tell."""
        return order.tag in job.marks or (order.file is not None and order.file in job.marks)

    @abstractmethod
    def result(self, row: Mapping[str, Any], place: int, custom_ids: list[str]) -> Result | None:
        """What a row of the results says; None when it is none.

        Args:
            row: A decoded line, or an element of `Job.inline`.
            place: Its place, from 0.
            custom_ids: Those of the job, in the order of its lines, for forms that answer in that order.
        """


def form_for(profile: ProviderProfile) -> BatchForm | None:
    """How jobs are run at a provider; None when it has none that we speak."""
    jobs = profile.batch_jobs
    if jobs is None:
        return None
    from importlib import import_module

    made: BatchForm = import_module(f".batch_{jobs.form}", __package__).FORM(profile, jobs)
    return made


# --- reading ----------------------------------------------------------------------------------------------------------


def text_of(value: Any) -> str | None:
    """A string with something in it, or None."""
    return value if isinstance(value, str) and value else None


def whole(value: Any) -> int | None:
    """A count; Google writes it as text."""
    if isinstance(value, str) and value.isdigit():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def inner_object(data: Any, *names: str) -> dict[str, Any]:
    """The object under one of these names, or the thing itself; {} when there is none."""
    for name in names:
        found = member(data, name)
        if is_object(found):
            return found
    return data if is_object(data) else {}


def rows_of(data: Any, *names: str) -> list[dict[str, Any]]:
    """The objects in an array, or in the array under one of these names."""
    rows: Any = data
    if not is_list(data):
        rows = next((found for name in names if is_list(found := member(data, name))), ())
    return [row for row in rows if is_object(row)]


def multipart(fields: Mapping[str, str], name: str, boundary: str) -> tuple[Content, Mapping[str, str]]:
    """A form with fields and the lines as its file (RFC 7578), and its headers."""
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
        for field, value in fields.items()
    ]
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/jsonl\r\n\r\n"
    )
    content = Content("".join(parts).encode(), b"\n", f"\r\n--{boundary}--\r\n".encode())
    return content, {"Content-Type": f"multipart/form-data; boundary={boundary}"}
