"""Naming a customer: what can be asked with, how it is recognised, and how it is shown."""

import pytest

from promo_data.errors import InputError
from promo_data.models.customer import CustomerIdentifier, identified, masked, nameless, recognised_kind
from promo_data.vocabulary import IdentifierKind, Source


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("917406400033", IdentifierKind.MOBILE, "917406400033"),
        ("+91 74064 00033", IdentifierKind.MOBILE, "917406400033"),
        ("(91) 7406-400033", IdentifierKind.MOBILE, "917406400033"),
        ("347297848", IdentifierKind.CUSTOMER_ID, "347297848"),
        ("  347297848 ", IdentifierKind.CUSTOMER_ID, "347297848"),
        ("000003873354", IdentifierKind.EXTERNAL_ID, "000003873354"),
        ("12345678901234567", IdentifierKind.EXTERNAL_ID, "12345678901234567"),
        ("CARD-77", IdentifierKind.EXTERNAL_ID, "CARD-77"),
        ("../../etc&limit=1%00", IdentifierKind.EXTERNAL_ID, "../../etc&limit=1%00"),
        ("ana+till@example.com", IdentifierKind.EMAIL, "ana+till@example.com"),
        ("ana@exämple.com", IdentifierKind.EMAIL, "ana@exämple.com"),
    ],
)
def test_what_was_typed_is_recognised(typed: str, kind: IdentifierKind, value: str) -> None:
    found = identified(typed)

    assert (found.kind, found.value) == (kind, value)


def test_a_chosen_kind_is_not_second_guessed() -> None:
    assert identified("347297848", IdentifierKind.EXTERNAL_ID).kind is IdentifierKind.EXTERNAL_ID


@pytest.mark.parametrize("typed", ["+917406400033", "91-7406-400033", "91.7406.400033"])
def test_a_mobile_loses_its_punctuation_and_its_prefix(typed: str) -> None:
    assert identified(typed, IdentifierKind.MOBILE).value == "917406400033"


@pytest.mark.parametrize(
    "typed", ["9.18E+11", "919876543210.0", "123456", "1234567890123456", "91740640003x", "٩١٧٤٠٦٤٠٠٠٣٣", "+", "-"]
)
def test_what_is_no_mobile_is_refused_rather_than_changed_into_another_number(typed: str) -> None:
    with pytest.raises(InputError):
        identified(typed, IdentifierKind.MOBILE)


@pytest.mark.parametrize("typed", ["", "   ", "\t"])
def test_an_empty_identifier_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="Type a mobile number"):
        identified(typed)


@pytest.mark.parametrize("value", ["", " 1", "1 ", "a\nb", "a\r\nX-Header: 1", "a\x00b", "x" * 256])
def test_a_value_that_no_call_can_carry_is_refused(value: str) -> None:
    with pytest.raises(InputError):
        CustomerIdentifier(IdentifierKind.EXTERNAL_ID, value)


def test_a_value_of_the_longest_length_is_taken() -> None:
    assert len(CustomerIdentifier(IdentifierKind.EXTERNAL_ID, "x" * 255).value) == 255


@pytest.mark.parametrize("value", ["12x", "-5", "1.5", "٣٤٥"])
def test_a_customer_id_holds_digits_only(value: str) -> None:
    with pytest.raises(InputError, match="digits"):
        CustomerIdentifier(IdentifierKind.CUSTOMER_ID, value)


@pytest.mark.parametrize("value", ["917406400033 ", "x" * 256, "a\x00nna@example.com"])
def test_a_refusal_does_not_repeat_the_identifier(value: str) -> None:
    with pytest.raises(InputError) as refused:
        CustomerIdentifier(IdentifierKind.MOBILE, value)

    assert value.strip() not in str(refused.value)


def test_an_identifier_does_not_show_in_a_repr() -> None:
    assert "917406400033" not in repr(CustomerIdentifier(IdentifierKind.MOBILE, "917406400033"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("917406400033", "9174•••033"),
        ("1234567890", "1234•••890"),
        ("347297848", "•••48"),
        ("ana@example.com", "ana@•••com"),
    ],
)
def test_a_masked_identifier_shows_both_ends_or_only_the_last_two(value: str, shown: str) -> None:
    assert masked(value) == shown
    assert CustomerIdentifier(IdentifierKind.EXTERNAL_ID, value).masked == shown


def test_the_source_is_instore_unless_another_is_named() -> None:
    assert identified("347297848").source is Source.INSTORE
    assert identified("347297848", source=Source.WECHAT).source is Source.WECHAT


def test_digits_with_a_plus_are_a_mobile_whatever_their_length() -> None:
    assert recognised_kind("+123456789") is IdentifierKind.MOBILE


@pytest.mark.parametrize("typed", ["0000387335", "000003873354"])
def test_leading_zeros_of_a_mobile_live(typed: str) -> None:
    assert identified(typed, IdentifierKind.MOBILE).value == typed


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("JOHN-SMITH", "no John-Smith here", "no JOHN•••ITH here"),
        ("JOHN-SMITH", "JOHN-SMITHSON stays", "JOHN-SMITHSON stays"),
        ("917406400033", "+91 740 640 0033, 91-7406400033", "9174•••033, 9174•••033"),
        ("917406400033", "(91) 740.640.0033 is odd", "9174•••033 is odd"),
        ("917406400033", "9174064000331 stays", "9174064000331 stays"),
        ("917406400033", "917,406,400,033 and 917_406_400_033", "9174•••033 and 9174•••033"),
        ("917406400033", "917–406−400\u2011033 and 91'7406’400'033", "9174•••033 and 9174•••033"),
        ("917406400033", "917\ufffd406·400:033", "9174•••033"),
        ("AB1234", "ab12,34 and AB12–34", "•••34 and •••34"),
        ("Jo@Example.org", "JO@EXAMPLE.ORG", "Jo@E•••org"),
        ("A.B", "AxB stays", "AxB stays"),
        ("919876543210", "no 98765 43210 here", "no 9198•••210 here"),
        ("919876543210", "no 98765-43210 here", "no 9198•••210 here"),
        ("919876543210", "no (987) 654-3210 here", "no 9198•••210 here"),
        ("919876543210", "no 0091-98765/43210 here", "no 9198•••210 here"),
        ("919876543210", "mobile=6543210&source=LINE", "mobile=9198•••210&source=LINE"),
        ("919876543210", "tel6543210", "tel9198•••210"),
        ("919876543210", "654321 stays, 65432101 too", "654321 stays, 65432101 too"),
        ("9876543210", "+91 98765 43210", "9876•••210"),
        ("jane.doe@example.com", "?email=jane.doe%40example.com", "?email=jane•••com"),
        ("AB-12 34", "id=AB-12%2034, ab-12+34, AB-12 34", "id=•••34, •••34, •••34"),
        ("AB\\1", "AB\\1 is odd", "•••\\1 is odd"),
    ],
)
def test_a_name_is_masked_in_any_case_and_spelling(name: str, text: str, expected: str) -> None:
    assert nameless(text, [name]) == expected
