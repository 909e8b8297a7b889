"""What one provider is, as data: `ProviderProfile`, `AuthScheme`, `Surface`, `Quirks`, `BatchJobs`.

A profile holds facts only (address, authentication, wire family, deviations from that family).
The dialects in `ailib.wire` read `Quirks`; nobody else branches on a provider's id.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from .facts import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["AuthScheme", "BatchJobs", "ProviderProfile", "Quirks", "Surface"]

EMPTY: Mapping[str, Any] = MappingProxyType({})

CHAT_PATHS: Mapping[str, str] = MappingProxyType(
    {
        "openai_chat": "/chat/completions",
        "openai_responses": "/responses",
        "anthropic_messages": "/messages",
        "gemini_generate_content": "/models/{model}:generateContent",
        "bedrock_converse": "/model/{model}/converse",
        "cohere_v2": "/chat",
        "ollama_native": "/api/chat",
    }
)


class AuthScheme(Facts):
    """How a provider wants to be shown the key.

    Attributes:
        type: "bearer", "header", "query", "none", "sigv4", "oauth_adc", "oauth_entra", "oauth_iam", "oauth_client" or
            "request_signing".
        env: Variables that hold the key, in lookup order. For the ambient types (`ambient`) they configure something
            else, a key file or a signing identity, and are never sent.
        header: Header name of type "header", else None.
        prefix: Word before the key in that header ("Token"), or None.
        param: Query parameter of type "query", else None.
        required: False for servers that answer without a key.
        alternative: A second scheme that the provider accepts, with variables of its own, or None.
        details: What token exchange and signing need: "scope", "service", "token_url", "grant", "scheme".
    """

    type: str = "bearer"
    env: tuple[str, ...] = ()
    header: str | None = None
    prefix: str | None = None
    required: bool = True
    param: str | None = None
    alternative: AuthScheme | None = None
    details: Mapping[str, str] = EMPTY

    @property
    def ambient(self) -> bool:
        """True when `env` names a signing identity or a key file instead of a key that is sent."""
        return self.type in ("sigv4", "oauth_adc", "request_signing")

    def __repr__(self) -> str:
        return f"<AuthScheme {self.type} {', '.join(self.env) or 'no variables'}>"


class Surface(Facts):
    """A wire family that a provider speaks, and where.

    Attributes:
        protocol: The family, e.g. "anthropic_messages".
        path: Path of its chat endpoint, relative to its base URL; None when the provider has no chat.
        base_url: Root of this surface; None means that of the profile.
        base_url_env: Variables that override `base_url`, in lookup order.
    """

    protocol: str
    path: str | None = None
    base_url: str | None = None
    base_url_env: tuple[str, ...] = ()


class BatchJobs(Facts):
    """A provider's own batch jobs: which form they have, what one job may hold, what they cost.

    Attributes:
        form: "openai" (files and /batches), "anthropic" (message batches), "gemini" (batchGenerateContent) or "mistral"
            (files and /batch/jobs).
        source: Where the provider documents it.
        family: The wire family of the bodies inside; a client that speaks another one cannot use the jobs.
        kinds: What jobs may do, out of "chat" and "embeddings".
        items: Most requests in a job.
        inputs: Most texts to embed in a job, or None for as many as requests.
        size: Most bytes of a job's input.
        inline: Most bytes that may travel inside the request that makes the job; 0: always in a file.
        price: What a batched token costs, as a part of the plain price; None when the documentation does not say it for
            all models.
        purpose: The word that marks an uploaded file as a job's input.
        chat, embeddings: What a job says it is for; None for a job that needs no such word.
        window: `completion_window`, or None when it is not sent.
        tag: Field of the job that holds our mark, by which a job is found again: a key of `metadata`; None when the job
            takes none, and the input file tells.
        upload: More fields of the form that uploads a file.
        cancels: Whether a job can be cancelled.
    """

    form: str
    source: str
    family: str = "openai_chat"
    kinds: tuple[str, ...] = ("chat",)
    items: int = 50_000
    inputs: int | None = None
    size: int = 100_000_000
    inline: int = 0
    price: float | None = None
    purpose: str = "batch"
    chat: str | None = "/v1/chat/completions"
    embeddings: str | None = "/v1/embeddings"
    window: str | None = "24h"
    tag: str | None = "ailib"
    upload: Mapping[str, str] = EMPTY
    cancels: bool = True

    def __repr__(self) -> str:
        return f"<BatchJobs {self.form} {', '.join(self.kinds)}>"


class Quirks(Facts):
    """Where a provider leaves the OpenAI chat dialect.

    Request:

    Attributes:
        max_tokens_field: Name of the field for `max_tokens`.
        default_max_tokens: Sent when the user gives none, because the server's own default is tiny; None sends nothing.
        rename: Wire field to the provider's name for it: {"seed": "random_seed"}.
        rename_values: Wire field to {value: the provider's value}: {"tool_choice": {"required": "any"}}.
        unsupported: Fields of our request that the provider refuses ("seed", "n", "logprobs", ...).
            `n` stands for more than one choice: n=1 is the default everywhere. `images` stands for pictures in
            messages.
        tool_choices: What `tool_choice` may be, out of "auto", "none", "required" and "function" (a named one).
        legacy_functions: Tools travel as `functions` and `function_call`.
        strict_tools: False when `strict` inside a tool must be left out.
        json_schema: False when `response_format` json_schema is not understood: send json_object and put the schema
            into the prompt.
        json_object: False when `response_format` json_object is refused; an empty json_schema does the same.
        response_format_with_tools: False when `response_format` and `tools` exclude each other.
        json_schema_with_stream: False when a json_schema answer cannot be streamed.
        message_name: False when `name` on a message is refused.
        content_as_string: True when a message that holds only text must be a string, not a list of parts.
        null_fields: False when an explicit null in a message is refused.
        tool_call_id_length: Exact length of the alphanumeric tool call ids it takes, or None for any id.
        temperature_min: Smallest `temperature` accepted.
        temperature_max: Largest `temperature` accepted, or None when that is not established.
        extra_body: Sent with every chat request unless the user sets the same field.
        stream_field: False when `stream` is not sent: the path alone says that a stream is wanted.
        tool_choice_field: Name of the field for a `tool_choice` that is a word, where objects have one of their own.
        body_settings: Names in `extra_env`: the first that is set is sent with every request, and one has to be.
        fixed_body: What `body_settings` came to; sent with chats and embeddings unless the user sets the same field.
        embed_unsupported: Out of "dimensions" (refused), "input_type" and "user" (left out with a warning): what an
            embeddings request must not have.
        embed_values: What vectors in base64 are made of, unless the request asks for something: "float" or "int8".

    Reasoning:

    Attributes:
        reasoning_style: How reasoning is asked for. "effort": `reasoning_effort`. "thinking_type": thinking {type:
            enabled | disabled}. "enable_thinking": `enable_thinking` and `thinking_budget`. "chat_template":
            chat_template_kwargs.enable_thinking. "openrouter": reasoning {effort | max_tokens | enabled}.
            "reasoning_enabled": reasoning {enabled}, levels as `reasoning_effort`. "none": the model decides; send
            nothing.
        reasoning_off_style: The style that switches reasoning off, where it differs from `reasoning_style`.
        efforts: Levels that `reasoning_effort` takes, weakest first; empty when they differ by model.
        effort_off: Value of `reasoning_effort` that switches reasoning off, or None when there is none for sure.
        effort_with_thinking: "thinking_type" may be accompanied by `reasoning_effort`.
        reasoning_replay: What of an assistant message has to go back: "reasoning_content", "reasoning",
            "reasoning_details" (fields of that name), "think_tags" (inside the content), "thinking_block" (a part of
            the content list), or None when nothing is asked for.
        think_tags: The content may hold <think>...</think>.
        encrypted_reasoning: The Responses API gives its reasoning away encrypted when asked to, for the next turn.

    Response:

    Attributes:
        stream_usage: Send stream_options {include_usage: true}; False where it is refused (usage comes anyway).
        usage_paths: Where usage is found in a chunk, first match wins.
        reasoning_tokens_separate: True when `completion_tokens` leaves out the reasoning tokens: add them.
        cost_path: Where the answer tells its own cost, or None.
        cost_unit: US dollars per unit of that number.
        billed_path: Member of the usage with the tokens that are paid for, where they are fewer than those it counts.
        error_paths: Where an error body has its message, first match wins; "errors[0].message" indexes a list.
        error_code_paths: Where an error body has its code, first match wins.
        error_codes: Provider code (as text) to "rate_limited", "quota_exhausted", "authentication",
            "permission_denied", "not_found", "model_not_found", "invalid_request", "request_too_large", "timeout",
            "conflict", "server_error", "overloaded" or "content_filtered". Codes of the whole family are the dialect's
            business.
        error_statuses: HTTP status (as text) to such a name, asked after codes and plain words in the message.
        ok_error_codes: Values at `error_code_paths` that mean success, for providers that always send a code.
    """

    max_tokens_field: str = "max_tokens"
    default_max_tokens: int | None = None
    rename: Mapping[str, str] = EMPTY
    rename_values: Mapping[str, Mapping[str, str]] = EMPTY
    unsupported: frozenset[str] = frozenset()
    tool_choices: tuple[str, ...] = ("auto", "none", "required", "function")
    legacy_functions: bool = False
    strict_tools: bool = True
    json_schema: bool = True
    json_object: bool = True
    response_format_with_tools: bool = True
    json_schema_with_stream: bool = True
    message_name: bool = True
    content_as_string: bool = False
    null_fields: bool = True
    tool_call_id_length: int | None = None
    temperature_min: float = 0.0
    temperature_max: float | None = None
    extra_body: Mapping[str, Any] = EMPTY
    stream_field: bool = True
    tool_choice_field: str | None = None
    body_settings: tuple[str, ...] = ()
    fixed_body: Mapping[str, str] = EMPTY
    embed_unsupported: tuple[str, ...] = ()
    embed_values: str = "float"
    reasoning_style: str = "effort"
    reasoning_off_style: str | None = None
    efforts: tuple[str, ...] = ()
    effort_off: str | None = None
    effort_with_thinking: bool = False
    reasoning_replay: str | None = None
    think_tags: bool = False
    encrypted_reasoning: bool = False
    stream_usage: bool = True
    usage_paths: tuple[str, ...] = ("usage",)
    reasoning_tokens_separate: bool = False
    cost_path: str | None = None
    cost_unit: float = 1.0
    billed_path: str | None = None
    error_paths: tuple[str, ...] = ("error.message",)
    error_code_paths: tuple[str, ...] = ("error.code", "error.type")
    error_codes: Mapping[str, str] = EMPTY
    error_statuses: Mapping[str, str] = EMPTY
    ok_error_codes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Quirks({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


NO_QUIRKS = Quirks()


class ProviderProfile(Facts):
    """Everything that is known about a provider before the first byte is sent.

    Attributes:
        id: Canonical id, e.g. "azure-openai".
        name: Display name.
        aliases: Other ids that mean the same provider.
        kind: "lab", "cloud", "inference_host", "aggregator", "gateway", "local", "embedding", "image" or "speech".
        status: "active", "deprecated", "shut_down" or "unknown".
        status_note: Why the status is what it is; empty when there is nothing to say.
        protocol: Primary wire family; "openai_embeddings" for those that only embed texts, "other" when none of ours.
        unspoken: Why ailib speaks no API of it; empty when it does.
        also_speaks: Further wire families by name.
        base_url: Default root, maybe with {names} that `extra_env` fills; None when the user has to give one.
        base_url_env: Conventional variables for the root, in lookup order.
        base_url_suffix: Variable to the path that has to be added to its value unless it is there already.
        regions: Other roots by name ("eu", "cn", "global", ...).
        auth: How the key is shown.
        extra_env: Name in `base_url` or setting to the variables that hold it, in lookup order.
        extra_headers: Fixed headers of every request.
        env_headers: Header to the variables that hold its value; not sent when none is set.
        endpoints: Name to path, relative to `base_url`, or a whole URL. None: known not to exist; missing: not known.
        streaming_end: How a stream ends, in words; empty when it does not stream.
        capabilities: Name to True, False or "model" (depends on the model); missing: not known.
        quirks: Deviations from the wire family.
        default_model: Chat model to use when the user names none, or None.
        default_embedding_model: The same for embeddings.
        rate_limit_headers: Names of the headers with limits; a trailing "*" stands for any ending.
        request_id_header: Header with the provider's id of the request, or None.
        idempotency_header: Header by which it knows that two requests are attempts of one call, or None. No provider
            of the catalogue documents one for its model endpoints; a gateway of your own may.
        local: It runs on the user's own machine; no key needed by default.
        models: Ids of its models, for a manifest's provider that cannot list them itself; empty asks the provider.
        retry: Fields of the `RetryPolicy` that its manifest asks for; empty for the client's own.
        batch_jobs: Its own batch jobs, or None when it has none that ailib speaks.
    """

    id: str
    name: str
    kind: str
    protocol: str
    auth: AuthScheme
    aliases: tuple[str, ...] = ()
    status: str = "active"
    status_note: str = ""
    also_speaks: Mapping[str, Surface] = EMPTY
    base_url: str | None = None
    base_url_env: tuple[str, ...] = ()
    base_url_suffix: Mapping[str, str] = EMPTY
    regions: Mapping[str, str] = EMPTY
    extra_env: Mapping[str, tuple[str, ...]] = EMPTY
    extra_headers: Mapping[str, str] = EMPTY
    env_headers: Mapping[str, tuple[str, ...]] = EMPTY
    endpoints: Mapping[str, str | None] = EMPTY
    streaming_end: str = ""
    capabilities: Mapping[str, bool | str] = EMPTY
    quirks: Quirks = NO_QUIRKS
    default_model: str | None = None
    default_embedding_model: str | None = None
    rate_limit_headers: tuple[str, ...] = ()
    request_id_header: str | None = None
    idempotency_header: str | None = None
    local: bool = False
    models: tuple[str, ...] = ()
    retry: Mapping[str, Any] = EMPTY
    unspoken: str = ""
    batch_jobs: BatchJobs | None = None

    def __repr__(self) -> str:
        return f"<ProviderProfile {self.id} {self.protocol}>"

    @property
    def prefix(self) -> str:
        """First part of the variables `<PREFIX>_API_KEY`, `<PREFIX>_BASE_URL` and `<PREFIX>_MODEL`."""
        return self.id.upper().replace("-", "_")

    def surface(self, protocol: str | None = None) -> Surface | None:
        """Where the provider speaks `protocol` (by default its primary one), or None when it does not."""
        if protocol is None or protocol == self.protocol:
            name = "responses" if self.protocol == "openai_responses" else "chat"
            return Surface(self.protocol, self.endpoints.get(name) or CHAT_PATHS.get(self.protocol))
        return self.also_speaks.get(protocol)
