"""Server-sent events: the same events at every split as a plain reading of the standard gives (promise 20)."""

from __future__ import annotations

import time
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ailib.wire.framing.sse import Decoder


def reference(body: bytes) -> list[tuple[str | None, bytes]]:
    """The standard, read line by line over the whole body; an event at the end needs no blank line."""
    if body.startswith(b"\xef\xbb\xbf"):
        body = body[3:]
    lines: list[bytes] = []
    line = bytearray()
    at = 0
    while at < len(body):
        byte = body[at : at + 1]
        at += 1
        if byte == b"\r":
            if body[at : at + 1] == b"\n":
                at += 1
            lines.append(bytes(line))
            line.clear()
        elif byte == b"\n":
            lines.append(bytes(line))
            line.clear()
        else:
            line += byte
    lines += [bytes(line), b""] if line else [b""]
    events: list[tuple[str | None, bytes]] = []
    name: str | None = None
    data: list[bytes] = []
    for one in lines:
        if not one:
            if data:
                events.append((name, b"\n".join(data)))
            name, data = None, []
            continue
        if one.startswith(b":"):
            continue
        field, colon, value = one.partition(b":")
        if colon and value.startswith(b" "):
            value = value[1:]
        if field == b"data":
            data.append(value)
        elif field == b"event":
            name = value.decode("utf-8", "replace")
    return events


def decoded(body: bytes, sizes: list[int]) -> list[tuple[str | None, bytes]]:
    decoder = Decoder()
    events: list[Any] = []
    at = turn = 0
    while at < len(body):
        size = max(1, sizes[turn % len(sizes)]) if sizes else len(body)
        events += decoder.feed(body[at : at + size])
        at += size
        turn += 1
    rest = decoder.flush()
    return [(name, data) for name, data in [*events, *([rest] if rest is not None else [])]]


PIECES = [b"\n", b"\r", b"\r\n", b"\n\n", b"\r\r", b"\r\n\r\n", b"data: ", b"data:", b"data", b"data:  two", b"event: ping", b"event:x",
          b": comment", b":", b"id: 5", b"retry: 10", b'{"a": 1}', b"[DONE]", "\u2028".encode(), "\u0085".encode(), b"\x0b\x0c",
          "ä漢\U0001f388".encode(), b"\xff\xfe", b"\xef\xbb\xbf", b"\x00", b"plain", b" ", b"datax: no", b"xdata: no"]  # fmt: skip
BODIES = st.lists(st.sampled_from(PIECES) | st.binary(max_size=4), max_size=30).map(b"".join)


@settings(max_examples=600, deadline=None)
@given(body=BODIES, sizes=st.lists(st.integers(1, 9), max_size=5))
@example(body=b"data: a\r", sizes=[1])
@example(body=b"data: a\r\n\r\ndata: b\r\n\r\n", sizes=[1])
@example(body=b"\xef\xbb\xbfdata: a\n\n", sizes=[1])
@example(body=b"\n\r\n\rdata: a\r\rdata: b", sizes=[2])
@example(body=b"data: a\n\rdata: b\n\n", sizes=[3])
@example(body=b"data:\n\n", sizes=[])
@example(body=b"data\n\n", sizes=[])
@example(body=b"\xef\xbb", sizes=[1])
def test_events_at_any_split(body: bytes, sizes: list[int]) -> None:
    assert decoded(body, sizes) == reference(body)


def test_every_split_of_one_body() -> None:
    body = "\ufeff: hi\r\nevent: e\rdata: 1\ndata:2\r\n\r\ndata: ä\u2028b\u0085c\n\ndata: [DONE]".encode()
    expected = [("e", b"1\n2"), (None, "ä\u2028b\u0085c".encode()), (None, b"[DONE]")]
    assert reference(body) == expected
    for first in range(len(body)):
        for second in range(first, len(body)):
            decoder = Decoder()
            events = [
                event for piece in (body[:first], body[first:second], body[second:]) for event in decoder.feed(piece)
            ]
            rest = decoder.flush()
            assert rest is not None
            assert [(name, data) for name, data in [*events, rest]] == expected


def seconds_for(size: int, piece: int) -> float:
    body = b"data: " + b"x" * size + b"\n\n"
    best = float("inf")
    for _ in range(3):
        decoder = Decoder()
        begun = time.perf_counter()
        events = [event for at in range(0, len(body), piece) for event in decoder.feed(body[at : at + piece])]
        best = min(best, time.perf_counter() - begun)
        assert [len(data) for _, data in events] == [size]
    return best


def test_a_long_line_costs_linear_time() -> None:
    """Four times the bytes cost about four times the time, not sixteen."""
    assert seconds_for(4_000_000, 1000) / seconds_for(1_000_000, 1000) < 8


def test_many_events_cost_linear_time() -> None:
    def run(count: int) -> float:
        body = b'data: {"a": 1}\n\n' * count
        best = float("inf")
        for _ in range(3):
            decoder = Decoder()
            begun = time.perf_counter()
            total = sum(len(decoder.feed(body[at : at + 777])) for at in range(0, len(body), 777))
            best = min(best, time.perf_counter() - begun)
            assert total == count
        return best

    assert run(40_000) / run(10_000) < 8


def test_a_ten_megabyte_line() -> None:
    body = b"data: " + b"y" * 10_000_000 + b"\n\ndata: end\n\n"
    assert [len(data) for _, data in decoded(body, [65536])] == [10_000_000, 3]


def test_comments_are_counted_not_given() -> None:
    decoder = Decoder()
    assert decoder.feed(b": ping\n\n: pong\n\n") == []
    assert decoder.comments == 2
    assert decoder.flush() is None
