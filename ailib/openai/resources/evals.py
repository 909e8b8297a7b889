# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.evals`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..endpoint import Endpoint, Nested, Resource

__all__ = ["Evals", "EvalsRuns", "EvalsRunsOutputItems"]

M = TypeVar("M")


class EvalsRunsOutputItems(Resource[M]):
    """`client.evals.runs.output_items`."""

    list = Endpoint("GET", "/evals/{eval_id}/runs/{run_id}/output_items", "EvalRunOutputItemList", query="after limit status order", page="after=id")
    retrieve = Endpoint("GET", "/evals/{eval_id}/runs/{run_id}/output_items/{output_item_id}", "EvalRunOutputItem")


class EvalsRuns(Resource[M]):
    """`client.evals.runs`."""

    output_items = Nested(EvalsRunsOutputItems)
    cancel = Endpoint("POST", "/evals/{eval_id}/runs/{run_id}", "EvalRun")
    create = Endpoint("POST", "/evals/{eval_id}/runs", "EvalRun", body="CreateEvalRunRequest")
    delete = Endpoint("DELETE", "/evals/{eval_id}/runs/{run_id}", "DeleteEvalRunResponse")
    list = Endpoint("GET", "/evals/{eval_id}/runs", "EvalRunList", query="after limit order status", page="after=id")
    retrieve = Endpoint("GET", "/evals/{eval_id}/runs/{run_id}", "EvalRun")


class Evals(Resource[M]):
    """`client.evals`."""

    runs = Nested(EvalsRuns)
    create = Endpoint("POST", "/evals", "Eval", body="CreateEvalRequest")
    delete = Endpoint("DELETE", "/evals/{eval_id}", "DeleteEvalResponse")
    list = Endpoint("GET", "/evals", "EvalList", query="after limit order order_by", page="after=id")
    retrieve = Endpoint("GET", "/evals/{eval_id}", "Eval")
    update = Endpoint("POST", "/evals/{eval_id}", "Eval", body="UpdateEvalBody")
