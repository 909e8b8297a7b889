"""`ailib demo`: a tour of a few seconds. Every figure it prints was measured just then.

The embedded provider listens on a port of its own, scripted for the tour, and `Client("embedded")` is pointed at it;
a model of the user's own takes the same steps but for those in which the server has to misbehave.
"""

from __future__ import annotations

import os
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..client import Client
from ..models.message import Message
from ..quick import quick_chat_text
from .screen import screen_for
from .target import target_of
from .terminal import cancel_on_interrupt

if TYPE_CHECKING:
    import argparse
    from collections.abc import Generator

    from ..models.batch import BatchProgress
    from ..testing import EmbeddedProvider
    from .screen import Screen
    from .terminal import Terminal

__all__ = ["run"]

_HELLO = "Say hello in one short sentence."
_STORY = "Describe a river in two sentences."
_LONG = "Tell me everything about rivers."
_BUSY = "Are you busy?"
_RIVERS = ("Nile", "Rhine", "Indus", "Congo", "Volga", "Tiber", "Yukon", "Ganges")
_RETRY_AFTER = 0.4

_RIVER = (
    "A river begins as a thread of water between stones and ends as a broad, slow road to the sea. On its way it "
    "grinds mountains to sand, feeds the cities on its banks, and never passes the same place twice."
)
_EVERYTHING = "Rivers carry rain back to the sea. They rise in springs, bogs and glaciers. " + _RIVER


@contextmanager
def _scripted(*, fast: bool) -> Generator[EmbeddedProvider]:
    """The embedded provider with the tour's answers, where `Client("embedded")` finds it."""
    from ..testing import EmbeddedProvider, Fault, Pace

    pace = Pace(first_token=0.03, tokens_per_second=1500) if fast else Pace()
    provider = EmbeddedProvider(pace=pace)
    provider.answer(_HELLO, text="Hello! I live inside this process and I am happy to meet you.")
    provider.answer(_STORY, text=_RIVER)
    provider.answer(_LONG, text=_EVERYTHING, fault=Fault(stall_after=26))
    provider.answer(_BUSY, fault=Fault(status=429, retry_after=0.1 if fast else _RETRY_AFTER), times=1)
    provider.answer(_BUSY, text="Not any more: thank you for waiting as long as I asked.")
    for river in _RIVERS:
        provider.answer(river, text=f"The {river} is long, old and worth a visit.")
    names = ("EMBEDDED_BASE_URL", "EMBEDDED_API_KEY")
    before = {name: os.environ.pop(name, None) for name in names}
    try:
        with provider:
            os.environ["EMBEDDED_BASE_URL"] = provider.base_url
            yield provider
    finally:
        os.environ.pop("EMBEDDED_BASE_URL", None)
        os.environ.update({name: value for name, value in before.items() if value is not None})


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds * 1000:.0f} ms"


class _Tour:
    """The steps; `provider` is None on a tour with the user's own model."""

    def __init__(self, screen: Screen, client: Client, target: str, provider: EmbeddedProvider | None) -> None:
        self._screen = screen
        self._client = client
        self._target = target
        self._provider = provider

    def one_liner(self, *, base_url: str | None) -> None:
        screen = self._screen
        screen.step(1, "One line", f'import ailib\nailib.quick_chat_text("{_HELLO}", model="{self._target}")')
        started = time.perf_counter()
        # The one-liner has no address of its own to set.
        text = quick_chat_text(_HELLO, model=self._target) if base_url is None else self._client.quick_chat_text(_HELLO)
        elapsed = time.perf_counter() - started
        screen.say(text)
        screen.fact(f"answered in {_milliseconds(elapsed)}")

    def stream(self) -> None:
        screen = self._screen
        screen.step(
            2,
            "Stream",
            f'client = ailib.Client("{self._target}")\n'
            f'for chunk in client.chat_completion_stream("{_STORY}"):\n'
            '    print(chunk.text, end="", flush=True)',
        )
        with self._client.chat_completion_stream(_STORY) as stream:
            for chunk in stream:
                screen.say(chunk.text)
        stats, usage = stream.stats, stream.response.usage
        first = "" if stats.time_to_first_token_ms is None else f"first token {stats.time_to_first_token_ms:.0f} ms, "
        tokens = f", {usage.completion_tokens} tokens" if usage.completion_tokens else ""
        screen.fact(f"{first}whole answer {stats.latency_ms:.0f} ms{tokens}")

    def cancel(self) -> None:
        screen, provider = self._screen, self._provider
        name = (
            "Cancel" if provider is None else "Cancel: the server falls silent, the read blocks, another thread ends it"
        )
        screen.step(
            3,
            name,
            f'stream, handle = client.chat_completion_stream_with_cancel("{_LONG}")\n'
            "threading.Timer(0.8, handle.cancel).start()\n"
            'for chunk in stream: print(chunk.text, end="", flush=True)',
        )
        stream, handle = self._client.chat_completion_stream_with_cancel(_LONG)
        cancelled_at: list[float] = []

        def cancel() -> None:
            cancelled_at.append(time.monotonic())
            handle.cancel(reason="the demo has seen enough")

        # The clock starts with the first words, so that a slow model has some to show.
        timer = threading.Timer(0.8 if provider is None or provider.pace.first_token > 0.1 else 0.15, cancel)
        timer.daemon = True
        try:
            with cancel_on_interrupt(handle), stream:
                for number, chunk in enumerate(stream):
                    if number == 0:
                        timer.start()
                    screen.say(chunk.text)
            ended_at = time.monotonic()
        finally:
            timer.cancel()
        if not cancelled_at:
            if stream.cancelled:
                raise KeyboardInterrupt
            screen.fact("the answer was complete before it could be cancelled")
            return
        screen.fact(f"the loop ended {_milliseconds(ended_at - cancelled_at[0])} after cancel()")
        if provider is not None:
            closed_at = provider.wait_for(lambda server: server.requests[-1].closed_early_at)
            assert closed_at is not None
            seen_after = _milliseconds(max(0.0, closed_at - cancelled_at[0]))
            screen.fact(f"the server saw the connection close {seen_after} after cancel()")

    def batch(self) -> None:
        screen = self._screen
        rounds, limit = (3, 8) if self._provider is not None else (1, 4)
        prompts = [f"Describe the {river} in one short sentence." for river in _RIVERS] * rounds
        screen.step(
            4,
            f"Batch: {len(prompts)} prompts, {limit} at once",
            'prompts = [f"Describe the {river} in one short sentence." for river in rivers]\n'
            f"results = client.chat_completion_batch(prompts, concurrency_limit={limit}, on_progress=show)\n"
            "print(results.success_rate(), results.usage.total_tokens)",
        )
        started = time.perf_counter()
        with screen.progress(len(prompts)) as show:

            def advance(progress: BatchProgress) -> None:
                show(progress.done)

            results = self._client.chat_completion_batch(prompts, limit, advance)
        elapsed = time.perf_counter() - started
        alone = sum(response.latency or 0.0 for response in results.successful)
        screen.fact(
            f"{results.total_successful} of {len(results)} answered in {elapsed:.2f} s; "
            f"one after the other they would have taken {alone:.2f} s"
        )
        for index, error in results.failed[:1]:
            screen.fact(f"number {index + 1} failed: {error.message}")

    def retry(self) -> None:
        screen = self._screen
        if self._provider is None:
            screen.fact("the retry after a 429 is left out: your provider should not misbehave for a demo")
            return
        screen.step(
            5,
            "Retry: the server says 429 and how long to wait",
            f'answer = client.chat_completion("{_BUSY}")\n'
            "for attempt in answer.attempts:\n    print(attempt.status, attempt.delay)",
        )
        answer = self._client.chat_completion([Message.user(_BUSY)])
        screen.say(answer.text)
        for attempt in answer.attempts:
            waited = "" if attempt.delay is None else f", then waited {_milliseconds(attempt.delay)} as it was told to"
            screen.fact(f"attempt {attempt.number}: {attempt.status} after {_milliseconds(attempt.elapsed)}{waited}")


def _tour(given: argparse.Namespace, screen: Screen, provider: EmbeddedProvider | None) -> None:
    own = provider is None
    target = target_of(given.model, given.base_url, os.environ) if own else "embedded"
    base_url = given.base_url if own else None
    with Client(target, base_url=base_url, timeout=given.timeout, max_retries=given.max_retries) as client:
        if provider is not None:
            screen.title(
                f"ailib in a few seconds. The embedded provider listens on {provider.base_url}:\n"
                "a real HTTP server with made-up answers. No key, nothing leaves this machine."
            )
        else:
            screen.title(f"ailib in a few seconds, with {target} at {client.base_url}.")
        tour = _Tour(screen, client, target, provider)
        tour.one_liner(base_url=base_url)
        tour.stream()
        tour.cancel()
        tour.batch()
        tour.retry()


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Take the tour; see `ailib demo --help`."""
    screen = screen_for(terminal)
    started = time.perf_counter()
    if given.model is None and given.base_url is None:
        with _scripted(fast=given.fast) as provider:
            _tour(given, screen, provider)
    else:
        _tour(given, screen, None)
    screen.title(f"\nThat took {time.perf_counter() - started:.1f} s. Now with a model of your own:")
    screen.say(
        "    export OPENAI_API_KEY=...            or any other; `ailib providers` lists them\n"
        '    ailib chat -m openai "Say hello"     or just: ailib chat\n'
    )
    return 0
