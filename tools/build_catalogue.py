"""Turn the provider catalogue and the price table into the data files of `ailib.providers`.

Reads `catalogue.yaml` and `prices.json` from `--source` and `quirks.yaml` beside this file; writes
`ailib/providers/data/catalogue.json`, `ailib/providers/data/prices.json` and `ailib/providers/names.py`.
The output depends on the input only, byte for byte. `--check` writes nothing and fails when a file is not current.

    python tools/build_catalogue.py --source ../shared/providers
    python tools/build_catalogue.py --source ../shared/providers --check
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = "ailib/providers/data/catalogue.json"
PRICES = "ailib/providers/data/prices.json"
NAMES = "ailib/providers/names.py"

OUR_FIELDS = frozenset(
    (
        *("temperature", "max_tokens", "top_p", "top_k", "stop", "seed", "n", "frequency_penalty", "presence_penalty"),
        *("logprobs", "top_logprobs", "tools", "tool_choice", "parallel_tool_calls", "response_format", "reasoning"),
        *("user", "metadata"),
    )
)
LOCAL = "://localhost"
# The price table's long names, its letters, and the short keys of our file.
PRICE_KEYS = {
    "context": "c",
    "max_output": "m",
    "input_per_mtok": "i",
    "output_per_mtok": "o",
    "cache_read_per_mtok": "r",
    "cache_write_per_mtok": "w",
    "above": "a",
    "modalities": "M",
    "supports": "S",
    "mode": "k",
    "dims": "d",
    "retires": "x",
    "efforts": "e",
}
PRICE_FLAGS = (
    "adaptive_thinking",
    "always_thinks",
    "free_or_unknown",
    "no_forced_tool",
    "no_prefill",
    "no_sampling",
    "tiered",
)
# Ours, not the catalogue's: the provider that ships with the package.
EMBEDDED = {
    "name": "Embedded",
    "kind": "local",
    "protocol": "openai_chat",
    "auth": {"type": "none", "required": False},
    "endpoints": {
        "batch": "/batches",
        "chat": "/chat/completions",
        "embeddings": "/embeddings",
        "files": "/files",
        "models": "/models",
    },
    "batch_jobs": {"form": "openai", "source": "ailib.testing", "kinds": ["chat", "embeddings"]},
    "streaming_end": "data: [DONE]",
    "default_model": "embedded-chat",
    "default_embedding_model": "embedded-embed",
    "local": True,
}


def clean_path(value: str | None) -> str | None:
    """A path or URL without the prose behind it; "" when there is only prose."""
    if value is None:
        return None
    if value.startswith("wss /"):
        return value[4:]
    if " at root" in value or "(workspace root)" in value or "(other prefix" in value:
        return ""
    if not value.startswith(("/", "https://")):
        return ""
    path = value.split(" ", 1)[0].replace("{modelId}", "{model}")
    # "/generate/{core | sd3 | ultra}" is a choice in words.
    return "" if path.count("{") != path.count("}") or path.endswith("...") else path


def auth_row(entry: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """The scheme with what code uses; the default is a required bearer."""
    auth = entry["auth"]
    row: dict[str, Any] = {"type": auth["type"], "env": patch.pop("auth_env", auth.get("env", []))}
    row.update({key: auth[key] for key in ("header", "prefix", "param") if key in auth})
    row["required"] = auth["required"]
    details = {key: auth[key] for key in ("scope", "service", "token_url", "grant", "scheme") if key in auth}
    details.update(patch.pop("auth_details", {}))
    if details:
        row["details"] = details
    alternative = patch.pop("auth_alternative", None)
    found = auth.get("alternative") or {}
    if alternative is None and found.get("env") and found["type"] in ("bearer", "header", "query"):
        alternative = {key: found[key] for key in ("type", "header", "prefix", "env") if key in found}
    if alternative:
        row["alternative"] = alternative
    return row


def surfaces(entry: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """The further wire families: name to {base_url, path, base_url_env}."""
    dropped = patch.pop("drop_surfaces", [])
    hosts = patch.pop("surface_hosts", {})
    paths = patch.pop("also_speaks_paths", {})
    rows: dict[str, Any] = {}
    for also in entry.get("also_speaks", []):
        protocol = also["protocol"]
        if protocol == "other" or protocol in dropped or protocol in rows:
            continue
        row = {}
        if base_url := hosts.get(protocol, also.get("base_url")):
            row["base_url"] = base_url
        if path := paths.get(protocol, also.get("path")):
            row["path"] = path
        if also.get("env"):
            row["base_url_env"] = also["env"]
        rows[protocol] = row
    return rows


def quirks_row(entry: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """What the catalogue states in a form that needs no reading; the overlay adds the rest."""
    row: dict[str, Any] = {}
    params = entry.get("params", {})
    field = params.get("max_tokens_field", "max_tokens")
    # Where chat completions are the second language, the field belongs to the first one.
    if field != "max_tokens" and entry["protocol"] == "openai_chat":
        row["max_tokens_field"] = field
    unsupported = {name for name in params.get("unsupported", []) if name in OUR_FIELDS}
    if "logprobs" in unsupported:
        unsupported.add("top_logprobs")
    if "tools" in unsupported:
        unsupported |= {"tool_choice", "parallel_tool_calls"}
    if "temperature" in params:
        row["temperature_max"] = params["temperature"][1]
    reasoning = entry.get("reasoning", {})
    if any("<think>" in text for text in reasoning.get("response_fields", [])):
        row["think_tags"] = True
    errors = entry.get("errors", {})
    if errors.get("paths"):
        # The most specific path first: "error" alone would turn a whole object into a message.
        row["error_paths"] = sorted(errors["paths"], key=lambda path: -path.count("."))
    codes = {str(code): kind for code, kind in (errors.get("code_to_class") or errors.get("extra_codes") or {}).items()}
    if codes:
        row["error_codes"] = codes
    for key, value in patch.pop("quirks", {}).items():
        if value is None:
            row.pop(key, None)
        elif key == "unsupported":
            unsupported |= set(value)
        else:
            row[key] = value
    if unsupported - OUR_FIELDS:
        raise SystemExit(f"{entry['id']}: unknown request fields {sorted(unsupported - OUR_FIELDS)}")
    if unsupported:
        row["unsupported"] = sorted(unsupported)
    return row


def provider_row(entry: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """One provider as the package stores it: only what differs from the defaults of `ProviderProfile`."""
    models = entry["models"]
    row: dict[str, Any] = {
        "name": entry["name"],
        "aliases": entry.get("aliases", []),
        "kind": entry["kind"],
        "status": entry["status"] if entry["status"] != "active" else None,
        "status_note": entry.get("status_note"),
        "protocol": entry["protocol"],
        "also_speaks": surfaces(entry, patch),
        "base_url": entry["base_url"],
        "base_url_env": entry.get("base_url_env"),
        "regions": {
            region["id"]: region["base_url"]
            for region in entry.get("regions", [])
            if region.get("base_url", "").startswith("http")
        },
        "auth": auth_row(entry, patch),
        "extra_env": entry.get("extra_env"),
        "extra_headers": {
            name: value
            for name, value in entry.get("extra_headers", {}).items()
            if re.fullmatch(r"[\w.-]+", value) and not value.isupper()
        },
        "endpoints": {
            name: path
            for name, value in sorted(entry["endpoints"].items())
            if (path := clean_path(value)) or path is None
        },
        "streaming_end": entry.get("streaming", {}).get("end"),
        "capabilities": entry.get("capabilities"),
        "default_model": models.get("default"),
        "default_embedding_model": models.get("embedding"),
        "rate_limit_headers": [name.split(" ")[0].lower() for name in entry.get("rate_limit_headers", [])],
        "request_id_header": entry.get("request_id_header"),
        "local": entry["kind"] == "local" or (LOCAL in (entry["base_url"] or "") and not entry["auth"]["required"]),
    }
    row["quirks"] = quirks_row(entry, patch)
    row["endpoints"].update(patch.pop("more_endpoints", {}))
    row.update(patch)
    return {key: value for key, value in row.items() if value not in (None, [], {}, "", False)}


def hosts_of(row: dict[str, Any]) -> set[str]:
    """Hosts that the provider's key may be sent to; "*" stands for what configuration fills in. Local ones left out."""
    urls = [row.get("base_url"), *row.get("regions", {}).values()]
    urls += [surface.get("base_url") for surface in row.get("also_speaks", {}).values()]
    found = set()
    for url in urls:
        if not url:
            continue
        host = url.partition("://")[2].partition("/")[0].partition(":")[0]
        if "}" in host:
            host = f"{host.partition('{')[0]}*{host.rpartition('}')[2]}"
        if host not in ("*", "localhost", "127.0.0.1") and not host.endswith(".docker.internal"):
            found.add(host)
    return found


def normal(name: str) -> str:
    """How `ailib.providers.catalogue` compares names."""
    return name.lower().replace("_", "-")


def catalogue(source: Path) -> dict[str, Any]:
    """The whole catalogue file."""
    document = yaml.safe_load((source / "catalogue.yaml").read_text("utf-8"))
    overlay = yaml.safe_load(Path(__file__).with_name("quirks.yaml").read_text("utf-8"))
    entries = {entry["id"]: entry for entry in document["providers"]}
    if unknown := set(overlay) - set(entries):
        raise SystemExit(f"quirks.yaml names unknown providers: {sorted(unknown)}")
    rows = {name: provider_row(entry, dict(overlay.get(name, {}))) for name, entry in entries.items()}
    rows["embedded"] = dict(EMBEDDED)

    aliases: dict[str, str] = {}
    for name, row in rows.items():
        for alias in (name, *row.get("aliases", [])):
            # An alias and its id may be equal once normalised ("azure_openai"); two providers may not.
            if aliases.setdefault(normal(alias), name) != name:
                raise SystemExit(f"{alias} means both {aliases[normal(alias)]} and {name}")
    hosts: dict[str, list[str]] = {}
    for name, row in rows.items():
        for host in hosts_of(row):
            hosts.setdefault(host, []).append(name)
    return {
        "as_of": document["as_of"],
        "aliases": {alias: name for alias, name in sorted(aliases.items()) if alias != name},
        "hosts": {host: sorted(names) for host, names in sorted(hosts.items())},
        "order": list(rows),
        "providers": dict(sorted(rows.items())),
    }


def number(value: float) -> float | int:
    """Whole numbers without a fraction, so that the file does not depend on how the source spelt them."""
    return int(value) if float(value).is_integer() else value


def prices(source: Path) -> dict[str, Any]:
    """The price file: provider to model to short-keyed facts."""
    table = json.loads((source / "prices.json").read_text("utf-8"))
    meta = table.pop("_meta")
    rows: dict[str, dict[str, Any]] = {}
    for key, facts in sorted(table.items()):
        if unknown := set(facts) - set(PRICE_KEYS) - set(PRICE_FLAGS):
            raise SystemExit(f"{key}: unknown columns {sorted(unknown)}")
        provider, _, model = key.partition("/")
        row: dict[str, Any] = {}
        for name, short in PRICE_KEYS.items():
            value = facts.get(name)
            if isinstance(value, (int, float)):
                value = number(value)
            elif isinstance(value, list):
                value = [number(item) if isinstance(item, (int, float)) else item for item in value]
            if value is not None:
                row[short] = value
        if flags := [name for name in PRICE_FLAGS if facts.get(name)]:
            row["f"] = flags
        rows.setdefault(provider, {})[model] = row
    return {
        "meta": {
            "license": meta["license"],
            "source": meta["version"],
            "derived": meta["derived"],
            "unit": "US dollars per million tokens",
            "keys": {short: name for name, short in PRICE_KEYS.items()} | {"f": "flags"},
        },
        "models": rows,
    }


def names(ids: list[str]) -> str:
    """The source of `ailib.providers.names`."""
    lines = [
        '"""The ids of all providers as constants. Written by `tools/build_catalogue.py`; do not edit."""',
        "",
        "from __future__ import annotations",
        "",
        "from enum import StrEnum",
        "",
        '__all__ = ["Provider"]',
        "",
        "",
        "class Provider(StrEnum):",
        '    """Provider ids; each member is its id: `Provider.GROQ == "groq"`."""',
        "",
    ]
    lines += [f'    {name.upper().replace("-", "_")} = "{name}"' for name in ids]
    return "\n".join(lines) + "\n"


def compact(rows: dict[str, Any], *path: str) -> str:
    """JSON with one provider (or model table) per line, so that a change shows as a change of its line."""
    outer = []
    for key, value in rows.items():
        if key in path:
            inner = (f"{json.dumps(name)}:{json.dumps(row, separators=(',', ':'))}" for name, row in value.items())
            outer.append(f'"{key}":{{\n' + ",\n".join(inner) + "\n}")
        else:
            outer.append(f'"{key}":{json.dumps(value, separators=(",", ":"))}')
    return "{" + ",\n".join(outer) + "}\n"


def main() -> int:
    """Write the files, or say which are not current."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--source", type=Path, required=True, help="directory with catalogue.yaml and prices.json")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file is not current")
    arguments = parser.parse_args()

    document = catalogue(arguments.source)
    files = {
        CATALOGUE: compact(document, "providers"),
        PRICES: compact(prices(arguments.source), "models"),
        NAMES: names(sorted(document["providers"])),
    }
    stale = [
        name for name, text in files.items() if not (ROOT / name).is_file() or (ROOT / name).read_text("utf-8") != text
    ]
    if arguments.check:
        if stale:
            print(f"not current: {', '.join(stale)}; run tools/build_catalogue.py", file=sys.stderr)
        return 1 if stale else 0
    for name in stale:
        (ROOT / name).write_text(files[name], "utf-8")
        print(f"wrote {name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
