# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.beta`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..composed import Composed
from ..session_methods import BetaResponsesSessions
from ..endpoint import Endpoint, Nested, Resource

__all__ = ["Beta", "BetaAssistants", "BetaChatkit", "BetaChatkitSessions", "BetaChatkitThreads", "BetaRealtime", "BetaRealtimeSessions", "BetaRealtimeTranscriptionSessions", "BetaResponses", "BetaResponsesInputItems", "BetaResponsesInputTokens", "BetaThreads", "BetaThreadsMessages", "BetaThreadsRuns", "BetaThreadsRunsSteps"]

M = TypeVar("M")


class BetaAssistants(Resource[M]):
    """`client.beta.assistants`."""

    create = Endpoint("POST", "/assistants", "AssistantObject", body="CreateAssistantRequest", beta="assistants=v2")
    delete = Endpoint("DELETE", "/assistants/{assistant_id}", "DeleteAssistantResponse", beta="assistants=v2")
    list = Endpoint("GET", "/assistants", "ListAssistantsResponse", query="limit order after before", page="after=id", beta="assistants=v2")
    retrieve = Endpoint("GET", "/assistants/{assistant_id}", "AssistantObject", beta="assistants=v2")
    update = Endpoint("POST", "/assistants/{assistant_id}", "AssistantObject", body="ModifyAssistantRequest", beta="assistants=v2")


class BetaChatkitSessions(Resource[M]):
    """`client.beta.chatkit.sessions`."""

    cancel = Endpoint("POST", "/chatkit/sessions/{session_id}/cancel", "ChatSessionResource", beta="chatkit_beta=v1")
    create = Endpoint("POST", "/chatkit/sessions", "ChatSessionResource", body="CreateChatSessionBody", beta="chatkit_beta=v1")


class BetaChatkitThreads(Resource[M]):
    """`client.beta.chatkit.threads`."""

    delete = Endpoint("DELETE", "/chatkit/threads/{thread_id}", "DeletedThreadResource", beta="chatkit_beta=v1")
    list = Endpoint("GET", "/chatkit/threads", "ThreadListResource", query="limit order after before user", page="after=last_id", beta="chatkit_beta=v1")
    list_items = Endpoint("GET", "/chatkit/threads/{thread_id}/items", "ThreadItemListResource", query="limit order after before", page="after=last_id", beta="chatkit_beta=v1")
    retrieve = Endpoint("GET", "/chatkit/threads/{thread_id}", "ThreadResource", beta="chatkit_beta=v1")


class BetaChatkit(Resource[M]):
    """`client.beta.chatkit`."""

    sessions = Nested(BetaChatkitSessions)
    threads = Nested(BetaChatkitThreads)


class BetaRealtimeSessions(Resource[M]):
    """`client.beta.realtime.sessions`."""

    create = Endpoint("POST", "/realtime/sessions", "RealtimeSessionCreateResponse", body="RealtimeSessionCreateRequest", beta="assistants=v2")


class BetaRealtimeTranscriptionSessions(Resource[M]):
    """`client.beta.realtime.transcription_sessions`."""

    create = Endpoint("POST", "/realtime/transcription_sessions", "RealtimeTranscriptionSessionCreateResponse", body="RealtimeTranscriptionSessionCreateRequest", beta="assistants=v2")


class BetaRealtime(Resource[M]):
    """`client.beta.realtime`."""

    sessions = Nested(BetaRealtimeSessions)
    transcription_sessions = Nested(BetaRealtimeTranscriptionSessions)


class BetaResponsesInputItems(Resource[M]):
    """`client.beta.responses.input_items`."""

    list = Endpoint("GET", "/responses/{response_id}/input_items?beta=true", "BetaResponseItemList", query="limit order after include", page="after=id", betas=True)


class BetaResponsesInputTokens(Resource[M]):
    """`client.beta.responses.input_tokens`."""

    count = Endpoint("POST", "/responses/input_tokens?beta=true", "BetaTokenCountsResource", body="BetaTokenCountsBody", betas=True)


class BetaResponses(BetaResponsesSessions[M]):
    """`client.beta.responses`."""

    input_items = Nested(BetaResponsesInputItems)
    input_tokens = Nested(BetaResponsesInputTokens)
    cancel = Endpoint("POST", "/responses/{response_id}/cancel?beta=true", "BetaResponse", betas=True)
    compact = Endpoint("POST", "/responses/compact?beta=true", "BetaCompactResource", body="BetaCompactResponseMethodPublicBody", betas=True)
    create = Endpoint("POST", "/responses?beta=true", "BetaResponse", body="BetaCreateResponse", event="BetaResponseStreamEvent", betas=True)
    delete = Endpoint("DELETE", "/responses/{response_id}?beta=true", answer="none", betas=True)
    retrieve = Endpoint("GET", "/responses/{response_id}?beta=true", "BetaResponse", query="include stream starting_after include_obfuscation", event="BetaResponseStreamEvent", betas=True)


class BetaThreadsMessages(Resource[M]):
    """`client.beta.threads.messages`."""

    create = Endpoint("POST", "/threads/{thread_id}/messages", "MessageObject", body="CreateMessageRequest", beta="assistants=v2")
    delete = Endpoint("DELETE", "/threads/{thread_id}/messages/{message_id}", "DeleteMessageResponse", beta="assistants=v2")
    list = Endpoint("GET", "/threads/{thread_id}/messages", "ListMessagesResponse", query="limit order after before run_id", page="after=id", beta="assistants=v2")
    retrieve = Endpoint("GET", "/threads/{thread_id}/messages/{message_id}", "MessageObject", beta="assistants=v2")
    update = Endpoint("POST", "/threads/{thread_id}/messages/{message_id}", "MessageObject", body="ModifyMessageRequest", beta="assistants=v2")


class BetaThreadsRunsSteps(Resource[M]):
    """`client.beta.threads.runs.steps`."""

    list = Endpoint("GET", "/threads/{thread_id}/runs/{run_id}/steps", "ListRunStepsResponse", query="limit order after before include[]", page="after=id", beta="assistants=v2")
    retrieve = Endpoint("GET", "/threads/{thread_id}/runs/{run_id}/steps/{step_id}", "RunStepObject", query="include[]", beta="assistants=v2")


class BetaThreadsRuns(Resource[M]):
    """`client.beta.threads.runs`."""

    steps = Nested(BetaThreadsRunsSteps)
    cancel = Endpoint("POST", "/threads/{thread_id}/runs/{run_id}/cancel", "RunObject", beta="assistants=v2")
    create = Endpoint("POST", "/threads/{thread_id}/runs", "RunObject", query="include[]", body="CreateRunRequest", event="AssistantStreamEvent", beta="assistants=v2")
    list = Endpoint("GET", "/threads/{thread_id}/runs", "ListRunsResponse", query="limit order after before", page="after=id", beta="assistants=v2")
    retrieve = Endpoint("GET", "/threads/{thread_id}/runs/{run_id}", "RunObject", beta="assistants=v2")
    submit_tool_outputs = Endpoint("POST", "/threads/{thread_id}/runs/{run_id}/submit_tool_outputs", "RunObject", body="SubmitToolOutputsRunRequest", event="AssistantStreamEvent", beta="assistants=v2")
    update = Endpoint("POST", "/threads/{thread_id}/runs/{run_id}", "RunObject", body="ModifyRunRequest", beta="assistants=v2")
    create_and_poll = Composed("polling:run_create_and_poll", like="create", without="stream")
    create_and_stream = Composed("assistants:run_stream", like="create", without="stream")
    poll = Composed("polling:run_poll")
    stream = Composed("assistants:run_stream", like="create", without="stream")
    submit_tool_outputs_and_poll = Composed("polling:run_submit_and_poll", like="submit_tool_outputs", without="stream")
    submit_tool_outputs_stream = Composed("assistants:submit_stream", like="submit_tool_outputs", without="stream")


class BetaThreads(Resource[M]):
    """`client.beta.threads`."""

    messages = Nested(BetaThreadsMessages)
    runs = Nested(BetaThreadsRuns)
    create = Endpoint("POST", "/threads", "ThreadObject", body="CreateThreadRequest", beta="assistants=v2")
    create_and_run = Endpoint("POST", "/threads/runs", "RunObject", body="CreateThreadAndRunRequest", event="AssistantStreamEvent", beta="assistants=v2")
    delete = Endpoint("DELETE", "/threads/{thread_id}", "DeleteThreadResponse", beta="assistants=v2")
    retrieve = Endpoint("GET", "/threads/{thread_id}", "ThreadObject", beta="assistants=v2")
    update = Endpoint("POST", "/threads/{thread_id}", "ThreadObject", body="ModifyThreadRequest", beta="assistants=v2")
    create_and_run_poll = Composed("polling:thread_create_and_run_poll", like="create_and_run", without="stream")
    create_and_run_stream = Composed("assistants:create_and_run_stream", like="create_and_run", without="stream")


class Beta(Resource[M]):
    """`client.beta`."""

    assistants = Nested(BetaAssistants)
    chatkit = Nested(BetaChatkit)
    realtime = Nested(BetaRealtime)
    responses = Nested(BetaResponses)
    threads = Nested(BetaThreads)
    chat = Nested("chat:Chat")
