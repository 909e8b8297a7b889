"""`ailib models`: what a provider offers."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs

from .target import client_for
from .terminal import table

if TYPE_CHECKING:
    import argparse

    from ..models.model import Model
    from .terminal import Terminal

__all__ = ["run"]


def _number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _dollars(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _row(model: Model) -> tuple[str, ...]:
    price = model.price
    prices = ("", "") if price is None else (_dollars(price.input), _dollars(price.output))
    return model.id, _number(model.context), _number(model.max_output), *prices


def _listed(model: Model) -> dict[str, Any]:
    """A model as JSON says it; prices are numbers there."""
    row = {name: value for name, value in model.to_dict().items() if name != "raw"}
    if model.price is not None:
        prices = attrs.asdict(model.price)
        row["price"] = {name: float(value) if isinstance(value, Decimal) else value for name, value in prices.items()}
    return row


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """List the models; see `ailib models --help`."""
    with client_for(given, given.provider) as client:
        models = sorted(client.list_models(), key=lambda model: model.id)
    if given.json:
        terminal.write(json.dumps(list(map(_listed, models)), indent=2, ensure_ascii=False, default=str) + "\n")
        return 0
    head = ("MODEL", "CONTEXT", "MAX OUTPUT", "IN $/M", "OUT $/M")
    terminal.write(table(head, map(_row, models), right=head[1:]))
    return 0
