"""`ailib chat`: one question."""

from __future__ import annotations

import base64
import json
import re
import subprocess
from pathlib import Path

import pytest

from ailib import ChatCompletionResponse
from ailib.quick import LOCAL_SERVERS, _answers
from ailib.testing import EmbeddedProvider, Fault

from . import ailib, environment, words

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def body_of(provider: EmbeddedProvider) -> dict[str, object]:
    """The one chat request that the provider saw."""
    (seen,) = [seen for seen in provider.requests if seen.path.endswith("/chat/completions")]
    return seen.body


def test_answer_is_printed(provider: EmbeddedProvider) -> None:
    provider.answer("sky", text="The sky is blue → always.")
    done = ailib("chat", "-m", "embedded", "Which", "colour has the sky?", base_url=provider.base_url)
    assert (done.returncode, done.stdout, done.stderr) == (0, "The sky is blue → always.\n", "")
    body = body_of(provider)
    assert body["stream"] is True
    assert body["messages"] == [{"role": "user", "content": "Which colour has the sky?"}]


def test_no_second_newline(provider: EmbeddedProvider) -> None:
    provider.answer(text="One line\n")
    assert ailib("chat", "-m", "embedded", "x", base_url=provider.base_url).stdout == "One line\n"


def test_base_url_beats_environment(provider: EmbeddedProvider) -> None:
    provider.answer(text="from the option")
    done = ailib("chat", "-m", "embedded", "--base-url", provider.base_url, "hi", base_url="http://127.0.0.1:1/v1")
    assert (done.returncode, done.stdout) == (0, "from the option\n")


def test_base_url_alone_is_enough(provider: EmbeddedProvider) -> None:
    done = ailib("chat", "--base-url", provider.base_url, "hi")
    assert (done.returncode, done.stderr) == (0, "")
    assert body_of(provider)["model"] == "embedded-chat"


def test_bare_model_at_base_url(provider: EmbeddedProvider) -> None:
    done = ailib("chat", "-m", "embedded-mini", "--base-url", provider.base_url, "hi")
    assert (done.returncode, done.stderr) == (0, "")
    assert body_of(provider)["model"] == "embedded-mini"


def test_model_from_environment(provider: EmbeddedProvider) -> None:
    done = ailib("chat", "hi", base_url=provider.base_url, AI_MODEL="embedded/embedded-mini")
    assert (done.returncode, done.stderr) == (0, "")
    assert body_of(provider)["model"] == "embedded-mini"


def test_options_reach_the_provider(provider: EmbeddedProvider) -> None:
    done = ailib(
        *(
            "chat",
            "-m",
            "embedded/embedded-mini",
            "-s",
            "Be brief.",
            "--temperature",
            "0.25",
            "--max-tokens",
            "77",
            "hi",
        ),
        base_url=provider.base_url,
    )
    assert done.returncode == 0
    body = body_of(provider)
    assert (body["model"], body["temperature"]) == ("embedded-mini", 0.25)
    assert 77 in (body.get("max_tokens"), body.get("max_completion_tokens"))
    assert body["messages"] == [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "hi"}]


def test_words_behind_options_belong_to_the_prompt(provider: EmbeddedProvider) -> None:
    done = ailib("chat", "hello", "-m", "embedded", "you", "there", base_url=provider.base_url)
    assert done.returncode == 0
    assert body_of(provider)["messages"] == [{"role": "user", "content": "hello you there"}]


def test_no_stream(provider: EmbeddedProvider) -> None:
    provider.answer(text="All at once.")
    done = ailib("chat", "-m", "embedded", "--no-stream", "hi", base_url=provider.base_url)
    assert (done.returncode, done.stdout, done.stderr) == (0, "All at once.\n", "")
    assert not body_of(provider).get("stream")


# --- standard input ---


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_prompt_from_stdin(provider: EmbeddedProvider, arguments: tuple[str, ...]) -> None:
    done = ailib("chat", "-m", "embedded", *arguments, base_url=provider.base_url, stdin="  grün\nund gelb\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert body_of(provider)["messages"] == [{"role": "user", "content": "  grün\nund gelb"}]


def test_stdin_follows_the_prompt(provider: EmbeddedProvider) -> None:
    done = ailib("chat", "-m", "embedded", "Summarise", base_url=provider.base_url, stdin="line 1\nline 2\n")
    assert done.returncode == 0
    assert body_of(provider)["messages"] == [{"role": "user", "content": "Summarise\n\nline 1\nline 2"}]


def test_stdin_from_a_file(provider: EmbeddedProvider, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"\xef\xbb\xbfcaf\xc3\xa9 \xff")
    with path.open("rb") as file:
        done = subprocess.run(
            words("chat", "-m", "embedded", "Read"),
            stdin=file,
            capture_output=True,
            env=environment(provider.base_url),
            timeout=20,
        )
    assert (done.returncode, done.stderr) == (0, b"")
    assert body_of(provider)["messages"] == [{"role": "user", "content": "Read\n\ncafé \ufffd"}]


def test_nothing_to_ask(provider: EmbeddedProvider) -> None:
    done = ailib("chat", "-m", "embedded", base_url=provider.base_url, stdin="\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"error: There is nothing to ask.*\n", done.stderr)
    assert provider.requests == []


def test_binary_stdin_is_refused(provider: EmbeddedProvider) -> None:
    done = ailib("chat", "-m", "embedded", "What is this?", base_url=provider.base_url, stdin=PNG)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--image" in done.stderr
    assert provider.requests == []


# --- what is printed ---


def test_json_prints_only_json(provider: EmbeddedProvider) -> None:
    done = ailib("chat", "-m", "embedded", "--json", "Three colours", base_url=provider.base_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert "question" in json.loads(done.stdout)
    body = body_of(provider)
    assert body["response_format"] == {"type": "json_object"}
    # Providers refuse JSON mode when no message speaks of JSON.
    assert "JSON" in json.dumps(body["messages"])


def test_json_asked_for_in_the_prompt_stays_as_it_is(provider: EmbeddedProvider) -> None:
    done = ailib("chat", "-m", "embedded", "--json", "Three colours as json", base_url=provider.base_url)
    assert done.returncode == 0
    assert body_of(provider)["messages"] == [{"role": "user", "content": "Three colours as json"}]


def test_json_in_a_code_fence(provider: EmbeddedProvider) -> None:
    provider.answer(text='```json\n{"a": [1, 2]}\n```\n')
    done = ailib("chat", "-m", "embedded", "--json", "x", base_url=provider.base_url)
    assert (done.returncode, done.stdout) == (0, '{"a": [1, 2]}\n')


@pytest.mark.parametrize("text", ["Sure! Here it is", '{"a": 1', ""])
def test_json_that_is_none(provider: EmbeddedProvider, text: str) -> None:
    provider.answer(text=text)
    done = ailib("chat", "-m", "embedded", "--json", "x", base_url=provider.base_url)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: The answer is ")
    assert done.stderr.count("\n") == 1


def test_raw_is_the_whole_response(provider: EmbeddedProvider) -> None:
    provider.answer(text="Grün")
    done = ailib("chat", "-m", "embedded", "--raw", "x", base_url=provider.base_url)
    assert (done.returncode, done.stderr) == (0, "")
    data = json.loads(done.stdout)
    response = ChatCompletionResponse.from_dict(data)
    assert (response.text, response.provider, response.finish_reason) == ("Grün", "embedded", "stop")
    assert response.usage.total_tokens > 0
    assert data["raw"]["object"] == "chat.completion"


def test_stats_go_to_stderr(provider: EmbeddedProvider) -> None:
    provider.answer(
        text="Green.",
        usage={"prompt_tokens": 12, "completion_tokens": 34, "total_tokens": 46, "cost": 0.0},
    )
    done = ailib("chat", "-m", "embedded", "--stats", "x", base_url=provider.base_url)
    assert (done.returncode, done.stdout) == (0, "Green.\n")
    assert re.fullmatch(
        r"stats: 12 prompt \+ 34 answer tokens, first token \d+ ms, total \d+ ms, (\d+ tokens/s, )?cost .+, "
        r"embedded/embedded-chat\n",
        done.stderr,
    )


def test_stats_count_retries(provider: EmbeddedProvider) -> None:
    provider.answer("x", fault=Fault(status=429, retry_after=0.01), times=1)
    done = ailib("chat", "-m", "embedded", "--stats", "x", base_url=provider.base_url)
    assert done.returncode == 0
    assert ", 1 retry, " in done.stderr


def test_thoughts_stay_out_of_a_pipe(provider: EmbeddedProvider) -> None:
    provider.answer("x", text="Green.", reasoning="Hmm, grass.")
    done = ailib("chat", "-m", "embedded/embedded-reasoner", "--reasoning", "low", "x", base_url=provider.base_url)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Green.\n", "")
    assert "low" in json.dumps(body_of(provider))


def test_cut_answer_is_noted(provider: EmbeddedProvider) -> None:
    provider.answer(text="Once upon a", finish_reason="length")
    done = ailib("chat", "-m", "embedded", "x", base_url=provider.base_url)
    assert (done.returncode, done.stdout) == (0, "Once upon a\n")
    assert "--max-tokens" in done.stderr


def test_refusal_is_an_answer(provider: EmbeddedProvider) -> None:
    provider.answer(refusal="I would rather not.")
    done = ailib("chat", "-m", "embedded", "x", base_url=provider.base_url)
    assert (done.returncode, done.stdout) == (0, "I would rather not.\n")


def test_answer_without_text_fails(provider: EmbeddedProvider) -> None:
    provider.answer(text="", finish_reason="length")
    done = ailib("chat", "-m", "embedded", "x", base_url=provider.base_url)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: The answer has no text (finish reason length)")


def test_control_characters_reach_a_pipe(provider: EmbeddedProvider) -> None:
    provider.answer(text="a\x1b[31mb\x07")
    assert ailib("chat", "-m", "embedded", "x", base_url=provider.base_url).stdout == "a\x1b[31mb\x07\n"


def test_answer_in_a_narrow_encoding(provider: EmbeddedProvider) -> None:
    provider.answer(text="naïve → 雨")
    done = ailib("chat", "-m", "embedded", "x", base_url=provider.base_url, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stdout, done.stderr) == (0, "na?ve ? ?\n", "")


# --- images ---


def test_images(provider: EmbeddedProvider, tmp_path: Path) -> None:
    path = tmp_path / "dot.png"
    path.write_bytes(PNG)
    done = ailib(
        *("chat", "-m", "embedded", "What is this?", "--image", str(path), "--image", "https://example.com/a.jpg"),
        base_url=provider.base_url,
    )
    assert (done.returncode, done.stderr) == (0, "")
    ((message,),) = (body_of(provider)["messages"],)  # type: ignore[misc]
    text, first, second = message["content"]
    assert text == {"type": "text", "text": "What is this?"}
    assert first["image_url"]["url"] == f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    assert second["image_url"]["url"] == "https://example.com/a.jpg"


def test_missing_image(provider: EmbeddedProvider) -> None:
    done = ailib("chat", "-m", "embedded", "x", "--image", "no/such.png", base_url=provider.base_url)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no/such.png" in done.stderr
    assert provider.requests == []


# --- what goes wrong ---


def one_line(text: str) -> bool:
    return text.startswith("error: ") and text.count("\n") == 1 and "Traceback" not in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("chat", "-m", "nobody/gpt", "hi"), "Unknown provider 'nobody'"),
        (("chat", "-m", "groq", "hi"), "GROQ_API_KEY"),
        (("chat", "-m", "embedded", "--timeout", "-1", "hi"), "timeout"),
        (("chat", "-m", "embedded", "--max-retries", "-1", "hi"), "max_retries"),
        (("chat", "-m", "embedded", "--base-url", "ftp://x", "hi"), "ftp"),
        (("models", "nobody"), "nobody"),
    ],
)
def test_configuration_errors(arguments: tuple[str, ...], says: str) -> None:
    done = ailib(*arguments, base_url="http://127.0.0.1:1/v1")
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line(done.stderr)
    assert says in done.stderr


def test_no_model_anywhere_says_what_to_do() -> None:
    if any(_answers(port) for _, port in LOCAL_SERVERS):
        pytest.skip("a local model server runs on this machine")
    done = ailib("chat", "hi")
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line(done.stderr)
    assert "-m embedded" in done.stderr
    assert "OPENAI_API_KEY" in done.stderr


def test_wrong_key(provider: EmbeddedProvider) -> None:
    with EmbeddedProvider(api_key="sk-right") as strict:
        done = ailib("chat", "-m", "embedded", "hi", base_url=strict.base_url, EMBEDDED_API_KEY="sk-wrong-000")
    assert (done.returncode, done.stdout) == (1, "")
    assert one_line(done.stderr)
    assert "status 401" in done.stderr
    assert "sk-wrong" not in done.stderr


def test_nobody_answers() -> None:
    done = ailib("chat", "-m", "embedded", "--max-retries", "0", "hi", base_url="http://127.0.0.1:1/v1")
    assert (done.returncode, done.stdout) == (1, "")
    assert one_line(done.stderr)


def test_max_retries(provider: EmbeddedProvider) -> None:
    provider.answer(fault=Fault(status=503))
    done = ailib("chat", "-m", "embedded", "--max-retries", "0", "hi", base_url=provider.base_url)
    assert done.returncode == 1
    assert one_line(done.stderr)
    assert len(provider.requests) == 1


def test_timeout(provider: EmbeddedProvider) -> None:
    provider.answer(text="Once upon a time", fault=Fault(stall_after=3))
    done = ailib("chat", "-m", "embedded", "--timeout", "0.3", "hi", base_url=provider.base_url)
    assert done.returncode == 1
    assert one_line(done.stderr)
    assert "0.3 s" in done.stderr


@pytest.mark.parametrize("fault", [Fault(truncate_after_chunks=3), Fault(cut_after_chunks=3), Fault(error_frame_at=3)])
def test_stream_that_breaks_keeps_what_came(provider: EmbeddedProvider, fault: Fault) -> None:
    provider.answer(text="Once upon a time there was a server", fault=fault)
    done = ailib("chat", "-m", "embedded", "hi", base_url=provider.base_url)
    assert done.returncode == 1
    assert done.stdout.startswith("Once")
    assert done.stdout.endswith("\n")
    assert "server" not in done.stdout
    assert one_line(done.stderr)


def test_server_message_cannot_forge_lines(provider: EmbeddedProvider) -> None:
    provider.answer(fault=Fault(status=400, message="bad\nerror: nothing\x1b[2J is wrong"))
    done = ailib("chat", "-m", "embedded", "hi", base_url=provider.base_url)
    assert done.returncode == 1
    assert one_line(done.stderr)
    assert "\x1b" not in done.stderr


def test_debug_shows_the_traceback() -> None:
    done = ailib("chat", "-m", "nobody", "hi", AILIB_DEBUG="1")
    assert done.returncode == 2
    assert "Traceback (most recent call last)" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("error: Unknown provider 'nobody'")


def test_output_that_cannot_be_written(provider: EmbeddedProvider) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            words("chat", "-m", "embedded", "hi"),
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(provider.base_url),
            timeout=20,
        )
    assert done.returncode == 1
    assert one_line(done.stderr.decode())
