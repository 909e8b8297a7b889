"""The checks of a published manifest; see `ai_protocol`.

Format: https://github.com/ailib-official/ai-protocol, schemas/v1.json, schemas/v2/provider.json and
schemas/v2/capability-profile.json. Checked is what ailib reads; everything else may be newer than we are.
"""

from __future__ import annotations

import re
from typing import Any, cast

from .manifest import ERROR_NAMES, check_address
from .problems import Problems, is_rows

__all__ = ["STRATEGIES", "as_dict", "check_published"]

# Retry strategies of theirs and of ours.
STRATEGIES = {
    "exponential_backoff": "exponential",
    "exponential": "exponential",
    "linear_backoff": "linear",
    "linear": "linear",
    "fixed_delay": "constant",
    "constant": "constant",
    "none": "constant",
}
_SECTIONS = (
    "availability", "multimodal", "parameters", "streaming", "services", "endpoints", "retry_policy", "termination",
    "error_classification", "rate_limit_headers", "tool_calling", "metadata", "features", "mcp", "computer_use",
    "provider_contract", "parameter_mappings", "response_paths", "tooling", "context_policy", "feature_flags",
)  # fmt: skip
_PROFILE_PARTS = {
    "ios_v1": ("inputs", "outcomes", "systems"),
    "iospc_v1": ("inputs", "outcomes", "systems", "process", "contract"),
}


def as_dict(value: Any) -> dict[str, Any]:
    """The value if it is a mapping, else {}."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


class _Checks:
    """The checks of one published manifest."""

    def __init__(self, data: dict[str, Any], problems: Problems) -> None:
        self.data = data
        self.problems = problems

    def all(self) -> None:
        problems, data = self.problems, self.data
        for name in ("id", "protocol_version"):
            if data.get(name) is None:
                problems.add(name, "is missing")
            elif name == "protocol_version" and not isinstance(data[name], str):
                problems.expected(name, 'text, such as "2.0"', data[name])
            else:
                problems.text(name, data[name])
        identity, version = data.get("id"), data.get("protocol_version")
        if isinstance(identity, str) and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", identity):
            problems.add("id", "must be made of letters, digits, '-' and '_'")
        if isinstance(version, str) and not re.fullmatch(r"[12](\.\d+){0,2}(-[\w.]+)?", version):
            problems.add("protocol_version", "must be 1.x or 2.x; there is no other version that ailib reads")
        for name in _SECTIONS:
            if data.get(name) is not None and not isinstance(data[name], dict):
                problems.expected(name, "a mapping", data[name])
        self.endpoint()
        self.capabilities()
        self.errors()
        self.retry()
        self.rules()
        if "capability_profile" in data:
            self.capability_profile(data["capability_profile"])

    def endpoint(self) -> None:
        problems = self.problems
        endpoint = self.data.get("endpoint")
        if endpoint is None:
            problems.add("endpoint.base_url" if "endpoint" in self.data else "endpoint", "is missing")
        elif not isinstance(endpoint, dict):
            problems.expected("endpoint", "a mapping", endpoint)
        elif as_dict(endpoint).get("base_url") is None:
            problems.add("endpoint.base_url", "is missing")
        else:
            names = re.findall(r"\{([^{}]*)\}", str(as_dict(endpoint)["base_url"]))
            check_address(problems, "endpoint.base_url", as_dict(endpoint)["base_url"], names)
        for path, auth in (("endpoint.auth", as_dict(endpoint).get("auth")), ("auth", self.data.get("auth"))):
            if auth is None:
                continue
            if not isinstance(auth, dict):
                problems.expected(path, "a mapping", auth)
                continue
            rows = as_dict(auth)
            if rows.get("type") is None:
                problems.add(f"{path}.type", "is missing")
            else:
                problems.text(f"{path}.type", rows["type"])
            for name in ("token_env", "key_env"):
                value = rows.get(name)
                if value is not None and not (isinstance(value, str) and re.fullmatch(r"[A-Za-z_]\w*", value)):
                    problems.add(f"{path}.{name}", "must be the name of a variable; no key may stand in a manifest")
            for name in ("key", "api_key", "token", "secret", "value"):
                if rows.get(name) is not None:
                    problems.add(f"{path}.{name}", "no key may stand in a manifest; name its variable in token_env")

    def capabilities(self) -> None:
        given = self.data.get("capabilities")
        if given is None:
            return
        if isinstance(given, list):
            self.problems.texts("capabilities", given)
        elif isinstance(given, dict):
            for name in ("required", "optional"):
                if (rows := as_dict(given).get(name)) is not None and not isinstance(rows, bool):
                    self.problems.texts(f"capabilities.{name}", rows)
        else:
            self.problems.expected("capabilities", "a list or a mapping", given)

    def errors(self) -> None:
        for name in ("by_http_status", "by_error_code", "by_error_status"):
            table = as_dict(self.data.get("error_classification")).get(name)
            if table is None:
                continue
            for word, kind in self.problems.mapping(f"error_classification.{name}", table).items():
                path = f"error_classification.{name}.{word}"
                if kind is not None:
                    self.problems.one_of(path, kind, (*ERROR_NAMES, "unknown"), what="kind of error")

    def retry(self) -> None:
        policy = as_dict(self.data.get("retry_policy"))
        for name in ("max_retries", "min_delay_ms", "max_delay_ms"):
            if policy.get(name) is not None:
                self.problems.whole(f"retry_policy.{name}", policy[name])
        if policy.get("strategy") is not None:
            self.problems.one_of("retry_policy.strategy", policy["strategy"], STRATEGIES, what="strategy")
        if policy.get("jitter") is not None:
            self.problems.one_of("retry_policy.jitter", policy["jitter"], ("none", "full", "equal"), what="jitter")

    def rules(self) -> None:
        rules: Any = as_dict(self.data.get("streaming")).get("event_map")
        if rules is None:
            return
        if not is_rows(rules):
            self.problems.expected("streaming.event_map", "a list of rules", rules)
            return
        for place, rule in enumerate(rules):
            path = f"streaming.event_map[{place}]"
            if not isinstance(rule, dict):
                self.problems.expected(path, "a mapping", rule)
                continue
            for name in ("match", "emit"):
                if as_dict(rule).get(name) is None:
                    self.problems.add(f"{path}.{name}", "is missing")
                else:
                    self.problems.text(f"{path}.{name}", as_dict(rule)[name])

    def capability_profile(self, profile: Any) -> None:
        """Staged: `ios_v1` says inputs, outcomes, systems; `iospc_v1` also process and contract."""
        path, problems = "capability_profile", self.problems
        if not isinstance(profile, dict):
            problems.errors.append(f"capability_profile must be object, not {type(profile).__name__}")
            return
        rows = as_dict(profile)
        phase = rows.get("phase", "ios_v1")
        parts = _PROFILE_PARTS.get(phase) if isinstance(phase, str) else None
        if parts is None:
            problems.unknown(f"{path}.phase", str(phase), _PROFILE_PARTS, what="phase")
            return
        for name in rows:
            if name not in (*parts, "phase", "future_reserved"):
                problems.add(f"{path}.{name}", f"must NOT have additional properties: {phase} has no {name!r}")
            elif name in parts and not isinstance(rows[name], dict):
                problems.expected(f"{path}.{name}", "a mapping", rows[name])
        if not any(name in rows for name in ("inputs", "outcomes", "systems")):
            problems.add(path, "must match at least one schema in anyOf: inputs, outcomes, systems")
        if phase == "iospc_v1" and "process" not in rows and "contract" not in rows:
            problems.add(path, "iospc_v1 requires process or contract")


def check_published(data: dict[str, Any], problems: Problems) -> None:
    """Add everything that is wrong with a manifest whose `core` has been raised to the top."""
    _Checks(data, problems).all()
