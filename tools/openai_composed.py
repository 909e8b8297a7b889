"""The methods of `ailib.openai` that are more than one request: where they are, what runs them, how they are typed.

Used by `build_openai.py` and `openai_stubs.py`; the functions themselves are written by hand in `ailib/openai`.
"""

from __future__ import annotations

import ast
from pathlib import Path

__all__ = ["ADDED", "ALIASES", "COMPOSED", "Method"]

HOME = Path(__file__).resolve().parent.parent / "ailib" / "openai"
OUTPUT_TEXT = (
    '    @property\n    def output_text(self) -> builtins.str:\n        """All texts of the output, in order."""'
)
POLL = "poll_interval_ms: int | None = ..., max_wait_seconds: float | None = ..."
FILE = "types.VectorStoreFileObject"
BATCH = "types.VectorStoreFileBatchObject"


class Method:
    """One of them.

    Args:
        place: `module:function` in `ailib.openai`.
        returns: The type of the result; with `{T}` in it there is a generic form.
        like: The endpoint whose parameters it takes.
        without: Those that it does not take.
        first: Parameters before all others.
        more: Parameters of its own, besides.
        generic: The parameter that may be a type; the result is then of that type.
        kinds: For what is one thing on a blocking client and another on an async one: both, with `{T}`.
    """

    def __init__(
        self,
        place: str,
        returns: str = "",
        *,
        like: str = "",
        without: str = "",
        first: str = "",
        more: str = "",
        generic: str = "",
        kinds: tuple[str, str] | None = None,
    ) -> None:
        self.place = place
        self.returns = returns
        self.like = like
        self.without = without
        self.first = first
        self.more = more
        self.generic = generic
        self.kinds = kinds

    def summary(self) -> str:
        """The first line of the function's docstring."""
        module, _, name = self.place.partition(":")
        source = (HOME / f"{module}.py").read_text(encoding="utf-8")
        for node in ast.parse(source).body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name:
                return (ast.get_docstring(node) or "").partition("\n")[0]
        raise AssertionError(self.place)

    def declaration(self) -> str:
        """The arguments of the line in the resource's class."""
        words = [f'"{self.place}"']
        if self.like:
            words.append(f'like="{self.like}"')
        own = {one.partition(":")[0].strip() for one in f"{self.first}, {self.more}".split(",")}
        gone = [name for name in self.without.split() if name not in own]
        if gone:
            words.append(f'without="{" ".join(gone)}"')
        return ", ".join(words)


COMPOSED: dict[str, dict[str, Method]] = {
    "chat.completions": {
        "parse": Method(
            "parsing:parse_chat",
            "ParsedChatCompletion[{T}]",
            like="create",
            without="stream",
            generic="response_format",
        ),
        "stream": Method(
            "accumulating:stream_chat",
            like="create",
            without="stream",
            generic="response_format",
            kinds=("ChatCompletionStream[{T}]", "AsyncChatCompletionStream[{T}]"),
        ),
    },
    "responses": {
        "parse": Method(
            "parsing:parse_response", "ParsedResponse[{T}]", like="create", without="stream", generic="text_format"
        ),
        "stream": Method(
            "accumulating:stream_response",
            like="create",
            without="stream",
            more="response_id: str | None = ..., starting_after: int | None = ...",
            generic="text_format",
            kinds=("ResponseStream[{T}]", "AsyncResponseStream[{T}]"),
        ),
    },
    "files": {
        "wait_for_processing": Method(
            "polling:wait_for_processing",
            "types.OpenAIFile",
            first="id: str",
            more="poll_interval: float = ..., max_wait_seconds: float = ...",
        ),
    },
    "uploads": {
        "upload_file_chunked": Method(
            "uploading:upload_file_chunked",
            "types.Upload",
            more="file: FileTypes | str, mime_type: str, purpose: str, filename: str | None = ..., "
            "bytes: int | None = ..., part_size: int | None = ..., md5: str | None = ...",
        ),
    },
    "vector_stores.files": {
        "poll": Method("polling:file_poll", FILE, first="file_id: str", more=f"vector_store_id: str, {POLL}"),
        "create_and_poll": Method(
            "polling:file_create_and_poll",
            FILE,
            first="file_id: str",
            like="create",
            without="file_id vector_store_id",
            more=f"vector_store_id: str, {POLL}",
        ),
        "upload": Method(
            "polling:file_upload",
            FILE,
            like="create",
            without="file_id vector_store_id attributes",
            more="vector_store_id: str, file: FileTypes",
        ),
        "upload_and_poll": Method(
            "polling:file_upload_and_poll",
            FILE,
            like="create",
            without="file_id vector_store_id",
            more=f"vector_store_id: str, file: FileTypes, {POLL}",
        ),
    },
    "vector_stores.file_batches": {
        "poll": Method("polling:batch_poll", BATCH, first="batch_id: str", more=f"vector_store_id: str, {POLL}"),
        "create_and_poll": Method("polling:batch_create_and_poll", BATCH, like="create", more=POLL),
        "upload_and_poll": Method(
            "polling:batch_upload_and_poll",
            BATCH,
            like="create",
            without="file_ids files attributes",
            more=f"files: Iterable[FileTypes], max_concurrency: int = ..., file_ids: Iterable[str] = ..., {POLL}",
        ),
    },
    "videos": {
        "poll": Method("polling:video_poll", "types.VideoResource", first="video_id: str", more=POLL),
        "create_and_poll": Method("polling:video_create_and_poll", "types.VideoResource", like="create", more=POLL),
    },
    "beta.threads": {
        "create_and_run_poll": Method(
            "polling:thread_create_and_run_poll",
            "types.RunObject",
            like="create_and_run",
            without="stream",
            more=POLL,
        ),
        "create_and_run_stream": Method(
            "assistants:create_and_run_stream",
            like="create_and_run",
            without="stream",
            more="event_handler: Any = ...",
            kinds=("AssistantStream", "AsyncAssistantStream"),
        ),
    },
    "beta.threads.runs": {
        "poll": Method("polling:run_poll", "types.RunObject", first="run_id: str, thread_id: str", more=POLL),
        "create_and_poll": Method(
            "polling:run_create_and_poll",
            "types.RunObject",
            like="create",
            without="stream thread_id",
            more=f"thread_id: str, {POLL}",
        ),
        "submit_tool_outputs_and_poll": Method(
            "polling:run_submit_and_poll",
            "types.RunObject",
            like="submit_tool_outputs",
            without="stream run_id thread_id",
            more=f"run_id: str, thread_id: str, {POLL}",
        ),
        "stream": Method(
            "assistants:run_stream",
            like="create",
            without="stream thread_id",
            more="thread_id: str, event_handler: Any = ...",
            kinds=("AssistantStream", "AsyncAssistantStream"),
        ),
        "create_and_stream": Method(
            "assistants:run_stream",
            like="create",
            without="stream thread_id",
            more="thread_id: str, event_handler: Any = ...",
            kinds=("AssistantStream", "AsyncAssistantStream"),
        ),
        "submit_tool_outputs_stream": Method(
            "assistants:submit_stream",
            like="submit_tool_outputs",
            without="stream run_id thread_id",
            more="run_id: str, thread_id: str, event_handler: Any = ...",
            kinds=("AssistantStream", "AsyncAssistantStream"),
        ),
    },
}

# Resources that are somewhere else as well: older programs look for them there.
ALIASES: dict[str, dict[str, str]] = {"beta": {"chat": "chat:Chat"}}

# Members of models that are not on the wire; `ailib/openai/members.py` has them.
ADDED: dict[str, str] = {
    "Response": OUTPUT_TEXT,
    "BetaResponse": OUTPUT_TEXT,
    "ImagesResponse": "    def save(self, folder: builtins.str | os.PathLike[builtins.str]) -> builtins.list[Path]:\n"
    '        """Write the images into a folder; returns where. Those that are only an address are left out."""',
    "Image": "    def save(self, file: builtins.str | os.PathLike[builtins.str]) -> Path:\n"
    '        """Write the image to a file, or into a folder; returns where."""',
}
