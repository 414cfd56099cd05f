import os

import pytest

from promo_data.cache.packing import packed, unpacked
from tests.unit.cache.keeping import BODY


@pytest.mark.parametrize("body", [b"", b"{", BODY, os.urandom(70_000), bytes(8 * 2**20)], ids=len)
def test_what_was_packed_comes_back(body: bytes) -> None:
    assert unpacked(packed(body)) == body


def test_an_answer_that_repeats_itself_takes_a_fraction() -> None:
    assert len(packed(BODY)) < len(BODY) / 5


def test_what_does_not_repeat_itself_takes_hardly_more() -> None:
    assert len(packed(os.urandom(10_000))) < 10_100
