"""OpenAI's APIs as Azure hosts them.

See https://learn.microsoft.com/azure/ai-foundry/openai/reference. Endpoints::

    /openai/deployments/D/chat/completions   the deployment is the model; `api-version` is required
    /openai/deployments/D/embeddings         the same
    /openai/v1/...                           as at OpenAI, the Responses API included
    /openai/responses, /openai/models        with `api-version`
    /models/chat/completions, /models/embeddings   the models of Azure AI Foundry, with `api-version`

Keys come in `api-key` or as bearer tokens. Answers tell what the content filter saw. Errors of the gateway are
`{"error": {"code", "message"}}`.
"""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

import attrs

from .family import Refused
from .openai_chat import OpenAIChat
from .openai_responses import OpenAIResponses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .delivery import Call, Reply
    from .script import Fault, Script

__all__ = ["Azure"]

_DEPLOYMENT = re.compile(r"/openai/deployments/([^/]+)(/chat/completions|/completions|/embeddings)")
_CLEAN = {name: {"filtered": False, "severity": "safe"} for name in ("hate", "self_harm", "sexual", "violence")}
_MESSAGES = {
    401: "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an "
    "active subscription and use a correct regional API endpoint for your resource.",
    404: "Resource not found",
    429: "Requests to the ChatCompletions_Create Operation have exceeded the call rate limit of your current pricing "
    "tier. Please retry later.",
}


def _error(status: int, message: str | None, code: str | None, param: str | None) -> dict[str, Any]:
    error: dict[str, Any] = {"code": code or str(status), "message": message or _MESSAGES.get(status) or "Error"}
    return {"error": error | ({} if param is None else {"param": param, "type": "invalid_request_error"})}


class _Chat(OpenAIChat):
    def beside_choices(self) -> dict[str, Any]:
        """What the filter saw in the prompt."""
        return {"prompt_filter_results": [{"prompt_index": 0, "content_filter_results": _CLEAN}]}

    def beside_choice(self) -> dict[str, Any]:
        """What the filter saw in the answer."""
        return {"content_filter_results": _CLEAN}


class Azure(OpenAIChat):
    """Turns a `Call` into one for OpenAI's families; keeps those."""

    def __init__(self, more_models: tuple[str, ...] = ()) -> None:
        super().__init__(more_models)
        self._chat_family = _Chat(more_models)
        self._responses_family = OpenAIResponses(more_models)

    def claims(self, method: str, path: str, headers: Mapping[str, str]) -> bool:  # noqa: ARG002 - part of the protocol
        """Whether the path is one of ours."""
        return path.startswith("/openai/") or path in ("/models/chat/completions", "/models/embeddings")

    def key(self, call: Call) -> str | None:
        """The key in `api-key`, or the bearer token."""
        return call.headers.get("api-key") or super().key(call)

    def headers(self, call: Call, seconds: float) -> dict[str, str]:
        """What Azure's gateway adds."""
        return super().headers(call, seconds) | {
            "apim-request-id": str(uuid.uuid4()),
            "x-ms-region": "Embedded",
            "x-ms-deployment-name": str(call.body.get("model", "")),
        }

    def error(self, status: int, message: str | None, kind: str | None, code: str | None, param: str | None) -> Any:  # noqa: ARG002 - the gateway has no types
        """`{"error": {"code", "message"}}`."""
        return _error(status, message, code, param)

    def error_message(self, status: int) -> str:
        """The gateway's words."""
        return _MESSAGES.get(status) or super().error_message(status)

    def refusal(self, refused: Refused) -> Reply:
        """The answer to a request that is not valid."""
        if refused.status == 401:
            return super().refusal(Refused(401, _MESSAGES[401]))
        return super().refusal(refused)

    def reply(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        """Answer one call."""
        path = call.path.rstrip("/")
        if path.startswith("/openai/v1/"):
            return self._passed_on(attrs.evolve(call, path=path.removeprefix("/openai")), script, asked)
        if not call.query.get("api-version"):
            raise Refused(404, _MESSAGES[404], code="404")
        if path.startswith("/models/"):
            return self._passed_on(attrs.evolve(call, path=path.removeprefix("/models")), script, asked)
        if found := _DEPLOYMENT.fullmatch(path):
            if found[1] not in self.model_names():
                raise Refused(
                    404,
                    "The API deployment for this resource does not exist. If you created the deployment within the "
                    "last 5 minutes, please wait a moment and try again.",
                    code="DeploymentNotFound",
                )
            body = {**call.body, "model": found[1]} if call.body else call.body
            return self._passed_on(attrs.evolve(call, path=found[2], body=body), script, asked)
        return self._passed_on(attrs.evolve(call, path=path.removeprefix("/openai")), script, asked)

    def _passed_on(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        responses = self._responses_family
        family = responses if responses.claims(call.method, call.path, call.headers) else self._chat_family
        return family.reply(call, script, asked)
