"""A provider for each file of tests, with nothing scripted and nothing seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ailib.testing import EmbeddedProvider


@pytest.fixture(scope="module")
def running() -> Iterator[EmbeddedProvider]:
    with EmbeddedProvider() as provider:
        yield provider


@pytest.fixture
def speaker(running: EmbeddedProvider) -> Iterator[EmbeddedProvider]:
    running.clear()
    yield running
    running.clear()
