"""What can be learnt from the folder without its secret, and what may stand in the place of an entry."""

import os
import pickle
import stat
from contextlib import closing
from pathlib import Path

import diskcache
import pytest

from promo_data.cache import AnswerCache
from tests.unit.cache.keeping import BODY, FILES, KEY, PERSONAL, TAG, body, change, files, on_disk


def test_no_key_no_tag_and_no_answer_can_be_read_on_disk(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    cache.close()
    assert len(on_disk(folder)) > len(BODY)
    assert PERSONAL not in on_disk(folder)
    assert b"customerId" not in on_disk(folder)


def test_an_answer_cannot_be_read_once_the_secret_is_gone(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    cache.close()
    (folder / "secret.key").unlink()
    assert cache.get(KEY) is None


@pytest.mark.parametrize("content", [b"", b"short", bytes(32), bytes(1_000)])
def test_a_secret_that_is_not_ours_is_not_believed_and_the_cache_is_made_anew(
    folder: Path, cache: AnswerCache, content: bytes
) -> None:
    cache.put(KEY, BODY, tag=TAG)
    cache.close()
    (folder / "secret.key").write_bytes(content)
    assert cache.get(KEY) is None
    cache.put(KEY, b"new", tag=TAG)
    assert body(cache) == b"new"


def test_only_the_owner_may_read_the_folders_and_their_files(folder: Path, cache: AnswerCache) -> None:
    before = os.umask(0)
    try:
        cache.put(KEY, BODY, tag=TAG)
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [folder.parent, folder, *folder.iterdir()]}
    assert modes == {"data": 0o700, "cache": 0o700, **dict.fromkeys(FILES, 0o600)}


def test_what_others_could_read_is_closed_to_them(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    cache.close()
    for path in (folder, *folder.iterdir()):
        path.chmod(0o777)
    cache.get(KEY)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [folder, folder / "cache.db"]}
    assert modes == {"cache": 0o700, "cache.db": 0o600}
    assert stat.S_IMODE((folder / "secret.key").stat().st_mode) == 0o600


class Planted:
    """Says that it was unpickled."""

    ran = False

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return setattr, (Planted, "ran", True)


PLANTED = {
    "pickle": ("UPDATE Cache SET mode = 4, value = ?", pickle.dumps(Planted())),
    "pickled key": ("UPDATE Cache SET raw = 0, mode = 4, value = ?", pickle.dumps(Planted())),
    "JSON": ("UPDATE Cache SET mode = 3, value = ?", '{"py/object": "os.system"}'),
    "file": ("UPDATE Cache SET mode = 2, filename = ?, value = NULL", "../../../../../../etc/hostname"),
    "bytes": ("UPDATE Cache SET value = ?", b"planted"),
    "zeros": ("UPDATE Cache SET value = ?", bytes(1_000)),
    "text": ("UPDATE Cache SET value = ?", "planted"),
    "number": ("UPDATE Cache SET value = ?", 7),
    "nothing": ("UPDATE Cache SET value = ?", None),
    "no bytes": ("UPDATE Cache SET value = x'' WHERE ? IS NOT NULL", 1),
    "tag": ("UPDATE Cache SET tag = ?", "another's"),
    "text for a time": ("UPDATE Cache SET store_time = ?", "never"),
    "text for an end": ("UPDATE Cache SET expire_time = ?", "never"),
    "method replaced": ("INSERT INTO Settings VALUES ('get', ?)", "planted"),
    "statement replaced": ("INSERT INTO Settings VALUES ('_sql', ?)", "planted"),
    "setting without a name": ("INSERT INTO Settings VALUES (?, 'planted')", b"bytes"),
    "disk setting": ("INSERT INTO Settings VALUES ('disk_planted', ?)", "planted"),
    "policy": ("UPDATE Settings SET value = ? WHERE key = 'eviction_policy'", "planted"),
}


@pytest.mark.parametrize(("statement", "value"), PLANTED.values(), ids=PLANTED)
@pytest.mark.parametrize("is_open", [True, False], ids=["while open", "while closed"])
def test_a_planted_row_is_never_believed_nor_run(
    folder: Path, cache: AnswerCache, statement: str, value: object, is_open: bool
) -> None:
    cache.put(KEY, BODY, tag=TAG)
    if not is_open:
        cache.close()
    change(folder, statement, value)
    assert body(cache) in (None, BODY)
    cache.put(KEY, b"new", tag=TAG)
    assert body(cache) == b"new"
    assert not Planted.ran


def test_the_planted_row_would_run_without_our_disk(tmp_path: Path) -> None:
    with closing(diskcache.Cache(str(tmp_path))) as plain:
        plain.set("key", Planted())
        plain.get("key")
    assert Planted.ran
    Planted.ran = False


@pytest.mark.parametrize("column", ["value", "tag, value"])
def test_an_answer_moved_under_another_key_is_not_believed(folder: Path, cache: AnswerCache, column: str) -> None:
    cache.put(KEY, b"mine", tag=TAG)
    cache.put(("theirs",), b"theirs", tag=("theirs",))
    change(folder, f"UPDATE Cache SET ({column}) = (SELECT {column} FROM Cache ORDER BY rowid DESC LIMIT 1)")  # noqa: S608 - spelled above
    assert body(cache) is None


@pytest.mark.parametrize("in_the_way", ["cache.db", "cache.db-journal", "secret.key"])
@pytest.mark.parametrize("leads", [True, False], ids=["to a file", "nowhere"])
def test_a_link_in_the_place_of_a_file_is_not_followed(
    folder: Path, cache: AnswerCache, tmp_path: Path, in_the_way: str, leads: bool
) -> None:
    elsewhere = tmp_path / "elsewhere"
    if leads:
        elsewhere.write_bytes(b"another's")
    folder.mkdir(parents=True)
    (folder / in_the_way).symlink_to(elsewhere)
    cache.put(KEY, BODY, tag=TAG)
    assert body(cache) == BODY
    assert [path.is_symlink() for path in folder.iterdir()] == [False] * 3
    assert (elsewhere.read_bytes() == b"another's") if leads else (not elsewhere.exists())


def test_a_link_in_the_place_of_the_folder_is_neither_followed_nor_emptied(
    folder: Path, cache: AnswerCache, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o755)
    (elsewhere / "cache.db").write_bytes(b"another's")
    folder.parent.mkdir()
    folder.symlink_to(elsewhere)
    cache.put(KEY, BODY, tag=TAG)
    assert cache.get(KEY) is None
    cache.clear()
    assert files(elsewhere) == ["cache.db"]
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o755
