"""What the request encoders of all families share: checks, the rule for what a provider does not take, replay.

One rule for what a provider does not take (`Quirks.unsupported`, or a family that has no field for it):

* A hint that only shapes the answer (sampling, `seed`, `user`, `metadata`, `parallel_tool_calls`, `logit_bias`) is left
  out with a `ParameterDropped` warning, so that the same request works everywhere.
* A field that changes what comes back (`tools`, `response_format`, `n`, `logprobs`, `stop`, ...) is refused with
  `UnsupportedFeatureError` before anything is sent.

`extensions` are merged last and override all of it.
"""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING, Any

import attrs

from ..errors import InvalidRequestError, UnsupportedFeatureError
from ..models.content import ImagePart, ReasoningPart, UnknownPart
from .shapes import is_object, member

if TYPE_CHECKING:
    from ..models.content import ContentPart
    from ..models.message import Message
    from ..models.request import ChatCompletionRequest
    from ..models.tools import ResponseFormat, ToolChoice
    from ..providers.profile import ProviderProfile, Quirks
    from .shapes import Json

__all__ = ["HINTS", "ParameterDropped", "RequestEncoder", "check_integer", "check_number", "dropped"]


class ParameterDropped(UserWarning):
    """A field of the request was left out because this provider does not take it."""


def dropped(text: str, category: type[Warning] = ParameterDropped) -> None:
    """Warn, as coming from the first line outside of this package: the user's."""
    frame = sys._getframe(1)
    level = 2
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == "ailib":
        frame, level = frame.f_back, level + 1
    warnings.warn(text, category, stacklevel=level)


# Fields that only shape the answer: dropped with a warning where they are not taken.
HINTS = frozenset(
    {
        "temperature", "top_p", "top_k", "seed", "frequency_penalty", "presence_penalty", "logit_bias",
        "user", "metadata", "parallel_tool_calls",
    }
)  # fmt: skip
_NUMBERS = ("temperature", "top_p", "frequency_penalty", "presence_penalty")
_INTEGERS = ("top_k", "seed", "n", "top_logprobs", "max_tokens")


def check_number(name: str, value: Any) -> None:
    """Raise `InvalidRequestError` unless `value` is a finite number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value or abs(value) == float("inf"):
        raise InvalidRequestError(f"{name} must be a number, not {value!r}", param=name)


def check_integer(name: str, value: Any, least: int | None = None) -> None:
    """Raise `InvalidRequestError` unless `value` is an integer, of at least `least`."""
    if isinstance(value, bool) or not isinstance(value, int) or (least is not None and value < least):
        what = "an integer" if least is None else f"an integer of at least {least}"
        raise InvalidRequestError(f"{name} must be {what}, not {value!r}", param=name)


class RequestEncoder:
    """One chat request on its way to one provider; the families derive their encoders from it."""

    def __init__(self, request: ChatCompletionRequest, profile: ProviderProfile, model: str) -> None:
        self.request = request
        self.profile = profile
        self.quirks: Quirks = profile.quirks
        self.model = model
        if "images" in self.quirks.unsupported and any(
            isinstance(part, ImagePart) for message in request.messages for part in message.content
        ):
            raise self.refuse("images", "images")

    # What is taken

    def refuse(self, field: str, why: str) -> UnsupportedFeatureError:
        """The error for something that would change the answer and cannot be sent."""
        return UnsupportedFeatureError(
            f"{self.profile.name} does not take {why}",
            provider=self.profile.id,
            model=self.model,
            hint=f"Leave {field} out, or force it with extensions={{...}}",
        )

    def takes(self, field: str) -> bool:
        """Whether the field may be sent to this provider; warns or raises by the rule of the module."""
        if field not in self.quirks.unsupported:
            return True
        self.lacks(field)
        return False

    def lacks(self, field: str) -> None:
        """The field was set and there is no way to send it: warn about a hint, refuse everything else.

        Raises:
            UnsupportedFeatureError: The field changes what comes back.
        """
        if field not in HINTS:
            raise self.refuse(field, field)
        dropped(f"{self.profile.name} does not take {field}; it is not sent (extensions= forces it)")

    def lacks_set(self, *fields: str) -> None:
        """`lacks` for those of the fields that are set; n=1 is no wish."""
        for field in fields:
            value = getattr(self.request, field)
            if value is not None and not (field == "n" and value == 1):
                self.lacks(field)

    def check(self) -> None:
        """Refuse values that no provider takes.

        Raises:
            InvalidRequestError: No messages, or a number that is none.
        """
        request = self.request
        if not request.messages:
            raise InvalidRequestError("A chat needs at least one message", param="messages", model=self.model)
        for name in _NUMBERS:
            if (value := getattr(request, name)) is not None:
                check_number(name, value)
        for name in _INTEGERS:
            if (value := getattr(request, name)) is not None:
                check_integer(name, value, None if name == "seed" else 1 if name in ("n", "max_tokens") else 0)

    def temperature(self) -> float | None:
        """The temperature to send: clamped, with a warning, to what the provider takes; None for none."""
        wanted = self.request.temperature
        if wanted is None or not self.takes("temperature"):
            return None
        # Clamping 1.2 to 1 keeps the wish; refusing it would break a request that works elsewhere.
        low, high = self.quirks.temperature_min, self.quirks.temperature_max
        if wanted < low:
            clamped = low
        elif high is not None and wanted > high:
            clamped = high
        else:
            return wanted
        dropped(
            f"{self.profile.name} takes a temperature from {low:g} to {'any' if high is None else f'{high:g}'}; "
            f"{clamped:g} is sent instead of {wanted:g}"
        )
        return clamped

    # Normal forms

    def stop(self) -> list[str] | None:
        """The stop sequences as a list; None for none."""
        stop = self.request.stop
        if not stop or not self.takes("stop"):
            return None
        return [stop] if isinstance(stop, str) else list(stop)

    def choice(self) -> ToolChoice | dict[str, Any] | None:
        """The tool choice: ours, or the user's own JSON, which goes out as it is.

        A string is a mode ("auto", "none", "required", "any") or the name of a tool.
        """
        from collections.abc import Mapping

        from ..models.tools import ToolChoice

        choice = self.request.tool_choice
        if choice is None or not self.takes("tool_choice"):
            return None
        if isinstance(choice, str):
            if choice in ("auto", "none", "required", "any"):
                return ToolChoice("required" if choice == "any" else choice)
            return ToolChoice.function(choice)
        if isinstance(choice, ToolChoice):
            return choice
        if isinstance(choice, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
            inner: Json = choice.get("function")
            if choice.get("type") == "function" and isinstance(member(inner, "name"), str):
                return ToolChoice.function(member(inner, "name"))  # OpenAI's form of a named tool
            return dict(choice)
        raise InvalidRequestError(
            f"tool_choice must be text, a ToolChoice or a dict, not {choice!r}", param="tool_choice"
        )

    def format(self) -> ResponseFormat | dict[str, Any] | None:
        """The response format: ours, or the user's own JSON; None for text or nothing.

        OpenAI's dicts (`json_object`, `json_schema`) are understood, so that one request serves all providers.
        """
        from ..models.tools import ResponseFormat

        wanted = self.request.response_format
        if wanted is None or not self.takes("response_format"):
            return None
        if isinstance(wanted, str):
            if wanted not in ("text", "json", "json_object"):
                raise InvalidRequestError(
                    f"response_format must be 'text' or 'json', not {wanted!r}", param="response_format"
                )
            wanted = ResponseFormat("text" if wanted == "text" else "json_object")
        if not isinstance(wanted, ResponseFormat):
            kind: Any = wanted.get("type")
            inner: Any = wanted.get("json_schema")
            if kind in ("text", "json_object") and len(wanted) == 1:
                wanted = ResponseFormat(str(kind))
            elif kind == "json_schema" and is_object(inner):
                wanted = ResponseFormat(
                    "json_schema", inner.get("schema"), inner.get("name"), inner.get("strict"), inner.get("description")
                )
            else:
                return dict(wanted)
        return None if wanted.type == "text" else wanted

    # Replay

    def own(self, message: Message) -> bool:
        """Whether what only its provider understands may go along: the user's own message, or one of this provider."""
        return message.origin in (None, self.profile.id)

    def sendable(self, message: Message) -> list[ContentPart]:
        """The parts of a message without what only another provider understands.

        Its thinking and its unknown parts are left out, and so is what stands beside its parts (`extra`: signatures,
        annotations).
        """
        own = self.own(message)
        parts: list[ContentPart] = []
        for part in message.content:
            if isinstance(part, ReasoningPart):
                if part.provider in (None, self.profile.id):
                    parts.append(part)
            elif own:
                parts.append(part)
            elif not isinstance(part, UnknownPart):
                foreign: Any = part
                parts.append(attrs.evolve(foreign, extra=None) if getattr(part, "extra", None) else part)
        return parts

    def finish(self, body: dict[str, Any]) -> dict[str, Any]:
        """The provider's own names, values and additions, then the user's `extensions`, which win."""
        quirks = self.quirks
        for field, values in quirks.rename_values.items():
            value = body.get(field)
            if isinstance(value, str) and value in values:
                body[field] = values[value]
        for field, name in quirks.rename.items():
            if field in body:
                body[name] = body.pop(field)
        for more in (quirks.extra_body, quirks.fixed_body):
            for field, value in more.items():
                body.setdefault(field, value)
        if self.request.extensions:
            body.update(self.request.extensions)
        return body
