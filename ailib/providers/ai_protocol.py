"""The published manifests of ai-protocol, versions 1.x and 2.x, as providers.

Format: https://github.com/ailib-official/ai-protocol, schemas/v1.json and schemas/v2/provider.json. `load_manifest`
recognises the form and makes the profile; `PublishedManifest` answers what a profile has no place for: declared
capabilities, endpoints of operations, default parameters, the retry policy, rules for events, text tool calls.
Unknown fields are kept and never an error: a manifest may be newer than we are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ..errors import UnsupportedFeatureError
from .catalogue import document
from .facts import Facts
from .manifest import FAMILIES, build_row
from .problems import Problems, is_mapping, is_rows
from .profile import CHAT_PATHS
from .published_checks import STRATEGIES, as_dict, check_published

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .profile import ProviderProfile

__all__ = [
    "REF_RESOLUTIONS",
    "CapabilityMissing",
    "EndpointCall",
    "ProviderContract",
    "PublishedManifest",
    "retry_fields",
]


class CapabilityMissing(UnsupportedFeatureError):
    """The provider's manifest does not declare the capability; nothing was sent."""

    code_standard: str = "E1005"


class EndpointCall(NamedTuple):
    """Where an operation goes."""

    path: str
    method: str


# What manifests call a wire family: request and response formats, payload formats, decoders, adapters, API styles.
_FAMILY_WORDS = {
    "openai": "openai_chat",
    "openai_chat": "openai_chat",
    "openai_style": "openai_chat",
    "openai_compatible": "openai_chat",
    "openai_messages": "openai_chat",
    "openai_sse": "openai_chat",
    "openai_responses": "openai_responses",
    "responses": "openai_responses",
    "responses_api": "openai_responses",
    "anthropic": "anthropic_messages",
    "anthropic_style": "anthropic_messages",
    "anthropic_messages": "anthropic_messages",
    "anthropic_sse": "anthropic_messages",
    "anthropic_event_stream": "anthropic_messages",
    "gemini": "gemini_generate_content",
    "gemini_style": "gemini_generate_content",
    "gemini_generate": "gemini_generate_content",
    "gemini_generate_content": "gemini_generate_content",
    "gemini_contents": "gemini_generate_content",
    "gemini_json": "gemini_generate_content",
    "google": "gemini_generate_content",
    "bedrock_converse": "bedrock_converse",
    "cohere": "cohere_v2",
    "cohere_v2": "cohere_v2",
    "cohere_native": "cohere_v2",
    "cohere_ndjson": "cohere_v2",
    "ollama_native": "ollama_native",
}
_FAMILY_PATHS = (
    (":generateContent", "gemini_generate_content"),
    (":streamGenerateContent", "gemini_generate_content"),
    ("/converse", "bedrock_converse"),
    ("/chat/completions", "openai_chat"),
    ("/messages", "anthropic_messages"),
    ("/responses", "openai_responses"),
    ("/api/chat", "ollama_native"),
)
# Endpoint names of theirs and of ours.
_ENDPOINTS = {
    "chat": "chat",
    "embeddings": "embeddings",
    "embed": "embeddings",
    "embedding": "embeddings",
    "images": "images",
    "image_generation": "images",
    "stt": "stt",
    "speech_to_text": "stt",
    "tts": "tts",
    "text_to_speech": "tts",
    "rerank": "rerank",
    "models": "models",
    "list_models": "models",
    "responses": "responses",
    "count_tokens": "count_tokens",
}
# One capability under its several names.
_SAME: tuple[frozenset[str], ...] = (
    frozenset({"text", "chat"}),
    frozenset({"mcp", "mcp_client"}),
    frozenset({"rerank", "reranking"}),
    frozenset({"embeddings", "embedding"}),
    frozenset({"stt", "speech_to_text", "transcription"}),
    frozenset({"tts", "text_to_speech"}),
    frozenset({"reasoning", "extended_thinking", "thinking"}),
    frozenset({"parallel_tools", "parallel_tool_calls"}),
    frozenset({"vision", "multimodal"}),
    frozenset({"structured_output", "json_mode"}),
    frozenset({"video", "video_generation"}),
)
# The capability that a method of the published runtimes needs, by the beginning of its name.
_METHODS = (
    ("mcp", "mcp_client"),
    ("computer", "computer_use"),
    ("reason", "reasoning"),
    ("video", "video"),
    ("image", "image_generation"),
    ("generateimage", "image_generation"),
    ("generatevideo", "video"),
    ("speechtotext", "stt"),
    ("transcri", "stt"),
    ("stt", "stt"),
    ("texttospeech", "tts"),
    ("synthesi", "tts"),
    ("tts", "tts"),
    ("rerank", "rerank"),
    ("embed", "embeddings"),
    ("batch", "batch"),
    ("stream", "streaming"),
    ("tool", "tools"),
    ("vision", "vision"),
    ("chat", "text"),
)
_OUR_CAPABILITIES = {
    "streaming": "streaming",
    "tools": "tools",
    "parallel_tools": "parallel_tools",
    "vision": "vision",
    "reasoning": "reasoning",
    "structured_output": "json_schema",
    "audio": "audio_in",
}

# How a reference inside a document block may be treated, and the API style of each document format.
REF_RESOLUTIONS = ("error_before_encode", "resolve_at_runtime")
_DOCUMENT_STYLES = {
    "anthropic_document": "anthropic_messages",
    "gemini_inline_data": "gemini_generate",
    "openai_file": "openai_compatible",
}


def _raised(data: Mapping[str, Any]) -> dict[str, Any]:
    """The manifest with the sections inside `core` (ring 1 of version 2) at the top, where version 1 has them."""
    rows: dict[str, Any] = {str(name): row for name, row in data.items()}
    core = rows.get("core")
    if is_mapping(core):
        for name, row in core.items():
            rows.setdefault(str(name), row)
    return rows


def retry_fields(policy: Mapping[str, Any]) -> dict[str, Any]:
    """A published retry policy (milliseconds) as the fields of a `RetryPolicy` (seconds); {} when it says nothing."""
    if not policy:
        return {}
    found: dict[str, Any] = {"strategy": STRATEGIES[str(policy.get("strategy") or "exponential")]}
    if policy.get("strategy") == "none":
        return {**found, "max_retries": 0}
    for name, ours, scale in (
        ("max_retries", "max_retries", 1),
        ("min_delay_ms", "base", 1000),
        ("max_delay_ms", "cap", 1000),
    ):
        if policy.get(name) is not None:
            found[ours] = policy[name] if scale == 1 else policy[name] / scale
    if policy.get("jitter") is not None:
        found["jitter"] = policy["jitter"]
    return found


class PublishedManifest(Facts):
    """One published manifest, checked.

    Attributes:
        id: The provider's id, as written.
        protocol_version: "1.5", "2.0", ...
        data: The whole manifest, unknown fields included; what stands in `core` is raised to the top.
        diagnostics: What is odd about it without being wrong.
    """

    id: str
    protocol_version: str
    data: Mapping[str, Any]
    diagnostics: tuple[str, ...] = ()

    @classmethod
    def of(cls, data: Mapping[str, Any], source: str = "The manifest") -> PublishedManifest:
        """Check a manifest.

        Raises:
            ManifestError: Everything that is wrong with it.
        """
        rows = _raised(data)
        problems = Problems()
        check_published(rows, problems)
        problems.raise_if_any(source)
        endpoint_auth, old = as_dict(rows["endpoint"]).get("auth"), rows.get("auth")
        notes: list[str] = []
        if endpoint_auth is not None and old is not None and endpoint_auth != old:
            notes.append("auth: ignored, because endpoint.auth says something else; remove it from the manifest")
        return cls(str(rows["id"]), str(rows["protocol_version"]), rows, tuple(notes))

    # What the profile has

    @property
    def family(self) -> str:
        """The wire family: the one the manifest names anywhere, else that of the chat path, else the catalogue's."""
        for word in self._family_words():
            if (family := _FAMILY_WORDS.get(word.lower())) is not None:
                # `sse` and the like say nothing; a decoder's `openai_chat` does.
                return family
        path = self.path("chat") or ""
        for ending, family in _FAMILY_PATHS:
            if path.partition("?")[0].endswith(ending):
                return family
        known = document()["providers"].get(self._catalogue_id() or "", {}).get("protocol", "openai_chat")
        return str(known if known in FAMILIES else "openai_chat")

    def _family_words(self) -> Iterator[str]:
        data = self.data
        families = data.get("api_families")
        decoder = as_dict(as_dict(data.get("streaming")).get("decoder"))
        endpoint = as_dict(data.get("endpoints")).get("chat")
        for word in (
            as_dict(as_dict(families).get("chat")).get("request_format"),
            as_dict(data.get("provider_contract")).get("api_style"),
            data.get("payload_format"),
            decoder.get("strategy"),
            decoder.get("format"),
            as_dict(endpoint).get("adapter"),
        ):
            if isinstance(word, str):
                yield word

    def _catalogue_id(self) -> str | None:
        data, key = document(), self.id.lower().replace("_", "-")
        return key if key in data["providers"] else cast("str | None", data["aliases"].get(key))

    def path(self, name: str) -> str | None:
        """The path of one of our endpoints ("chat", "embeddings", "models", ...), or None where it is not said."""
        flat = as_dict(self.data["endpoint"])
        structured = {**as_dict(self.data.get("services")), **as_dict(self.data.get("endpoints"))}
        for rows in (structured, flat):
            for theirs, ours in _ENDPOINTS.items():
                row = rows.get(theirs) if ours == name else None
                text = row if isinstance(row, str) else as_dict(row).get("path")
                if isinstance(text, str) and text.startswith(("/", "http")):
                    return text
        return None

    def profile(self) -> ProviderProfile:
        """The provider for a client. What the catalogue knows about a provider of this id and family is kept."""
        known: dict[str, Any] = document()["providers"].get(self._catalogue_id() or "", {})
        family = self.family
        if known.get("protocol") != family:
            known = {}
        row: dict[str, Any] = {
            name: known[name]
            for name in ("kind", "default_model", "default_embedding_model", "request_id_header", "env_headers")
            if name in known
        }
        names = re.findall(r"\{([^{}]*)\}", str(self.data["endpoint"]["base_url"]))
        row |= {
            "name": str(self.data.get("name") or known.get("name") or self.id),
            "protocol": family,
            "base_url": str(self.data["endpoint"]["base_url"]).rstrip("/"),
            "auth": self._auth(),
            "extra_headers": self._headers(),
            "endpoints": self._endpoints(family),
            "aliases": [alias for alias in self._listed("aliases") if isinstance(alias, str)],
            "capabilities": self._our_capabilities(),
            "quirks": self._quirks(family, dict(known.get("quirks", {}))),
            "rate_limit_headers": [
                header for header in as_dict(self.data.get("rate_limit_headers")).values() if isinstance(header, str)
            ],
            "retry": self.retry,
        }
        if names:
            variables = as_dict(self.data.get("connection_vars"))
            row["extra_env"] = {
                name: [str(variables.get(name) or f"{self.id}_{name}".upper().replace("-", "_"))] for name in names
            }
        status = {"deprecated": "deprecated"}.get(str(self.data.get("status")))
        if status:
            row["status"] = status
        return build_row(self.id, row)

    def _listed(self, name: str) -> list[Any]:
        rows = self.data.get(name)
        return rows if is_rows(rows) else []

    @property
    def auth(self) -> Mapping[str, Any]:
        """The authentication in force: `endpoint.auth`, else the older `auth`; the one never adds to the other."""
        return as_dict(as_dict(self.data["endpoint"]).get("auth")) or as_dict(self.data.get("auth"))

    def _auth(self) -> dict[str, Any]:
        auth = self.auth
        variable = auth.get("token_env") or auth.get("key_env")
        row: dict[str, Any] = {"type": "bearer", "env": [variable] if variable else [], "required": True}
        kind = str(auth.get("type") or "bearer").lower()
        header = auth.get("header") or auth.get("header_name")
        if kind in ("api_key", "custom_header", "header", "api_key_header"):
            row |= {"type": "header", "header": header or "X-API-Key", "prefix": auth.get("prefix")}
        elif kind in ("query_param", "query"):
            row |= {"type": "query", "param": auth.get("param_name") or auth.get("param") or "api_key"}
        elif kind == "none":
            row |= {"type": "none", "required": False}
        elif header not in (None, "Authorization") or auth.get("prefix") not in (None, "Bearer"):
            prefix = auth.get("prefix")
            row |= {
                "type": "header",
                "header": header or "Authorization",
                "prefix": "Bearer" if prefix is None else prefix,
            }
        return row

    def _headers(self) -> dict[str, str]:
        rows: Any = self.auth.get("extra_headers")
        if isinstance(rows, dict):
            return {name: str(value) for name, value in as_dict(rows).items()}
        given = rows if is_rows(rows) else []
        return {
            str(as_dict(row)["name"]): str(as_dict(row)["value"])
            for row in given
            if {"name", "value"} <= as_dict(row).keys()
        }

    def _endpoints(self, family: str) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for name in dict.fromkeys(_ENDPOINTS.values()):
            if (path := self.path(name)) is not None:
                found[name] = path
        if (embeddings := found.get("embeddings")) is not None and embeddings.endswith(":embedContent"):
            # Theirs takes one text, the one that is used takes several.
            found["embeddings"] = embeddings.removesuffix(":embedContent") + ":batchEmbedContents"
        chat, usual = found.get("chat"), CHAT_PATHS[family]
        if chat is not None and chat.endswith(usual) and chat != usual:
            # "/v1/messages": the version stands in the path, so it does in the paths that are not said.
            found.setdefault("models", f"{chat.removesuffix(usual)}/models")
        return found

    def _our_capabilities(self) -> dict[str, bool | str]:
        if self.data.get("capabilities") is None:
            return {}
        return {ours: self.declares(theirs) for theirs, ours in _OUR_CAPABILITIES.items()}

    def _quirks(self, family: str, quirks: dict[str, Any]) -> dict[str, Any]:
        errors = as_dict(self.data.get("error_classification"))
        codes = {**as_dict(errors.get("by_error_status")), **as_dict(errors.get("by_error_code"))}
        # "invalid request" is what the status says anyway; the message may say more (context length, credit).
        codes = {code: kind for code, kind in codes.items() if kind not in (None, "invalid_request")}
        if codes:
            quirks["error_codes"] = {
                **quirks.get("error_codes", {}),
                **{str(code): kind for code, kind in codes.items()},
            }
        if statuses := as_dict(errors.get("by_http_status")):
            quirks["error_statuses"] = {str(status): str(kind) for status, kind in statuses.items() if kind is not None}
        if family == "openai_chat":
            renamed = {name: theirs for name, theirs in self._renamed() if re.fullmatch(r"\w+", theirs)}
            if field := renamed.pop("max_tokens", None):
                quirks["max_tokens_field"] = field
            if renamed:
                quirks["rename"] = {**quirks.get("rename", {}), **renamed}
        if self.data.get("capabilities") is not None:
            # Declared capabilities are all there are: a request that needs another one is refused before it is sent.
            lacking = {"tools": ("tools", "tool_choice"), "reasoning": ("reasoning",), "vision": ("images",)}
            fields = {field for theirs, ours in lacking.items() if not self.declares(theirs) for field in ours}
            quirks["unsupported"] = sorted(fields.union(quirks.get("unsupported", ())))
        return quirks

    def _renamed(self) -> Iterator[tuple[str, str]]:
        aliases = as_dict(
            as_dict(as_dict(self.data.get("provider_contract")).get("request_mapping")).get("parameter_aliases")
        )
        for name, theirs in {**aliases, **as_dict(self.data.get("parameter_mappings"))}.items():
            ours = {"stop_sequences": "stop", "reasoning_effort": "reasoning_effort"}.get(name, name)
            if (
                isinstance(theirs, str)
                and theirs != ours
                and ours not in ("messages", "model", "input", "system_message")
            ):
                yield ours, theirs

    # What it has no place for

    @property
    def required_capabilities(self) -> tuple[str, ...]:
        """Those every model of the provider has; for older manifests, all that are declared."""
        given = self.data.get("capabilities")
        if is_rows(given):
            return tuple(str(name) for name in given)
        rows = as_dict(given)
        if "required" in rows or "optional" in rows:
            return self._texts(rows.get("required"))
        return tuple(name for name, declared in rows.items() if declared is True)

    @property
    def optional_capabilities(self) -> tuple[str, ...]:
        """Those some models have."""
        return self._texts(as_dict(self.data.get("capabilities")).get("optional"))

    @staticmethod
    def _texts(rows: Any) -> tuple[str, ...]:
        return tuple(str(row) for row in rows) if is_rows(rows) else ()

    @property
    def feature_flags(self) -> dict[str, bool]:
        """Flags of the manifest, of its capabilities and of `features`."""
        sources = (
            self.data.get("features"),
            self.data.get("feature_flags"),
            as_dict(self.data.get("capabilities")).get("feature_flags"),
        )
        return {name: flag for rows in sources for name, flag in as_dict(rows).items() if isinstance(flag, bool)}

    def declares(self, capability: str) -> bool:
        """Whether a capability is declared, under any of its names."""
        declared = {*self.required_capabilities, *self.optional_capabilities}
        names = next((names for names in _SAME if capability in names), frozenset({capability}))
        return not names.isdisjoint(declared)

    def missing(self, capabilities: Iterable[str]) -> tuple[str, ...]:
        """Those of the capabilities that are not declared."""
        return tuple(name for name in capabilities if not self.declares(name))

    def require(self, capability: str) -> None:
        """Check before a call that needs a capability.

        Args:
            capability: "mcp_client", "video", ..., or the method that needs it: "MCPListTools", "VideoGenerate".

        Raises:
            CapabilityMissing: The manifest does not declare it.
        """
        needed = capability
        if capability[:1].isupper():
            method = capability.lower().replace("_", "")
            needed = next((name for start, name in _METHODS if method.startswith(start)), capability)
        if not self.declares(needed):
            declared = ", ".join((*self.required_capabilities, *self.optional_capabilities)) or "none"
            raise CapabilityMissing(
                f"The manifest of {self.id} does not declare {needed}",
                provider=self.id,
                hint=f"Declared capabilities: {declared}",
            )

    @property
    def mcp_method(self) -> str:
        """How MCP tools reach the provider: "native_api", "tool_bridge" (as ordinary tools) or "not_supported"."""
        contract = as_dict(as_dict(self.data.get("provider_contract")).get("capability_contracts"))
        said = as_dict(contract.get("mcp")).get("integration_method")
        if isinstance(said, str):
            return said
        return "tool_bridge" if self.declares("mcp_client") else "not_supported"

    def endpoint_for(self, operation: str, fallback: str | None = None, method: str = "POST") -> EndpointCall:
        """Where an operation goes.

        Args:
            operation: "chat", "mcp_call_tool", "video_get", ...
            fallback: The path when the manifest does not say.
            method: The HTTP method when the manifest does not say.

        Raises:
            CapabilityMissing: The manifest does not say, and there is no fallback.
        """
        endpoint = as_dict(self.data["endpoint"])
        services = {name: {"method": "GET", **as_dict(row)} for name, row in as_dict(self.data.get("services")).items()}
        tables: tuple[dict[str, Any], ...] = (
            as_dict(self.data.get("endpoints")),
            as_dict(endpoint.get("endpoints")),
            services,
            endpoint,
        )
        for rows in tables:
            row = rows.get(operation)
            if isinstance(row, str) and (rows is not endpoint or row.startswith("/")):
                return EndpointCall(row, method)
            path = as_dict(row).get("path")
            if isinstance(path, str):
                return EndpointCall(path, str(as_dict(row).get("method") or method).upper())
        if fallback is None:
            raise CapabilityMissing(f"The manifest of {self.id} has no endpoint for {operation}", provider=self.id)
        return EndpointCall(fallback, method)

    def default_parameters(self) -> dict[str, Any]:
        """Parameters for which the manifest declares a default. Clients never send them unasked."""
        rows = as_dict(self.data.get("parameters"))
        return {name: as_dict(row)["default"] for name, row in rows.items() if as_dict(row).get("default") is not None}

    def provider_parameters(self, given: Mapping[str, Any], *, defaults: bool = False) -> dict[str, Any]:
        """Standard parameters under the provider's names.

        Args:
            given: Standard name to value; None is left out.
            defaults: Put the manifest's defaults where nothing is given.

        Returns:
            A dict; a name with dots ("generationConfig.temperature") becomes dicts in dicts.
        """
        values = {
            **(self.default_parameters() if defaults else {}),
            **{k: v for k, v in given.items() if v is not None},
        }
        names = dict(self._renamed())
        result: dict[str, Any] = {}
        for name, value in values.items():
            *outer, last = names.get(name, name).removeprefix("$.").split(".")
            place = result
            for step in outer:
                place = place.setdefault(step, {})
            place[last] = value
        return result

    @property
    def retry(self) -> dict[str, Any]:
        """`retry_policy` as the fields of a `RetryPolicy`; {} when there is none."""
        return retry_fields(as_dict(self.data.get("retry_policy")))

    @property
    def tool_calling(self) -> Mapping[str, Any] | None:
        """Native and textual tool calls; see `ailib.wire.text_tools.tool_strategy`."""
        row = self.data.get("tool_calling") or as_dict(self.data.get("capabilities")).get("tool_calling")
        return as_dict(row) if isinstance(row, dict) else None

    @property
    def event_rules(self) -> dict[str, Any]:
        """The arguments of `ailib.wire.event_rules.EventRules`."""
        streaming = as_dict(self.data.get("streaming"))
        candidate = as_dict(streaming.get("candidate"))
        path = str(candidate.get("candidate_id_path") or "").partition("[*]")[0]
        return {
            "event_map": streaming.get("event_map") or [],
            "frame_selector": streaming.get("frame_selector"),
            "candidates": path if candidate.get("fan_out") and path else None,
        }


class ProviderContract(Facts):
    """How a provider's API takes documents, out of a published contract.

    Attributes:
        provider_id: The provider, or None when the contract is only a piece.
        api_style: "openai_compatible", "anthropic_messages", "gemini_generate" or "custom".
        document_format: "anthropic_document", "gemini_inline_data" or "openai_file".
        ref_resolution: "error_before_encode" (a reference must be resolved before) or "resolve_at_runtime".
    """

    provider_id: str | None
    api_style: str
    document_format: str
    ref_resolution: str = "error_before_encode"

    @classmethod
    def of(cls, data: Mapping[str, Any], source: str = "The contract") -> ProviderContract:
        """Check a contract, or a piece of one that has a `document` or `document_mapping`.

        Raises:
            ManifestError: Everything that is wrong with it.
        """
        problems = Problems()
        request = as_dict(as_dict(data.get("request_mapping")).get("content_block_mapping"))
        path = next((name for name in ("document_mapping", "document") if name in data), "")
        mapping: Any = data[path] if path else request.get("document")
        path = path or "request_mapping.content_block_mapping.document"
        if not isinstance(mapping, dict):
            problems.add(path, "is missing") if mapping is None else problems.expected(path, "a mapping", mapping)
        rows = as_dict(mapping)
        form = style = None
        if isinstance(mapping, dict):
            if rows.get("format") is None:
                problems.add(f"{path}.format", "is missing")
            else:
                form = problems.one_of(f"{path}.format", rows["format"], _DOCUMENT_STYLES, what="document format")
        resolution = rows.get("ref_resolution", "error_before_encode")
        problems.one_of(f"{path}.ref_resolution", resolution, REF_RESOLUTIONS, what="way to resolve references")
        if data.get("api_style") is not None:
            styles = (*_DOCUMENT_STYLES.values(), "custom")
            style = problems.one_of("api_style", data["api_style"], styles, what="API style")
        problems.raise_if_any(source)
        provider = data.get("provider_id")
        return cls(provider, style or _DOCUMENT_STYLES[str(form)], str(form), str(resolution))
