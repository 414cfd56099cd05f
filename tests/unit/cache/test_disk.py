from pathlib import Path

import pytest
from diskcache.core import MODE_BINARY, MODE_PICKLE, MODE_RAW

from promo_data.cache.disk import BytesDisk


@pytest.fixture
def disk(tmp_path: Path) -> BytesDisk:
    return BytesDisk(str(tmp_path))


@pytest.mark.parametrize("key", [b"bytes", 1, ("a", "b"), None])
def test_a_key_that_is_no_text_is_refused(disk: BytesDisk, key: object) -> None:
    with pytest.raises(TypeError):
        disk.put(key)


@pytest.mark.parametrize(("key", "raw"), [("text", False), (b"pickle", True), (1, True)])
def test_a_stored_key_that_is_no_text_is_refused(disk: BytesDisk, key: object, raw: bool) -> None:
    with pytest.raises(ValueError, match="no text"):
        disk.get(key, raw)


@pytest.mark.parametrize("value", ["text", 1, None, {"a": 1}, bytearray(b"almost")])
def test_a_value_that_is_not_bytes_is_refused(disk: BytesDisk, value: object) -> None:
    with pytest.raises(TypeError):
        disk.store(value, read=False)


def test_a_value_from_a_file_is_refused(disk: BytesDisk) -> None:
    with pytest.raises(TypeError):
        disk.store(b"bytes", read=True)


@pytest.mark.parametrize(
    ("mode", "filename", "value"),
    [(MODE_PICKLE, None, b"x"), (MODE_BINARY, "x.val", None), (MODE_RAW, "x.val", b"x"), (MODE_RAW, None, "text")],
)
def test_a_stored_value_that_is_not_plain_bytes_is_refused(
    disk: BytesDisk, mode: int, filename: str | None, value: object
) -> None:
    with pytest.raises(ValueError, match="plain bytes"):
        disk.fetch(mode, filename, value, read=False)
