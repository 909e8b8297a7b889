"""The OpenAI Realtime API as the embedded provider speaks it: `GET /v1/realtime?model=X` becomes a WebSocket.

See https://platform.openai.com/docs/api-reference/realtime-client-events. Rules and answers are those of the other
families; a rule is compared with what the user said last, in text or in the transcript of a sound, which is always
"(sound of N bytes)". A rule's fault applies to the response: `status` makes it fail, `cut_after_chunks` cuts the
connection after so many events, `stall_after` falls silent, `broken_frame_at` spoils an event.
"""

from __future__ import annotations

import asyncio
import base64
import json
from typing import TYPE_CHECKING, Any

from .answers import Question, Tool, pieces
from .delivery import Call, Reply
from .family import Refused, encoded, fault_of, finish_of, inner, objects, prompt_tokens, spoken, tokens_of
from .json_shapes import is_array, is_object
from .openai_chat import OpenAIChat
from .openai_chat_request import error_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .delivery import Socket
    from .script import Answer, Fault, Pace, Script

__all__ = ["OpenAIRealtime"]

# A tenth of a second of silence, 16 bits at 24 kHz, for each piece that is spoken.
_SILENCE = base64.b64encode(bytes(4800)).decode()


class OpenAIRealtime(OpenAIChat):
    """Opens sessions; each remembers its own conversation."""

    def claims(self, method: str, path: str, headers: Mapping[str, str]) -> bool:  # noqa: ARG002 - part of the protocol
        """Whether the path is ours."""
        return path.removeprefix("/v1") == "/realtime"

    def reply(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        """Answer the handshake."""
        if call.method != "GET" or "websocket" not in call.headers.get("Upgrade", "").lower():
            raise Refused(400, "This endpoint is a WebSocket.", code="websocket_required")
        model = call.query.get("model")
        if model is None and "call_id" not in call.query:
            raise Refused(400, "You must provide a model parameter.", param="model", code="missing_model")
        name = self.known(model) if model is not None else self.model_names()[0]

        async def session(socket: Socket, pace: Pace) -> None:
            await _Session(socket, pace, script, name).run()

        return Reply(session=session), fault_of(None, asked)


class _Failure(Exception):
    """A client event that is wrong."""

    def __init__(self, message: str, *, code: str | None = None, param: str | None = None) -> None:
        super().__init__(message)
        self.error = error_object(400, message, None, code, param)


class _Session:
    """One session: the events of a client in, those of a server out."""

    def __init__(self, socket: Socket, pace: Pace, script: Script, model: str) -> None:
        self._socket = socket
        self._pace = pace
        self._script = script
        self._count = 0
        self._settings: dict[str, Any] = {
            "type": "realtime",
            "object": "realtime.session",
            "id": self._id("sess"),
            "model": model,
            "output_modalities": ["audio"],
            "instructions": "",
            "tools": [],
            "tool_choice": "auto",
            "max_output_tokens": "inf",
        }
        self._items: list[dict[str, Any]] = []
        self._sound = bytearray()
        self._response: dict[str, Any] | None = None
        self._speaking: asyncio.Task[None] | None = None

    def _id(self, prefix: str) -> str:
        self._count += 1
        return f"{prefix}_{self._count:020x}"

    async def _send(self, kind: str, **fields: Any) -> None:
        await self._socket.send(encoded({"type": kind, "event_id": self._id("event"), **fields}).decode())

    async def run(self) -> None:
        """Talk until the client leaves."""
        await self._send("session.created", session=self._settings)
        try:
            while (message := await self._socket.receive()) is not None:
                await self._heard(message)
        finally:
            if self._speaking is not None:
                self._speaking.cancel()

    async def _heard(self, message: str | bytes) -> None:
        event: Any = None
        try:
            try:
                event = json.loads(message)
            except ValueError:
                raise _Failure("The message is not JSON.", code="invalid_json") from None
            if not is_object(event):
                raise _Failure("The message is no object.", code="invalid_json")
            kind = event.get("type")
            react = _REACTIONS.get(kind) if isinstance(kind, str) else None
            if react is None:
                raise _Failure(f"Invalid value: '{kind}'.", code="invalid_value", param="type")
            await react(self, event)
        except _Failure as failure:
            cause = event.get("event_id") if is_object(event) else None
            await self._send("error", error={**failure.error, "event_id": cause})

    # --- the session and its conversation ---

    async def _update(self, event: dict[str, Any]) -> None:
        changes = event.get("session")
        if not is_object(changes):
            raise _Failure("Missing required parameter: 'session'.", param="session")
        if changes.get("type") not in ("realtime", "transcription"):
            raise _Failure("Missing required parameter: 'session.type'.", param="session.type")
        self._settings = {**self._settings, **changes}
        await self._send("session.updated", session=self._settings)

    async def _create_item(self, event: dict[str, Any]) -> None:
        item = event.get("item")
        if not is_object(item) or item.get("type") not in ("message", "function_call", "function_call_output"):
            raise _Failure("Invalid value for 'item.type'.", param="item.type", code="invalid_value")
        before = event.get("previous_item_id")
        at = len(self._items)
        if before == "root":
            at = 0
        elif before is not None:
            at = self._items.index(self._item(before)) + 1
        await self._add({"id": self._id("item"), "object": "realtime.item", "status": "completed", **item}, at)

    async def _add(self, item: dict[str, Any], at: int) -> None:
        before = self._items[at - 1]["id"] if at else None
        self._items.insert(at, item)
        await self._send("conversation.item.added", previous_item_id=before, item=item)
        await self._send("conversation.item.done", previous_item_id=before, item=item)

    def _item(self, name: Any) -> dict[str, Any]:
        found = next((item for item in self._items if item["id"] == name), None)
        if found is None:
            raise _Failure(f"Item with id '{name}' not found.", param="item_id", code="item_not_found")
        return found

    async def _delete_item(self, event: dict[str, Any]) -> None:
        item = self._item(event.get("item_id"))
        self._items.remove(item)
        await self._send("conversation.item.deleted", item_id=item["id"])

    async def _retrieve_item(self, event: dict[str, Any]) -> None:
        await self._send("conversation.item.retrieved", item=self._item(event.get("item_id")))

    async def _truncate_item(self, event: dict[str, Any]) -> None:
        item = self._item(event.get("item_id"))
        fields = {name: event.get(name, 0) for name in ("content_index", "audio_end_ms")}
        await self._send("conversation.item.truncated", item_id=item["id"], **fields)

    # --- sounds ---

    async def _append(self, event: dict[str, Any]) -> None:
        try:
            self._sound += base64.b64decode(event["audio"], validate=True)
        except (KeyError, TypeError, ValueError):
            raise _Failure("Invalid 'audio': expected base64.", param="audio", code="invalid_value") from None

    async def _commit(self, event: dict[str, Any]) -> None:  # noqa: ARG002 - all reactions have it
        if not self._sound:
            raise _Failure("The input audio buffer is empty.", code="input_audio_buffer_commit_empty")
        heard = f"(sound of {len(self._sound)} bytes)"
        self._sound.clear()
        before = self._items[-1]["id"] if self._items else None
        item: dict[str, Any] = {"id": self._id("item"), "object": "realtime.item", "type": "message", "role": "user"}
        item |= {"status": "completed", "content": [{"type": "input_audio", "transcript": heard}]}
        await self._send("input_audio_buffer.committed", previous_item_id=before, item_id=item["id"])
        await self._add(item, len(self._items))

    async def _clear(self, event: dict[str, Any]) -> None:  # noqa: ARG002 - all reactions have it
        self._sound.clear()
        await self._send("input_audio_buffer.cleared")

    async def _clear_output(self, event: dict[str, Any]) -> None:  # noqa: ARG002 - all reactions have it
        await self._send("output_audio_buffer.cleared", response_id=self._response["id"] if self._response else "")

    # --- responses ---

    async def _create_response(self, event: dict[str, Any]) -> None:
        if self._speaking is not None:
            raise _Failure(
                "Conversation already has an active response in progress.",
                code="conversation_already_has_active_response",
            )
        settings = {**self._settings, **inner(event, "response")}
        self._speaking = asyncio.get_running_loop().create_task(self._respond(settings, event))

    async def _cancel_response(self, event: dict[str, Any]) -> None:
        speaking = self._speaking
        if speaking is None or event.get("response_id") not in (None, (self._response or {}).get("id")):
            raise _Failure("Cancellation failed: no active response found.", code="response_cancel_not_active")
        speaking.cancel()

    async def _respond(self, settings: dict[str, Any], event: dict[str, Any]) -> None:
        response: dict[str, Any] = {
            "object": "realtime.response",
            "id": self._id("resp"),
            "status": "in_progress",
            "status_details": None,
            "output": [],
            "output_modalities": settings["output_modalities"],
            "metadata": settings.get("metadata"),
            "usage": None,
        }
        self._response = response
        try:
            await self._send("response.created", response=response)
            await self._say(response, settings, event)
        except asyncio.CancelledError:
            details = {"type": "cancelled", "reason": "client_cancelled"}
            response |= {"status": "cancelled", "status_details": details}
            await self._send("response.done", response=response)
        except ConnectionError:
            pass  # the client has left; the session notices it by itself
        finally:
            self._speaking = None

    async def _say(self, response: dict[str, Any], settings: dict[str, Any], event: dict[str, Any]) -> None:
        question = self._question(settings)
        scripted = self._script.take(question.text, event, conversation=True)
        fault = fault_of(scripted, None)
        answer = spoken(question, scripted)
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.status is not None and fault.status >= 300:
            error = error_object(fault.status, fault.message, fault.type, fault.code, None)
            failed = {"type": "failed", "error": {"type": error["type"], "code": error["code"]}}
            response |= {"status": "failed", "status_details": failed}
            await self._send("response.done", response=response)
            return
        begun, tokens = asyncio.get_running_loop().time(), 0
        for number, (kind, fields, weight) in enumerate(self._progress(response, answer)):
            if number == fault.cut_after_chunks:
                self._socket.cut()
                return
            if number == fault.stall_after:
                await asyncio.get_running_loop().create_future()
            if number == fault.broken_frame_at:
                await self._socket.send('{"type":"' + kind)
                continue
            if weight:
                await asyncio.sleep(max(0.0, begun + self._pace.at(tokens) - asyncio.get_running_loop().time()))
                tokens += 1
            await self._send(kind, response_id=response["id"], **fields)
        spent, asked = tokens_of(answer), self._tokens(settings)
        reason = {"length": "max_output_tokens", "content_filter": "content_filter"}.get(finish_of(answer))
        response["status"] = "completed" if reason is None else "incomplete"
        response["status_details"] = None if reason is None else {"type": "incomplete", "reason": reason}
        response["usage"] = (
            dict(scripted.usage)
            if scripted is not None and scripted.usage is not None
            else {
                "total_tokens": asked + spent,
                "input_tokens": asked,
                "output_tokens": spent,
            }
        )
        await self._send("response.done", response=response)

    def _progress(self, response: dict[str, Any], answer: Answer) -> Iterator[tuple[str, dict[str, Any], int]]:
        """The events of an answer, and whether each stands for a token."""
        said = answer.text if answer.text is not None else answer.refusal
        if said is not None:
            item: dict[str, Any] = {"id": self._id("item"), "object": "realtime.item", "type": "message"}
            item |= {"role": "assistant", "status": "completed"}
            speaks = "audio" in response["output_modalities"]
            part = {"type": "output_audio", "transcript": said} if speaks else {"type": "output_text", "text": said}
            yield from self._item_events(response, item | {"content": [part]}, self._parts(part, speaks=speaks))
        for call in answer.tool_calls:
            item = {"id": self._id("item"), "object": "realtime.item", "type": "function_call", "status": "completed"}
            item |= {"name": call.name, "call_id": call.id or self._id("call"), "arguments": call.arguments_text}
            yield from self._item_events(response, item, self._arguments(item))

    def _item_events(
        self, response: dict[str, Any], item: dict[str, Any], within: Iterator[tuple[str, dict[str, Any], int]]
    ) -> Iterator[tuple[str, dict[str, Any], int]]:
        here = {"output_index": len(response["output"])}
        empty: dict[str, Any] = {"content": []} if "content" in item else {"arguments": ""}
        yield "response.output_item.added", {**here, "item": {**item, **empty, "status": "in_progress"}}, 0
        for kind, fields, weight in within:
            yield kind, {**here, "item_id": item["id"], **fields}, weight
        self._items.append(item)
        response["output"].append(item)
        yield "response.output_item.done", {**here, "item": item}, 0

    @staticmethod
    def _parts(part: dict[str, Any], *, speaks: bool) -> Iterator[tuple[str, dict[str, Any], int]]:
        here, field = {"content_index": 0}, "transcript" if speaks else "text"
        name = "response.output_audio_transcript" if speaks else "response.output_text"
        yield "response.content_part.added", {**here, "part": {"type": "audio" if speaks else "text", field: ""}}, 0
        for piece in pieces(part[field]):
            yield f"{name}.delta", {**here, "delta": piece}, 1
            if speaks:
                yield "response.output_audio.delta", {**here, "delta": _SILENCE}, 0
        if speaks:
            yield "response.output_audio.done", here, 0
        yield f"{name}.done", {**here, field: part[field]}, 0
        done = {"type": "audio" if speaks else "text", field: part[field]}
        yield "response.content_part.done", {**here, "part": done}, 0

    @staticmethod
    def _arguments(item: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], int]]:
        here = {"call_id": item["call_id"]}
        for piece in pieces(item["arguments"]):
            yield "response.function_call_arguments.delta", {**here, "delta": piece}, 1
        done = {**here, "name": item["name"], "arguments": item["arguments"]}
        yield "response.function_call_arguments.done", done, 0

    # --- what was asked ---

    def _question(self, settings: dict[str, Any]) -> Question:
        items = objects(settings["input"]) if is_array(settings.get("input")) else self._items
        users = [item for item in items if item.get("role") == "user"]
        results: list[str] = []
        for item in reversed(items):
            if item.get("type") != "function_call_output":
                break
            results.insert(0, str(item.get("output", "")))
        tools = [
            Tool(str(tool.get("name")), str(tool.get("description") or ""), inner(tool, "parameters"))
            for tool in objects(settings.get("tools"))
            if tool.get("type") == "function"
        ]
        choice: Any = settings.get("tool_choice") or "auto"
        if not isinstance(choice, str):
            choice = (str(inner(settings, "tool_choice").get("name")),)
        most = settings.get("max_output_tokens")
        content = objects(users[-1].get("content")) if users else []
        return Question(
            text="\n".join(_words(part) for part in content),
            sounds=sum(part.get("type") == "input_audio" for part in content),
            images=sum(part.get("type") == "input_image" for part in content),
            tools=tools,
            tool_choice=choice,
            tool_results=results,
            max_tokens=most if isinstance(most, int) else None,
        )

    def _tokens(self, settings: dict[str, Any]) -> int:
        texts = [str(settings.get("instructions") or "")]
        for item in self._items:
            texts += [_words(part) for part in objects(item.get("content"))]
            texts.append(str(item.get("output") or ""))
        return prompt_tokens(len(self._items), texts)


def _words(part: dict[str, Any]) -> str:
    return str(part.get("text") or part.get("transcript") or "")


_REACTIONS: dict[str, Any] = {
    "session.update": _Session._update,
    "conversation.item.create": _Session._create_item,
    "conversation.item.delete": _Session._delete_item,
    "conversation.item.retrieve": _Session._retrieve_item,
    "conversation.item.truncate": _Session._truncate_item,
    "input_audio_buffer.append": _Session._append,
    "input_audio_buffer.commit": _Session._commit,
    "input_audio_buffer.clear": _Session._clear,
    "output_audio_buffer.clear": _Session._clear_output,
    "response.create": _Session._create_response,
    "response.cancel": _Session._cancel_response,
}
