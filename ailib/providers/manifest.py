"""Manifests: a provider that the catalogue does not know, described in a file or a dict.

`load_manifest` reads our own form, documented field by field in `docs/manifests.md`, and the published ones
(`ai_protocol`). Both become a `ProviderProfile`, which every client takes. Everything is checked before anything is
used, and all errors are told at once, each with its path.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from .catalogue import build_profile, document
from .credentials import is_local_host
from .problems import ManifestError, Problems
from .profile import CHAT_PATHS, ProviderProfile, Quirks

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ManifestError", "ManifestWarning", "load_manifest", "profile_of"]

_Check: TypeAlias = "Callable[[Problems, str, Any], Any]"

FAMILIES = tuple(CHAT_PATHS)
ERROR_NAMES = (
    "invalid_request", "authentication", "permission_denied", "not_found", "model_not_found", "quota_exhausted",
    "rate_limited", "request_too_large", "context_length", "conflict", "server_error", "overloaded", "timeout",
    "content_filtered", "cancelled", "other",
)  # fmt: skip
# What a request may hold, as `Quirks.unsupported` names it.
REQUEST_FIELDS = (
    "temperature", "max_tokens", "top_p", "top_k", "stop", "seed", "n", "frequency_penalty", "presence_penalty",
    "logprobs", "top_logprobs", "tools", "tool_choice", "parallel_tool_calls", "response_format", "reasoning",
    "logit_bias", "modalities", "audio", "user", "metadata", "images",
)  # fmt: skip
KINDS = ("lab", "cloud", "inference_host", "aggregator", "gateway", "local", "embedding", "image", "speech")
_STYLES = ("effort", "thinking_type", "enable_thinking", "chat_template", "openrouter", "reasoning_enabled", "none")
# Fields of Quirks that take some words only.
_WORDS: dict[str, tuple[str, ...]] = {
    "unsupported": REQUEST_FIELDS,
    "tool_choices": ("auto", "none", "required", "function"),
    "reasoning_style": _STYLES,
    "reasoning_off_style": _STYLES,
    "reasoning_replay": ("reasoning_content", "reasoning", "reasoning_details", "think_tags", "thinking_block"),
    "error_codes": ERROR_NAMES,
    "error_statuses": ERROR_NAMES,
}
# Capabilities to the field of a request that needs them.
_OF_CAPABILITY = {
    "tools": "tools",
    "parallel_tools": "parallel_tool_calls",
    "vision": "images",
    "audio_out": "audio",
    "reasoning": "reasoning",
    "json_mode": "response_format",
    "logprobs": "logprobs",
}
# Names under which people write a key down.
_KEY_NAMES = frozenset({"key", "api_key", "apikey", "token", "secret", "password", "value", "credential", "bearer"})
_KEY_HEADERS = frozenset(
    {"authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie", "x-auth-token"}
)
_NO_KEY = (
    "no key may stand in a manifest; name the variable that holds it in auth.env, or pass api_key=... to the client"
)
# Headers without which a family's servers refuse every request.
FAMILY_HEADERS: dict[str, dict[str, str]] = {"anthropic_messages": {"anthropic-version": "2023-06-01"}}


class ManifestWarning(UserWarning):
    """A watched manifest cannot be read or used any more; the one that was read before stays in force."""


# --- checks of single values ------------------------------------------------------------------------------------------


def _text(problems: Problems, path: str, value: Any) -> Any:
    return problems.text(path, value)


def _boolean(problems: Problems, path: str, value: Any) -> Any:
    if isinstance(value, bool):
        return value
    problems.expected(path, "true or false", value)
    return None


def _number(problems: Problems, path: str, value: Any) -> Any:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    problems.expected(path, "a number", value)
    return None


def _whole(problems: Problems, path: str, value: Any) -> Any:
    return problems.whole(path, value, 1)


def _any(_problems: Problems, _path: str, value: Any) -> Any:
    return value


def _texts(problems: Problems, path: str, value: Any) -> Any:
    return problems.texts(path, value)


def _map_of(check: _Check) -> _Check:
    def checked(problems: Problems, path: str, value: Any) -> Any:
        rows = problems.mapping(path, value)
        return {name: check(problems, f"{path}.{name}", row) for name, row in rows.items()}

    return checked


def _variables(problems: Problems, path: str, value: Any) -> list[str]:
    """Names of environment variables; what is no name is not shown, for it may be the key itself."""
    names = problems.texts(path, value)
    for place, name in enumerate(names):
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
            where = path if isinstance(value, str) else f"{path}[{place}]"
            problems.add(where, f"must be the name of a variable, such as MY_API_KEY; {_NO_KEY}")
    return names


def _headers(problems: Problems, path: str, value: Any) -> dict[str, Any]:
    rows = problems.mapping(path, value)
    for name, row in rows.items():
        where = f"{path}.{name}"
        if name.lower() in _KEY_HEADERS:
            problems.add(where, _NO_KEY)
        elif isinstance(row, (int, float)) and not isinstance(row, bool):
            rows[name] = str(row)
        elif (text := problems.text(where, row)) is not None and any(mark in name + text for mark in "\r\n\0"):
            problems.add(where, "holds a character that no header may have")
    return rows


def check_address(problems: Problems, path: str, value: Any, filled: Iterable[str] = ()) -> str | None:
    """An address that can be called, or a template whose {names} are in `filled`.

    Returns:
        It, without a slash at the end; None after an error.
    """
    url = problems.text(path, value, "an address")
    if url is None:
        return None
    scheme, _, rest = url.partition("://")
    authority, _, tail = rest.partition("/")
    wrong = ""
    if scheme.lower() not in ("http", "https") or not authority:
        wrong = "must be an http or https address, such as https://example.com/v1"
    elif "@" in authority:
        wrong = f"must not name a user; {_NO_KEY}"
    elif "?" in rest or "#" in rest:
        wrong = "must not have a query; an address ends with its path"
    elif any(character.isspace() or character in '<>"\\|^`' for character in rest):
        wrong = "holds a character that no address may have"
    elif not re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(:\d{1,5})?", authority):
        wrong = "has a host or port that cannot be one"
    if wrong:
        problems.add(path, wrong)
        return None
    for name in re.findall(r"\{([^{}]*)\}", rest):
        if name not in filled:
            problems.add(path, f"has {{{name}}} in it; say in extra_env.{name or 'name'} which variable holds it")
    if rest.count("{") != rest.count("}"):
        problems.add(path, "has a bracket that is not closed")
    return f"{scheme.lower()}://{authority}{'/' if tail else ''}{tail}".rstrip("/")


def check_path(problems: Problems, path: str, value: Any) -> str | None:
    """A path of an endpoint, or a whole address."""
    text = problems.text(path, value, "a path")
    if text is None:
        return None
    if not text.startswith(("/", "http://", "https://")) or any(character.isspace() for character in text):
        problems.add(path, "must be a path that begins with a slash, such as /chat/completions, or a whole address")
        return None
    return text


def _endpoints(problems: Problems, path: str, value: Any) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for name, row in problems.mapping(path, value).items():
        # TOML has no null.
        found[name] = None if row is None or row is False else check_path(problems, f"{path}.{name}", row)
    return found


def _auth(problems: Problems, path: str, value: Any) -> dict[str, Any]:
    types = ("bearer", "header", "query", "none")
    if isinstance(value, str):
        value = {"type": value}
    rows = problems.mapping(path, value)
    known: dict[str, _Check] = {
        "type": lambda problems, path, value: problems.one_of(path, value, types, what="authentication type"),
        "env": _variables,
        "header": _text,
        "prefix": lambda problems, path, value: "" if value == "" else problems.text(path, value),
        "param": _text,
        "required": _boolean,
    }
    found = _known(problems, path, rows, known)
    kind = found.get("type", "bearer")
    for field, needed in (("header", "header"), ("prefix", "header"), ("param", "query")):
        if field in rows and kind != needed and not (kind == "bearer" and field != "param"):
            problems.add(f"{path}.{field}", f"belongs to type {needed}, and the type is {kind}")
    if kind == "header" and "header" not in rows:
        problems.add(f"{path}.header", "is missing: the name of the header that carries the key")
    if kind == "bearer" and ("header" in rows or "prefix" in rows):
        found.update(type="header", header=found.get("header") or "Authorization", prefix=found.get("prefix", "Bearer"))
    if kind == "query":
        found.setdefault("param", "api_key")
    if kind == "none":
        found["required"] = False
    return found


def _capabilities(problems: Problems, path: str, value: Any) -> dict[str, Any]:
    rows = problems.mapping(path, value)
    for name, row in rows.items():
        if not isinstance(row, bool) and row != "model":
            problems.add(f"{path}.{name}", "must be true, false or 'model' (it depends on the model)")
    return rows


def _also_speaks(problems: Problems, path: str, value: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    known: dict[str, _Check] = {"path": check_path, "base_url": check_address, "base_url_env": _variables}
    rows = dict.fromkeys(problems.texts(path, value)) if isinstance(value, list) else problems.mapping(path, value)
    for name, row in rows.items():
        if name not in FAMILIES:
            problems.unknown(f"{path}.{name}", name, FAMILIES, what="wire family")
            continue
        where = f"{path}.{name}"
        found[name] = _known(problems, where, problems.mapping(where, {} if row is None else row), known)
    return found


def _error_table(problems: Problems, path: str, value: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, row in problems.mapping(path, value).items():
        word = problems.one_of(f"{path}.{name}", row, ERROR_NAMES, what="kind of error")
        if word is not None:
            found[name] = word
    return found


_BY_TYPE: dict[str, _Check] = {
    "str": _text,
    "str | None": _text,
    "bool": _boolean,
    "float": _number,
    "float | None": _number,
    "int | None": _whole,
    "tuple[str, ...]": _texts,
    "frozenset[str]": _texts,
    "Mapping[str, str]": _map_of(_text),
    "Mapping[str, Mapping[str, str]]": _map_of(_map_of(_text)),
    "Mapping[str, Any]": _map_of(_any),
}


def _quirk(name: str, kind: str) -> _Check:
    words = _WORDS.get(name)
    check = _BY_TYPE[kind]
    if words is None:
        return check
    if kind.startswith("Mapping"):
        return _error_table

    def checked(problems: Problems, path: str, value: Any) -> Any:
        if kind.startswith("str"):
            return problems.one_of(path, value, words, what="value")
        for place, word in enumerate(found := problems.texts(path, value)):
            if word not in words:
                problems.unknown(f"{path}[{place}]", word, words, what="value")
        return found

    return checked


def _known(problems: Problems, path: str, rows: Mapping[str, Any], checks: Mapping[str, _Check]) -> dict[str, Any]:
    """The fields that are known, checked; for every other one an error."""
    found: dict[str, Any] = {}
    for name, row in rows.items():
        where = f"{path}.{name}" if path else name
        if name in checks:
            found[name] = checks[name](problems, where, row)
        elif name.lower().replace("-", "_") in _KEY_NAMES:
            problems.add(where, _NO_KEY)
        else:
            problems.unknown(where, name, checks)
    return found


def _quirks(problems: Problems, path: str, value: Any) -> dict[str, Any]:
    checks = {name: _quirk(name, str(kind)) for name, kind in Quirks.__annotations__.items()}
    return _known(problems, path, problems.mapping(path, value), checks)


def _id(problems: Problems, path: str, value: Any) -> str | None:
    text = problems.text(path, value)
    if text is not None and not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9_-]{0,62}[A-Za-z0-9])?", text):
        problems.add(path, "must be made of letters, digits, '-' and '_', such as my-gateway")
        return None
    return None if text is None else text.lower().replace("_", "-")


def _ids(problems: Problems, path: str, value: Any) -> list[str]:
    rows = problems.texts(path, value)
    found = [_id(problems, f"{path}[{place}]", row) for place, row in enumerate(rows)]
    return [name for name in found if name is not None]


def _extends(problems: Problems, path: str, value: Any) -> str | None:
    text = problems.text(path, value, "the id of a provider")
    data = document()
    key = (text or "").lower().replace("_", "-")
    canonical = key if key in data["providers"] else data["aliases"].get(key)
    if text is not None and canonical is None:
        problems.unknown(path, text, [*data["providers"], *data["aliases"]], what="provider")
    return canonical


def _family(problems: Problems, path: str, value: Any) -> str | None:
    return problems.one_of(path, value, FAMILIES, what="wire family")


FIELDS: dict[str, _Check] = {
    "id": _id,
    "name": _text,
    "extends": _extends,
    "family": _family,
    "protocol": _family,
    "kind": lambda problems, path, value: problems.one_of(path, value, KINDS, what="kind"),
    "aliases": _ids,
    "base_url": _any,  # checked together with extra_env
    "base_url_env": _variables,
    "extra_env": _map_of(_variables),
    "auth": _auth,
    "headers": _headers,
    "env_headers": _map_of(_variables),
    "endpoints": _endpoints,
    "also_speaks": _also_speaks,
    "rename": _map_of(_text),
    "unsupported": _quirk("unsupported", "frozenset[str]"),
    "quirks": _quirks,
    "capabilities": _capabilities,
    "models": _texts,
    "default_model": _text,
    "default_embedding_model": _text,
    "rate_limit_headers": _texts,
    "request_id_header": _text,
    "idempotency_header": _text,
    "local": _boolean,
}


# --- from the form to a profile ---------------------------------------------------------------------------------------

_MERGED = ("extra_headers", "env_headers", "endpoints", "extra_env", "capabilities", "also_speaks", "quirks")


def _inherited(base: str, moved: bool) -> dict[str, Any]:
    """A provider of the catalogue as the beginning of another one.

    One that lives elsewhere inherits how its API is spoken, but no variable that holds a key or an address, and no
    address: what is meant for one host does not go to another.
    """
    row: dict[str, Any] = dict(document()["providers"][base])
    for name in ("name", "aliases", "status", "status_note"):
        row.pop(name, None)
    if moved:
        for name in ("base_url", "base_url_env", "base_url_suffix", "regions", "env_headers"):
            row.pop(name, None)
        row["auth"] = {name: value for name, value in row["auth"].items() if name not in ("env", "alternative")}
        row["also_speaks"] = {
            name: surface for name, surface in row.get("also_speaks", {}).items() if "base_url" not in surface
        }
        row["endpoints"] = {
            name: path for name, path in row.get("endpoints", {}).items() if path is None or "://" not in path
        }
    return row


def _row(found: dict[str, Any]) -> dict[str, Any]:
    """The checked fields as a row of the catalogue."""
    base = found.pop("extends", None)
    row = _inherited(base, "base_url" in found) if base else {}
    quirks = dict(found.pop("quirks", {}))
    if "rename" in found:
        quirks["rename"] = {**quirks.get("rename", {}), **found.pop("rename")}
    if "unsupported" in found:
        quirks["unsupported"] = sorted({*quirks.get("unsupported", ()), *found.pop("unsupported")})
    # What a manifest says that the provider cannot do is refused before anything is sent.
    able: dict[str, Any] = found.get("capabilities", {})
    lacking = {field for name, field in _OF_CAPABILITY.items() if able.get(name) is False}
    if lacking:
        quirks["unsupported"] = sorted({*quirks.get("unsupported", ()), *lacking})
    found["quirks"] = quirks
    if "headers" in found:
        found["extra_headers"] = found.pop("headers")
    family = found.pop("family", None) or found.get("protocol") or row.get("protocol") or "openai_chat"
    if "protocol" in row and row["protocol"] != family:
        row["endpoints"] = {}  # paths of another API
        row["also_speaks"] = {name: also for name, also in row.get("also_speaks", {}).items() if name != family}
    found["protocol"] = family
    if "auth" in found and "auth" in row:
        # Another way to show the key replaces all of it; other variables alone keep the way.
        old: dict[str, Any] = row["auth"]
        if found["auth"].get("type", old.get("type")) == old.get("type"):
            found["auth"] = {**{name: value for name, value in old.items() if name != "alternative"}, **found["auth"]}
    for name in _MERGED:
        if name in found and name in row:
            found[name] = {**row[name], **found[name]}
    row.update(found)
    return row


def build_row(name: str, row: dict[str, Any]) -> ProviderProfile:
    """The profile of a checked row of the catalogue's form, with what goes without saying."""
    row.setdefault("name", name)
    row.setdefault("kind", "inference_host")
    auth = row.setdefault("auth", {})
    auth.setdefault("type", "bearer")
    headers = row.get("extra_headers", {})
    taken = {header.lower() for header in headers}
    defaults = FAMILY_HEADERS.get(row["protocol"], {})
    row["extra_headers"] = {
        **{header: value for header, value in defaults.items() if header.lower() not in taken},
        **headers,
    }
    if row.get("base_url"):
        host = re.match(r"https?://(?:\[([^\]]+)\]|([^:/]+))", row["base_url"])
        row.setdefault("local", host is not None and is_local_host((host[1] or host[2]).lower()))
    row["models"] = tuple(row.get("models", ()))
    paths: dict[str, str | None] = row.get("endpoints", {})
    chat = paths.get("chat") or ""
    if chat.endswith(":generateContent") and "chat_stream" not in paths:
        # Gemini streams from an address of its own, beside the other one.
        stream = chat.removesuffix(":generateContent") + ":streamGenerateContent?alt=sse"
        row["endpoints"] = {**paths, "chat_stream": stream}
    return build_profile(name, row)


def _own_form(data: Mapping[str, Any], source: str) -> ProviderProfile:
    problems = Problems()
    rows = problems.mapping("", data)
    found = _known(problems, "", rows, FIELDS)
    if "family" in found and "protocol" in found:
        problems.add("protocol", "is another name for family; give one of them")
    if "id" not in rows:
        problems.add("id", "is missing: the name of the provider, such as my-gateway")
    extra: Any = found.get("extra_env")
    filled = list(cast("dict[str, Any]", extra)) if isinstance(extra, dict) else []
    base: Any = found.get("extends")
    if base is not None:
        filled += document()["providers"][base].get("extra_env", {})
    if "base_url" in rows:
        found["base_url"] = check_address(problems, "base_url", rows["base_url"], filled)
    elif "extends" not in rows and not found.get("base_url_env"):
        problems.add("base_url", "is missing: the address of the API, such as https://example.com/v1")
    problems.raise_if_any(source, hint="docs/manifests.md describes every field")
    row = _row(found)
    return build_row(str(row.pop("id")), row)


def is_published(data: Mapping[str, Any]) -> bool:
    """Whether a manifest is in the published form: it says which version of it, or has one of its sections."""
    schema = data.get("$schema")
    sections = {"protocol_version", "endpoint", "error_classification", "api_families"}
    return not sections.isdisjoint(data) or (isinstance(schema, str) and "ai-protocol" in schema)


def profile_of(data: Mapping[str, Any], source: str = "The manifest") -> ProviderProfile:
    """The provider that a manifest describes.

    Args:
        data: The manifest, in our form or a published one.
        source: Where it comes from, for errors.

    Raises:
        ManifestError: Everything that is wrong with it.
    """
    if is_published(data):
        from .ai_protocol import PublishedManifest

        return PublishedManifest.of(data, source).profile()
    return _own_form(data, source)


def load_manifest(source: str | os.PathLike[str] | Mapping[str, Any] | ProviderProfile) -> ProviderProfile:
    """The provider that a manifest describes.

    Args:
        source: A YAML, JSON or TOML file, a dict, or a profile, which is returned as it is.

    Returns:
        A profile for `Client(profile)`; with a model: `Client.from_manifest(source, model)`.

    Raises:
        ManifestError: Everything that is wrong with it, each thing with its path.
        ConfigurationError: The file cannot be read, or it is YAML and PyYAML is not installed.
    """
    if isinstance(source, ProviderProfile):
        return source
    if isinstance(source, Mapping):
        return profile_of(source)
    from .manifest_files import read_file

    return profile_of(read_file(source), os.fspath(source))
