"""Small things about files: kinds by their names, sizes, temporary copies."""

from __future__ import annotations

import tempfile
from pathlib import Path

from .errors import InvalidRequestError
from .models.content import MIME_OF_SUFFIX

__all__ = [
    "create_temp_dir",
    "get_file_extension",
    "get_file_size",
    "guess_mime_from_path",
    "is_audio_file",
    "is_file_size_acceptable",
    "is_image_file",
    "is_text_file",
    "is_video_file",
    "read_file",
    "remove_file",
    "save_temp_file",
    "validate_file",
]

_MORE = {
    ".bmp": "image/bmp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".heic": "image/heic",
    ".aac": "audio/aac",
    ".opus": "audio/opus",
    ".webm": "video/webm",
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".avi": "video/x-msvideo",
    ".mkv": "video/x-matroska",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".py": "text/x-python",
    ".rs": "text/x-rust",
    ".js": "text/javascript",
    ".css": "text/css",
    ".zip": "application/zip",
}
_TEXT = ("application/json", "application/xml", "application/yaml", "image/svg+xml")


def _unreadable(path: str | Path, why: object) -> InvalidRequestError:
    return InvalidRequestError(f"The file {path} cannot be used: {why}", param="file")


def get_file_extension(path: str | Path) -> str:
    """What is behind the last dot of the name, in lower case and without it; "" for none."""
    return Path(path).suffix.lower().removeprefix(".")


def guess_mime_from_path(path: str | Path) -> str:
    """The type of a file by its name; "application/octet-stream" when it says nothing."""
    suffix = Path(path).suffix.lower()
    known = MIME_OF_SUFFIX.get(suffix) or _MORE.get(suffix)
    if known is None:
        from mimetypes import guess_type

        known = guess_type(str(path))[0]
    return known or "application/octet-stream"


def is_image_file(path: str | Path) -> bool:
    """Whether the name is that of an image."""
    return guess_mime_from_path(path).startswith("image/")


def is_audio_file(path: str | Path) -> bool:
    """Whether the name is that of a sound."""
    return guess_mime_from_path(path).startswith("audio/")


def is_video_file(path: str | Path) -> bool:
    """Whether the name is that of a film."""
    return guess_mime_from_path(path).startswith("video/")


def is_text_file(path: str | Path) -> bool:
    """Whether the name is that of a text."""
    mime = guess_mime_from_path(path)
    return mime.startswith("text/") or mime in _TEXT


def get_file_size(path: str | Path) -> int:
    """Bytes of a file.

    Raises:
        InvalidRequestError: There is no such file; so for all that follow.
    """
    try:
        return Path(path).stat().st_size
    except OSError as error:
        raise _unreadable(path, error.strerror or error) from error


def validate_file(path: str | Path) -> Path:
    """The path of a file that is there and can be read."""
    file = Path(path)
    try:
        with file.open("rb"):
            return file
    except OSError as error:
        raise _unreadable(path, error.strerror or error) from error


def is_file_size_acceptable(path: str | Path, max_mb: float) -> bool:
    """Whether a file has at most so many megabytes (of 1024 * 1024 bytes)."""
    return get_file_size(path) <= max_mb * 1024 * 1024


def read_file(path: str | Path) -> bytes:
    """All of a file."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise _unreadable(path, error.strerror or error) from error


def create_temp_dir(prefix: str = "ailib-") -> Path:
    """A new folder for temporary files; yours to remove."""
    return Path(tempfile.mkdtemp(prefix=prefix))


def save_temp_file(data: bytes, suffix: str = "", folder: str | Path | None = None) -> Path:
    """A new temporary file with this content; yours to remove."""
    with tempfile.NamedTemporaryFile(prefix="ailib-", suffix=suffix, dir=folder, delete=False) as file:
        file.write(data)
    return Path(file.name)


def remove_file(path: str | Path) -> bool:
    """Remove a file; False when there was none."""
    try:
        Path(path).unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _unreadable(path, error.strerror or error) from error
    return True
