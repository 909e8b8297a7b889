"""Rules for what goes in and what comes out, over sockets, both clients."""

from __future__ import annotations

from typing import Any

import pytest

from ailib import ConfigurationError, Message
from ailib.guardrails import (
    ConditionalRule,
    EmailFilter,
    GuardrailBlocked,
    GuardrailInterceptor,
    Guardrails,
    KeywordFilter,
    LengthFilter,
    PiiFilter,
    ProfanityFilter,
    RegexFilter,
    Rule,
    UrlFilter,
    Violation,
)
from ailib.testing import EmbeddedProvider


@pytest.mark.parametrize(
    ("rule", "text", "filtered"),
    [
        (KeywordFilter(["Project X", "secret"]), "project x is SECRET, secretly", "[REDACTED] is [REDACTED], secretly"),
        (KeywordFilter(["cret"], whole_words=False, replacement="*"), "secret", "se*"),
        (RegexFilter(r"\d+", replacement="#"), "a1b22", "a#b#"),
        (ProfanityFilter(["damn"]), "D4MN, daaamn! damned", "[REDACTED], [REDACTED]! damned"),
        (UrlFilter(["example.com"]), "see https://api.example.com/x and http://evil.com/example.com", "see https://api.example.com/x and [REDACTED]"),
        (EmailFilter(), "write to a.b+c@mail.example.org.", "write to [REDACTED]."),
        (LengthFilter(5), "1234567", "12345"),
        (PiiFilter(), "card 4111 1111 1111 1111, not 4111 1111 1111 1112", "card [REDACTED], not 4111 1111 1111 1112"),
        (PiiFilter(), "DE89 3704 0044 0532 0130 00 and 078-05-1120", "[REDACTED] and [REDACTED]"),
        (PiiFilter(["ip"]), "10.0.0.256 or 10.0.0.25, a@b.de", "10.0.0.256 or [REDACTED], a@b.de"),
        (PiiFilter(), "call +49 (030) 1234 5678", "call [REDACTED]"),
        (ConditionalRule(lambda text: text.startswith("!"), RegexFilter("x")), "x", "x"),
        (ConditionalRule(lambda text: text.startswith("!"), RegexFilter("x")), "!x", "![REDACTED]"),
        (Guardrails(RegexFilter("b", replacement="-"), LengthFilter(2)), "abc", "a-"),
    ],
)  # fmt: skip
def test_rules(rule: Rule, text: str, filtered: str) -> None:
    assert rule.filter(text) == filtered
    assert bool(rule.check(text)) == (filtered != text)


def test_violations_that_overlap_are_replaced_together() -> None:
    class Two(Rule):
        def check(self, text: str) -> list[Violation]:
            return [
                Violation("a", self.severity, 1, 4, ""),
                Violation("b", self.severity, 3, 6, ""),
                Violation("c", self.severity, 2, 3, ""),
            ]

    assert Two(replacement="_").filter("0123456789") == "0_6789"


def test_settings_that_make_no_sense() -> None:
    for make in (
        lambda: KeywordFilter([]),
        lambda: RegexFilter("("),
        lambda: PiiFilter(["names"]),
        lambda: RegexFilter("x", severity="awful"),
        lambda: GuardrailInterceptor(mode="shout"),  # type: ignore[arg-type]
    ):
        with pytest.raises(ConfigurationError):
            make()


def test_input_that_is_blocked_is_not_sent(api: Any, embedded: EmbeddedProvider) -> None:
    rules = Guardrails(KeywordFilter(["secret"], name="words"), RegexFilter("hm", severity="info"))
    client = api.client("embedded", base_url=embedded.base_url, interceptors=[GuardrailInterceptor(input=rules)])
    for call in (client.chat_completion, lambda text: client.chat_completion_stream(text).collect()):
        with pytest.raises(GuardrailBlocked, match=r"The input breaks a rule: words") as caught:
            call("the secret, hm")
        assert [one.rule for one in caught.value.violations] == ["words"]
    assert embedded.requests == []
    assert client.chat_completion("hm").text  # below the severity that counts


def test_output_that_is_blocked_is_on_the_error(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="write to me@example.com")
    rule = GuardrailInterceptor(output=EmailFilter())
    client = api.client("embedded", base_url=embedded.base_url, interceptors=[rule])
    with pytest.raises(GuardrailBlocked) as caught:
        client.chat_completion("hi")
    assert (caught.value.direction, caught.value.partial.text) == ("output", "write to me@example.com")
    assert "me@example.com" not in str(caught.value)


def test_filter_and_report(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="mail b@example.com")
    told: list[tuple[str, int]] = []
    rule = GuardrailInterceptor(
        input=EmailFilter(),
        output=EmailFilter(),
        mode="filter",
        on_violation=lambda way, found: told.append((way, len(found))),
    )
    client = api.client("embedded", base_url=embedded.base_url, interceptors=[rule])
    response = client.chat_completion([Message.system("Be brief"), Message.user("I am a@example.com")])
    assert response.text == "mail [REDACTED]"
    assert embedded.requests[-1].body["messages"][1]["content"] == "I am [REDACTED]"
    assert told == [("input", 1), ("output", 1)]
    only = GuardrailInterceptor(
        output=EmailFilter(), mode="report", on_violation=lambda way, found: told.append((way, 9))
    )
    client = api.client("embedded", base_url=embedded.base_url, interceptors=[only])
    assert client.chat_completion("x").text == "mail b@example.com"
    assert told[-1] == ("output", 9)
