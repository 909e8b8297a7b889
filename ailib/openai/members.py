"""What some models have besides the fields of the description: `response.output_text`, `images.save(folder)`."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InvalidRequestError
from ..wire.shapes import is_list, is_object

if TYPE_CHECKING:
    import os

__all__ = ["MEMBERS"]


class _Response:
    __slots__ = ()
    _raw: dict[str, Any]

    @property
    def output_text(self) -> str:
        """All texts of the output, in order; "" when there is none."""
        told = self._raw.get("output_text")
        if isinstance(told, str):
            return told
        texts: list[str] = []
        output = self._raw.get("output")
        for item in output if is_list(output) else ():
            content = item.get("content") if is_object(item) and item.get("type") == "message" else None
            for part in content if is_list(content) else ():
                text = part.get("text") if is_object(part) and part.get("type") == "output_text" else None
                if isinstance(text, str):
                    texts.append(text)
        return "".join(texts)


def _bytes(raw: dict[str, Any]) -> bytes | None:
    data = raw.get("b64_json")
    if not isinstance(data, str):
        return None
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidRequestError("b64_json of the image is no base64") from error


def _ending(data: bytes, told: Any) -> str:
    """The ending of an image's name, by what it begins with."""
    for start, ending in ((b"\x89PNG", "png"), (b"\xff\xd8", "jpg"), (b"RIFF", "webp"), (b"GIF8", "gif")):
        if data.startswith(start):
            return ending
    return {"jpeg": "jpg", "webp": "webp"}.get(told, "png")


_NO_BYTES = "The image is only an address, and has no bytes"
_HINT = 'Ask for them with response_format="b64_json", or download image.url'


class _Image:
    __slots__ = ()
    _raw: dict[str, Any]

    def save(self, file: str | os.PathLike[str]) -> Path:
        """Write the image to a file, or into a folder as `image.png`; returns where.

        Raises:
            InvalidRequestError: It came as an address.
        """
        data = _bytes(self._raw)
        if data is None:
            raise InvalidRequestError(_NO_BYTES, hint=_HINT)
        place = Path(file)
        if place.is_dir():
            place /= f"image.{_ending(data, None)}"
        place.write_bytes(data)
        return place


class _Images:
    __slots__ = ()
    _raw: dict[str, Any]

    def save(self, folder: str | os.PathLike[str]) -> list[Path]:
        """Write the images into a folder (made if need be) as `image-1.png`, `image-2.png`, ...; returns where.

        Raises:
            InvalidRequestError: They came as addresses.
        """
        data = self._raw.get("data")
        images = [_bytes(one) for one in data if is_object(one)] if is_list(data) else []
        if images and not any(images):
            raise InvalidRequestError(_NO_BYTES, hint=_HINT)
        home = Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        places: list[Path] = []
        for number, image in enumerate(images, 1):
            if image is not None:
                place = home / f"image-{number}.{_ending(image, self._raw.get('output_format'))}"
                place.write_bytes(image)
                places.append(place)
        return places


MEMBERS: dict[str, type] = {
    "BetaResponse": _Response,
    "Image": _Image,
    "ImagesResponse": _Images,
    "Response": _Response,
}
