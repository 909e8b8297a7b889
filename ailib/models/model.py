"""A model as a provider lists it."""

from __future__ import annotations

from typing import Any

import attrs

from .record import Record

__all__ = ["Model"]


@attrs.frozen(eq=False, repr=False)
class Model(Record):
    """A model that a provider offers. `str(model)` is its id.

    Attributes:
        id: As it goes into a request.
        provider: Provider id.
        created, owned_by: As the provider says.
        context, max_output: Tokens, where known.
        price: US dollars per million tokens (`ailib.providers.prices.Price`), where known.
        capabilities: "tools", "vision", ... as the price list or the provider states them.
        raw: The provider's own JSON.
    """

    id: str
    provider: str = ""
    created: int | None = None
    owned_by: str | None = None
    context: int | None = None
    max_output: int | None = None
    price: Any = None
    capabilities: tuple[str, ...] = ()
    raw: Any = attrs.field(default=None, repr=False, eq=False)

    @property
    def name(self) -> str:
        """The same as `id`."""
        return self.id

    def __str__(self) -> str:
        return self.id
