"""Rules for what goes in and what comes out: words, expressions, lengths, addresses, personal data.

    rules = Guardrails(KeywordFilter(["project x"]), PiiFilter(severity="error"))
    client = Client("openai", interceptors=[GuardrailInterceptor(input=rules, output=rules, mode="filter")])

A rule finds violations; `check` lists them, `filter` takes them out of the text. On a client, "block" refuses the call
(for input before anything is sent), "filter" sends and returns the text without them.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

import attrs

from .errors import AilibError, ConfigurationError
from .interceptors import CallContext, Interceptor
from .models.content import MessageContent, TextPart
from .models.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .models.message import Message
    from .models.request import ChatCompletionRequest
    from .models.response import ChatCompletionResponse

__all__ = [
    "ConditionalRule",
    "EmailFilter",
    "GuardrailBlocked",
    "GuardrailInterceptor",
    "Guardrails",
    "KeywordFilter",
    "LengthFilter",
    "PiiFilter",
    "ProfanityFilter",
    "RegexFilter",
    "Rule",
    "Severity",
    "UrlFilter",
    "Violation",
]


class Severity(StrEnum):
    """How bad a violation is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    CRITICAL = "critical"


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@attrs.frozen(eq=False, repr=False)
class Violation(Record):
    """Something that a rule found.

    Attributes:
        rule: Name of the rule.
        severity: How bad it is.
        start, end: Where in the text.
        message: What it is; without the text itself, which may be what is to be kept secret.
    """

    rule: str
    severity: Severity
    start: int
    end: int
    message: str


class Rule:
    """Base of rules; yours need only `check`.

    Args:
        name: In violations; by default the class's.
        severity: "info", "warning", "error" or "critical".
        replacement: What `filter` puts in the place of a violation.
    """

    def __init__(
        self, *, name: str | None = None, severity: str = Severity.ERROR, replacement: str = "[REDACTED]"
    ) -> None:
        self.name: str = name or type(self).__name__
        try:
            self.severity: Severity = Severity(severity)
        except ValueError:
            raise ConfigurationError(f"severity must be one of {', '.join(Severity)}, not {severity!r}") from None
        self.replacement: str = replacement

    def check(self, text: str) -> list[Violation]:
        """What is found, in the order of the text."""
        del text
        return []

    def filter(self, text: str) -> str:
        """The text without what is found; where violations overlap, they are replaced together."""
        found = sorted(self.check(text), key=lambda one: (one.start, -one.end))
        pieces: list[str] = []
        at = 0
        covered = 0
        for one in found:
            if one.start >= covered:
                pieces += [text[at : one.start], self.replacement]
            covered = at = max(covered, one.end)
        return "".join(pieces) + text[at:]

    def _found(self, start: int, end: int, message: str) -> Violation:
        return Violation(self.name, self.severity, start, end, message)


class RegexFilter(Rule):
    """What an expression matches.

    Args:
        pattern: Regular expression, or a compiled one.
        message: What a match is.
        options: See `Rule`.
    """

    def __init__(self, pattern: str | re.Pattern[str], message: str = "matches a pattern", **options: Any) -> None:
        super().__init__(**options)
        try:
            self.pattern: re.Pattern[str] = re.compile(pattern)
        except re.error as error:
            raise ConfigurationError(f"{pattern!r} is no regular expression: {error}") from error
        self.message: str = message

    def check(self, text: str) -> list[Violation]:
        """The matches."""
        return [self._found(*match.span(), self.message) for match in self.pattern.finditer(text) if match[0]]


class KeywordFilter(RegexFilter):
    """Whole words and phrases, in any case.

    Args:
        words: What is not wanted.
        whole_words: False finds them inside other words too.
        options: See `Rule`.
    """

    def __init__(self, words: Iterable[str], *, whole_words: bool = True, **options: Any) -> None:
        known = sorted({word for word in words if word}, key=len, reverse=True)
        if not known:
            raise ConfigurationError(f"{type(self).__name__} needs words")
        any_of = "|".join(map(re.escape, known))
        edge = r"(?<!\w)(?:{})(?!\w)" if whole_words else "(?:{})"
        super().__init__(re.compile(edge.format(any_of), re.IGNORECASE), "is not wanted", **options)


class ProfanityFilter(KeywordFilter):
    """Swear words of a list of yours, also with letters between them drawn out or replaced ("d4mn", "daaamn").

    Args:
        words: The list; ailib brings none, as it depends on language and place.
        options: See `Rule`.
    """

    _LOOKALIKES = {"a": "a4@", "e": "e3", "i": "i1!", "o": "o0", "s": "s5$", "t": "t7"}

    def __init__(self, words: Iterable[str], **options: Any) -> None:
        known = [word for word in words if word]
        super().__init__(known, **options)
        spelled = ("".join(self._letter(letter) for letter in word.lower()) for word in known)
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)", re.IGNORECASE)
        self.message = "is profane"

    def _letter(self, letter: str) -> str:
        return f"[{re.escape(self._LOOKALIKES.get(letter, letter))}]+"


class UrlFilter(RegexFilter):
    """Web addresses.

    Args:
        allowed: Hosts that may be named, their subdomains included.
        options: See `Rule`.
    """

    def __init__(self, allowed: Iterable[str] = (), **options: Any) -> None:
        super().__init__(
            re.compile(r"\b(?:https?://|www\.)[^\s<>\"')\]]+", re.IGNORECASE), "is a web address", **options
        )
        self.allowed: tuple[str, ...] = tuple(host.lower().lstrip(".") for host in allowed)

    def check(self, text: str) -> list[Violation]:
        """Addresses whose host is not allowed."""
        return [one for one in super().check(text) if not self._is_allowed(text[one.start : one.end])]

    def _is_allowed(self, address: str) -> bool:
        host = re.sub(r"^https?://", "", address.lower()).split("/")[0].rpartition("@")[2].partition(":")[0]
        return any(host == known or host.endswith(f".{known}") for known in self.allowed)


class EmailFilter(RegexFilter):
    """E-mail addresses."""

    def __init__(self, **options: Any) -> None:
        super().__init__(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", "is an e-mail address", **options)


class LengthFilter(Rule):
    """Texts that are too long or too short, in characters.

    Args:
        most: Longest text; `filter` cuts it there.
        least: Shortest text; nothing `filter` can help.
        options: See `Rule`.
    """

    def __init__(self, most: int | None = None, least: int = 0, **options: Any) -> None:
        super().__init__(**options)
        self.most = most
        self.least = least

    def check(self, text: str) -> list[Violation]:
        """Nothing, or what is too much or too little."""
        if self.most is not None and len(text) > self.most:
            return [self._found(self.most, len(text), f"is longer than {self.most} characters")]
        if len(text) < self.least:
            return [self._found(0, 0, f"is shorter than {self.least} characters")]
        return []

    def filter(self, text: str) -> str:
        """The text up to its longest length."""
        return text if self.most is None else text[: self.most]


def _luhn(text: str) -> bool:
    digits = [int(sign) for sign in text if sign.isdigit()]
    doubled = [2 * digit - 9 * (digit > 4) for digit in digits[-2::-2]]
    return len(digits) >= 13 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _iban(text: str) -> bool:
    bare = re.sub(r"\s", "", text).upper()
    return int("".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])) % 97 == 1


_PII: dict[str, tuple[str, Callable[[str], bool] | None]] = {
    "email": (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", None),
    "card": (r"(?<![\w-])(?:\d[ -]?){12,18}\d(?![\w-])", _luhn),
    "iban": (r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b", _iban),
    "ssn": (r"(?<![\w-])(?!000|666|9\d\d)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w-])", None),
    "ip": (r"(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.])", None),
    "phone": (
        r"(?<![\w+-])(?<!\d )(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)|\d{2,4})[ .-]\d{3,4}[ .-]?\d{3,4}(?![\w-]| \d)",
        None,
    ),
}


class PiiFilter(Rule):
    """Personal data: e-mail addresses, card numbers and IBANs (checksums included), US social security numbers, IP
    addresses, telephone numbers.

    Args:
        kinds: Of these: "email", "card", "iban", "ssn", "ip", "phone"; by default all.
        options: See `Rule`.
    """

    def __init__(self, kinds: Iterable[str] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.kinds: tuple[str, ...] = tuple(_PII if kinds is None else kinds)
        unknown = [kind for kind in self.kinds if kind not in _PII]
        if unknown:
            raise ConfigurationError(f"PiiFilter knows {', '.join(_PII)}, not {', '.join(unknown)}")

    def check(self, text: str) -> list[Violation]:
        """What is found, of each kind."""
        found: list[Violation] = []
        for kind in self.kinds:
            pattern, holds = _PII[kind]
            found += [
                self._found(*match.span(), f"is personal data ({kind})")
                for match in re.finditer(pattern, text)
                if holds is None or holds(match[0])
            ]
        return sorted(found, key=lambda one: (one.start, one.end))


class ConditionalRule(Rule):
    """A rule that holds only for some texts.

    Args:
        when: Told the text; true where the rule holds.
        rule: The rule.
    """

    def __init__(self, when: Callable[[str], bool], rule: Rule) -> None:
        super().__init__(name=rule.name, severity=rule.severity, replacement=rule.replacement)
        self._when = when
        self._rule = rule

    def check(self, text: str) -> list[Violation]:
        """What the rule finds, where it holds."""
        return self._rule.check(text) if self._when(text) else []

    def filter(self, text: str) -> str:
        """The text without it."""
        return self._rule.filter(text) if self._when(text) else text


class Guardrails(Rule):
    """Several rules as one: all are checked; a text is filtered by one after the other."""

    def __init__(self, *rules: Rule) -> None:
        super().__init__(name="Guardrails")
        self.rules: tuple[Rule, ...] = rules

    def check(self, text: str) -> list[Violation]:
        """What any rule finds, in the order of the text."""
        found = [one for rule in self.rules for one in rule.check(text)]
        return sorted(found, key=lambda one: (one.start, one.end))

    def filter(self, text: str) -> str:
        """The text without any of it."""
        for rule in self.rules:
            text = rule.filter(text)
        return text


class GuardrailBlocked(AilibError):
    """A rule refuses the call. For input nothing was sent; for output `partial` has the answer.

    Attributes:
        violations: What was found.
        direction: "input" or "output".
    """

    kind = "GUARDRAIL_BLOCKED"

    def __init__(
        self, message: str, *, violations: Iterable[Violation] = (), direction: str = "input", **context: Any
    ) -> None:
        super().__init__(message, **context)
        self.violations: tuple[Violation, ...] = tuple(violations)
        self.direction = direction


class GuardrailInterceptor(Interceptor):
    """Rules around the calls of a client.

    Args:
        input: A rule for the texts of the request's messages.
        output: A rule for the texts of the answer. The chunks of a stream have been given out when its answer is
            checked: "filter" then changes only `stream.response`, and "block" raises at its end.
        mode: "block" refuses, "filter" takes out, "report" only tells.
        severity: Violations below it do not count.
        on_violation: Told of all violations that count, and whether they are of "input" or "output".
    """

    def __init__(
        self,
        *,
        input: Rule | None = None,  # noqa: A002 - the field's own name
        output: Rule | None = None,
        mode: Literal["block", "filter", "report"] = "block",
        severity: str = Severity.WARNING,
        on_violation: Callable[[str, list[Violation]], object] | None = None,
    ) -> None:
        if mode not in ("block", "filter", "report"):
            raise ConfigurationError(f"mode must be 'block', 'filter' or 'report', not {mode!r}")
        self._input = input
        self._output = output
        self._mode = mode
        self._least = _RANKS[Severity(severity)]
        self._on_violation = on_violation

    def _looked_at(self, rule: Rule, messages: list[Message], direction: str, **context: Any) -> list[Message]:
        found: list[Violation] = []
        changed: list[Message] = []
        for message in messages:
            parts: list[Any] = []
            for part in message.content:
                counting: list[Violation] = []
                if isinstance(part, TextPart):
                    counting = [one for one in rule.check(part.text) if _RANKS[one.severity] >= self._least]
                    found += counting
                parts.append(part)
                if counting and isinstance(part, TextPart):
                    parts[-1] = TextPart(rule.filter(part.text), part.extra)
            changed.append(attrs.evolve(message, content=MessageContent(parts)))
        if not found:
            return messages
        if self._on_violation is not None:
            self._on_violation(direction, found)
        if self._mode == "block":
            worst = max(found, key=lambda one: _RANKS[one.severity])
            raise GuardrailBlocked(
                f"The {direction} breaks a rule: {worst.rule} ({worst.message})",
                violations=found,
                direction=direction,
                **context,
            )
        return changed if self._mode == "filter" else messages

    def on_request(self, context: CallContext, request: ChatCompletionRequest) -> ChatCompletionRequest | None:
        """Check what goes in."""
        if self._input is None:
            return None
        before = list(request.messages)
        after = self._looked_at(self._input, before, "input", provider=context.provider, model=context.model)
        return None if after is before else request.with_messages(after)

    def on_response(
        self, context: CallContext, request: ChatCompletionRequest, response: ChatCompletionResponse
    ) -> ChatCompletionResponse | None:
        """Check what comes out."""
        del request
        if self._output is None:
            return None
        before = [choice.message for choice in response.choices]
        after = self._looked_at(
            self._output, before, "output", provider=context.provider, model=response.model, partial=response
        )
        if after is before:
            return None
        pairs = zip(response.choices, after, strict=True)
        return attrs.evolve(response, choices=[attrs.evolve(choice, message=message) for choice, message in pairs])
