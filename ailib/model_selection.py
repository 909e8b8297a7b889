"""Choosing among models of your own list: by price, speed, quality, use, or in turn.

    models = ModelSelection([
        ModelInfo("small", pricing=PricingInfo(0.15, 0.6), performance=PerformanceMetrics("fast", "good")),
        ModelInfo("large", pricing=PricingInfo(5, 15), performance=PerformanceMetrics("slow", "excellent")),
    ])
    models.select("cost").name, models.recommend_for("analysis").name

What ailib knows of a model by itself: `Client.get_model(name)`, `ailib.providers.prices`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TypeAlias

import attrs

from .errors import ConfigurationError
from .models.record import Record
from .models.shapes import is_list

__all__ = ["ModelCapabilities", "ModelInfo", "ModelSelection", "PerformanceMetrics", "PricingInfo"]

Speed: TypeAlias = Literal["fast", "balanced", "slow"]
Quality: TypeAlias = Literal["basic", "good", "excellent"]
Strategy: TypeAlias = Literal[
    "round_robin", "weighted", "least_connections", "performance", "quality", "cost", "random"
]
_SPEEDS = {"fast": 3, "balanced": 2, "slow": 1}
_QUALITIES = {"excellent": 3, "good": 2, "basic": 1}
_USES: dict[str, tuple[str, ...]] = {
    "chat": ("chat",),
    "code": ("code_generation",),
    "images": ("image_analysis", "multimodal"),
    "vision": ("image_analysis", "multimodal"),
    "tools": ("function_calling", "tool_use"),
    "analysis": ("chat",),
}


@attrs.frozen(eq=False, repr=False)
class ModelCapabilities(Record):
    """What a model can do. Of those that are not named here put the names into `more`."""

    chat: bool = True
    code_generation: bool = False
    multimodal: bool = False
    function_calling: bool = False
    tool_use: bool = False
    image_analysis: bool = False
    audio_processing: bool = False
    context_window: int | None = None
    more: tuple[str, ...] = attrs.field(default=(), converter=tuple)

    def supports(self, name: str) -> bool:
        """Whether it can; False for a name that nobody knows."""
        return name in self.more or getattr(self, name, None) is True


@attrs.frozen(eq=False, repr=False)
class PricingInfo(Record):
    """A price per 1000 tokens, each side.

    Attributes:
        input_per_1k, output_per_1k: In `currency`.
    """

    input_per_1k: float
    output_per_1k: float
    currency: str = "USD"

    def calculate_cost(self, input_tokens: int, output_tokens: int) -> float:
        """What a call costs."""
        per_input, per_output = Decimal(str(self.input_per_1k)), Decimal(str(self.output_per_1k))
        return float((input_tokens * per_input + output_tokens * per_output) / 1000)


@attrs.frozen(eq=False, repr=False)
class PerformanceMetrics(Record):
    """How fast and how good a model is, in your judgement."""

    speed: str = attrs.field(default="balanced", validator=attrs.validators.in_(tuple(_SPEEDS)))
    quality: str = attrs.field(default="good", validator=attrs.validators.in_(tuple(_QUALITIES)))
    avg_response_time: float | None = None
    throughput: float | None = None


@attrs.frozen(eq=False, repr=False)
class ModelInfo(Record):
    """A model of the list; `name` is what goes into a request or a client ("openai/gpt-4o")."""

    name: str
    display_name: str = ""
    description: str = ""
    capabilities: ModelCapabilities = attrs.field(factory=ModelCapabilities)
    pricing: PricingInfo | None = None
    performance: PerformanceMetrics = attrs.field(factory=PerformanceMetrics)
    metadata: Mapping[str, str] = attrs.field(factory=dict[str, str])

    def __str__(self) -> str:
        return self.name


class ModelSelection:
    """A list of models to choose from.

    Args:
        models: To begin with.
        strategy: Of `select` when it is not told another.
    """

    def __init__(self, models: Iterable[ModelInfo] = (), strategy: Strategy = "round_robin") -> None:
        self._models: dict[str, ModelInfo] = {}
        self._turn = 0
        self._busy: dict[str, int] = {}
        self.strategy: Strategy = strategy
        for model in models:
            self.add_model(model)

    def add_model(self, model: ModelInfo) -> ModelSelection:
        """Add one, or replace the one of its name."""
        self._models[model.name] = model
        return self

    def remove_model(self, name: str) -> ModelInfo | None:
        """Take one out; None when there is none of that name."""
        return self._models.pop(name, None)

    def get_model(self, name: str) -> ModelInfo | None:
        """The one of that name."""
        return self._models.get(name)

    def list_models(self) -> list[ModelInfo]:
        """All, in the order they were added."""
        return list(self._models.values())

    def __len__(self) -> int:
        return len(self._models)

    def __iter__(self) -> Iterator[ModelInfo]:
        return iter(self.list_models())

    # Choosing

    def select(self, strategy: Strategy | None = None, *, needs: Iterable[str] = ()) -> ModelInfo:
        """One model.

        Args:
            strategy: "round_robin": one after the other. "weighted": by chance, the faster and better more often.
                "least_connections": the one with the fewest `began` and not `ended`. "performance": the fastest.
                "quality": the best. "cost": the cheapest; without a price only if none has one. "random".
            needs: Capabilities that it must have.

        Raises:
            ConfigurationError: There is none, or no such strategy.
        """
        wanted = list(needs)
        models = [model for model in self if all(model.capabilities.supports(name) for name in wanted)]
        if not models:
            raise ConfigurationError(
                "There is no model to choose" + (f" that has {', '.join(wanted)}" if wanted else "")
            )
        chosen = strategy or self.strategy
        if chosen == "round_robin":
            self._turn += 1
            return models[(self._turn - 1) % len(models)]
        if chosen == "random":
            return random.choice(models)
        if chosen == "weighted":
            return random.choices(models, [self._score(model) for model in models])[0]
        if chosen == "least_connections":
            return min(models, key=lambda model: self._busy.get(model.name, 0))
        if chosen == "performance":
            return max(models, key=lambda model: (_SPEEDS[model.performance.speed], self._score(model)))
        if chosen == "quality":
            return max(models, key=lambda model: (_QUALITIES[model.performance.quality], self._score(model)))
        if chosen == "cost":
            return min(models, key=self._price)
        raise ConfigurationError(f"There is no strategy {chosen!r}")

    @staticmethod
    def _score(model: ModelInfo) -> int:
        return _SPEEDS[model.performance.speed] + _QUALITIES[model.performance.quality]

    @staticmethod
    def _price(model: ModelInfo) -> tuple[bool, float]:
        price = model.pricing
        return (True, 0.0) if price is None else (False, price.input_per_1k + price.output_per_1k)

    def began(self, name: str) -> None:
        """A call of this model has begun, for "least_connections"."""
        self._busy[name] = self._busy.get(name, 0) + 1

    def ended(self, name: str) -> None:
        """It has ended."""
        self._busy[name] = max(0, self._busy.get(name, 0) - 1)

    def recommend_for(self, use: str) -> ModelInfo | None:
        """The best model for a use ("chat", "code", "vision", "tools", "analysis", or a capability); None for none."""
        needed = _USES.get(use, (use,))
        able = [model for model in self if any(model.capabilities.supports(name) for name in needed)]
        return max(able, key=self._score, default=None)

    # Files

    def save_to_config(self, path: str | Path) -> None:
        """Write the list as JSON."""
        rows = [model.to_dict() for model in self]
        Path(path).write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def load_from_config(cls, path: str | Path, strategy: Strategy = "round_robin") -> ModelSelection:
        """Read a list that `save_to_config` wrote.

        Raises:
            ConfigurationError: The file cannot be read, or is no such list.
        """
        try:
            rows: Any = json.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"The list of models {path} cannot be read: {error}") from error
        if not is_list(rows):
            raise ConfigurationError(f"{path} is no list of models")
        try:
            return cls([ModelInfo.from_dict(row) for row in rows], strategy)
        except (ValueError, TypeError, AttributeError) as error:
            raise ConfigurationError(f"{path} is no list of models: {error}") from error
