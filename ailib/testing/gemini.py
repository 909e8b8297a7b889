"""Google's generateContent API as the embedded provider speaks it: the Gemini API, and Vertex AI at its own paths.

See https://ai.google.dev/api/generate-content. Endpoints::

    POST /v1beta/models/M:generateContent         JSON
    POST /v1beta/models/M:streamGenerateContent   a JSON array in pieces, or with `alt=sse` server-sent events
    POST /v1beta/models/M:countTokens             and :embedContent, :batchEmbedContents
    GET  /v1beta/models, /v1beta/models/M         the models, in pages
    POST /v1/projects/P/locations/L/publishers/google/models/M:...   the same on Vertex AI, where :predict embeds

A reasoning model signs its parts (`thoughtSignature`). A function call of the current turn that comes back without its
signature is refused, and so is a signature that was changed. Errors are `{"error": {"code", "message", "status"}}`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

from .answers import pieces
from .delivery import Call, Event, Reply
from .family import (
    CONTEXT,
    EMBEDDER,
    REASONER,
    BaseFamily,
    Refused,
    encoded,
    finish_of,
    inner,
    objects,
    spoken,
    tokens_of,
    wrap,
)
from .gemini_request import (
    check_signatures,
    check_turns,
    contents_of,
    named,
    question_of,
    reasons_of,
    refuse,
    seal_of,
    tokens_in,
    user_text,
)
from .json_shapes import is_integer
from .vectors import vector_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .script import Answer, Fault, Script

__all__ = ["Gemini"]

_PATH = re.compile(r"/v1(?:beta|alpha)?/models(?:/([^/:]+))?(?::(\w+))?/?")
_VERTEX = re.compile(
    r"/v1(?:beta1)?/(?:projects/[^/]+/locations/[^/]+/)?publishers/google/models(?:/([^/:]+))?(?::(\w+))?/?"
)
_STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    499: "CANCELLED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}
_MESSAGES = {
    429: "You exceeded your current quota, please check your plan and billing details.",
    500: "An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/"
    "troubleshooting",
    503: "The model is overloaded. Please try again later.",
}
_FINISH = {"stop": "STOP", "tool_calls": "STOP", "length": "MAX_TOKENS", "content_filter": "SAFETY"}
_FIELDS = frozenset(
    [
        *("contents", "tools", "toolConfig", "systemInstruction", "generationConfig", "safetySettings"),
        *("cachedContent", "labels", "model", "store", "serviceTier", "modelArmorConfig", "continuationToken"),
        *("automaticContinuation", "generationOutputConfig"),
    ]
)
_SETTINGS = frozenset(
    [
        *("candidateCount", "stopSequences", "maxOutputTokens", "temperature", "topP", "topK", "seed", "logprobs"),
        *("presencePenalty", "frequencyPenalty", "responseLogprobs", "responseMimeType", "responseSchema"),
        *("responseJsonSchema", "_responseJsonSchema", "responseModalities", "responseFormat", "speechConfig"),
        *("thinkingConfig", "imageConfig", "mediaResolution", "audioTimestamp", "enableEnhancedCivicAnswers"),
        *("routingConfig", "modelSelectionConfig", "enableAffectiveDialog", "translationConfig"),
        *("audioTranscriptionConfig",),
    ]
)
_KEY_NOT_VALID = "API key not valid. Please pass a valid API key."


class Gemini(BaseFamily):
    """Turns a `Call` into a `Reply`; keeps nothing but a counter for its ids."""

    # --- what the server asks ---

    def claims(self, method: str, path: str, headers: Mapping[str, str]) -> bool:  # noqa: ARG002 - part of the protocol
        """Whether the path is one of ours; lists of models below /v1 are those of others."""
        return _PATH.fullmatch(path) is not None or _VERTEX.fullmatch(path) is not None

    def key(self, call: Call) -> str | None:
        """The key in `x-goog-api-key`, the parameter `key` or the bearer token."""
        return call.headers.get("x-goog-api-key") or call.query.get("key") or super().key(call)

    def error(self, status: int, message: str, kind: str | None, code: str | None, param: str | None) -> Any:  # noqa: ARG002 - it names no fields
        """`{"error": {"code", "message", "status"}}`."""
        name = kind or code or _STATUSES.get(status, "INTERNAL" if status >= 500 else "INVALID_ARGUMENT")
        return {"error": {"code": status, "message": message, "status": name}}

    def error_message(self, status: int) -> str:
        """Google's words."""
        return _MESSAGES.get(status) or super().error_message(status)

    def error_body(self, status: int, fault: Fault) -> bytes:
        """Quota errors also say in the body when to come back."""
        if fault.body is not None or not isinstance(fault.retry_after, int | float):
            return super().error_body(status, fault)
        document = self.error(status, fault.message or self.error_message(status), fault.type, fault.code, None)
        kind = "type.googleapis.com/google.rpc.RetryInfo"
        document["error"]["details"] = [{"@type": kind, "retryDelay": f"{fault.retry_after:g}s"}]
        return encoded(document)

    def refusal(self, refused: Refused) -> Reply:
        """A wrong key is an invalid argument here, and a missing one a missing permission."""
        if refused.status != 401:
            return super().refusal(Refused(refused.status, refused.message, kind=refused.kind))
        if refused.code == "missing_api_key":
            return super().refusal(Refused(403, "Method doesn't allow unregistered callers.", kind=None))
        document = self.error(400, _KEY_NOT_VALID, None, None, None)
        kind = "type.googleapis.com/google.rpc.ErrorInfo"
        document["error"]["details"] = [
            {"@type": kind, "reason": "API_KEY_INVALID", "domain": "googleapis.com"},
        ]
        return Reply(status=400, body=encoded(document))

    def event(self, value: Mapping[str, Any]) -> bytes:
        """Google ends its lines as HTTP does."""
        return b"data: " + encoded(value) + b"\r\n\r\n"

    def reply(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        """Answer one call."""
        on_vertex = _VERTEX.fullmatch(call.path)
        found = on_vertex or _PATH.fullmatch(call.path)
        if found is None:
            raise Refused(404, "Requested entity was not found.")
        name, verb = found[1], found[2]
        if verb is None:
            if call.method != "GET":
                raise Refused(404, "Requested entity was not found.")
            listed = self._publisher_models if on_vertex else self._models
            return self.aside(script, asked, "", {}, lambda: listed(name, call.query))
        if call.method != "POST":
            raise Refused(404, "Requested entity was not found.")
        body = named(call.body, 1)
        if verb in ("generateContent", "streamGenerateContent"):
            return self._generate(name, body, call, script, asked, streams=verb == "streamGenerateContent")
        others: dict[str, Callable[[str, dict[str, Any]], tuple[str, Any]]] = {
            "countTokens": self._count,
            "embedContent": self._embed,
            "batchEmbedContents": self._embed_batch,
            "predict": self._predict,
        }
        if verb not in others:
            raise Refused(404, f"Method {verb} was not found.")
        text, said = others[verb](name, body)
        return self.aside(script, asked, text, call.body, lambda: said)

    def unknown_model(self, name: str) -> NoReturn:
        """Refuse a model that does not exist."""
        raise Refused(404, f"models/{name} is not found for API version v1beta, or is not supported for this method.")

    # --- models ---

    def _models(self, name: str | None, query: Mapping[str, str]) -> dict[str, Any]:
        models: list[dict[str, Any]] = [
            {
                "name": f"models/{one}",
                "version": "001",
                "displayName": one.replace("-", " ").title(),
                "description": "A model of the embedded provider.",
                "inputTokenLimit": CONTEXT,
                "outputTokenLimit": 65_536,
                "supportedGenerationMethods": ["embedContent", "countTokens", "batchEmbedContents"]
                if one == EMBEDDER
                else ["generateContent", "countTokens"],
                "temperature": 1,
                "topP": 0.95,
                "topK": 64,
                "maxTemperature": 2,
                "thinking": one == REASONER,
            }
            for one in self.model_names()
        ]
        return _page("models", models, query) if name is None else self._one(models, name)

    def _publisher_models(self, name: str | None, query: Mapping[str, str]) -> dict[str, Any]:
        models: list[dict[str, Any]] = [
            {"name": f"publishers/google/models/{one}", "versionId": "001", "launchStage": "GA"}
            for one in self.model_names()
        ]
        return _page("publisherModels", models, query) if name is None else self._one(models, name)

    def _one(self, models: list[dict[str, Any]], name: str) -> dict[str, Any]:
        found = next((model for model in models if model["name"].endswith(f"models/{name}")), None)
        return found if found is not None else self.unknown_model(name)

    # --- tokens and vectors ---

    def _count(self, name: str, body: dict[str, Any]) -> tuple[str, Any]:
        self.known(name, embeds=name == EMBEDDER)
        request = named(body["generateContentRequest"], 1) if "generateContentRequest" in body else body
        contents = contents_of(request)
        tokens = tokens_in(request, contents)
        details = [{"modality": "TEXT", "tokenCount": tokens}]
        return user_text(contents), {"totalTokens": tokens, "promptTokensDetails": details}

    def _embed(self, name: str, body: dict[str, Any]) -> tuple[str, Any]:
        self.known(name, embeds=True)
        text, vector = _vector(body)
        return text, {"embedding": {"values": vector}}

    def _embed_batch(self, name: str, body: dict[str, Any]) -> tuple[str, Any]:
        self.known(name, embeds=True)
        requests = objects(body.get("requests"))
        if not requests:
            refuse("* BatchEmbedContentsRequest.requests: requests is not specified\n")
        for at, one in enumerate(requests):
            if one.get("model") != f"models/{name}":
                refuse(f"* BatchEmbedContentsRequest.requests[{at}].model: the model must be models/{name}\n")
        found = [_vector(named(one, 1)) for one in requests]
        return found[-1][0], {"embeddings": [{"values": vector} for _, vector in found]}

    def _predict(self, name: str, body: dict[str, Any]) -> tuple[str, Any]:
        self.known(name, embeds=True)
        dimensions = _dimensions(inner(body, "parameters").get("outputDimensionality"))
        texts = [str(one.get("content", "")) for one in objects(body.get("instances"))]
        if not texts:
            refuse("The instances are empty.")
        predictions = [
            {
                "embeddings": {
                    "statistics": {"truncated": False, "token_count": len(pieces(text))},
                    "values": vector_of(text, dimensions).tolist(),
                }
            }
            for text in texts
        ]
        return texts[-1], {"predictions": predictions}

    # --- content ---

    def _generate(
        self, name: str, body: dict[str, Any], call: Call, script: Script, asked: Fault | None, *, streams: bool
    ) -> tuple[Reply, Fault]:
        self.known(name)
        if unknown := sorted(body.keys() - _FIELDS):
            refuse(f'Invalid JSON payload received. Unknown name "{unknown[0]}": Cannot find field.')
        settings: dict[str, Any] = named(inner(body, "generationConfig"), 1)
        if unknown := sorted(settings.keys() - _SETTINGS):
            refuse(
                f"Invalid JSON payload received. Unknown name \"{unknown[0]}\" at 'generation_config': "
                "Cannot find field."
            )
        thinking: dict[str, Any] = named(inner(settings, "thinkingConfig"), 1)
        reasons = reasons_of(name, thinking)
        contents = contents_of(body)
        check_turns(contents)
        check_signatures(contents, needed=name == REASONER)
        question = question_of(body, settings, contents, reasons=reasons)
        tokens = tokens_in(body, contents)
        if tokens > CONTEXT:
            refuse(f"The input token count ({tokens}) exceeds the maximum number of tokens allowed ({CONTEXT}).")
        talk = self.talk(question, call.body, script, asked, streams=streams)
        if talk.raw is not None:
            return talk.raw, talk.fault
        count = settings.get("candidateCount") or 1
        answers = [talk.answer, *(spoken(question, talk.scripted, number) for number in range(1, count))]
        shows = bool(thinking.get("includeThoughts"))
        said = [self._parts(answer, name=name, shows=shows, signs=reasons) for answer in answers]
        head = {"modelVersion": name, "responseId": f"embedded-{next(self._numbers)}"}
        usage = None if talk.fault.drop_usage else talk.usage or _usage(tokens, answers)
        if streams:
            events = _stream(answers, said, head, usage, whole=not talk.fault.no_done)
            if call.query.get("alt") == "sse":
                return self.streamed((self.event(one), weight) for one, weight in events), talk.fault
            return Reply(events=_array(events)), talk.fault
        candidates = [
            _candidate(index, _joined(parts), _finish(answer))
            for index, (answer, parts) in enumerate(zip(answers, said, strict=True))
        ]
        document: dict[str, Any] = {"candidates": candidates, **head}
        if usage is not None:
            document["usageMetadata"] = usage
        return Reply(body=encoded(document), tokens=sum(map(tokens_of, answers))), talk.fault

    def _parts(self, answer: Answer, *, name: str, shows: bool, signs: bool) -> list[tuple[dict[str, Any], int]]:
        """The parts of an answer as a stream sends them: (part, tokens)."""
        parts: list[tuple[dict[str, Any], int]] = []
        if answer.reasoning is not None:
            thought = pieces(answer.reasoning)
            parts += [({"text": piece, "thought": True} if shows else {}, 1) for piece in thought]
        parts += [({"text": piece}, 1) for piece in pieces((answer.text or "") + (answer.refusal or ""))]
        for index, call in enumerate(answer.tool_calls):
            made: dict[str, Any] = {"name": call.name, "args": _args(call.arguments_text)}
            if call.id is not None or name == REASONER:
                made["id"] = call.id or f"call_{next(self._numbers):016x}"
            part: dict[str, Any] = {"functionCall": made}
            if signs and index == 0:
                part["thoughtSignature"] = wrap(seal_of(made))
            parts.append((part, 1 + len(pieces(call.arguments_text))))
        if signs and not answer.tool_calls:
            # A text carries its signature on a part of its own at the end.
            parts.append(({"text": "", "thoughtSignature": wrap("text")}, 0))
        return [one for one in parts if one[0] or one[1]]


def _page(name: str, models: list[dict[str, Any]], query: Mapping[str, str]) -> dict[str, Any]:
    size, token = query.get("pageSize", "50"), query.get("pageToken") or "0"
    if not size.isdigit() or not token.isdigit():
        refuse("Page size or page token is not valid.")
    first = int(token)
    last = first + min(max(1, int(size)), 1000)
    page: dict[str, Any] = {name: models[first:last]}
    if last < len(models):
        page["nextPageToken"] = str(last)
    return page


def _dimensions(value: Any) -> int:
    if value is None:
        return 256
    if not is_integer(value) or not 1 <= value <= 4096:
        refuse("output_dimensionality must be from 1 to 4096.")
    return value


def _vector(body: dict[str, Any]) -> tuple[str, list[float]]:
    text = "".join(str(part.get("text", "")) for part in objects(inner(body, "content").get("parts")))
    if not text:
        refuse("* EmbedContentRequest.content: contents is not specified\n")
    settings = named(inner(body, "embedContentConfig"), 1)
    size = body.get("outputDimensionality", settings.get("outputDimensionality"))
    return text, vector_of(text, _dimensions(size)).tolist()


# --- saying answers ---------------------------------------------------------------------------------------------------


def _args(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _finish(answer: Answer) -> str:
    if answer.refusal is not None:
        return "SAFETY"
    return _FINISH.get(finish_of(answer), finish_of(answer).upper())


def _joined(parts: Iterable[tuple[dict[str, Any], int]]) -> list[dict[str, Any]]:
    """The parts of a whole answer: the pieces of a text made one."""
    whole: list[dict[str, Any]] = []
    for part, _ in parts:
        if not part:
            continue
        last = whole[-1] if whole else {}
        if "text" in part and "text" in last and last.get("thought") == part.get("thought"):
            whole[-1] = last | part | {"text": last["text"] + part["text"]}
        else:
            whole.append(part)
    return whole


def _candidate(index: int, parts: list[dict[str, Any]], finish: str | None) -> dict[str, Any]:
    content: dict[str, Any] = {"role": "model"}
    if parts:
        content["parts"] = parts
    candidate: dict[str, Any] = {"content": content, "index": index}
    return candidate if finish is None else {"content": content, "finishReason": finish, "index": index}


def _stream(
    answers: list[Answer],
    said: list[list[tuple[dict[str, Any], int]]],
    head: dict[str, Any],
    usage: dict[str, Any] | None,
    *,
    whole: bool,
) -> Iterator[tuple[dict[str, Any], int]]:
    """The chunks of a stream: (chunk, tokens). The last of each candidate says why it ended."""
    running = {} if usage is None else {"usageMetadata": {"promptTokenCount": usage.get("promptTokenCount", 0)}}
    final = {} if usage is None else {"usageMetadata": usage}
    for index, (answer, parts) in enumerate(zip(answers, said, strict=True)):
        closing: list[dict[str, Any]] = [{"text": ""}]
        for part, weight in parts:
            if part.get("text") == "":
                closing = [part]
            else:
                shown = [part] if part else []
                yield {"candidates": [_candidate(index, shown, None)], **running, **head}, weight
        if whole:
            last = index == len(answers) - 1
            candidate = _candidate(index, closing, _finish(answer))
            yield {"candidates": [candidate], **(final if last else running), **head}, 0


def _array(events: Iterable[tuple[dict[str, Any], int]]) -> Iterator[Event]:
    """The chunks as elements of one JSON array."""
    opening = b"["
    for one, weight in events:
        yield opening + encoded(one), weight
        opening = b"\n,\r\n"
    yield b"]\n", 0


def _usage(tokens: int, answers: list[Answer]) -> dict[str, Any]:
    thoughts = sum(len(pieces(answer.reasoning or "")) for answer in answers)
    spent = sum(map(tokens_of, answers)) - thoughts
    usage: dict[str, Any] = {
        "promptTokenCount": tokens,
        "candidatesTokenCount": spent,
        "totalTokenCount": tokens + spent + thoughts,
        "promptTokensDetails": [{"modality": "TEXT", "tokenCount": tokens}],
    }
    return usage | ({"thoughtsTokenCount": thoughts} if thoughts else {})
