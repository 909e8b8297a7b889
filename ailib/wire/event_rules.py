"""Events by rules: `streaming.event_map` of a published manifest, applied to decoded frames.

Format: https://github.com/ailib-official/ai-protocol, schemas/v2/provider.json (`streaming`). A rule has `match` (a
condition), `emit` (the event's type) and `extract` (field to path; `fields` in older manifests).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError
from .json_path import MISSING, compile_condition, compile_path
from .shapes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .json_path import Condition, Path

__all__ = ["EventRules"]


class _Rule:
    __slots__ = ("emit", "extract", "match")

    def __init__(self, match: Condition, emit: str, extract: dict[str, Path]) -> None:
        self.match = match
        self.emit = emit
        self.extract = extract


class EventRules:
    """The compiled rules.

    Args:
        event_map: The rules, in order; all that match a frame emit.
        frame_selector: A condition; frames for which it does not hold are passed over.
        candidates: Path of the list of candidates ("$.choices"): a frame with several is read once for each, and the
            events then carry `candidate_index`, and `$.choices[*]` in a rule means the one. None reads frames as they
            are.

    Raises:
        ConfigurationError: A condition or path that cannot be read; the text names the rule.
    """

    def __init__(
        self,
        event_map: Iterable[Mapping[str, Any]],
        *,
        frame_selector: str | None = None,
        candidates: str | None = None,
    ) -> None:
        self._rules: list[_Rule] = []

        def of_one(text: str) -> str:
            return text.replace(f"{candidates}[*]", f"{candidates}[0]") if candidates else text

        for place, row in enumerate(event_map):
            try:
                fields: Mapping[str, str] = row.get("extract") or row.get("fields") or {}
                extract = {name: compile_path(of_one(path)) for name, path in fields.items()}
                self._rules.append(_Rule(compile_condition(of_one(row["match"])), row["emit"], extract))
            except ConfigurationError as error:
                raise error.with_context(f"event_map[{place}]") from None
        self._selects = compile_condition(frame_selector) if frame_selector else None
        steps = candidates.removeprefix("$.") if candidates else None
        if steps is not None and not steps.isidentifier():
            raise ConfigurationError(f"{candidates!r} is no list of candidates", hint="Write it as in $.choices")
        self._candidates = steps

    def __len__(self) -> int:
        return len(self._rules)

    def events(self, frame: Any) -> list[dict[str, Any]]:
        """The events of one decoded frame: `{"type": ..., field: value}`; a field that is not there is left out."""
        if self._selects is not None and not self._selects(frame):
            return []
        if self._candidates is not None and is_object(frame):
            rows = frame.get(self._candidates)
            if is_list(rows) and len(rows) > 1:
                found: list[dict[str, Any]] = []
                for place, row in enumerate(rows):
                    index = row.get("index", place) if is_object(row) else place
                    alone = self._read({**frame, self._candidates: [row]})
                    found += [{**event, "candidate_index": index} for event in alone]
                return found
        return self._read(frame)

    def _read(self, frame: Any) -> list[dict[str, Any]]:
        events: list[dict[str, Any]] = []
        for rule in self._rules:
            if not rule.match(frame):
                continue
            event: dict[str, Any] = {"type": rule.emit}
            for name, path in rule.extract.items():
                value = path(frame)
                if value is not MISSING:
                    event[name] = value
            events.append(event)
        return events
