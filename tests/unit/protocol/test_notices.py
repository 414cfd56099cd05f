import pytest

from promo_data.errors import RefusedError, UnreadableAnswerError
from promo_data.protocol.call import Answer
from promo_data.protocol.notices import Notice, Notices, complaint, decoded_object, notices, refusal
from promo_data.vocabulary import Endpoint

READ = Endpoint.CUSTOMER_PROMOTIONS


def answer(body: bytes, status: int = 200) -> Answer:
    return Answer(status, {}, body)


@pytest.mark.parametrize(
    ("errors", "expected"),
    [
        (None, ()),
        ([], ()),
        ({}, ()),
        ("", ()),
        ([None, {}, ""], ()),
        ([{"status": False, "code": 8015, "message": "Customer not found"}], (Notice(8015, "Customer not found"),)),
        ({"code": "310144", "message": "not connected"}, (Notice(310144, "not connected"),)),
        ([{"message": "already enrolled"}], (Notice(None, "already enrolled"),)),
        ("something broke", (Notice(None, "something broke"),)),
        (["one", {"code": 2, "message": "two"}], (Notice(None, "one"), Notice(2, "two"))),
        ([{"code": None, "message": None}], (Notice(None, ""),)),
        ([{"code": "E-1", "message": "odd"}], (Notice(None, "odd"),)),
        ([{"code": True, "message": "odd"}], (Notice(None, "odd"),)),
        ([{"code": "9" * 5000, "message": "odd"}], (Notice(None, "odd"),)),
        (7, (Notice(None, "7"),)),
    ],
)
def test_errors_are_read_in_every_shape(errors: object, expected: tuple[Notice, ...]) -> None:
    assert notices({"errors": errors}) == Notices(errors=expected)
    assert notices({"warnings": errors}) == Notices(warnings=expected)


@pytest.mark.parametrize("part", ["", "code", "message"])
def test_a_deeply_nested_error_is_still_one(part: str) -> None:
    deep = b"[" * 1000 + b"]" * 1000
    body = b'{"errors": [{"%s": %s}]}' % (part.encode(), deep) if part else b'{"errors": [%s]}' % deep
    assert len(notices(decoded_object(answer(body))).errors) == 1


def test_a_message_that_is_no_text_is_shown_as_its_json() -> None:
    assert notices({"errors": [{"message": {"why": ["odd"]}}]}).errors == (Notice(None, '{"why":["odd"]}'),)


def test_a_body_without_either_complains_of_nothing() -> None:
    assert notices({"promotions": []}) == Notices()


def test_the_403_of_the_gateway_is_an_error() -> None:
    body = {"errorMessage": "Not authorized. Access is denied!", "errorCode": "4000"}
    assert notices(body).errors == (Notice(4000, "Not authorized. Access is denied!"),)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("no customer with 919876543210 here", "no customer with 9198•••210 here"),
        ("no customer with +919876543210", "no customer with 9198•••210"),
        ("no customer with +91 (740) 640-0033 here", "no customer with 9174•••033 here"),
        ("no customer with 98765 43210", "no customer with 9876•••210"),
        ("no customer with 98765-43210.", "no customer with 9876•••210."),
        ("no customer with (987) 654-3210, sorry", "no customer with 9876•••210, sorry"),
        ("call 640-0033", "call •••33"),
        ("2 of 3, 100 at most", "2 of 3, 100 at most"),
        ("between -5 +3 and 2 000 points", "between -5 +3 and 2 000 points"),
        ("jane.doe%40example.com is unknown", "jane•••com is unknown"),
        ("id=%2B91%2098765%2043210", "id=9198•••210"),
        ("User 917,406,400,033 is locked", "User 9174•••033 is locked"),
        ("917_406_400_033 is locked", "9174•••033 is locked"),
        ("917–406—400−033, 917’406'400’033", "9174•••033"),
        ("917%2C406%2C400%2C033", "9174•••033"),
        ("917\u200b406\u00ad400\u2060033", "9174•••033"),
        ("half\x00 a\u202e word%00", "half\ufffd a\ufffd word\ufffd"),
        ("jo.doe@example.com is unknown", "jo.d•••com is unknown"),
        ("mobile:jo@example.org,x", "mobile:jo@e•••org,x"),
        ("promotion 65777 is over", "promotion 65777 is over"),
        ("two\nlines\t here", "two lines here"),
    ],
)
def test_what_may_be_an_identifier_is_masked_in_the_vendors_words(said: str, shown: str) -> None:
    assert notices({"errors": [said]}).errors[0].message == shown


def test_a_code_and_ids_under_keys_of_their_own_are_not_masked() -> None:
    assert notices({"errors": [{"code": 310144, "message": "no"}]}).errors[0].code == 310144


@pytest.mark.parametrize("said", ["jo.doe@example.com " * 5000, "\x00" * 100_000, "9" * 100_000, "%40" * 50_000])
def test_a_message_of_any_length_is_shown_in_at_most_500_characters(said: str) -> None:
    assert len(notices({"errors": [said]}).errors[0].message) <= 500


def test_an_identifier_at_the_end_of_what_is_looked_at_is_not_bared() -> None:
    said = "jo.doe@example.com," * 104 + " " + "jane-the-customer@example.com"
    assert "jane" not in notices({"errors": [said]}).errors[0].message


def test_a_long_message_is_cut_without_baring_a_half_identifier() -> None:
    assert notices({"errors": ["x" * 496 + " jo.doe@example.com"]}).errors[0].message == "x" * 496
    assert notices({"errors": ["x" * 490 + " CARD-JOHN-SMITH"]}).errors[0].message == "x" * 490
    assert notices({"errors": ["x" * 600]}).errors[0].message == "x" * 500


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>502 Bad Gateway</body></html>",
        b'{"errors": [',
        b'{"limit": NaN}',
        b'{"limit": 1e999}',
        b"[]",
        b'"text"',
        b"null",
        b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}",
        b'{"a": "\xff"}',
        b'{"a": "\\ud83d", "limit": NaN}',
        b"\xef\xbb\xbf",
    ],
)
def test_what_is_no_json_object_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableAnswerError) as caught:
        decoded_object(answer(body, 502))
    assert caught.value.status == 502
    assert "HTTP 502" in str(caught.value)


def test_an_object_is_decoded() -> None:
    assert decoded_object(answer(b'{"customerId": 7}')) == {"customerId": 7}


@pytest.mark.parametrize(
    ("name", "read"),
    [
        (rb"\ud83d\ude00 \u00e9", "\U0001f600 é"),
        (rb"cut \ud83d", "cut \ufffd"),
        (rb"\ude00 \uD83D\n\ud83d\ude00", "\ufffd \ufffd\n\U0001f600"),
        (rb"\\ud83d \ud83d", "\\ud83d \ufffd"),
    ],
)
def test_half_a_character_loses_nothing_else(name: bytes, read: str) -> None:
    assert decoded_object(answer(b'{"customerId": 7, "name": "%s"}' % name)) == {"customerId": 7, "name": read}


def test_a_byte_order_mark_is_passed_over() -> None:
    assert decoded_object(answer(b'\xef\xbb\xbf{"customerId": 7}')) == {"customerId": 7}


@pytest.mark.parametrize("status", [200, 400])
def test_a_code_that_no_document_explains_is_shown_with_the_vendors_words(status: int) -> None:
    refused = refusal(READ, answer(b'{"errors": [{"code": 8999, "message": "Till is closed"}]}', status))
    assert refused is not None
    assert "code 8999" in str(refused)
    assert "“Till is closed”" in str(refused)


def test_an_answer_without_errors_is_no_refusal() -> None:
    assert refusal(READ, answer(b'{"promotions": [], "warnings": [{"code": 8069}]}')) is None


def test_an_error_is_a_refusal_although_the_status_is_200() -> None:
    refused = refusal(READ, answer(b'{"errors": [{"code": 8015, "message": "gone"}]}'))
    assert isinstance(refused, RefusedError)
    assert (refused.code, refused.vendor_message, refused.status, refused.endpoint) == (8015, "gone", 200, READ)
    assert str(refused).startswith("The vendor knows no customer with this identifier and source.")


def test_a_v31_refusal_is_one_although_it_has_a_data_part() -> None:
    body = b'{"data": null, "errors": [{"code": 310141, "message": "not supported"}], "warnings": null}'
    refused = refusal(READ, answer(body, 400))
    assert refused is not None
    assert refused.code == 310141


@pytest.mark.parametrize("status", [401, 403, 404, 429, 498, 500, 503])
def test_a_failing_status_is_a_refusal_with_the_status_as_its_code(status: int) -> None:
    refused = refusal(READ, answer(b"{}", status))
    assert refused is not None
    assert (refused.code, refused.status, refused.vendor_message) == (status, status, "")


@pytest.mark.parametrize("body", [b"<html>no</html>", b""])
@pytest.mark.parametrize("status", [401, 403, 429, 461, 498, 500, 502, 503, 504, 521])
def test_a_clear_status_is_a_refusal_whatever_its_body(status: int, body: bytes) -> None:
    refused = refusal(READ, answer(body, status))
    assert refused is not None
    assert refused.code == status
    assert "address" not in str(refused)


@pytest.mark.parametrize("status", [301, 302, 304, 307])
def test_an_answer_that_sends_elsewhere_is_no_answer_whatever_it_holds(status: int) -> None:
    with pytest.raises(UnreadableAnswerError, match="sends us elsewhere"):
        refusal(READ, answer(b'{"promotions": []}', status))


@pytest.mark.parametrize("status", [200, 404, 530])
def test_html_under_another_status_is_unreadable(status: int) -> None:
    with pytest.raises(UnreadableAnswerError):
        refusal(READ, answer(b"<html></html>", status))


def test_an_unknown_code_lets_the_status_speak_and_is_kept() -> None:
    refused = refusal(READ, answer(b'{"errors": [{"code": 77777, "message": "odd"}]}', 401))
    assert refused is not None
    assert refused.code == 77777
    assert str(refused).startswith("The vendor did not accept our credentials.")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"message": "too many"}, Notice(None, "too many")),
        ({"error": "Too Many Requests"}, Notice(None, "Too Many Requests")),
        ({"code": 429}, Notice(429, "")),
        ({"errors": [{}, {"code": 461}], "message": "other"}, Notice(461, "")),
        ({"errorCode": 4001}, Notice(4001, "")),
    ],
)
def test_a_complaint_is_found_wherever_it_stands(body: dict[str, object], expected: Notice) -> None:
    assert complaint(body) == expected


@pytest.mark.parametrize(
    "body", [{}, {"errors": [{}]}, {"errors": [{"status": False}]}, {"message": ""}, {"data": {"message": "deeper"}}]
)
def test_a_body_without_code_and_words_holds_no_complaint(body: dict[str, object]) -> None:
    assert complaint(body) is None


def test_an_unreadable_answer_to_a_read_says_what_to_do() -> None:
    with pytest.raises(UnreadableAnswerError) as caught:
        decoded_object(answer(b"<html>", 502))
    assert str(caught.value) == (
        "The answer (HTTP 502) is not the JSON that the vendor's documents describe. "
        "Try again; if it stays, check the address and ask the vendor's support."
    )
