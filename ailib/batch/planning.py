"""What a run will cost, before it costs anything."""

from __future__ import annotations

import os
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Unpack, cast

import attrs

from ..client import AsyncClient, Client
from ..core.batch import batch_items
from ..core.bridge import run as step
from ..errors import AilibError, ConfigurationError
from ..models.batch import BatchItem
from ..models.record import Record
from ..models.tokens import estimate, estimate_text
from ..options import is_whole
from ..providers.prices import price_of
from .jobs import batch_price, jobs_for
from .runs import PlanKeywords, named_model
from .sources import BatchSource, Entry, Source
from .state import State

if TYPE_CHECKING:
    from ..core.call import Core
    from ..models.request import ChatCompletionRequest

__all__ = ["Plan", "aplan", "plan"]

_AT_ONCE = 8  # calls in flight that the time is reckoned with
# Seconds of a limit's period. OpenAI and most others do not say it in the header's name: they mean a minute.
_PERIODS: dict[str | None, float] = {None: 60.0, "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0}
_COUNTED = 20  # items whose tokens the provider is asked for
_ANSWER = 300


@attrs.frozen(eq=False, repr=False)
class Plan(Record):
    """What a run will send, and about what it will cost.

    Attributes:
        items: Items in the input.
        missing: Those that have no answer yet; the figures below are about them.
        invalid: Items that cannot be sent: lines that are no JSON, rows that do not fit the template.
        errors: What is wrong with the first few of those, by position.
        prompt_tokens: Of all prompts.
        completion_tokens: Of all answers: `max_tokens` where it is set, `answer_tokens` else. An upper bound only if
            every item has `max_tokens`.
        counted_by: "sample" when `ask` sent some, "provider" when it counted some, else "estimate".
        cost_usd: US dollars at the list price (or the batch price), None when it is not known.
        seconds: How long it takes: at the given rate; else, with `ask`, by how long those took and by the limits that
            the provider told; None without either.
        longest: Tokens of the longest prompt.
        too_long: Items whose prompt does not fit the model's context, as far as it is known.
        samples: The first requests, as they would be sent.
        answers: What became of those that `ask` sent: a response or an error each.
    """

    items: int = 0
    missing: int = 0
    invalid: int = 0
    errors: dict[int, str] = attrs.field(factory=dict[int, str])
    prompt_tokens: int = 0
    completion_tokens: int = 0
    counted_by: str = "estimate"
    cost_usd: Decimal | None = None
    seconds: float | None = None
    longest: int = 0
    too_long: int = 0
    samples: tuple[Any, ...] = attrs.field(default=(), repr=False)
    answers: tuple[BatchItem, ...] = attrs.field(default=(), repr=False)

    @property
    def total_tokens(self) -> int:
        """Prompts and answers."""
        return self.prompt_tokens + self.completion_tokens

    def __str__(self) -> str:
        cost = (
            "the price is not known" if self.cost_usd is None else f"about ${self.cost_usd.quantize(Decimal('0.01'))}"
        )
        text = f"{self.missing} of {self.items} items to send, about {self.total_tokens} tokens, {cost}"
        if self.seconds is not None:
            text += f", {self.seconds:.0f} s"
        if self.invalid:
            text += f"; {self.invalid} cannot be sent"
        if self.too_long:
            text += f"; {self.too_long} too long for the model"
        return text


def plan(
    requests: BatchSource,
    *,
    model: str | None = None,
    client: Client | None = None,
    **keywords: Unpack[PlanKeywords],
) -> Plan:
    """Read all items and say what a run over them will cost. Nothing is sent but, where the provider has an endpoint
    that counts tokens, a sample of the prompts; and, with `ask`, so many items, which are paid like any other.

    Args:
        requests: As for `run`. An iterator is used up by this.
        model: As for `run`.
        client: As for `run`.
        keywords: See `PlanKeywords`.

    Raises:
        ConfigurationError: An argument makes no sense.

    Examples:
        >>> plan(["Say hello", "Say goodbye"], model="embedded").items
        2
    """
    own = None if client is not None else Client(model, base_url=keywords.get("base_url"))
    used = cast("Client", client if own is None else own)
    try:
        return step(_plan(used._core, requests, model, keywords))
    finally:
        if own is not None:
            own.close()


async def aplan(
    requests: BatchSource,
    *,
    model: str | None = None,
    client: AsyncClient | None = None,
    **keywords: Unpack[PlanKeywords],
) -> Plan:
    """`plan` in an event loop."""
    own = None if client is not None else AsyncClient(model, base_url=keywords.get("base_url"))
    used = cast("AsyncClient", client if own is None else own)
    try:
        return await _plan(used._core, requests, model, keywords)
    finally:
        if own is not None:
            await own.close()


async def _plan(core: Core, requests: BatchSource, model: str | None, keywords: PlanKeywords) -> Plan:
    kind = keywords.get("kind", "chat")
    answer, samples = keywords.get("answer_tokens", _ANSWER), keywords.get("samples", 3)
    ask, at_once = keywords.get("ask", 0), keywords.get("concurrency", _AT_ONCE)
    if not is_whole(answer, 0) or not is_whole(samples, 0) or not is_whole(ask, 0) or not is_whole(at_once, 1):
        raise ConfigurationError("answer_tokens, samples, ask and concurrency must be integers of at least 0 (1)")
    named = named_model(core, model, kind)
    source = Source(
        requests,
        kind=kind,
        template=keywords.get("template"),
        fields=keywords.get("fields"),
        system=keywords.get("system"),
        model=named,
    )
    price = price_of(core.target.profile.id, named or core.target.model or core.target.default_model or "")
    if (jobs := jobs_for(core, kind, {"backend": keywords.get("backend")})) is not None:
        price = batch_price(price, jobs.settings.price)
    found = _Sums()
    shown: list[Any] = []
    counted: list[tuple[int, ChatCompletionRequest]] = []
    trial = _Trial(ask if kind == "chat" else 0, answer)
    context = _context(core, named)
    state = _state(keywords.get("state"), core)
    try:
        for entry in source:
            found.items += 1
            if state is not None and state.known(entry.position, entry.key):
                continue
            try:
                prompt, most, request = _measured(source, kind, entry, answer)
            except AilibError as error:
                found.wrong(entry.position, str(error))
                continue
            found.missing += 1
            found.prompt += prompt
            found.completion += most
            found.longest = max(found.longest, prompt)
            found.too_long += context is not None and prompt > context
            if len(shown) < samples:
                shown.append(request)
            if kind == "chat" and len(counted) < _COUNTED:
                counted.append((prompt, request))
            trial.offer(prompt, most, request)
    finally:
        if state is not None:
            state.close()
    await trial.run(core, at_once)
    ratio, by = trial.prompt_ratio, "sample"
    if ratio is None and keywords.get("count", True):
        ratio, by = await _ratio(core, counted), "provider"
    tokens = found.prompt if ratio is None else round(found.prompt * ratio)
    completion = round(found.completion * trial.answer_ratio)
    cost = None if price is None else (price.input * tokens + price.output * completion) / 1_000_000
    rate = keywords.get("items_per_second")
    seconds = found.missing / rate if rate else trial.seconds(found.missing, tokens + completion, at_once)
    return Plan(
        items=found.items,
        missing=found.missing,
        invalid=found.invalid,
        errors=found.errors,
        prompt_tokens=tokens,
        completion_tokens=completion,
        counted_by="estimate" if ratio is None else by,
        cost_usd=cost,
        seconds=seconds,
        longest=found.longest,
        too_long=found.too_long,
        samples=tuple(shown),
        answers=tuple(trial.answers),
    )


class _Sums:
    """Figures that grow while the input is read."""

    __slots__ = ("completion", "errors", "invalid", "items", "longest", "missing", "prompt", "too_long")

    def __init__(self) -> None:
        self.items = self.missing = self.invalid = self.prompt = self.completion = self.longest = self.too_long = 0
        self.errors: dict[int, str] = {}

    def wrong(self, position: int, why: str) -> None:
        self.invalid += 1
        if len(self.errors) < 10:
            self.errors[position] = why


class _Trial:
    """Items that are really sent, and what they tell of the others.

    Args:
        size: How many.
        answer: Tokens that an answer was taken for where nothing is said.
    """

    def __init__(self, size: int, answer: int) -> None:
        self._size = size
        self._answer = answer
        self._offered: list[tuple[int, int, ChatCompletionRequest]] = []
        self.answers: list[BatchItem] = []
        self.prompt_ratio: float | None = None
        self.answer_ratio = 1.0
        self._latency: float | None = None
        self._limits: list[tuple[bool, float]] = []  # of tokens or of requests, per second

    def offer(self, prompt: int, most: int, request: ChatCompletionRequest) -> None:
        """An item that may be sent: the first ones are."""
        if len(self._offered) < self._size:
            self._offered.append((prompt, most, request))

    async def run(self, core: Core, at_once: int) -> None:
        """Send them, and compare."""
        if not self._offered:
            return
        found: dict[int, BatchItem] = {}
        items = batch_items(core, [request for _, _, request in self._offered], at_once)
        try:
            async for item in items:
                found[item.index] = item
        finally:
            await items.aclose()
        self.answers = [found[index] for index in sorted(found)]
        guessed_prompt = guessed_answer = prompt = completion = 0
        latencies: list[float] = []
        for item in self.answers:
            response = item.response
            if response is None:
                continue
            guessed_prompt += self._offered[item.index][0]
            guessed_answer += self._offered[item.index][1]
            prompt += response.usage.prompt_tokens
            completion += response.usage.completion_tokens
            latencies.append(response.latency or 0.0)
            limits = response.rate_limits
            if limits is not None:
                self._limits = [
                    ("tokens" in window.unit, window.limit / _PERIODS[window.period])
                    for window in limits.windows
                    if window.limit and window.period in _PERIODS
                ]
        if prompt and guessed_prompt:
            self.prompt_ratio = prompt / guessed_prompt
        if completion and guessed_answer:
            self.answer_ratio = completion / guessed_answer
        if latencies:
            self._latency = sum(latencies) / len(latencies)

    def seconds(self, items: int, tokens: int, at_once: int) -> float | None:
        """How long so many will take: as long as these did, and no faster than the provider's limits allow."""
        if self._latency is None:
            return None
        by_limits = ((tokens if of_tokens else items) / per_second for of_tokens, per_second in self._limits)
        return max(self._latency * items / at_once, *by_limits, 0.0)


def _measured(source: Source, kind: str, entry: Entry, answer: int) -> tuple[int, int, Any]:
    """Tokens of the prompt and (at most) of the answer, and the request."""
    if kind == "embeddings":
        texts = source.embedding(entry)
        return sum(map(estimate_text, texts.input)), 0, texts
    request = source.chat(entry)
    most = (answer if request.max_tokens is None else request.max_tokens) * (request.n or 1)
    return int(estimate(request)), most, request


def _state(path: str | os.PathLike[str] | None, core: Core) -> State | None:
    """The state of an earlier run, for what it has answered already."""
    if path is None or not os.path.isfile(path):  # noqa: PTH113
        return None
    from .state import read_meta

    meta = read_meta(path)
    return State(path, meta["out"], core.runtime.lock(), dedupe=meta.get("dedupe", False))


def _context(core: Core, model: str) -> int | None:
    from ..providers.prices import model_facts

    facts = model_facts(core.target.profile.id, model or core.target.default_model or "")
    return None if facts is None else facts["context"]


async def _ratio(core: Core, counted: list[tuple[int, ChatCompletionRequest]]) -> float | None:
    """Tokens by the provider's count for one of ours; None when it does not count."""
    guessed = told = 0
    for mine, request in counted:
        try:
            theirs = await core.count_tokens(request)
        except AilibError:
            return None  # a plan must not fail because counting does
        if theirs.source != "provider":
            return None
        guessed += mine
        told += theirs
    return told / guessed if guessed else None
