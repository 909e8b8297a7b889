"""What an answer costs, and the cost that is found when somebody reads it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from ..errors import ConfigurationError
from ..providers.catalogue import get_provider
from ..providers.prices import cost, price_of

if TYPE_CHECKING:
    from ..models.response import ChatCompletionResponse

__all__ = ["price"]

# What other tiers cost, as a share of the list price; None where it differs from model to model or is agreed upon.
# Source: https://platform.openai.com/docs/pricing, https://docs.claude.com/en/api/service-tiers.
_TIERS: dict[str, str | int | None] = {"flex": "0.5", "batch": "0.5", "priority": None}
_TIERED = frozenset({"openai", "azure", "anthropic", "gemini", "vertex"})


def price(response: ChatCompletionResponse) -> Decimal | None:
    """US dollars of an answer: as the provider says, else by the price list; None when nobody knows."""
    try:
        profile = get_provider(response.provider)
    except ConfigurationError:
        return None  # of a manifest that only its client knows
    quirks = profile.quirks
    if quirks.cost_path is not None:
        value: Any = response.raw
        for step in quirks.cost_path.split("."):
            value = cast("Mapping[str, Any]", value).get(step) if isinstance(value, Mapping) else None
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return Decimal(str(value)) * Decimal(str(quirks.cost_unit))
    usage = response.usage
    if not usage.prompt_tokens and not usage.completion_tokens:
        return None
    # An answer that does not name its model is that of the model which was asked.
    asked = response.attempts[-1].model if response.attempts else None
    found = price_of(profile.id, response.model or asked or "")
    if found is None:
        return None
    if quirks.billed_path is not None and usage.raw is not None:
        billed = usage.raw.get(quirks.billed_path)
        if isinstance(billed, Mapping):
            units = cast("Mapping[str, Any]", billed)
            return cost(found, int(units.get("input_tokens") or 0), completion=int(units.get("output_tokens") or 0))
    if usage.audio_prompt_tokens or usage.audio_completion_tokens:
        return None  # sound has prices of its own, which the table does not know
    share = _TIERS.get((response.service_tier or "").lower(), 1)
    if share is None or (share != 1 and profile.id not in _TIERED):
        return None
    answer = usage.completion_tokens + (0 if usage.reasoning_in_completion else usage.reasoning_tokens)
    plain = usage.prompt_tokens - usage.cached_tokens - usage.cache_write_tokens
    full = cost(
        found,
        max(0, plain),
        usage.cached_tokens,
        usage.cache_write_tokens,
        answer,
        cache_write_1h=usage.cache_write_1h_tokens,
    )
    return full if share == 1 else full * Decimal(share)
