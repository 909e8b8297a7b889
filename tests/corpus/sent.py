"""What ailib sends for a recorded conversation, held against the recorded request.

A family's test turns the recorded request into ailib's own request (`spoken`), sends it with a client to the replay
server, asks that server what arrived, and compares after taking both to a normal form (`normal`): where the API has
two ways to say one thing (a string or a list with one text part), they are made one.
"""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import requests

from ailib import AilibError, ChatCompletionRequest, Client, ParameterDropped

from .conftest import COUNTS
from .exchanges import Exchange
from .run import Family, _where


def unequal(recorded: Any, sent: Any, path: str = "body") -> list[str]:
    """Where two JSON values differ; a member that is null counts as missing."""
    if isinstance(recorded, dict) and isinstance(sent, dict):
        found: list[str] = []
        for name in sorted({*recorded, *sent}):
            found += unequal(recorded.get(name), sent.get(name), f"{path}.{name}")
        return found
    if isinstance(recorded, list) and isinstance(sent, list) and len(recorded) == len(sent):
        return [
            one for at, (a, b) in enumerate(zip(recorded, sent, strict=True)) for one in unequal(a, b, f"{path}[{at}]")
        ]
    if recorded == sent and isinstance(recorded, bool) == isinstance(sent, bool):
        return []
    return [f"{path}: recorded {str(recorded)[:160]!r}, sent {str(sent)[:160]!r}"]


def check_requests(
    family: Family,
    recorded: list[Exchange],
    replay: str,
    spoken: Callable[[Exchange], ChatCompletionRequest | str],
    normal: Callable[[dict[str, Any]], dict[str, Any]],
    listed: Mapping[str, str],
) -> None:
    """Send every recorded conversation again. `spoken` gives ailib's request, or the reason why it cannot be said.

    `listed` has exchange ids to the reason why what is sent differs. The counts are printed at the end of the run;
    a difference that is not listed, and a listed one that has gone, fail.
    """
    same = 0
    reasons: dict[str, int] = {}
    wrong: list[str] = []
    for exchange in family.of(recorded):
        body = exchange.request.get("body")
        if not isinstance(body, dict):
            reasons["the request was not recorded"] = reasons.get("the request was not recorded", 0) + 1
            continue
        said = spoken(exchange)
        if isinstance(said, str):
            reasons[said] = reasons.get(said, 0) + 1
            continue
        before = said.to_dict()
        with Client(exchange.provider, **_where(family, replay, exchange, 4096)) as client, warnings.catch_warnings():
            warnings.simplefilter("ignore", ParameterDropped)
            try:
                if exchange.stream:
                    client.chat_completion_stream(said).open().close()
                else:
                    client.chat_completion(said)
            except AilibError:
                pass  # recorded errors come back as errors; what counts here is what was sent
        assert said.to_dict() == before, f"{exchange.id}: the request was changed by sending it"
        sent = requests.get(f"{replay}/last/{exchange.id}", timeout=10).json()
        differences = unequal(normal(copy.deepcopy(body)), normal(copy.deepcopy(sent["json"] or {})))
        if (exchange.id in listed) != bool(differences):
            wrong.append(f"{exchange.id}: {'; '.join(differences[:6]) or 'is listed, but nothing differs'}")
        same += not differences
    COUNTS[f"{family.protocol}: requests"] = f"{same} sent as recorded, {len(listed)} listed, " + (
        ", ".join(f"{count} not comparable ({why})" for why, count in sorted(reasons.items())) or "all compared"
    )
    assert not wrong, "\n".join(wrong)
    assert same > 0
