"""A chat stream: open it, pull batches of chunks, end it in the one way that is true.

Each `pull` awaits the network once and returns an iterator over the chunks that the bytes complete; the user's loop
drains it without coming back here, and each chunk is decoded when it is asked for.

How a stream ends: the provider's last word (clean), an error frame, a broken frame, a body that ends too early, silence
(`idle` counts events: comments and pings do not), the deadline, a lost connection, a cancel (quietly), or `aclose`.
Before the first content the stream is opened again where the error allows it; after it, never.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import AilibError, Cancelled, ConnectionLost, InvalidResponse, StreamTimeout
from .call import Call, CallOptions, Core, dumps_body, price
from .media import ready

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..cancel import CancelToken
    from ..models.chunk import ChatCompletionChunk
    from ..models.request import ChatCompletionRequest
    from ..models.response import ChatCompletionResponse
    from ..transport.base import HttpStream
    from ..wire.dialect import ChatStreamDecoder

__all__ = ["StreamFlow"]


class StreamFlow:
    """One stream, not yet opened.

    Attributes:
        ended: Nothing more will come.
        cancelled: Because somebody cancelled it.
    """

    def __init__(self, core: Core, request: ChatCompletionRequest, options: CallOptions) -> None:
        self._core = core
        self._model = request.model
        self._request = request
        self._body = b""
        self._url = ""
        self._options = options
        self.token: CancelToken | None = options.cancel
        self._call: Call | None = None
        self._stream: HttpStream | None = None
        self._decoder: ChatStreamDecoder | None = None
        self._error: AilibError | None = None
        self._waited = 0.0  # seconds spent waiting for the network since the last event; not what the user takes
        self._opened_at = 0.0
        self._read_at = 0.0
        self._events = 0
        self._first_token: float | None = None
        self._finished_at: float | None = None
        self.opened: bool = False
        self.ended: bool = False
        self.cancelled: bool = False

    async def open(self) -> None:
        """Send the request; return once the headers are there. Does nothing the second time.

        Raises:
            AilibError: Whatever a plain call would raise for the same answer.
        """
        if self.opened:
            return
        self.opened = True
        target = self._core.current()
        try:
            self._model = await self._core.model_for(self._request, self._options)
            self._call = call = self._core.call(self._model, self._options, streamed=True)
            call.asked = self._request = ready(self._request, target)
            self._body = dumps_body(target.dialect.encode_chat(self._request, target.profile, self._model, stream=True))
            self._url = target.address(target.dialect.chat_path(target.profile, self._model, stream=True))
            call.add_headers(target.dialect.headers(self._request, target.profile, self._model))
            await call.enter()
            await call.attempt(self._open_once)
        except Cancelled:
            await self._end(cancelled=True)
            if self.token is None or not self.token.cancelled:
                raise
        except BaseException:
            await self._end()
            raise

    async def _open_once(self) -> None:
        call, target = self._call, self._core.target
        assert call is not None
        self._opened_at = self._core.runtime.now()
        self._stream = await call.open("POST", self._url, self._body)
        self._decoder = target.dialect.chat_stream(target.profile, self._request, self._model)
        self._events = 0
        self._waited = 0.0

    async def pull(self) -> Iterator[ChatCompletionChunk] | None:
        """The next chunks (perhaps none), to be drained before the next pull; None at the end.

        Raises:
            StreamTruncated, StreamTimeout, InvalidEvent, RequestTimeout, ConnectionLost, APIError:
                With `partial`, the answer so far.
        """
        if not self.opened:
            await self.open()
        while not self.ended:
            if self.token is not None and self.token.cancelled:
                await self._end(cancelled=True)
                break
            self._settle()
            if self._error is not None:
                error = self._error
                if not await self._reopen(error):
                    await self._end()
                    raise self._explain(error)
                continue
            chunks = await self._read()
            if chunks is not None:
                return chunks
        return None

    def _settle(self) -> None:
        """Look at what the decoder made of the last read, now that its chunks have been drained."""
        decoder = self._decoder
        if decoder is None:
            return
        if decoder.events != self._events:
            self._events = decoder.events
            self._waited = 0.0
        if self._first_token is None and decoder.has_content:
            self._first_token = self._read_at
        if decoder.error is not None and self._error is None:
            self._error = decoder.error

    async def _read(self) -> Iterator[ChatCompletionChunk] | None:
        """One read of the network; sets `_error` or `ended`."""
        stream, decoder, call = self._stream, self._decoder, self._call
        assert stream is not None
        assert decoder is not None
        assert call is not None
        if decoder.done:
            await self._drain(stream)
            await self._end()
            return None
        idle = call.timeouts.idle
        until = call.deadline
        begun = self._core.runtime.now()
        if idle is not None:
            patience = begun + idle - self._waited
            until = patience if until is None else min(patience, until)
        try:
            data = await stream.read(until)
        except TimeoutError:
            await stream.aclose()
            if call.deadline is not None and self._core.runtime.now() >= call.deadline - 0.001:
                self._error = call.deadline_error()
            else:
                self._error = StreamTimeout(
                    f"No event for {idle:g} s", provider=self._core.target.profile.id, model=self._model
                )
            return None
        except ConnectionLost as error:
            self._error = error
            return None
        except Cancelled:
            await self._end(cancelled=True)
            return None
        self._read_at = self._core.runtime.now()
        self._waited += self._read_at - begun
        if data:
            return decoder.decode(data)
        # The end of the body: either the decoder is done now, or it says what is missing.
        return iter(decoder.finish())

    async def _drain(self, stream: HttpStream) -> None:
        """Behind the last word, read what little is left, so that the connection can be used again."""
        runtime = self._core.runtime
        until = runtime.now() + 0.05
        try:
            for _ in range(8):
                if not await stream.read(until):
                    break
        except (TimeoutError, ConnectionLost, Cancelled):
            pass  # the answer is complete; the connection is not worth a wait

    async def _reopen(self, error: AilibError) -> bool:
        """Open again, if the error allows it and no content has been given out."""
        call, decoder = self._call, self._decoder
        assert call is not None
        if decoder is None or decoder.has_content or not call.is_stream_error(error):
            return False
        if self._stream is not None:
            await self._stream.aclose()
        call.note_failure(error, self._opened_at)
        try:
            await call.failed(error, self._opened_at)
        except Cancelled:
            await self._end(cancelled=True)
            return True
        except AilibError as final:
            if final is error:
                return False
            raise
        self._error = None
        try:
            await call.attempt(self._open_once)
        except Cancelled:
            await self._end(cancelled=True)
        except BaseException:
            await self._end()
            raise
        return True

    def _explain(self, error: AilibError) -> AilibError:
        """Put on the error what the user needs: whose it is, and what had arrived; and nothing that nobody may see."""
        assert self._call is not None
        from .censor import censor  # here: a program without errors does not pay for it

        censor(error, self._call.sent)
        error.provider = error.provider or self._core.target.profile.id
        error.model = error.model or self._model
        if self._call.attempts and self._call.attempts[-1].error is None:
            self._call.spoil(error, self._opened_at)
            self._call.note_failure(error, self._opened_at)
        error.attempts = tuple(self._call.attempts)
        if error.request_id is None and self._stream is not None:
            target = self._core.target
            error.request_id = target.dialect.request_id(self._stream.headers, target.profile)
        if isinstance(error, InvalidResponse) and error.content_type is None and self._stream is not None:
            error.status, error.content_type = self._stream.status, self._stream.headers.get("content-type") or ""
        if error.partial is None:
            error.partial = self.response()
        return error

    async def _end(self, *, cancelled: bool = False) -> None:
        """Close the connection (or give it back) and the permit; idempotent."""
        self.ended = True
        self.cancelled = self.cancelled or cancelled
        if self._finished_at is None:
            self._finished_at = self._core.runtime.now()
        try:
            if self._stream is not None:
                await self._stream.aclose()
        finally:
            if self._call is not None:
                self._call.leave()
                if self._core.gate is not None and self._decoder is not None:
                    whole = self._decoder.done and self._error is None
                    self._core.gate.ended(self._call, self._decoder.response().usage, complete=whole)

    async def aclose(self) -> None:
        """Stop here; the connection is closed unless the body was read to its end."""
        self.opened = True
        await self._end()

    @property
    def complete(self) -> bool:
        """Whether the provider's last word was read."""
        return self._decoder is not None and self._decoder.done

    @property
    def has_content(self) -> bool:
        """Whether content has been seen."""
        return self._decoder is not None and self._decoder.has_content

    def response(self) -> ChatCompletionResponse:
        """The answer so far; before the first chunk it is empty."""
        from ..models.response import ChatCompletionResponse
        from ..models.usage import UsageStatus

        target = self._core.target
        if self._decoder is None:
            return ChatCompletionResponse(
                model=self._model, provider=target.profile.id, usage_status=UsageStatus.PENDING, pricing=price
            )
        response = self._decoder.response()
        response.pricing = price
        if self._stream is not None:
            response.headers = self._stream.headers
            response.request_id = target.dialect.request_id(self._stream.headers, target.profile)
        if self._call is not None:
            response.attempts = tuple(self._call.attempts)
            end = self._finished_at if self._finished_at is not None else self._core.runtime.now()
            response.latency = end - self._call.started
            first = self._first_token
            if first is None and self._decoder.has_content:
                first = self._read_at  # it came with the latest read, whose chunks are being drained
            if first is not None:
                response.first_token = first - self._call.started
        return response
