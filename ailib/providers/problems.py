"""What is wrong with a manifest: all of it at once, each thing with its path.

`Problems` is handed from check to check; nothing is raised before the last one has had its say. No value is ever
shown: a manifest is where people put keys by mistake.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeGuard, cast

from ..errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["ManifestError", "Problems", "is_mapping", "is_rows", "kind_of"]


class ManifestError(ConfigurationError):
    """A manifest that cannot be used.

    Attributes:
        source: The file, or "the manifest".
        errors: Everything that is wrong, as "path: what was expected", in the order of the manifest.
    """

    def __init__(self, source: str, errors: Sequence[str], *, hint: str | None = None) -> None:
        what = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        super().__init__(f"{source} has {what}:\n" + "\n".join(f"  {error}" for error in errors), hint=hint)
        self.source = source
        self.errors: tuple[str, ...] = tuple(errors)


def is_rows(value: Any) -> TypeGuard[list[Any]]:
    """Whether a value is a list."""
    return isinstance(value, list)


def is_mapping(value: Any) -> TypeGuard[Mapping[Any, Any]]:
    """Whether a value is a mapping."""
    return isinstance(value, Mapping)


def kind_of(value: Any) -> str:
    """What a value is, in the words of YAML and JSON; never the value."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, (list, tuple)) else "a mapping" if isinstance(value, Mapping) else "a date"


def _shown(name: str) -> str:
    """A word of the manifest for an error, unless it may be a key that slipped into the wrong place."""
    digits = sum(character.isdigit() for character in name)
    like_a_key = name.lower().startswith(("sk-", "sk_", "pk-", "rk-", "gsk_", "xai-", "key-", "token-", "bearer "))
    return "of that name" if len(name) > 40 or digits > 4 or like_a_key else repr(name)


class Problems:
    """The errors of one manifest.

    Attributes:
        errors: "path: text", as they were found.
    """

    def __init__(self) -> None:
        self.errors: list[str] = []

    def add(self, path: str, text: str) -> None:
        """Something is wrong at `path` ("endpoint.auth.type")."""
        self.errors.append(f"{path}: {text}" if path else text)

    def expected(self, path: str, what: str, value: Any) -> None:
        """There should be something else."""
        self.add(path, f"must be {what}, not {kind_of(value)}")

    def unknown(self, path: str, name: str, known: Iterable[str], *, what: str = "field") -> None:
        """A name that means nothing here; close ones are offered."""
        import difflib

        known = sorted(known)
        close = difflib.get_close_matches(name.lower().replace("-", "_"), known, n=1, cutoff=0.6)
        hint = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(known)}"
        self.add(path, f"there is no {what} {_shown(name)}; {hint}")

    def text(self, path: str, value: Any, what: str = "text") -> str | None:
        """The value if it is text that says something, without blanks around it."""
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.expected(path, what, value) if not isinstance(value, str) else self.add(path, f"must be {what}, not empty")
        return None

    def mapping(self, path: str, value: Any) -> dict[str, Any]:
        """The value as a dict whose keys are text; {} and an error when it is none.

        YAML reads `1301:` as a number and `on:` as true; as names they are text again.
        """
        if not is_mapping(value):
            self.expected(path, "a mapping", value)
            return {}
        return {str(key).lower() if isinstance(key, bool) else str(key): row for key, row in value.items()}

    def texts(self, path: str, value: Any) -> list[str]:
        """A list of texts; one text counts as a list of it."""
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, (list, tuple)):
            self.expected(path, "a list of texts", value)
            return []
        rows = cast("Sequence[Any]", value)
        found = (self.text(f"{path}[{place}]", row) for place, row in enumerate(rows))
        return [text for text in found if text is not None]

    def one_of(self, path: str, value: Any, choices: Iterable[str], *, what: str) -> str | None:
        """The value if it is one of these words."""
        text = self.text(path, value, what)
        choices = tuple(choices)
        if text is None or text in choices:
            return text
        self.unknown(path, text, choices, what=what)
        return None

    def whole(self, path: str, value: Any, least: int = 0) -> int | None:
        """The value if it is a whole number of at least `least`."""
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            self.add(path, f"must be at least {least}")
        else:
            self.expected(path, "a whole number", value)
        return None

    def raise_if_any(self, source: str, *, hint: str | None = None) -> None:
        """Raise them all.

        Raises:
            ManifestError: There is at least one.
        """
        if self.errors:
            raise ManifestError(source, self.errors, hint=hint)
