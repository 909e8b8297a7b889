"""The fault matrix (promises 1 to 7, 10 and 12): every fault, at every family, through every kind of call, on both clients."""

from __future__ import annotations

import socket
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from ailib.testing import EmbeddedProvider
from ailib.testing.families import BASES
from tests.transport.rawserver import RawServer, black_hole, certificates, eventually

from .conftest import CELLS
from .matrix import (
    FAMILIES,
    KINDS,
    MODES,
    NETWORK,
    ROUTED,
    ROUTED_FAMILIES,
    STALLED,
    TEXT,
    TROUBLES,
    Cell,
    expected,
    judge_routed,
    limits,
    play,
    routed,
)


@pytest.fixture(scope="module")
def provider() -> Iterator[EmbeddedProvider]:
    with EmbeddedProvider() as running:
        # Imports the other families before the clocks run.
        for family in FAMILIES:
            play("sync", [Cell(family, "plain", running.base_url_for(family))], lambda _cell: True)
        yield running


def judged(cells: list[Cell], judge: Callable[[Cell], None], replay: Callable[[list[Cell]], None]) -> None:
    """Every cell is looked at. One that failed in the crowd is played once more, alone: then it must hold."""
    failed = [cell for cell in cells if problem_of(cell, judge)]
    problems: list[str] = []
    for cell in failed:
        again = Cell(cell.family, cell.mode, cell.base_url, cell.options)
        replay([again])
        problems.append(problem_of(again, judge))
    if any(problems):
        pytest.fail("\n".join(filter(None, problems)), pytrace=False)
    CELLS.update(cell.mode for cell in cells)


def problem_of(cell: Cell, judge: Callable[[Cell], None]) -> str:
    """What is wrong with a cell; empty when nothing is."""
    try:
        judge(cell)
    except AssertionError as problem:
        line = traceback.extract_tb(problem.__traceback__)[-1].line
        return f"{cell.family}, {cell.mode}: {line} {problem} (error {cell.error!r}, text {cell.text!r})"
    return ""


@pytest.fixture(scope="module")
def spare() -> Iterator[EmbeddedProvider]:
    with EmbeddedProvider() as running:
        running.answer(text=TEXT)
        yield running


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", TROUBLES)
def test_a_fault_of_the_provider(provider: EmbeddedProvider, spare: EmbeddedProvider, kind: str, name: str) -> None:
    trouble = TROUBLES[name]
    provider.clear()
    # A heart that beats is to be told from an answer.
    late = [STALLED] if trouble.fault.heartbeat is not None else []
    options = {"timeout": limits(trouble.plain, trouble.stream, *late)}
    cells = [Cell(family, mode, provider.base_url_for(family), dict(options)) for family in FAMILIES for mode in MODES]
    cells += [
        routed(family, mode, provider.base_url_for(family), spare.base_url, **options)
        for family in ROUTED_FAMILIES
        for mode in ROUTED
        if "409" not in name  # a conflict moves on to nobody, unless somebody else was faster
    ]

    def of(cell: Cell) -> list[Any]:
        return [seen for seen in provider.requests if f'"{cell.marker}"' in str(seen.body).replace("'", '"')]

    def judge(cell: Cell) -> None:
        if cell.mode in ROUTED:
            seen = expected(name, cell.family, "stream" if "stream" in cell.mode else "plain")
            judge_routed(cell, seen)
            return
        cell.judge(expected(name, cell.family, cell.mode), len(of(cell)))
        assert all(cell.neighbours)

    def replay(some: list[Cell]) -> None:
        for cell in some:
            provider.answer(cell.marker, text=TEXT, fault=trouble.fault, times=trouble.times)
            provider.answer(cell.marker, text=TEXT)
        play(kind, some, lambda cell: all(seen.done_at is not None for seen in of(cell)))

    replay(cells)
    judged(cells, judge, replay)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NETWORK)
def test_a_fault_of_the_network(kind: str, name: str) -> None:
    way, handler, seen = NETWORK[name]
    with ExitStack() as stack:
        server: RawServer | None = None
        if handler is not None:
            server = stack.enter_context(RawServer(handler, certificates().server if way == "https" else None))
            address = f"{'https' if way.startswith('https') else 'http'}://127.0.0.1:{server.port}"
        elif way == "dns":
            address = "http://no-such-host.invalid"
        elif way == "hole":
            address = f"http://127.0.0.1:{stack.enter_context(black_hole())}"
        else:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                address = f"http://127.0.0.1:{free.getsockname()[1]}"
        options = {"timeout": limits(seen)}
        cells = [Cell(family, mode, address + BASES[family], dict(options)) for family in FAMILIES for mode in MODES]

        def judge(cell: Cell) -> None:
            requests = [] if server is None else server.requests
            cell.judge(seen, sum(f'"{cell.marker}"'.encode() in request.body for request in requests))

        def replay(some: list[Cell]) -> None:
            play(kind, some, lambda _cell: True)
            assert server is None or eventually(lambda: server.open == 0)

        replay(cells)
        judged(cells, judge, replay)
