"""Every case of the ai-protocol compliance suite, against ailib's own code.

The cases lie beside the project. Ids repeat, so a case is known by its file and its id.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.compliance.expected import differences
from tests.compliance.operations import OPERATIONS, Case
from tests.shared_material import require_shared

pytestmark = pytest.mark.shared

FOLDER = Path(os.environ.get("AILIB_SHARED") or Path(__file__).resolve().parents[3] / "shared") / "compliance"
# The stored manifest declares none of what the case asks for; the suite's notes name the one that does.
OTHER_MANIFEST = {"gen-001": "fixtures/providers/mock-openai-generative.yaml"}
# Some text of the list must contain each of these, in any order.
CONTAINED = ("errors", "diagnostics")
# The value must contain what is expected.
PARTS = ("content_contains", "error_contains")


def documents() -> Iterator[Any]:
    for path in sorted((FOLDER / "cases").rglob("*.yaml")):
        for document in yaml.safe_load_all(path.read_text(encoding="utf-8")):
            if document:
                yield pytest.param(document, id=f"{path.parent.name}/{path.stem}:{document['id']}")


def relaxed(expected: Any, actual: Any) -> Any:
    """What is expected, with the parts that are known to mean "contains" replaced by what is there if it does."""
    if isinstance(expected, Mapping) and isinstance(actual, Mapping):
        found = {}
        for name, row in expected.items():
            there = actual.get(name)
            contains = name in PARTS and isinstance(row, str) and isinstance(there, str) and row in there
            found[name] = there if contains else relaxed(row, there)
        return found
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        return [relaxed(row, other) for row, other in zip(expected, actual, strict=True)]
    return expected


def failures(expected: Mapping[str, Any], actual: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    for name, row in expected.items():
        if name not in actual:
            found.append(f"{name}: the operation does not tell")
        elif name in CONTAINED and isinstance(row, list) and row:
            found += [f"{name}: none of {actual[name]} has {text!r}" for text in row
                      if not any(str(text) in other for other in actual[name])]  # fmt: skip
        elif (
            name == "events"
            and isinstance(row, list)
            and isinstance(actual[name], list)
            and len(row) < len(actual[name])
        ):
            # The listed frames, in order, among those that came.
            rest = iter(actual[name])
            found += [f"events: no {event!r} in {actual[name]}" for event in row
                      if not any(not differences(event, other) for other in rest)]  # fmt: skip
        else:
            found += differences(relaxed(row, actual[name]), actual[name], name)
    return found


@pytest.mark.parametrize("document", list(documents()))
def test_case(document: dict[str, Any]) -> None:
    case = Case(document, require_shared() / "compliance")
    if document["id"] in OTHER_MANIFEST and document["suite"] == "generative-capabilities":
        setup = {**document["setup"], "manifest_path": OTHER_MANIFEST[document["id"]]}
        case = Case({**document, "setup": setup}, case.root)
    actual = OPERATIONS[document["input"]["type"]](case)
    assert document["expected"]
    assert failures(document["expected"], actual) == []


def test_every_operation_of_the_suite_is_there() -> None:
    schema = json.loads((require_shared() / "compliance/schema.json").read_text(encoding="utf-8"))
    assert set(schema["properties"]["input"]["properties"]["type"]["enum"]) == set(OPERATIONS)


def test_the_whole_part_is_run() -> None:
    require_shared()
    assert len(list(documents())) >= 72
