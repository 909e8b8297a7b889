"""Where the items of a run come from: JSON lines, CSV, Parquet, or any iterable; one at a time, never all of them.

An item is a prompt, a list of messages, a request of ours, the body of an OpenAI chat request, a line of an OpenAI
batch file (https://platform.openai.com/docs/guides/batch), or a row whose fields a template puts into a prompt.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sized
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias, cast

import attrs

from ..errors import AilibError, ConfigurationError, InvalidRequestError
from ..models.embedding import EmbeddingRequest
from ..models.message import Message
from ..models.request import ChatCompletionRequest
from ..wire.json import loads

__all__ = ["BatchSource", "Entry", "Source"]

BatchSource: TypeAlias = "str | os.PathLike[str] | Iterable[Any]"

_FIELDS = frozenset(field.name for field in attrs.fields(ChatCompletionRequest))
# What stands in OpenAI's bodies under another name, or makes no sense in a batch.
_RENAMED = {"max_completion_tokens": "max_tokens", "reasoning_effort": "reasoning"}
_IGNORED = ("stream", "stream_options")
_OPENAI_PATHS = {"chat": "chat/completions", "embeddings": "embeddings"}
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=str).encode


class Entry:
    """One item as it was read, before anything is made of it.

    Attributes:
        position: From 0.
        key: A hash of what is asked; the same for the same question, whatever its spacing, its order of fields, its id.
        content: Prompt, or mapping, or request.
        custom_id: The user's own name for it, or None.
        openai: Whether it is a line of an OpenAI batch file, which wants its answer in that form.
        error: Why it cannot be asked, or None.
    """

    __slots__ = ("content", "custom_id", "error", "key", "openai", "position")

    def __init__(self, position: int, content: Any, custom_id: str | None, *, openai: bool = False) -> None:
        self.position: int = position
        self.content: Any = content
        self.custom_id: str | None = custom_id
        self.openai: bool = openai
        self.error: AilibError | None = None
        self.key: bytes = b""


def _digest(content: Any) -> bytes:
    if isinstance(content, (ChatCompletionRequest, EmbeddingRequest)):
        content = {**content.to_dict(), "__class__": type(content).__name__}
    return hashlib.blake2b(_CANONICAL(content).encode("ascii"), digest_size=16).digest()


class Source:
    """The items of a run.

    Args:
        requests: A path (`.jsonl`, `.ndjson`, `.csv`, `.tsv`, `.parquet`), or an iterable of items.
        kind: "chat" or "embeddings".
        template: A format string such as "Translate into {language}: {text}", filled with the fields of each row.
        fields: Fields for every request, unless the item has them itself: temperature, max_tokens, ...
        system: Instructions before every item that has none of its own.
        model: The model that answers every item, "" to leave that to the items.

    Attributes:
        path: The file, or None.
        total: How many items there are, None when nobody knows before the end.

    Raises:
        ConfigurationError: No such file, a form that we do not know, or an argument that makes no sense.
    """

    def __init__(
        self,
        requests: BatchSource,
        *,
        kind: str = "chat",
        template: str | None = None,
        fields: Mapping[str, Any] | None = None,
        system: str | None = None,
        model: str = "",
    ) -> None:
        if kind not in ("chat", "embeddings"):
            raise ConfigurationError(f"kind must be 'chat' or 'embeddings', not {kind!r}")
        self._requests = requests
        self._kind = kind
        self._template = template
        self._fields: dict[str, Any] = dict(fields or {})
        self._system = system
        self._model = model
        self._named: dict[str, Any] = {"model": model} if model else {}
        # What every prompt has in common, where nothing of it has to be renamed or read first.
        ready = all(name in _FIELDS and name not in _IGNORED and name != "response_format" for name in self._fields)
        self._plain: dict[str, Any] | None = {**self._fields, **self._named} if ready else None
        self.path: str | None = None
        self.total: int | None = None
        if isinstance(requests, (str, os.PathLike)):
            path = Path(cast("str", requests))
            if not path.is_file():
                raise ConfigurationError(
                    f"There is no file {path}", hint="A single prompt is no batch: pass a list of prompts, or a path"
                )
            self.path = os.path.abspath(path)  # noqa: PTH100 - without following links
            self._reader = _READERS.get(path.suffix.lower())
            if self._reader is None:
                raise ConfigurationError(
                    f"{path.name} has no form that ailib reads", hint=f"Known are {', '.join(_READERS)}"
                )
            self.total = _COUNTERS.get(path.suffix.lower(), _count_lines)(path)
        elif isinstance(requests, (Mapping, bytes, ChatCompletionRequest, EmbeddingRequest)):
            raise ConfigurationError("A batch is a list of requests, not a single one")
        elif not isinstance(requests, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise ConfigurationError(f"requests must be a path or an iterable, not {type(requests).__name__}")
        elif isinstance(requests, Sized):
            self.total = len(requests)

    @property
    def names_model(self) -> bool:
        """Whether one model answers every item."""
        return bool(self._model)

    def __iter__(self) -> Iterator[Entry]:
        """The entries, in order.

        Raises:
            ConfigurationError: The file cannot be read.
        """
        rows: Iterable[Any]
        if self.path is None:
            rows = cast("Iterable[Any]", self._requests)
        else:
            assert self._reader is not None
            rows = self._reader(Path(self.path))
        for position, row in enumerate(rows):
            yield self.entry(position, row)

    def sample(self, count: int) -> list[Entry]:
        """The first entries."""
        return list(islice(self, count))

    def entry(self, position: int, row: Any) -> Entry:
        """What a row asks."""
        try:
            if isinstance(row, _Unreadable):
                raise InvalidRequestError(row.why)
            made = self._read(position, row)
        except AilibError as error:
            made = Entry(position, str(getattr(row, "text", row)), None)
            made.error = error
            if isinstance(row, Mapping):
                made.custom_id = _custom_id(cast("Mapping[str, Any]", row))
        made.key = _digest(made.content)
        return made

    def _read(self, position: int, row: Any) -> Entry:
        if isinstance(row, str):
            if self._template is None:
                return Entry(position, row, None)
            row = {"prompt": row, "text": row, "input": row}
        if isinstance(row, (ChatCompletionRequest, EmbeddingRequest)):
            return Entry(position, row, None)
        if isinstance(row, Message) or not isinstance(row, Mapping):
            if self._kind == "chat":
                return Entry(position, ChatCompletionRequest(messages=row), None)
            if isinstance(row, (list, tuple)):
                return Entry(position, {"input": list(cast("list[Any]", row))}, None)
            raise InvalidRequestError(f"An item must be text or an object, not {type(row).__name__}")
        fields = cast("Mapping[str, Any]", row)
        custom_id = _custom_id(fields)
        if self._template is not None:
            return Entry(position, self._filled(fields), custom_id)
        body = fields.get("body")
        if isinstance(body, Mapping) and "messages" not in fields:
            url = str(fields.get("url", ""))
            if url and not url.rstrip("/").endswith(_OPENAI_PATHS[self._kind]):
                raise InvalidRequestError(f"A line for {url} does not belong into a run of kind {self._kind!r}")
            return Entry(position, dict(cast("Mapping[str, Any]", body)), custom_id, openai=True)
        if "role" in fields and "content" in fields and "messages" not in fields:
            return Entry(position, {"messages": [dict(fields)]}, None)
        known = {name: value for name, value in fields.items() if name != "custom_id" and value is not None}
        if "id" in known and custom_id is not None:
            del known["id"]
        return Entry(position, known, custom_id)

    def _filled(self, fields: Mapping[str, Any]) -> str:
        assert self._template is not None
        try:
            return self._template.format_map(fields)
        except KeyError as error:
            names = ", ".join(str(name) for name in fields)
            raise InvalidRequestError(f"The template wants {error}, the row has {names}") from error
        except (ValueError, IndexError, AttributeError, TypeError) as error:
            raise InvalidRequestError(f"The template cannot be filled: {error}") from error

    def chat(self, entry: Entry) -> ChatCompletionRequest:
        """The chat request of an entry.

        Raises:
            InvalidRequestError: It is none.
        """
        if entry.error is not None:
            raise entry.error
        content = entry.content
        if isinstance(content, ChatCompletionRequest):
            request = content
            missing = {name: value for name, value in self._fields.items() if getattr(request, name, None) is None}
            if missing:
                request = request.replace(**cast("Any", missing))
        elif isinstance(content, str):
            request = self._of_text(content)
        elif isinstance(content, Mapping):
            body = cast("Mapping[str, Any]", content)
            if "messages" not in body:
                body = _prompted(body)
            request = _request({**self._fields, **body, **self._named})
        else:
            raise InvalidRequestError(f"{type(content).__name__} is no chat request")
        if self._system is not None and not any(m.role in ("system", "developer") for m in request.messages):
            request = request.with_messages((Message.system(self._system), *request.messages))
        if self._model:
            request = request.with_model(self._model) if request.model != self._model else request
        return request

    def _of_text(self, text: str) -> ChatCompletionRequest:
        if self._plain is None:
            return _request({**self._fields, "messages": text, **self._named})
        return ChatCompletionRequest(messages=text, **self._plain)

    def embedding(self, entry: Entry) -> EmbeddingRequest:
        """The embedding request of an entry.

        Raises:
            InvalidRequestError: It is none.
        """
        if entry.error is not None:
            raise entry.error
        content = entry.content
        if isinstance(content, EmbeddingRequest):
            return attrs.evolve(content, model=self._model) if self._model else content
        body: dict[str, Any] = dict(self._fields)
        if isinstance(content, str):
            body["input"] = content
        elif isinstance(content, Mapping):
            body |= cast("Mapping[str, Any]", content)
            if "input" not in body:
                text = body.pop("text", None) or body.pop("prompt", None)
                if text is None:
                    raise InvalidRequestError("An item of an embedding run needs `input` or `text`", param="input")
                body["input"] = text
        else:
            raise InvalidRequestError(f"{type(content).__name__} is no embedding request")
        known = {field.name for field in attrs.fields(EmbeddingRequest)}
        extra = {name: value for name, value in body.items() if name not in known}
        made = {name: value for name, value in body.items() if name in known}
        if extra:
            made["extensions"] = {**extra, **(made.get("extensions") or {})}
        if self._model:
            made["model"] = self._model
        return EmbeddingRequest(**made)


def _custom_id(fields: Mapping[str, Any]) -> str | None:
    found = fields.get("custom_id", fields.get("id"))
    return str(found) if isinstance(found, (str, int)) else None


def _prompted(body: Mapping[str, Any]) -> dict[str, Any]:
    """The request of a row that has a prompt in place of messages."""
    prompt = body.get("prompt")
    if not isinstance(prompt, str):
        raise InvalidRequestError(
            "The item has neither `messages` nor `prompt`",
            param="messages",
            hint="For rows with other fields give a template: template='Translate: {text}'",
        )
    messages = [Message.user(prompt)]
    system = body.get("system")
    if isinstance(system, str) and system:
        messages.insert(0, Message.system(system))
    rest = {name: value for name, value in body.items() if name in _FIELDS or name in _RENAMED}
    return {**rest, "messages": tuple(messages)}


def _request(body: Mapping[str, Any]) -> ChatCompletionRequest:
    """A request from the body of an OpenAI request, or from what `ChatCompletionRequest.to_dict` wrote.

    Fields that we have no name for go to the provider as they are.
    """
    known: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for name, value in body.items():
        if name in _IGNORED:
            continue
        ours = _RENAMED.get(name, name)
        if ours in _FIELDS:
            known[ours] = value
        else:
            extra[name] = value
    if extra:
        known["extensions"] = {**extra, **(known.get("extensions") or {})}
    shape = known.get("response_format")
    if isinstance(shape, Mapping) and "__class__" in shape:
        return ChatCompletionRequest.from_dict(known)
    return ChatCompletionRequest(**known)


# --- files ------------------------------------------------------------------------------------------------------------


class _Unreadable:
    """A line that is no item."""

    __slots__ = ("text", "why")

    def __init__(self, text: str, why: str) -> None:
        self.text: str = text
        self.why: str = why


def _json_lines(path: Path) -> Iterator[Any]:
    with path.open("rb") as file:
        number = 0
        if file.read(3) != b"\xef\xbb\xbf":
            file.seek(0)
        for line in file:
            number += 1
            if not line.strip():
                continue
            try:
                yield loads(line)
            except ValueError as error:
                text = line.decode("utf-8", "replace").rstrip("\n")
                yield _Unreadable(text, f"Line {number} of {path.name} is no JSON: {error}")


def _separated(path: Path) -> Iterator[Any]:
    import csv

    tabs = path.suffix.lower() == ".tsv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        csv.field_size_limit(16 * 1024 * 1024)
        rows = csv.DictReader(file, delimiter="\t" if tabs else ",")
        for row in rows:
            # More cells than the header has names for come under None.
            found = {name: _cell(value) for name, value in row.items() if name is not None and value not in (None, "")}
            yield found


def _cell(value: Any) -> Any:
    """Cells of numbers stay text: a prompt may be "12". Only messages are JSON."""
    if isinstance(value, str) and value.startswith("[{") and value.endswith("}]"):
        try:
            return loads(value)
        except ValueError:
            return value
    return value


def _parquet_file(path: Path) -> Any:
    from importlib import import_module

    try:
        parquet = import_module("pyarrow.parquet")
    except ImportError as error:
        raise ConfigurationError(
            "Reading Parquet needs pyarrow", hint="Install it with: pip install 'ailib[parquet]'"
        ) from error
    return parquet.ParquetFile(str(path))


def _parquet(path: Path) -> Iterator[Any]:
    file = _parquet_file(path)
    try:
        for batch in file.iter_batches(batch_size=1000):
            yield from batch.to_pylist()
    finally:
        file.close()


def _count_lines(path: Path) -> int:
    """Lines that are not empty, near enough: blank lines in the middle count."""
    count = 0
    last = b"\n"
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            count += block.count(b"\n")
            last = block[-1:]
    return count + (last != b"\n")


def _count_rows(_path: Path) -> int | None:
    """A cell may hold line ends: only reading tells."""
    return None


def _count_parquet(path: Path) -> int | None:
    file = _parquet_file(path)
    try:
        return int(file.metadata.num_rows)
    finally:
        file.close()


_READERS: dict[str, Any] = {
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".csv": _separated,
    ".tsv": _separated,
    ".parquet": _parquet,
}
_COUNTERS: dict[str, Any] = {".csv": _count_rows, ".tsv": _count_rows, ".parquet": _count_parquet}
