"""Whatever an answer holds, it is read, refused or called unreadable; one odd field harms nothing but itself."""

import copy
import math
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from promo_data.errors import RefusedError, UnreadableAnswerError
from promo_data.frames import frames
from promo_data.models.reading import CustomerRead, PromotionRow
from promo_data.protocol.customer_promotions import PromotionsPage, decode_page
from promo_data.protocol.token import decode_token
from tests.factories import AS_OF, Json, answer, decoded_page, page_json, promotion_json, restriction_json

Path = tuple[str | int, ...]

STATUSES = st.sampled_from([200, 201, 204, 301, 400, 401, 403, 404, 429, 461, 498, 500, 502, 503, 521])
VENDOR_KEYS = st.sampled_from(
    [
        *("promotions", "errors", "warnings", "code", "message", "errorCode", "errorMessage", "data"),
        *(
            "customerId",
            "pageDetails",
            "totalEntries",
            "orgID",
            "promotionId",
            "programId",
            "limits",
            "kpi",
            "maxLimit",
        ),
    ]
)
LEAVES = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | st.text()
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(VENDOR_KEYS | st.text(), inner, max_size=4),
    max_leaves=20,
)

FULL: Json = promotion_json(
    identifier="billslayer5",
    description="Award 50",
    eventName="TransactionAdd",
    promotionMetadata=[{"key": "language", "value": "de", "brandDefined": True}],
    limits={"maxPointsPerEvent": "10", "pointsPerCustomer": "300", "numberOFTimesPerCustomer": 6},
    customerUsage={"currentPointsPerCustomer": "50.000", "currentNumberOfTimesPerCustomer": 1},
    promotionRestriction={
        "issualRestrictions": [restriction_json(kpi="NUMBER_OF_ISSUALS")],
        "earnRestrictions": [restriction_json(kpi="NUMBER_OF_EARNS")],
        "redemptionRestrictions": [restriction_json(), restriction_json(kpi="NUMBER_OF_POINTS", maxLimit="700")],
    },
    customerPromotionTimelines=[
        {
            "enrollmentDate": "2026-01-02T00:00:00Z",
            "enrollmentExpiryDate": "2026-06-30T00:00:00Z",
            "enrollmentId": 1,
            "issuedDetails": [{"issualId": 2, "issualDate": "2026-01-03T00:00:00Z", "redeemedCount": 1}],
        }
    ],
)
WHOLE = orjson.dumps(page_json(FULL, promotion_json()))
NAMES: list[Path] = [("promotionId",), ("programId",)]


def paths_in(value: object, path: Path = ()) -> Iterator[Path]:
    """Where every field and entry below ``value`` stands."""
    steps: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    for step, inner in steps:
        yield (*path, step)
        yield from paths_in(inner, (*path, step))


PATHS = [path for path in paths_in(FULL) if path not in NAMES]
FIGURES = [path for path in PATHS if path[-1] in ("maxLimit", "currentCustomerUsage")]


@given(body=st.binary(), status=STATUSES)
@example(body=b"\xef\xbb\xbf{}", status=200)
def test_any_bytes_are_read_refused_or_unreadable(body: bytes, status: int) -> None:
    with suppress(RefusedError, UnreadableAnswerError):
        assert isinstance(decode_page(answer(body, status), 0), PromotionsPage)


@given(body=JSON, status=STATUSES)
def test_any_json_is_read_refused_or_unreadable(body: object, status: int) -> None:
    with suppress(RefusedError, UnreadableAnswerError):
        assert isinstance(decode_page(answer(body, status), 0), PromotionsPage)


@given(promotions=JSON, errors=JSON, details=JSON)
def test_any_json_in_the_places_the_vendor_names_is_read_refused_or_unreadable(
    promotions: object, errors: object, details: object
) -> None:
    with suppress(RefusedError, UnreadableAnswerError):
        decoded_page(promotions, errors=errors, pageDetails=details)


@given(body=JSON | st.binary(), status=STATUSES)
def test_any_answer_to_asking_for_a_token_is_read_refused_or_unreadable(body: object, status: int) -> None:
    with suppress(RefusedError, UnreadableAnswerError):
        decode_token(answer(body, status))


@given(length=st.integers(0, len(WHOLE) - 1))
def test_a_part_of_a_good_answer_is_never_taken_for_the_whole(length: int) -> None:
    with pytest.raises(UnreadableAnswerError):
        decode_page(answer(WHOLE[:length]), 0)


@given(place=st.integers(0, 2), path=st.sampled_from([*PATHS, *NAMES]), odd=JSON)
def test_one_odd_field_harms_no_other_record(place: int, path: Path, odd: object) -> None:
    good = decoded_page(*records_of(3)).promotions

    page = decoded_page(*with_odd(place, path, odd))

    assert [one for one in page.promotions if one.promotion_id != place] == [
        one for one in good if one.promotion_id != place
    ]
    assert page.arrived == 3
    assert all(problem.where.startswith(f"promotion {place + 1} of page 0") for problem in page.problems)


@given(place=st.integers(0, 2), path=st.sampled_from([*PATHS, *NAMES]), odd=JSON)
def test_records_are_read_alike_whether_or_not_the_answer_around_them_is_odd_too(
    place: int, path: Path, odd: object
) -> None:
    records = with_odd(place, path, odd)

    alone, both = decoded_page(*records), decoded_page(*records, customerId="odd")

    assert (both.promotions, both.arrived) == (alone.promotions, alone.arrived)
    assert [problem.where for problem in both.problems[:1]] == ["customerId of page 0"]
    assert both.problems[1:] == alone.problems


@given(place=st.integers(0, 2), path=st.sampled_from(PATHS), odd=st.sampled_from([[["odd"]], [[{}]], [[]]]))
def test_an_unreadable_field_is_named_by_its_place_and_the_record_is_kept(place: int, path: Path, odd: object) -> None:
    page = decoded_page(*with_odd(place, path, odd))

    assert [one.promotion_id for one in page.promotions] == [0, 1, 2]
    assert len(page.problems) == 1
    assert page.problems[0].where.startswith(f"promotion {place + 1} of page 0, {'.'.join(map(str, path))}")


@given(place=st.integers(0, 2), name=st.sampled_from(NAMES), odd=st.sampled_from([None, "x", [], {}, 1.5, True]))
def test_a_record_without_a_readable_name_is_left_out_and_named(place: int, name: Path, odd: object) -> None:
    page = decoded_page(*with_odd(place, name, odd))

    assert [one.promotion_id for one in page.promotions] == [number for number in range(3) if number != place]
    assert [problem.where for problem in page.problems] == [f"promotion {place + 1} of page 0"]


def is_no_number(text: str) -> bool:
    try:
        return not math.isfinite(float(text))
    except ValueError:
        return text.strip().casefold() not in ("", "null")


@given(
    path=st.sampled_from(FIGURES),
    odd=st.text().filter(is_no_number) | st.booleans() | st.lists(LEAVES) | st.dictionaries(st.text(), LEAVES),
)
@example(path=FIGURES[0], odd="nan")
@example(path=FIGURES[0], odd="-inf")
@example(path=FIGURES[0], odd="1e999")
def test_a_corrupted_figure_is_unreadable_and_never_zero_and_never_no_limit(path: Path, odd: object) -> None:
    page = decoded_page(*with_odd(0, path, odd)[:1])
    rows = tuple(PromotionRow(1, 1, promotion, AS_OF) for promotion in page.promotions)

    found = frames([CustomerRead(1, rows, (), (), AS_OF)], near_share=0.8).allowances

    unreadable = found[found["unknown_reason"] == "unreadable"]
    assert unreadable["state"].tolist() == ["unknown"]
    assert unreadable["cap" if path[-1] == "maxLimit" else "used"].isna().all()
    assert unreadable["headroom"].isna().all()


def records_of(count: int) -> list[Json]:
    return [{**copy.deepcopy(FULL), "promotionId": number} for number in range(count)]


def with_odd(place: int, path: Path, odd: object) -> list[Json]:
    """Three records, of which the one at ``place`` has something odd at ``path``."""
    records = records_of(3)
    *steps, last = path
    holder: Any = records[place]
    for step in steps:
        holder = holder[step]
    holder[last] = odd
    return records
