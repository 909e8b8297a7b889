"""AWS event streams: every header type, every split, and bytes that are none."""

from __future__ import annotations

import json
import struct
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ailib.wire.framing.aws import BROKEN, ERROR, Decoder, parse_headers


def text_header(name: str, value: str) -> bytes:
    encoded = value.encode()
    return bytes([len(name)]) + name.encode() + b"\x07" + struct.pack(">H", len(encoded)) + encoded


def message(headers: dict[str, str] | bytes, payload: bytes) -> bytes:
    """One message; `headers` are text headers, or the header section itself."""
    section = headers if isinstance(headers, bytes) else b"".join(text_header(*pair) for pair in headers.items())
    prelude = struct.pack(">II", 16 + len(section) + len(payload), len(section))
    whole = prelude + struct.pack(">I", crc32(prelude)) + section + payload
    return whole + struct.pack(">I", crc32(whole))


def event(name: str, payload: object) -> bytes:
    headers = {":event-type": name, ":content-type": "application/json", ":message-type": "event"}
    return message(headers, json.dumps(payload).encode())


def fed(data: bytes, size: int) -> list[tuple[str | None, bytes]]:
    decoder = Decoder()
    frames = [frame for at in range(0, len(data), size) for frame in decoder.feed(data[at : at + size])]
    decoder.flush()
    return frames


def test_every_type_of_header_is_read() -> None:
    section = b"".join(
        (
            b"\x01a\x00",
            b"\x01b\x01",
            b"\x01c\x02\xff",
            b"\x01d\x03\xff\xfe",
            b"\x01e\x04\x00\x01\x00\x00",
            b"\x01f\x05" + struct.pack(">q", -(2**40)),
            b"\x01g\x06\x00\x03\x00\x01\x02",
            b"\x01h\x07\x00\x03\xc3\xa4!",
            b"\x01i\x08" + struct.pack(">q", 1_700_000_000_123),
            b"\x01j\x09" + bytes(range(16)),
        )
    )
    assert parse_headers(section) == {
        "a": True, "b": False, "c": -1, "d": -2, "e": 65536, "f": -(2**40), "g": b"\x00\x01\x02", "h": "ä!",
        "i": 1_700_000_000_123, "j": bytes(range(16)),
    }  # fmt: skip


@pytest.mark.parametrize("section", [b"\x05ab", b"\x01a", b"\x01a\x04\x00", b"\x01a\x07\x00", b"\x01a\x07\x00\x09abc",
                                     b"\x01a\x09abc", b"\x01a\x0a", b"\x01\xff\x00"])  # fmt: skip
def test_a_header_section_that_is_cut_off_or_unknown_is_refused(section: bytes) -> None:
    with pytest.raises(ValueError):
        parse_headers(section)


def test_events_have_their_name_and_payload() -> None:
    data = event("messageStart", {"role": "assistant"}) + event("metadata", {}) + message({}, b"x")
    assert fed(data, len(data)) == [("messageStart", b'{"role": "assistant"}'), ("metadata", b"{}"), (None, b"x")]


@pytest.mark.parametrize(
    ("headers", "payload", "name", "said"),
    [
        (
            {":message-type": "exception", ":exception-type": "throttlingException"},
            b'{"message": "slower"}',
            "throttlingException",
            {"message": "slower"},
        ),
        (
            {":message-type": "error", ":error-code": "InternalError", ":error-message": "broken"},
            b"",
            "InternalError",
            {"message": "broken"},
        ),
        ({":message-type": "exception", ":exception-type": "x"}, b"plain", "x", {"message": "plain"}),
        ({":message-type": "error"}, b"", "error", {"message": ""}),
    ],
)
def test_exceptions_and_errors_are_marked_and_described(
    headers: dict[str, str], payload: bytes, name: str, said: dict[str, str]
) -> None:
    frames = fed(message(headers, payload), 1)
    assert [frame[0] for frame in frames] == [ERROR + name]
    assert json.loads(frames[0][1]) == said


@given(
    st.lists(st.tuples(st.sampled_from(["a", "contentBlockDelta"]), st.binary(max_size=200)), max_size=6),
    st.integers(1, 300),
)
@settings(max_examples=80, deadline=None)
def test_the_frames_are_the_same_however_the_bytes_are_cut(messages: list[tuple[str, bytes]], size: int) -> None:
    data = b"".join(message({":event-type": name}, payload) for name, payload in messages)
    assert fed(data, size) == messages


@given(st.binary(max_size=400), st.integers(1, 50))
@settings(max_examples=100, deadline=None)
def test_no_bytes_whatever_make_it_raise(data: bytes, size: int) -> None:
    assert [name for name, _ in fed(data, size)] in ([], [BROKEN])


@pytest.mark.parametrize("at", [2, 9, 14, 60, -2])
@pytest.mark.parametrize("size", [1, 4096])
def test_a_flipped_bit_ends_the_stream_with_the_reason(at: int, size: int) -> None:
    good = event("messageStart", {"role": "assistant"})
    bad = bytearray(event("contentBlockDelta", {"delta": {"text": "hello"}}))
    bad[at] ^= 4
    frames = fed(good + bytes(bad) + good, size)
    assert [name for name, _ in frames] == ["messageStart", BROKEN]
    assert "cannot be" in frames[1][1].decode() or "checksum" in frames[1][1].decode()


def test_lengths_that_cannot_be_are_refused_before_anything_is_kept() -> None:
    for total, section in ((15, 0), (40, 30), (1 << 30, 0)):
        prelude = struct.pack(">II", total, section)
        decoder = Decoder()
        frames = decoder.feed(prelude + struct.pack(">I", crc32(prelude)) + b"x" * 100)
        assert [name for name, _ in frames] == [BROKEN]
        assert decoder.broken
        assert decoder.pending == 0


def test_headers_that_are_none_break_the_stream() -> None:
    assert [name for name, _ in fed(message(b"\x01a\x0a", b"{}"), 3)] == [BROKEN]


def test_half_a_message_is_pending_and_no_frame() -> None:
    decoder = Decoder()
    assert decoder.feed(event("metadata", {})[:-1]) == []
    assert decoder.flush() is None
    assert decoder.pending > 0


def test_many_messages_with_headers_of_their_own_are_not_all_remembered() -> None:
    data = b"".join(message({":event-type": "e", "n": str(number)}, b"{}") for number in range(300))
    assert fed(data, 4096) == [("e", b"{}")] * 300


def test_a_large_message_in_small_pieces_costs_linear_time() -> None:
    import time

    def seconds(size: int) -> float:
        data = message({":event-type": "e"}, b"x" * size)
        decoder = Decoder()
        start = time.perf_counter()
        for at in range(0, len(data), 64):
            decoder.feed(data[at : at + 64])
        assert decoder.pending == 0
        return time.perf_counter() - start

    small = min(seconds(200_000) for _ in range(3))
    assert min(seconds(1_600_000) for _ in range(3)) < 8 * small * 3
