"""The objects of the OpenAI API: models, made when they are first asked for.

`from ailib.openai.types import OpenAIFile` works for every object schema of the API's published description; the stub
beside this file tells type checkers and editors what they hold. The `...Param` names of the stub (dicts that may stand
for a model in a request) exist for type checkers only: at run time they are plain dicts.

https://platform.openai.com/docs/api-reference
"""

from __future__ import annotations

from typing import Any

from .model import model_named
from .schema import names

_spelled: dict[str, str] = {}


def __getattr__(name: str) -> Any:
    if name[:1] == "_":
        raise AttributeError(name)
    if not _spelled:
        _spelled.update({"".join(c for c in known if c.isalnum() or c == "_"): known for known in names()})
    found = _spelled.get(name)
    if found is None:
        if name.endswith("Param") and name.removesuffix("Param") in _spelled:
            return dict[str, Any]
        raise AttributeError(f"The OpenAI API has no {name}")
    try:
        return model_named(found)
    except TypeError:
        return Any  # a union or an enum: there is no class to make


def __dir__() -> list[str]:
    return names()
