"""The table of provoked codes, walked; and that it leaves none out that a document has."""

import pytest

from tests.unit.sandbox.benefits import codes
from tests.unit.sandbox.provoked import TABLE
from tests.unit.sandbox.provoked_row import Provoked

# The codes in the tables and samples of each document, as they stand there.
DOCUMENTED = {
    "000": {11013, 1212, 8874, 1101, 8015, 8890},
    "001": {11013, 1212, 8874, 1101, 8015, 8890},
    "002": {310002, 310003, 310004, 310005, 310006, 310007, 310008, 310009, 400, 500, None},
    "003": {8013, 8015, 8003, 310144},
    "004": {4007, 4003, 4011, 4012, 4074, 4079, 4075, 4076, 4080, 4078},
    "api-facts §3.5": {
        *(8001, 8002, 8003, 8011, 8012, 8013, 8015, 8065, 8089, 8121, 8100, 8101, 8102, 8103, 8104, 8105, 8110, 8111),
        *(8125, 8126, 8127, 8069, 91009, 521, 618, 310144, 310141, 1101, 8892),
    },
    "api-facts §3.6": {8116, 9001, 9002, 3013},
    "api-facts §4.2": {
        *(1101, 8874, 8881, 8890, 8892, 8896, 8899, 8901, 8902, 8903, 11013, 1212, 8015, 1060),
    },
}


@pytest.mark.parametrize("row", [row for row in TABLE if row.request], ids=lambda row: row.title)
def test_the_request_of_a_row_provokes_its_code(row: Provoked) -> None:
    answer = row.answer()
    assert row.words in answer.text
    assert row.code is None or row.code in codes(answer)


@pytest.mark.parametrize("row", [row for row in TABLE if not row.request], ids=lambda row: row.title)
def test_a_row_without_a_request_says_why(row: Provoked) -> None:
    assert len(row.reason) > 30


def test_only_a_row_without_a_request_has_a_reason() -> None:
    assert [row.title for row in TABLE if row.request and row.reason] == []


@pytest.mark.parametrize("source", DOCUMENTED)
def test_every_code_of_a_document_has_a_row(source: str) -> None:
    assert {row.code for row in TABLE if row.source == source} == DOCUMENTED[source]


def test_most_codes_are_provoked() -> None:
    assert sum(row.request is not None for row in TABLE) > 0.9 * len(TABLE)
