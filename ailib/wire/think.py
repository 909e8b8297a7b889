"""Splits `<think>...</think>` off an answer's text, however the tags are cut into pieces.

States: the start (may the text open with a tag?), inside, right behind the closing tag, and the answer.
Only a tag at the very start counts: `<think>` later in the answer is the answer's own text.
A tag and up to two line ends behind it are removed; nothing else is.

`opened=True` is for models whose prompt template has already opened the tag: the text begins inside.
"""

from __future__ import annotations

__all__ = ["ThinkSplitter", "split_think"]

_OPEN = "<think>"
_CLOSE = "</think>"


def _held(text: str, tag: str) -> int:
    """How many characters at the end of `text` may be the beginning of `tag`."""
    for size in range(min(len(tag) - 1, len(text)), 0, -1):
        if tag.startswith(text[-size:]):
            return size
    return 0


class ThinkSplitter:
    """Feed pieces of text; get (reasoning, content) of each.

    Attributes:
        closed: A closing tag was seen.
    """

    __slots__ = ("_newlines", "_pending", "_state", "closed")

    def __init__(self, *, opened: bool = False) -> None:
        self._state = "inside" if opened else "start"
        self._pending: str = ""
        self._newlines = 0  # line ends that may still be dropped behind a tag
        self.closed: bool = False

    @property
    def passthrough(self) -> bool:
        """Whether everything from here on is the answer."""
        return self._state == "answer" and not self._newlines

    def feed(self, text: str) -> tuple[str, str]:
        """Split one piece."""
        text = self._pending + text
        self._pending = ""
        if self._state == "start":
            stripped = text.lstrip()
            if stripped.startswith(_OPEN):
                self._state, self._newlines = "inside", 2
                text = stripped[len(_OPEN) :]
            elif _OPEN.startswith(stripped):
                self._pending = text
                return "", ""
            else:
                self._state = "answer"
                return "", text
        text = self._drop_newlines(text)
        if self._state == "answer":
            return "", text
        before, tag, after = text.partition(_CLOSE)
        if tag:
            self._state, self._newlines, self.closed = "answer", 2, True
            return before, self._drop_newlines(after)
        held = _held(text, _CLOSE)
        if held:
            self._pending = text[-held:]
            text = text[:-held]
        return text, ""

    def _drop_newlines(self, text: str) -> str:
        while self._newlines and text:
            if text[0] != "\n":
                self._newlines = 0
                break
            text = text[1:]
            self._newlines -= 1
        return text

    def flush(self) -> tuple[str, str]:
        """What was held back, at the end of the text: an unclosed tag means reasoning."""
        rest, self._pending = self._pending, ""
        return (rest, "") if self._state == "inside" else ("", rest)


def split_think(text: str, *, opened: bool = False) -> tuple[str, str]:
    """(reasoning, content) of a whole text. `opened` counts only if there is a closing tag."""
    if _CLOSE not in text and not text.lstrip().startswith(_OPEN):
        return "", text
    splitter = ThinkSplitter(opened=opened and not text.lstrip().startswith(_OPEN))
    reasoning, content = splitter.feed(text)
    more_reasoning, more_content = splitter.flush()
    return reasoning + more_reasoning, content + more_content
