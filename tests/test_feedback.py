"""What users think of answers."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from ailib.feedback import (
    ChoiceSelection,
    CompositeSink,
    ConsoleSink,
    Correction,
    FeedbackEvent,
    MemorySink,
    NoopSink,
    Rating,
    Regenerate,
    Stop,
    TextFeedback,
    Thumbs,
)
from ailib.testing import EmbeddedProvider


def test_events_are_found_by_the_answer(api: Any, embedded: EmbeddedProvider) -> None:
    sink = MemorySink(3)
    client = api.client("embedded", base_url=embedded.base_url)
    one, two = client.chat_completion("a"), client.chat_completion("b")
    sink.report(Rating.of(one, rating=4))
    sink.report(Thumbs.of(two, up=False, reason="wrong"))
    sink.report(Correction.of(one, original="a", corrected="b"))
    assert [event.kind for event in sink.of_request(one.request_id)] == ["Rating", "Correction"]
    assert sink.events[0].model == one.model
    sink.report(Regenerate.of(two))
    assert [event.kind for event in sink.events] == ["Thumbs", "Correction", "Regenerate"]  # the oldest goes
    sink.clear()
    assert sink.events == []


def test_sinks() -> None:
    written, memory = io.StringIO(), MemorySink()

    class Broken:
        def report(self, event: FeedbackEvent) -> None:
            raise OSError("full")

    CompositeSink(ConsoleSink(written), memory, NoopSink()).report(TextFeedback(request_id="r", text="naïve"))
    assert json.loads(written.getvalue())["text"] == "naïve"
    with pytest.raises(ExceptionGroup, match="every sink"):
        CompositeSink(Broken(), memory).report(ChoiceSelection(chosen=1, offered=2))
    assert [event.kind for event in memory.events] == ["TextFeedback", "ChoiceSelection"]
    assert Stop(tokens=3).at > 0
