"""A chat request as the OpenAI chat family wants it.

Source: https://platform.openai.com/docs/api-reference/chat/create; deviations are data (`Quirks`). What is not taken is
treated by the rule of `request`.
"""

from __future__ import annotations

import base64
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from ..errors import InvalidRequestError
from ..models.content import (
    AudioPart,
    ContentPart,
    FilePart,
    ImagePart,
    JsonPart,
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCall,
    ToolResultPart,
    data_url,
    describe,
)
from .request import RequestEncoder, check_integer, check_number, dropped
from .shapes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..models.message import Message
    from ..models.request import ChatCompletionRequest
    from ..models.tools import Reasoning, Tool
    from ..providers.profile import ProviderProfile

__all__ = ["encode_chat"]


# Fields that go over the wire under their own name, with what they may be.
_NUMBERS = ("temperature", "top_p", "frequency_penalty", "presence_penalty")
_INTEGERS = ("top_k", "seed", "n", "top_logprobs")
_AS_IS = ("stop", "logprobs", "logit_bias", "parallel_tool_calls", "modalities", "audio", "user", "metadata")
_PLAIN = (*_NUMBERS, *_INTEGERS, *_AS_IS)
_plain = attrgetter(*_PLAIN)
# What an assistant message of the provider carries for reading only.
_OUTPUT_ONLY = frozenset({"annotations", "executed_tools", "citations", "audio", "reasoning", "reasoning_content"})
# What a text or a call of the same provider's Responses API carries, which this one does not know.
_NOT_CHAT = frozenset({"item", "annotations"})


def _is_item(part: ContentPart) -> bool:
    """Whether it is an item of the provider's Responses API (a tool of its own): those have ids, content has none."""
    raw: Any = getattr(part, "raw", None)
    return is_object(raw) and "id" in raw


class _Encoder(RequestEncoder):
    """One request on its way to one provider."""

    # Messages

    def messages(self) -> list[dict[str, Any]]:
        if not self.request.messages:
            raise InvalidRequestError("A chat needs at least one message", param="messages", model=self.model)
        out: list[dict[str, Any]] = []
        for index, message in enumerate(self.request.messages):
            content = message.content
            if (
                len(content) == 1
                and type(part := content[0]) is TextPart
                and part.extra is None
                and message.extra is None
                and message.name is None
                and message.tool_call_id is None
                and message.function_call is None
            ):
                out.append({"role": message.role, "content": part.text})
            else:
                self.message(message, index, out)
        return out

    def message(self, message: Message, index: int, out: list[dict[str, Any]]) -> None:
        """Append the wire form; tool results inside a user message become messages of their own."""
        results = [part for part in message.content if isinstance(part, ToolResultPart)]
        out.extend(
            {"role": "tool", "tool_call_id": self.call_id(result.tool_call_id), "content": result.content}
            for result in results
        )
        own = self.own(message)
        # What only another provider understands (unknown parts, signatures beside a text) stays here.
        parts = message.content if own else self.sendable(message)
        rest = [part for part in parts if not isinstance(part, ToolResultPart)]
        if results and not rest:
            return
        wire: dict[str, Any] = {"role": message.role}
        calls = [part for part in rest if isinstance(part, ToolCall)]
        thoughts = [part for part in rest if isinstance(part, ReasoningPart)]
        refusals = [part for part in rest if isinstance(part, RefusalPart)]
        visible = [part for part in rest if not isinstance(part, (ToolCall, ReasoningPart, RefusalPart))]
        if message.role == "assistant":
            sounds = [part for part in visible if isinstance(part, AudioPart) and part.id]
            if sounds:
                wire["audio"] = {"id": sounds[-1].id}
            # A sound that came without id and data says nothing when it goes back.
            visible = [
                part
                for part in visible
                if not isinstance(part, AudioPart) or (part.id is None and (part.data or part.url or part.path))
            ]
            if message.origin is not None:
                visible = [part for part in visible if not _is_item(part)]
        content = self.content(visible, index)
        if thoughts:
            content = self.replay(thoughts, wire, content)
        if content or not (calls or message.function_call or refusals or "audio" in wire):
            wire["content"] = content
        elif message.role == "assistant":
            if self.quirks.null_fields:
                wire["content"] = None
            else:
                wire["content"] = ""
        if refusals:
            wire["refusal"] = "".join(part.text for part in refusals)
        if message.name is not None and (self.quirks.message_name or message.role in ("tool", "function")):
            wire["name"] = message.name
        if message.tool_call_id is not None:
            wire["tool_call_id"] = self.call_id(message.tool_call_id)
        if message.function_call is not None:
            call = message.function_call
            wire["function_call"] = {"name": call.name, "arguments": call.arguments}
        if calls:
            self.calls(calls, wire, own=own)
        if message.extra and own:
            for key, value in message.extra.items():
                if key not in wire and not (message.origin is not None and (key in _OUTPUT_ONLY or value in ([], {}))):
                    wire[key] = value
        out.append(wire)

    def calls(self, calls: list[ToolCall], wire: dict[str, Any], *, own: bool) -> None:
        if self.quirks.legacy_functions:
            if len(calls) > 1:
                raise self.refuse("tool calls", "several calls in one message")
            wire["function_call"] = {"name": calls[0].name, "arguments": calls[0].arguments}
            return
        wire["tool_calls"] = [self.call(call, own=own) for call in calls]

    def call_id(self, call_id: str) -> str:
        length = self.quirks.tool_call_id_length
        if length is None or (len(call_id) == length and call_id.isalnum()):
            return call_id
        import hashlib

        # The same foreign id always gives the same short one, so that call and result still match.
        return hashlib.sha256(call_id.encode()).hexdigest()[:length]

    def call(self, call: ToolCall, *, own: bool) -> dict[str, Any]:
        custom = call.type == "custom"
        inner: dict[str, Any] = {"name": call.name, "input" if custom else "arguments": call.arguments}
        if not custom and not call.arguments:
            inner["arguments"] = "{}"  # servers parse it; "" is what a call without arguments streams
        wire: dict[str, Any] = {"id": self.call_id(call.id), "type": call.type, call.type: inner}
        if call.extra and own:
            for key, value in call.extra.items():
                if key == call.type and is_object(value):
                    inner.update(value)
                elif key not in wire and key not in _NOT_CHAT:
                    wire[key] = value
        return wire

    def replay(self, thoughts: list[ReasoningPart], wire: dict[str, Any], content: Any) -> Any:
        """Give the provider its own thinking back, where it wants it; nobody gets another's."""
        mine = [part for part in thoughts if part.provider in (None, self.profile.id)]
        text = "".join(part.text for part in mine)
        where = self.quirks.reasoning_replay
        details = [part.data for part in mine if part.field == "reasoning_details" and part.data]
        if details:
            wire["reasoning_details"] = [item for data in details for item in (data if is_list(data) else [data])]
        elif where in ("reasoning_content", "reasoning") and mine:
            wire[where] = text
        elif where == "think_tags" and text:
            opened = f"<think>{text}</think>\n\n"
            if is_list(content):
                return [{"type": "text", "text": opened}, *content]
            return opened + (content or "")
        blocks = [part.data for part in mine if part.field == "thinking_block" and part.data]
        if blocks:
            texts: list[Any] = (
                [{"type": "text", "text": content}] if isinstance(content, str) and content else content or []
            )
            return [*(block for data in blocks for block in (data if is_list(data) else [data])), *texts]
        return content

    def content(self, parts: Sequence[ContentPart], index: int) -> Any:
        if not parts:
            return ""
        if all(isinstance(part, (TextPart, JsonPart)) for part in parts):
            plain = all(
                not (isinstance(part, TextPart) and part.extra and part.extra.keys() - _NOT_CHAT) for part in parts
            )
            if plain and (len(parts) == 1 or self.quirks.content_as_string):
                return "".join(describe(part) for part in parts)
        return [self.part(part, f"messages[{index}].content[{at}]") for at, part in enumerate(parts)]

    def part(self, part: ContentPart, where: str) -> dict[str, Any]:
        if isinstance(part, TextPart):
            extra = part.extra or {}
            return {"type": "text", "text": part.text, **{k: v for k, v in extra.items() if k not in _NOT_CHAT}}
        if isinstance(part, JsonPart):
            return {"type": "text", "text": describe(part)}
        if isinstance(part, ImagePart):
            url = part.url if part.url is not None else self.inline(part, where, "image/png")
            image: dict[str, Any] = {"url": url}
            if part.detail is not None:
                image["detail"] = part.detail
            extra = dict(part.extra or {})
            inner = extra.pop("image_url", None)
            if is_object(inner):
                image.update(inner)
            return {"type": "image_url", "image_url": image, **extra}
        if isinstance(part, AudioPart):
            return self.audio(part, where)
        if isinstance(part, FilePart):
            return self.file(part, where)
        raw = getattr(part, "raw", None)
        if is_object(raw):
            return dict(raw)
        raise InvalidRequestError(f"{where} is a {type(part).__name__}, which this API has no form for", param=where)

    def audio(self, part: AudioPart, where: str) -> dict[str, Any]:
        if part.data is None and part.url is not None and not part.url.startswith("data:"):
            return {"type": "audio_url", "audio_url": {"url": part.url}}  # vLLM and SGLang fetch it
        if part.data is None and part.url is not None:
            data = part.url.partition(",")[2]
        elif part.data is not None:
            data = base64.b64encode(part.data).decode("ascii")
        else:
            raise InvalidRequestError(f"{where} has no sound", param=where)
        return {"type": "input_audio", "input_audio": {"data": data, "format": part.wire_format}, **(part.extra or {})}

    def file(self, part: FilePart, where: str) -> dict[str, Any]:
        file: dict[str, Any] = {}
        if part.file_id is not None:
            file["file_id"] = part.file_id
        else:
            file["file_data"] = (
                part.url if part.url is not None else self.inline(part, where, "application/octet-stream")
            )
        if part.name is not None:
            file["filename"] = part.name
        return {"type": "file", "file": file, **(part.extra or {})}

    @staticmethod
    def inline(part: ImagePart | FilePart, where: str, mime: str) -> str:
        if part.data is None:
            raise InvalidRequestError(f"{where} has neither data nor an address", param=where)
        return data_url(part.data, part.mime or mime)

    # Everything else

    def tool(self, tool: Tool) -> dict[str, Any]:
        if tool.raw is not None:
            return dict(tool.raw)
        if not tool.name:
            raise InvalidRequestError("A tool needs a name", param="tools")
        function: dict[str, Any] = {"name": tool.name}
        if tool.description is not None:
            function["description"] = tool.description
        if tool.parameters is not None:
            function["parameters"] = tool.parameters
        if tool.strict is not None and self.quirks.strict_tools:
            function["strict"] = tool.strict
        return {"type": "function", "function": function}

    def tools(self, body: dict[str, Any]) -> None:
        request, quirks = self.request, self.quirks
        if request.tools is not None and request.tools and self.takes("tools"):
            wire = [self.tool(tool) for tool in request.tools]
            if quirks.legacy_functions:
                body["functions"] = [tool.get("function", tool) for tool in wire]
            else:
                body["tools"] = wire
        choice = request.tool_choice
        if choice is not None and self.takes("tool_choice"):
            from ..models.tools import ToolChoice

            if isinstance(choice, str):
                named = choice not in ("auto", "none", "required", "any")
                choice = ToolChoice.function(choice) if named else ToolChoice(choice)
            if isinstance(choice, ToolChoice):
                if choice.mode not in quirks.tool_choices and choice.mode in ("auto", "none", "required", "function"):
                    raise self.refuse("tool_choice", f"the tool choice {choice.mode!r}")
                if quirks.legacy_functions:
                    body["function_call"] = {"name": choice.name} if choice.mode == "function" else choice.mode
                elif choice.mode == "function":
                    body["tool_choice"] = {"type": "function", "function": {"name": choice.name}}
                else:
                    body[quirks.tool_choice_field or "tool_choice"] = choice.mode
            else:
                body["tool_choice"] = choice
        if request.functions is not None:
            body["functions"] = list(request.functions)
        if request.function_call is not None:
            body["function_call"] = request.function_call

    def response_format(self, body: dict[str, Any], *, stream: bool) -> None:
        wanted = self.request.response_format
        if wanted is None or not self.takes("response_format"):
            return
        from ..models.tools import ResponseFormat

        quirks = self.quirks
        if isinstance(wanted, str):
            kind = {"json": "json_object", "text": "text"}.get(wanted, wanted)
            if kind not in ("text", "json_object"):
                raise InvalidRequestError(
                    f"response_format must be 'text' or 'json', not {wanted!r}", param="response_format"
                )
            wanted = ResponseFormat(kind)
        if not isinstance(wanted, ResponseFormat):
            body["response_format"] = wanted
            return
        if self.request.tools and not quirks.response_format_with_tools:
            raise self.refuse("response_format", "response_format together with tools")
        if wanted.type == "json_schema" and stream and not quirks.json_schema_with_stream:
            raise self.refuse("response_format", "a JSON schema for a stream")
        if wanted.type == "json_schema" and not quirks.json_schema:
            # The server only knows "some JSON": the schema goes into the prompt.
            body["response_format"] = {"type": "json_object"}
            from .json import dumps

            schema = dumps(wanted.schema or {}).decode()
            text = f"Answer with JSON only, following this JSON schema:\n{schema}"
            messages = cast("list[dict[str, Any]]", body["messages"])
            if messages[0]["role"] == "system" and isinstance(messages[0]["content"], str):
                messages[0] = {**messages[0], "content": f"{messages[0]['content']}\n\n{text}"}
            else:
                messages.insert(0, {"role": "system", "content": text})
        elif wanted.type == "json_schema" or (wanted.type == "json_object" and not quirks.json_object):
            schema_of: dict[str, Any] = {"name": wanted.name or "answer", "schema": wanted.schema or {"type": "object"}}
            if wanted.strict is not None:
                schema_of["strict"] = wanted.strict
            if wanted.description is not None:
                schema_of["description"] = wanted.description
            body["response_format"] = {"type": "json_schema", "json_schema": schema_of}
        else:
            body["response_format"] = {"type": wanted.type}

    def reasoning(self, body: dict[str, Any]) -> None:
        wanted = self.request.reasoning
        if wanted is None or (wanted.enabled is None and wanted.effort is None and wanted.max_tokens is None):
            return
        if not self.takes("reasoning"):
            return
        quirks = self.quirks
        on = wanted.wanted
        style = quirks.reasoning_style if on else quirks.reasoning_off_style or quirks.reasoning_style
        if style == "none":
            dropped(f"{self.profile.name} lets the model decide about reasoning; the setting is not sent")
        elif style == "effort":
            self.effort(body, wanted, on=on)
        elif style == "thinking_type":
            body["thinking"] = {"type": "enabled" if on else "disabled"}
            if on and wanted.effort and quirks.effort_with_thinking:
                body["reasoning_effort"] = self.level(wanted.effort)
        elif style == "enable_thinking":
            body["enable_thinking"] = on
            if on and wanted.max_tokens:
                body["thinking_budget"] = wanted.max_tokens
        elif style == "chat_template":
            body["chat_template_kwargs"] = {"enable_thinking": on}
        elif style == "reasoning_enabled":
            body["reasoning"] = {"enabled": on}
            if on and wanted.effort:
                body["reasoning_effort"] = self.level(wanted.effort)
        else:  # openrouter
            if not on:
                body["reasoning"] = {"enabled": False}
            elif wanted.max_tokens:
                body["reasoning"] = {"max_tokens": wanted.max_tokens}
            elif wanted.effort:
                body["reasoning"] = {"effort": self.level(wanted.effort)}
            else:
                body["reasoning"] = {"enabled": True}

    def level(self, effort: str) -> str:
        """The effort under the name this provider has for it."""
        renamed = self.quirks.rename_values.get("reasoning_effort", {}).get(effort)
        return renamed or effort

    def effort(self, body: dict[str, Any], wanted: Reasoning, *, on: bool) -> None:
        if not on:
            if self.quirks.effort_off is not None:
                body["reasoning_effort"] = self.quirks.effort_off
            elif wanted.effort == "none":
                body["reasoning_effort"] = "none"
            else:
                dropped(f"{self.profile.name} has no sure way to switch reasoning off; the setting is not sent")
            return
        effort = wanted.effort
        if effort is None:
            # A budget or a plain True, for an API that knows levels only.
            budget = wanted.max_tokens
            effort = "medium" if not budget else "low" if budget <= 2048 else "medium" if budget <= 12288 else "high"
        body["reasoning_effort"] = self.level(effort)

    def sampling(self, body: dict[str, Any]) -> None:
        """Numbers, and the fields that go over the wire as they are."""
        request, quirks = self.request, self.quirks
        # One look at all fields: most of them are None in most requests.
        for name, value in zip(_PLAIN, _plain(request), strict=True):
            if value is None:
                continue
            if name in _NUMBERS:
                check_number(name, value)
                if name == "temperature":
                    value = self.temperature()  # noqa: PLW2901 - clamped
                    if value is not None:
                        body[name] = value
                elif self.takes(name):
                    body[name] = value
            elif name in _INTEGERS:
                check_integer(name, value, None if name == "seed" else 1 if name == "n" else 0)
                # One answer is what every provider gives: n=1 is no wish.
                if (name == "n" and value == 1 and "n" in quirks.unsupported) or not self.takes(name):
                    continue
                body[name] = value
            elif self.takes(name):
                body[name] = list(value) if name == "stop" and not isinstance(value, str) else value
        if request.max_tokens is not None:
            check_integer("max_tokens", request.max_tokens, 1)
            if self.takes("max_tokens"):
                body[quirks.max_tokens_field] = request.max_tokens
        elif quirks.default_max_tokens is not None:
            body[quirks.max_tokens_field] = quirks.default_max_tokens

    def encode(self, *, stream: bool) -> dict[str, Any]:
        request = self.request
        body: dict[str, Any] = {"model": self.model, "messages": self.messages()}
        self.sampling(body)
        if (
            request.tools is not None
            or request.tool_choice is not None
            or request.functions is not None
            or request.function_call is not None
        ):
            self.tools(body)
        if request.response_format is not None:
            self.response_format(body, stream=stream)
        if request.reasoning is not None:
            self.reasoning(body)
        if stream:
            if self.quirks.stream_field:
                body["stream"] = True
            if self.quirks.stream_usage:
                body["stream_options"] = {"include_usage": True}
        return self.finish(body)


def encode_chat(
    request: ChatCompletionRequest, profile: ProviderProfile, model: str, *, stream: bool
) -> dict[str, Any]:
    """The JSON body of a chat request.

    Raises:
        InvalidRequestError: A field has a value that no provider takes.
        UnsupportedFeatureError: This provider does not take a field that changes what comes back.
    """
    return _Encoder(request, profile, model).encode(stream=stream)
