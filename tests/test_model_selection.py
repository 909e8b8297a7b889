"""Choosing among models of one's own list."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ailib import ConfigurationError
from ailib.model_selection import ModelCapabilities, ModelInfo, ModelSelection, PerformanceMetrics, PricingInfo


@pytest.fixture
def models() -> ModelSelection:
    return ModelSelection(
        [
            ModelInfo("small", pricing=PricingInfo(0.15, 0.6), performance=PerformanceMetrics("fast", "basic")),
            ModelInfo(
                "large",
                capabilities=ModelCapabilities(code_generation=True, multimodal=True, more=["ocr"]),
                pricing=PricingInfo(5, 15),
                performance=PerformanceMetrics("slow", "excellent"),
            ),
            ModelInfo("free"),
        ]
    )


def test_defaults() -> None:
    model = ModelInfo("m")
    assert (model.performance.speed, model.performance.quality) == ("balanced", "good")
    assert model.capabilities.supports("chat")
    assert not model.capabilities.supports("tool_use")
    assert not model.capabilities.supports("never heard of")
    assert not model.capabilities.supports("context_window")
    assert PricingInfo(0.5, 1.5).calculate_cost(1500, 500) == 1.5
    with pytest.raises(ValueError, match="speed"):
        PerformanceMetrics("light")


def test_strategies(models: ModelSelection) -> None:
    assert [models.select().name for _ in range(4)] == ["small", "large", "free", "small"]
    assert models.select("cost").name == "small"
    assert models.select("performance").name == "small"
    assert models.select("quality").name == "large"
    assert models.select("random", needs=["ocr"]).name == "large"
    counts = Counter(models.select("weighted").name for _ in range(600))
    assert all(count > 100 for count in counts.values())
    models.began("small")
    models.began("large")
    assert models.select("least_connections").name == "free"
    models.ended("small")
    assert models.select("least_connections").name == "small"
    assert str(models.recommend_for("code")) == str(models.recommend_for("vision")) == "large"
    assert models.recommend_for("tools") is None
    for wrong in (lambda: models.select("luck"), lambda: models.select(needs=["x"]), lambda: ModelSelection().select()):  # type: ignore[arg-type]
        with pytest.raises(ConfigurationError):
            wrong()


def test_files(models: ModelSelection, tmp_path: Path) -> None:
    file = tmp_path / "models.json"
    models.save_to_config(file)
    again = ModelSelection.load_from_config(file)
    assert again.list_models() == models.list_models()
    assert again.remove_model("free") is not None
    assert again.remove_model("free") is None
    assert len(again) == 2
    file.write_text("{}")
    with pytest.raises(ConfigurationError, match="no list"):
        ModelSelection.load_from_config(file)
    file.write_text('[{"nam": 1}]')
    with pytest.raises(ConfigurationError):
        ModelSelection.load_from_config(file)
