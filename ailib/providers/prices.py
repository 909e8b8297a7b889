"""What models cost and can do, from the price table of litellm (MIT; see `data/NOTICE`).

Prices are `Decimal` US dollars per million tokens. An unknown price is None, never 0: the table writes 0 for "free or
unknown", and what is free today is not known to stay so.

A model is looked up by its exact id, then in lower case, then without a date at its end ("-2024-08-06", "-20240806",
"@20240806") if the table has the name without the date. A date before the first dated sibling in the table is not
resolved, because older snapshots often had another price.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs

from .catalogue import catalogue_id, read_data

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Price", "cost", "model_facts", "price_of", "providers_of"]

_MILLION = Decimal(1_000_000)
_DATED = re.compile(r"^(?P<base>.+?)[-@](?P<date>\d{4}-\d\d-\d\d|20\d{6})$")
_MODALITIES = {"t": "text", "i": "image", "a": "audio", "v": "video", "p": "pdf"}
_SUPPORTS = {
    "T": "tools",
    "P": "parallel_tools",
    "S": "json_schema",
    "R": "reasoning",
    "C": "prompt_caching",
    "W": "web_search",
    "A": "audio_output",
}
_table: dict[str, dict[str, dict[str, Any]]] = {}


@attrs.frozen(eq=True, repr=True)
class Price:
    """US dollars per million tokens.

    Attributes:
        input: Prompt tokens that no cache served.
        output: Tokens of the answer, reasoning included.
        cache_read: Prompt tokens served from a cache; None: not stated, they cost as `input`.
        cache_write: Prompt tokens written to a cache; None: not stated, they cost as `input`.
        above: Longest prompt (in tokens) at these prices; None when there is no limit.
        input_above: `input` for prompts longer than `above`.
        output_above: `output` for prompts longer than `above`.
    """

    input: Decimal
    output: Decimal
    cache_read: Decimal | None = None
    cache_write: Decimal | None = None
    above: int | None = None
    input_above: Decimal | None = None
    output_above: Decimal | None = None


def _models(provider: str) -> dict[str, dict[str, Any]]:
    if not _table:
        _table.update(read_data("prices.json")["models"])
    return _table.get(catalogue_id(provider) or provider, {})


def _find(provider: str, model: str) -> dict[str, Any] | None:
    models = _models(provider)
    name = model.strip().removeprefix("models/")
    for candidate in (name, name.lower()):
        if candidate in models:
            return models[candidate]
        dated = _DATED.match(candidate)
        if dated is None or dated["base"] not in models:
            continue
        siblings = (_DATED.match(known) for known in models if known.startswith(dated["base"]))
        dates = [found["date"].replace("-", "") for found in siblings if found and found["base"] == dated["base"]]
        if not dates or dated["date"].replace("-", "") >= min(dates):
            return models[dated["base"]]
    return None


def _decimal(value: float) -> Decimal:
    return Decimal(str(value))


@functools.lru_cache(maxsize=512)  # asked after every call where somebody counts the cost
def price_of(provider: str, model: str) -> Price | None:
    """The price of a model.

    Args:
        provider: Provider id or alias.
        model: Model id as the provider writes it.

    Returns:
        None when the price is unknown, depends on things we do not see, or is listed as 0.
    """
    row = _find(provider, model)
    if row is None or not row.get("i") or "free_or_unknown" in row.get("f", ()) or "tiered" in row.get("f", ()):
        return None
    output = row.get("o")
    if not output and row.get("k") != "embedding":
        return None
    above = row.get("a")
    return Price(
        input=_decimal(row["i"]),
        output=_decimal(output or 0),
        # A cache price of 0 is as doubtful as any other 0.
        cache_read=_decimal(row["r"]) if row.get("r") else None,
        cache_write=_decimal(row["w"]) if row.get("w") else None,
        above=above[0] if above else None,
        input_above=_decimal(above[1]) if above else None,
        output_above=_decimal(above[2]) if above else None,
    )


def model_facts(provider: str, model: str) -> Mapping[str, Any] | None:
    """What the table says about a model.

    Args:
        provider: Provider id or alias.
        model: Model id as the provider writes it.

    Returns:
        None for an unknown model, else a mapping with `context` and `max_output` (tokens, or None), `mode` ("chat",
        "responses" or "embedding"), `modalities` (input kinds: "text", "image", "audio", "video", "pdf"), `supports`
        ("tools", "parallel_tools", "json_schema", "reasoning", "prompt_caching", "web_search", "audio_output"), `flags`
        ("no_sampling", "no_forced_tool", "always_thinks", "adaptive_thinking", "no_prefill", "tiered",
        "free_or_unknown"), `efforts` (accepted levels, weakest first; empty: not stated), `dimensions` (of an
        embedding, or None) and `retires` (ISO date, or None). What `supports` and `flags` do not name is not stated,
        not denied.
    """
    row = _find(provider, model)
    if row is None:
        return None
    return {
        "context": row.get("c"),
        "max_output": row.get("m"),
        "mode": row.get("k", "chat"),
        "modalities": frozenset(_MODALITIES[letter] for letter in row.get("M", "t")),
        "supports": frozenset(_SUPPORTS[letter] for letter in row.get("S", "")),
        "flags": frozenset(row.get("f", ())),
        "efforts": tuple(row.get("e", ())),
        "dimensions": row.get("d"),
        "retires": row.get("x"),
    }


def cost(
    price: Price, prompt: int, cached: int = 0, cache_write: int = 0, completion: int = 0, *, cache_write_1h: int = 0
) -> Decimal:
    """What a call costs, in US dollars, exactly.

    Args:
        price: The price of the model.
        prompt: Prompt tokens that were neither read from nor written to a cache.
        cached: Prompt tokens read from a cache.
        cache_write: Prompt tokens written to a cache.
        completion: Tokens of the answer, reasoning included.
        cache_write_1h: Those of `cache_write` that are kept for an hour: twice the input price, where the table has a
            price for writing (https://docs.claude.com/en/docs/build-with-claude/prompt-caching#pricing).

    Returns:
        US dollars. Beyond `price.above` prompt tokens (all three kinds together) the higher prices hold for the whole
        call; cache prices grow in the same proportion as the input price.
    """
    per_input, per_output = price.input, price.output
    read = per_input if price.cache_read is None else price.cache_read
    write = per_input if price.cache_write is None else price.cache_write
    if price.above is not None and prompt + cached + cache_write > price.above:
        if price.input_above is not None:
            read, write = (value * price.input_above / price.input for value in (read, write))
            per_input = price.input_above
        if price.output_above is not None:
            per_output = price.output_above
    hour = min(cache_write_1h, cache_write) if price.cache_write is not None else 0
    writing = (cache_write - hour) * write + hour * 2 * per_input
    return (prompt * per_input + cached * read + writing + completion * per_output) / _MILLION


def providers_of(model: str) -> list[str]:
    """Ids of the providers whose table has exactly this model, sorted."""
    _models("")
    return sorted(name for name, models in _table.items() if model in models)
