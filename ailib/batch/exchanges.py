"""The exchanges of a provider's jobs: the generators of a form, stepped over the core; results read line by line."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from ..core.call import CallOptions
from ..core.endpoint import ByteFlow, EndpointRequest, exchange, json_of
from ..errors import AilibError, Cancelled, ConnectError, ConnectionLost, InvalidResponse
from ..options import Timeouts
from ..wire.batch import Answer, Content
from ..wire.json import loads
from .errors import StateError
from .spool import JobBody

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from ..cancel import CancelToken
    from ..core.call import Core
    from ..wire.batch import Exchange

__all__ = ["Exchanges"]

T = TypeVar("T")
_DOWNLOADS = 4  # attempts without a new line between them
_UPLOAD_READ = 300.0  # seconds: providers read a whole input before they say anything


class Exchanges:
    """What a run asks of a provider about its jobs.

    Args:
        core: Who asks.
        token: Ends what is in flight.
        pause: Seconds before the second attempt at reading results; then twice as long each time.
    """

    def __init__(self, core: Core, token: CancelToken, pause: float = 0.5) -> None:
        self._core = core
        self._pause = pause
        self._options = CallOptions(cancel=token)
        timeouts = core.settings.timeouts
        read = None if timeouts.read is None else max(timeouts.read, _UPLOAD_READ)
        # A whole input takes its time: the limit of a plain call is not meant for it.
        self._long = CallOptions(cancel=token, timeout=attrs.evolve(timeouts, read=read, call=None))

    def let_go(self) -> None:
        """From now on nothing ends what is in flight: the run was cancelled, and tells the provider so."""
        self._options = CallOptions(timeout=Timeouts(read=30.0, call=60.0))
        self._long = self._options

    async def drive(self, steps: Exchange[T], spool: str = "") -> T:
        """Step a form's generator to its end.

        Args:
            steps: The generator.
            spool: Where the lines of the job are.

        Raises:
            AilibError: Of any request in it.
        """
        try:
            ask = next(steps)
            while True:
                large = isinstance(ask.body, Content)
                body: Any = JobBody(spool, ask.body) if isinstance(ask.body, Content) else ask.body
                request = EndpointRequest(ask.method, ask.path, ask.headers, body, once=ask.once)
                answer, call = await exchange(self._core, request, self._long if large else self._options)
                url = call.sent.url if call.sent is not None else ""
                ask = steps.send(Answer(json_of(answer, call), answer.headers, url))
        except StopIteration as end:
            made: T = end.value
            return made
        except OSError as error:
            if isinstance(error, AilibError):
                raise
            raise StateError(f"{spool} cannot be read: {error.strerror or error}") from error
        finally:
            steps.close()

    async def rows(self, path: str, seen: Callable[[Any, int], None]) -> int:
        """Read a file of results, calling `seen` with every decoded line and its place.

        It is read from the start again when the connection breaks or the body ends within a line: `seen` has to bear
        that.

        Returns:
            How many lines could not be read.

        Raises:
            AilibError: It cannot be had.
        """
        best, left = 0, _DOWNLOADS
        while True:
            count = broken = 0
            error: AilibError | None = None
            try:
                async with aclosing(self._lines(path)) as lines:
                    async for line in lines:
                        try:
                            row = loads(line)
                        except ValueError:
                            broken += 1
                            if line.endswith(b"\n"):
                                count += 1
                                continue
                            error = ConnectionLost("The results ended within a line")
                            break
                        seen(row, count)
                        count += 1
                if error is None and (not broken or broken < count):
                    return broken
                error = error or InvalidResponse(f"None of the {broken} lines of the results is JSON")
            except Cancelled:
                raise
            except AilibError as failed:
                if not (failed.is_retryable or isinstance(failed, (ConnectionLost, ConnectError))):
                    raise
                error = failed
            left = _DOWNLOADS - 1 if count > best else left - 1
            best = max(best, count)
            if left <= 0:
                raise error
            await self._core.runtime.sleep(max(error.retry_after or 0.0, self._pause * 2 ** (_DOWNLOADS - left - 1)))

    async def _lines(self, path: str) -> AsyncGenerator[bytes]:
        """The lines of a body as they come, each with its end; the last one perhaps without."""
        flow = ByteFlow(self._core, EndpointRequest("GET", path, {"Accept": "*/*"}), self._options)
        rest = bytearray()
        try:
            while (piece := await flow.pull()) is not None:
                if b"\n" not in piece:
                    rest += piece
                    continue
                rest += piece
                lines = _split(bytes(rest))
                rest = bytearray()
                if not lines[-1].endswith(b"\n"):
                    rest += lines.pop()
                for line in lines:
                    if line.strip():
                        yield line
            if flow.cancelled:
                raise Cancelled("The run was cancelled while it read results")
            if rest.strip():
                yield bytes(rest)
        finally:
            await flow.aclose()


def _split(data: bytes) -> list[bytes]:
    """Lines that end with a line feed only."""
    pieces = data.split(b"\n")
    lines = [piece + b"\n" for piece in pieces[:-1]]
    return [*lines, pieces[-1]] if pieces[-1] else lines
