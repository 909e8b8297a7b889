"""Manifest files: read, found, listed.

Manifests are looked for in the folders (or files) that `AI_PROTOCOL_DIR` or `AI_PROTOCOL_PATH` names, and among the
entry points of the group `ailib.providers` of installed packages. A file that is called like a provider describes it:
`my-gateway.yaml`. A checkout of the published manifests works too: its `v2/providers` and `v1/providers` are searched.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from ..errors import ConfigurationError
from .manifest import load_manifest, profile_of
from .problems import ManifestError, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .profile import ProviderProfile

__all__ = ["Stamp", "find_manifest", "found_manifests", "read_file", "stamp_of"]

GROUP = "ailib.providers"
VARIABLES = ("AI_PROTOCOL_DIR", "AI_PROTOCOL_PATH")
_SUFFIXES = (".yaml", ".yml", ".json", ".toml")
# Where a checkout of the published manifests has them; a folder without these is one of manifests itself.
_FOLDERS = ("v2/providers", "v1/providers", "providers", "dist/v2/providers", "dist/v1/providers")

Stamp: TypeAlias = "tuple[int, int, int]"
"""When a file was written, its size, which file it is."""

# Profiles by file, for as long as the file stays the same.
_kept: dict[str, tuple[Stamp, ProviderProfile]] = {}
_entry_points: dict[str, Any] | None = None


def stamp_of(path: str | os.PathLike[str]) -> Stamp:
    """What changes when a file is written or replaced.

    Raises:
        OSError: It is not there.
    """
    found = os.stat(path)  # noqa: PTH116 - asked before each call of a watched client; a Path costs as much again
    return found.st_mtime_ns, found.st_size, found.st_ino


def _parsed(text: bytes, suffix: str) -> Any:
    if suffix == ".json":
        return json.loads(text)
    if suffix == ".toml":
        import tomllib

        return tomllib.loads(text.decode("utf-8-sig"))
    try:
        yaml: Any = import_module("yaml")
    except ImportError:
        raise ConfigurationError(
            "A manifest in YAML needs PyYAML", hint="pip install 'ailib[yaml]', or write it as JSON or TOML"
        ) from None
    return yaml.safe_load(text)


def read_file(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The mapping in a YAML, JSON or TOML file.

    Raises:
        ManifestError: It is no such file, or no mapping.
        ConfigurationError: It cannot be read, or PyYAML is missing.
    """
    name = os.fspath(path)
    suffix = Path(name).suffix.lower()
    if suffix not in _SUFFIXES:
        raise ConfigurationError(f"{name} is no manifest by its name", hint=f"Call it {', '.join(_SUFFIXES)}")
    try:
        text = Path(name).read_bytes()
    except OSError as error:
        raise ConfigurationError(f"The manifest {name} cannot be read: {error.strerror or error}") from error
    try:
        data = _parsed(text, suffix)
    except ConfigurationError:
        raise
    except Exception as error:  # noqa: BLE001 - each parser has errors of its own, YAML's are imported with it
        raise ManifestError(name, [f"is no {suffix[1:].upper()}: {_where(error)}"]) from None
    if not isinstance(data, Mapping):
        raise ManifestError(name, [f"must hold a mapping, not {kind_of(data)}"])
    return dict(cast("Mapping[str, Any]", data))


def _where(error: Exception) -> str:
    """What a parser complains about, and where; without the text of the file, which may hold a key."""
    mark: Any = getattr(error, "problem_mark", None)
    if mark is not None:
        problem = getattr(error, "problem", None) or "it cannot be read"
        return f"{problem} (line {mark.line + 1}, column {mark.column + 1})"
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} (line {error.lineno}, column {error.colno})"
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _key(name: str) -> str:
    return name.strip().lower().replace("_", "-")


def _files(environ: Mapping[str, str]) -> Iterator[Path]:
    """The manifest files of the environment's folders; earlier ones win."""
    for variable in VARIABLES:
        for entry in environ.get(variable, "").split(os.pathsep):
            root = Path(entry.strip()) if entry.strip() else None
            if root is None:
                continue
            if root.is_file():
                yield root
                continue
            for folder in [inner for name in _FOLDERS if (inner := root / name).is_dir()] or [root]:
                try:
                    files = sorted(folder.iterdir())
                except OSError:
                    continue
                yield from (file for file in files if file.suffix.lower() in _SUFFIXES)


def _profile(path: Path) -> ProviderProfile:
    """The profile of a file, kept until the file changes."""
    name = str(path)
    try:
        stamp = stamp_of(path)
    except OSError as error:
        raise ConfigurationError(f"The manifest {name} cannot be read: {error.strerror or error}") from error
    kept = _kept.get(name)
    if kept is None or kept[0] != stamp:
        kept = _kept[name] = (stamp, load_manifest(path))
    return kept[1]


def _entries() -> dict[str, Any]:
    """The entry points of installed packages by provider name, looked up once."""
    global _entry_points  # noqa: PLW0603 - a cache of the process
    if _entry_points is None:
        from importlib.metadata import entry_points

        _entry_points = {_key(entry.name): entry for entry in entry_points(group=GROUP)}
    return _entry_points


def _entry_profile(name: str, entry: Any) -> ProviderProfile:
    """What an entry point stands for: a profile, a manifest (dict or file), or a function that returns one."""
    value: Any = entry.load()
    if callable(value):
        value = value()
    if isinstance(value, Mapping):
        return profile_of(cast("Mapping[str, Any]", value), f"The entry point {name!r}")
    return load_manifest(cast("ProviderProfile | str", value))


def _names(profile: ProviderProfile) -> Iterable[str]:
    return map(_key, (profile.id, *profile.aliases))


def find_manifest(
    name: str, environ: Mapping[str, str] | None = None, *, installed: bool = True
) -> ProviderProfile | None:
    """The provider of that name.

    Args:
        name: Id, alias or file name without its ending, in any case, with "_" or "-".
        environ: Variables; None for `os.environ`.
        installed: Also look among the entry points of installed packages.

    Returns:
        Its profile, or None when no manifest has that name.

    Raises:
        ManifestError: The file that is called so is not valid. Broken files of other names are passed over.
    """
    key = _key(name)
    others: list[Path] = []
    for path in _files(os.environ if environ is None else environ):
        if _key(path.stem) == key:
            return _profile(path)
        others.append(path)
    for path in others if installed else ():
        try:
            profile = _profile(path)
        except ConfigurationError:
            continue
        if key in _names(profile):
            return profile
    if not installed:
        return None
    entry = _entries().get(key)
    return None if entry is None else _entry_profile(name, entry)


def found_manifests(
    environ: Mapping[str, str] | None = None,
) -> dict[str, ProviderProfile | ConfigurationError]:
    """All manifests that are found, by provider id; a broken one is the error, under its file's name.

    Args:
        environ: Variables; None for `os.environ`.
    """
    found: dict[str, ProviderProfile | ConfigurationError] = {}
    for path in _files(os.environ if environ is None else environ):
        try:
            profile = _profile(path)
        except ConfigurationError as error:
            found.setdefault(_key(path.stem), error)
        else:
            found.setdefault(profile.id, profile)
    for name, entry in _entries().items():
        try:
            profile = _entry_profile(name, entry)
        except ConfigurationError as error:
            found.setdefault(name, error)
        else:
            found.setdefault(profile.id, profile)
    return found
