"""Clients of a manifest, and the watch over its file: what has changed in it holds from the next call on."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from weakref import WeakSet

from ..errors import ConfigurationError
from ..options import RetryPolicy
from ..providers.manifest import ManifestWarning, load_manifest
from ..providers.manifest_files import Stamp, stamp_of
from ..providers.models import is_default_model
from .target import Target, resolve_target

if TYPE_CHECKING:
    from ..providers.profile import ProviderProfile
    from .call import Core

__all__ = ["ManifestWatch", "manifest_client"]


class _Made(Protocol):
    """The part of a client that is set here."""

    _core: Core


C = TypeVar("C", bound=_Made)


class ManifestWatch:
    """Looks at a manifest file before each call; `Core.watch`.

    A client and its copies share one watch. A copy that went over to another provider is left alone.

    Args:
        path: The file.
        profile: What it said when it was read.
        stamp: What it was when it was read.
    """

    def __init__(self, path: str, profile: ProviderProfile, stamp: Stamp) -> None:
        self._path = path
        self._stamp: Stamp | None = stamp
        self._profile = profile
        self._ours: WeakSet[ProviderProfile] = WeakSet((profile,))

    def __call__(self, core: Core) -> Target | None:
        """The new target of a client whose manifest has changed; None for the one it has."""
        if core.target.profile not in self._ours:
            return None
        self._look()
        profile, old = self._profile, core.target
        if profile is old.profile:
            return None
        options = core.settings.options
        try:
            return resolve_target(
                f"{profile.id}/{old.model}" if old.model else profile.id,
                api_key=options.api_key,
                base_url=options.base_url,
                headers=core.settings.headers,
                environ=os.environ,
                protocol=old.dialect.name if old.dialect.name in profile.also_speaks else None,
                profile=profile,
            )
        except ConfigurationError as error:
            self._profile = old.profile
            self._warn(error)
            return None

    def _look(self) -> None:
        try:
            stamp = stamp_of(self._path)
        except OSError:
            stamp = None
        if stamp == self._stamp:
            return
        # First, so that two threads do not both read it, and a broken file is spoken of once.
        self._stamp = stamp
        try:
            profile = load_manifest(self._path)
        except ConfigurationError as error:
            self._warn(error)
        else:
            self._ours.add(profile)
            self._profile = profile

    @staticmethod
    def _warn(error: ConfigurationError) -> None:
        from ..wire.request import dropped

        dropped(
            f"The manifest has changed and cannot be used; what it said before stays in force. {error}", ManifestWarning
        )


def manifest_client(
    cls: Callable[..., C],
    source: str | os.PathLike[str] | Mapping[str, Any],
    model: str | None = None,
    *,
    watch: bool = False,
    **keywords: Any,
) -> C:
    """A client of the provider that a manifest describes.

    Args:
        cls: The client's class.
        source: A YAML, JSON or TOML file, or a dict.
        model: Its model; by default the manifest's.
        watch: Look at the file before each call.
        keywords: Those of the client; they win over the manifest's retry policy.

    Raises:
        ConfigurationError: The manifest is not valid, a key is missing, or there is no file to watch.
    """
    path = None if isinstance(source, Mapping) else os.fspath(source)
    if watch and path is None:
        raise ConfigurationError("A dict cannot be watched", hint="Put the manifest into a file, or leave watch out")
    try:
        # Before it is read: a change in between is then seen as one.
        stamp = stamp_of(path) if watch and path is not None else None
    except OSError as error:
        raise ConfigurationError(f"The manifest {path} cannot be read: {error.strerror or error}") from error
    profile = load_manifest(source)
    options = keywords.get("options")
    asked = (
        keywords.get("retry"),
        keywords.get("max_retries"),
        getattr(options, "retry", None),
        getattr(options, "max_retries", None),
    )
    if profile.retry and all(value is None for value in asked):
        keywords["retry"] = RetryPolicy(**profile.retry)
    client = cls(profile, **keywords)
    if not is_default_model(model):
        client._core.target.model = str(model).strip().removeprefix(f"{profile.id}/")
    if stamp is not None and path is not None:
        client._core.watch = ManifestWatch(str(Path(path).absolute()), profile, stamp)
    return client
