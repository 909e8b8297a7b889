"""Newline-delimited JSON: the same lines at every split as a plain split of the whole body gives (promise 20)."""

from __future__ import annotations

import json
import time

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ailib.wire.framing.ndjson import Decoder


def decoded(body: bytes, sizes: list[int]) -> tuple[list[bytes], bytes | None]:
    """The lines that end, and the one that does not, of a body that is cut at these sizes, over and over."""
    decoder = Decoder()
    lines: list[bytes] = []
    at = turn = 0
    while at < len(body):
        size = sizes[turn % len(sizes)]
        lines += [payload for _, payload in decoder.feed(body[at : at + size])]
        at, turn = at + size, turn + 1
    rest = decoder.flush()
    return lines, None if rest is None else rest[1]


def test_lines_end_with_lf_or_crlf_and_blank_ones_are_skipped() -> None:
    lines, rest = decoded(b'{"a":1}\n\n{"b":2}\r\n \r\n{"c":3}\n', [4096])
    assert lines == [b'{"a":1}', b'{"b":2}', b'{"c":3}']
    assert rest is None


def test_a_last_line_without_its_end_is_given_by_flush() -> None:
    assert decoded(b'{"a":1}\n{"done":true}', [4096]) == ([b'{"a":1}'], b'{"done":true}')


def test_other_line_separators_are_text() -> None:
    """Promise 20: U+2028, U+0085 and form feeds inside a string end no line."""
    body = json.dumps({"t": "a\u2028b\u0085c\x0bd"}, ensure_ascii=False).encode() + b"\n"
    assert decoded(body, [1]) == ([body[:-1]], None)


def test_a_byte_order_mark_is_dropped() -> None:
    assert decoded(b'\xef\xbb\xbf{"a":1}\n{"b":2}', [1]) == ([b'{"a":1}'], b'{"b":2}')
    assert decoded(b'\xef\xbb\xbf{"a":1}', [2]) == ([], b'{"a":1}')


@given(
    st.lists(
        st.sampled_from([b"\n", b"\r\n", b"\n\n", b'{"a":1}', "\u2028é🙂".encode(), b"\r", b" ", b"x"]), max_size=30
    ),
    st.lists(st.integers(1, 9), min_size=1, max_size=5),
)
@example([b"a\r", b"\n", b"b"], [2])
def test_the_same_lines_at_any_split(pieces: list[bytes], sizes: list[int]) -> None:
    body = b"".join(pieces)
    *ended, last = body.split(b"\n")
    lines, rest = decoded(body, sizes)
    assert lines == [line.removesuffix(b"\r") for line in ended if line.strip()]
    assert rest == (last.strip() or None)


def test_a_long_line_in_small_pieces_takes_linear_time() -> None:
    def seconds(size: int) -> float:
        line = b'{"t":"' + b"x" * size + b'"}\n'
        began = time.perf_counter()
        lines, _ = decoded(line, [1024])
        assert len(lines) == 1
        assert len(lines[0]) == len(line) - 1
        return time.perf_counter() - began

    short = min(seconds(1_000_000) for _ in range(3))
    assert min(seconds(8_000_000) for _ in range(3)) < max(0.05, short * 8 * 4)


@settings(max_examples=25)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_error(body: bytes) -> None:
    lines, rest = decoded(body, [3])
    assert b"\n" not in b"".join([*lines, rest or b""])
