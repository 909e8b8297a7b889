"""Small things about files."""

from __future__ import annotations

from pathlib import Path

import pytest

from ailib import InvalidRequestError
from ailib.media_files import (
    create_temp_dir,
    get_file_extension,
    get_file_size,
    guess_mime_from_path,
    is_audio_file,
    is_file_size_acceptable,
    is_image_file,
    is_text_file,
    is_video_file,
    read_file,
    remove_file,
    save_temp_file,
    validate_file,
)

TYPES = {
    "a.png": "image/png", "a.JPG": "image/jpeg", "a.jpeg": "image/jpeg", "a.gif": "image/gif", "a.webp": "image/webp",
    "a.svg": "image/svg+xml", "a.bmp": "image/bmp", "a.mp3": "audio/mpeg", "a.wav": "audio/wav", "a.ogg": "audio/ogg",
    "a.m4a": "audio/mp4", "a.flac": "audio/flac", "a.mp4": "video/mp4", "a.mov": "video/quicktime",
    "a.webm": "video/webm", "a.pdf": "application/pdf", "a.txt": "text/plain", "a.md": "text/markdown",
    "a.json": "application/json", "a.csv": "text/csv", "a.html": "text/html", "a.xml": "application/xml",
    "a.unheard": "application/octet-stream", "a": "application/octet-stream",
}  # fmt: skip


@pytest.mark.parametrize(("name", "mime"), TYPES.items())
def test_types(name: str, mime: str) -> None:
    assert guess_mime_from_path(f"/some/folder/{name}") == mime
    kinds = (is_image_file(name), is_audio_file(name), is_video_file(name))
    assert kinds == tuple(mime.startswith(kind) for kind in ("image/", "audio/", "video/"))


def test_files(tmp_path: Path) -> None:
    assert [is_text_file(name) for name in ("a.txt", "a.json", "a.png")] == [True, True, False]
    assert [get_file_extension(name) for name in ("x/A.TXT", "a", "a.tar.gz")] == ["txt", "", "gz"]
    file = save_temp_file(b"words", ".txt", tmp_path)
    assert (file.suffix, read_file(file), get_file_size(file), validate_file(str(file))) == (".txt", b"words", 5, file)
    assert is_file_size_acceptable(file, 0.001)
    assert not is_file_size_acceptable(file, 1e-6)
    assert (remove_file(file), remove_file(file)) == (True, False)
    for use in (read_file, get_file_size, validate_file):
        with pytest.raises(InvalidRequestError, match=r"cannot be used: No such file"):
            use(file)
    folder = create_temp_dir()
    assert folder.is_dir()
    folder.rmdir()
