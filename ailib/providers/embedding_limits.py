"""How much one embeddings request may hold, by provider and model.

Where a provider documents no limit there is none here: a server of one's own takes what its memory allows. The wire
families know what follows from the form of their requests (one text at a time at Titan, 100 at Gemini).
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["EmbeddingLimits", "embedding_limits"]


class EmbeddingLimits(NamedTuple):
    """Of one request.

    Attributes:
        texts: How many, at most; None for no known limit.
        tokens: Of all texts together, at most; None for no known limit.
        source: Where this is said; "" without limits.
    """

    texts: int | None = None
    tokens: int | None = None
    source: str = ""


_OPENAI = EmbeddingLimits(2048, 300_000, "https://platform.openai.com/docs/api-reference/embeddings/create")
_AZURE = EmbeddingLimits(2048, 300_000, "https://learn.microsoft.com/azure/ai-foundry/openai/how-to/embeddings")
_COHERE = EmbeddingLimits(96, None, "https://docs.cohere.com/reference/embed")
_VOYAGE = "https://docs.voyageai.com/reference/embeddings-api"
_QWEN = "https://help.aliyun.com/zh/model-studio/text-embedding-synchronous-api"
_VERTEX = "https://cloud.google.com/vertex-ai/generative-ai/docs/embeddings/get-text-embeddings"
# Provider, pattern of the model's name, limits; the first that fits counts.
_TABLE: tuple[tuple[str, str, EmbeddingLimits], ...] = (
    ("openai", "", _OPENAI),
    ("azure-openai", "", _AZURE),
    ("azure-foundry", r"(?i)cohere", _COHERE),
    ("azure-foundry", "", _AZURE),
    ("cohere", "", _COHERE),
    ("oci", "cohere", EmbeddingLimits(96, None, "https://docs.oracle.com/iaas/api/#/en/generative-ai-inference/20231130/EmbedTextResult/EmbedText")),
    ("voyage", r"voyage-(4|3\.5)-lite", EmbeddingLimits(1000, 1_000_000, _VOYAGE)),
    ("voyage", r"voyage-(4|3\.5|2)$", EmbeddingLimits(1000, 320_000, _VOYAGE)),
    ("voyage", r"voyage-context", EmbeddingLimits(1000, 32_000, _VOYAGE)),
    ("voyage", "", EmbeddingLimits(1000, 120_000, _VOYAGE)),
    # The documentation says only that there are limits; the figures are those of its refusals.
    ("mistral", "", EmbeddingLimits(512, 16_384, "https://docs.mistral.ai/capabilities/embeddings/text_embeddings/")),
    ("qwen", r"text-embedding-v[12]\b", EmbeddingLimits(25, None, _QWEN)),
    ("qwen", "", EmbeddingLimits(10, None, _QWEN)),
    ("gemini", "", EmbeddingLimits(100, None, "https://ai.google.dev/api/embeddings#method:-models.batchembedcontents")),
    ("vertex", "", EmbeddingLimits(250, 20_000, _VERTEX)),
)  # fmt: skip


def embedding_limits(provider: str, model: str) -> EmbeddingLimits:
    """The limits of one request.

    Args:
        provider: Provider id.
        model: Model id, as it is sent.

    Examples:
        >>> embedding_limits("openai", "text-embedding-3-small").texts
        2048
        >>> embedding_limits("ollama", "nomic-embed-text")
        EmbeddingLimits(texts=None, tokens=None, source='')
    """
    for known, pattern, limits in _TABLE:
        if known == provider and re.search(pattern, model):
            return limits
    return EmbeddingLimits()
