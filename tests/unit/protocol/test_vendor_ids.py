import pytest

from promo_data.protocol.vendor_ids import as_asked, same_id, texts


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("764", 764),
        ("0764", "0764"),
        ("a-764", "a-764"),
        ("-1", "-1"),
        ("\u0667", "\u0667"),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, "9" * 19),
    ],
)
def test_an_id_is_asked_with_as_a_number_only_where_nothing_is_lost(given: str, asked: int | str) -> None:
    assert as_asked(given) == asked


def test_a_number_and_its_text_are_the_same_id() -> None:
    assert same_id(764, "764")
    assert not same_id(764, "765")
    assert not same_id(None, None)


def test_only_given_ids_are_listed() -> None:
    assert texts([764, "765", None]) == {"764", "765"}
