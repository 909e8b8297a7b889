"""What every test gets: a clean environment, a watch for leaks, and (on request) a provider and both clients."""

from __future__ import annotations

import gc
import os
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from ailib.testing import EmbeddedProvider, shared_provider

from .driver import AsyncDriver, SyncDriver

_FOREIGN = re.compile(
    r"(?i)^(AI_.*|AILIB_.*|AWS_.*|AZURE_.*|GOOGLE_.*|.*_API_KEY|.*_BASE_URL|.*_API_BASE|(http|https|all|no)_proxy)$"
)
# No key out of the keyring of whoever runs the tests.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
_DESCRIPTORS = Path("/proc/self/fd")


# A run that decides whether a change lands must not depend on luck; everybody else's runs go on searching.
hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes minutes runs when it is asked for: `-m soak`."""
    if "soak" not in (config.getoption("-m") or ""):
        long = [item for item in items if item.get_closest_marker("soak") is not None]
        if long:
            config.hook.pytest_deselected(items=long)
            items[:] = [item for item in items if item not in long]


@pytest.fixture(autouse=True)
def clean_environment() -> Iterator[None]:
    """No key, address, model or proxy of the machine reaches a test, and none of a test reaches the next."""
    before = dict(os.environ)
    for name in before:
        if _FOREIGN.match(name):
            del os.environ[name]
    yield
    if dict(os.environ) != before:
        os.environ.clear()
        os.environ.update(before)


def open_sockets() -> int:
    """How many sockets this process has open; 0 where the system does not tell."""
    if not _DESCRIPTORS.is_dir():
        return 0
    count = 0
    for entry in os.scandir(_DESCRIPTORS):
        try:
            # os.scandir: this runs around every test.
            count += os.readlink(entry.path).startswith("socket:")  # noqa: PTH115
        except OSError:
            continue
    return count


@pytest.fixture(autouse=True)
def leak_guard(clean_environment: None) -> Iterator[None]:
    """A test that leaves more sockets or threads than it found fails."""
    sockets, threads = open_sockets(), set(threading.enumerate())
    yield
    left: list[str] = []
    begun = time.monotonic()
    collected = False
    while True:
        left = [thread.name for thread in threading.enumerate() if thread not in threads]
        more = open_sockets() - sockets
        if not left and more <= 0:
            return
        waited = time.monotonic() - begun
        # The other side of a connection needs a moment to close; only what stays longer may hang in a cycle.
        if not collected and waited > 0.05:
            gc.collect()
            collected = True
        if waited > 3.0:
            break
        time.sleep(0.001)
    pytest.fail(f"left behind: {max(more, 0)} sockets, threads {left}")


@pytest.fixture(scope="module")
def module_provider() -> Iterator[EmbeddedProvider]:
    """One provider for the tests of a file."""
    with EmbeddedProvider() as provider:
        yield provider


@pytest.fixture
def embedded(module_provider: EmbeddedProvider) -> Iterator[EmbeddedProvider]:
    """A provider that answers at once, with nothing scripted and nothing seen."""
    module_provider.clear()
    yield module_provider
    module_provider.clear()


@pytest.fixture(scope="session")
def _shared() -> EmbeddedProvider:
    os.environ["AILIB_EMBEDDED_PACE"] = "instant"
    return shared_provider()


@pytest.fixture
def shared_embedded(_shared: EmbeddedProvider) -> EmbeddedProvider:
    """The provider behind `Client("embedded")`, running before the leak guard counts."""
    _shared.clear()
    return _shared


@pytest.fixture(params=["sync", "async"])
def api(request: Any) -> Iterator[Any]:
    """The driver of one of the two clients."""
    driver = SyncDriver() if request.param == "sync" else AsyncDriver()
    yield driver
    driver.close()


@pytest.fixture
def client(api: Any, embedded: EmbeddedProvider) -> Any:
    """A client of the embedded provider."""
    return api.client("embedded/embedded-chat", base_url=embedded.base_url)
