from collections.abc import Callable
from pathlib import Path

import pytest

from promo_data.cache import AnswerCache, Health
from tests.unit.cache.keeping import BODY, FILES, KEY, TAG, body, change, files, locked


def test_a_cache_that_was_never_used_is_well(cache: AnswerCache) -> None:
    assert cache.health() is Health.WELL


def test_looking_a_cache_over_changes_nothing(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    assert cache.health() is Health.WELL
    assert (body(cache), files(folder)) == (BODY, FILES)


def cut(folder: Path) -> None:
    content = (folder / "cache.db").read_bytes()
    (folder / "cache.db").write_bytes(content[: len(content) // 2])


def lose_an_index(folder: Path) -> None:
    change(folder, "UPDATE Cache SET tag = 'another'")
    content = (folder / "cache.db").read_bytes()
    (folder / "cache.db").write_bytes(content.replace(b"another", b"anothem", 1))


def change_an_answer(folder: Path) -> None:
    change(folder, "UPDATE Cache SET value = substr(value, 1, 60)")


@pytest.mark.parametrize("damage", [cut, lose_an_index])
def test_a_damaged_cache_is_made_anew_and_said_to_be(
    folder: Path, cache: AnswerCache, damage: Callable[[Path], None]
) -> None:
    cache.put(KEY, BODY, tag=TAG)
    cache.close()
    damage(folder)
    assert cache.health() is Health.MADE_ANEW
    cache.put(KEY, BODY, tag=TAG)
    assert body(cache) == BODY


def test_damage_that_use_has_mended_is_still_told(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    change_an_answer(folder)
    assert cache.get(KEY) is None
    assert cache.health() is Health.MADE_ANEW


def test_a_cache_that_another_keeps_locked_is_in_use(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    with locked(folder):
        assert cache.health() is Health.IN_USE


def test_a_folder_that_cannot_be_made_is_unwritable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert AnswerCache(tmp_path / "file" / "cache", 300).health() is Health.UNWRITABLE
