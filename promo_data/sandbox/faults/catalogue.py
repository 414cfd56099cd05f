"""Every case of the reliability plan by its number there (F01 to F46), each with faults that are ready to use.

Where HTTP cannot express a case, `elsewhere` says who can: a TCP proxy between client and server, or the client's own
tests.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from promo_data.sandbox.faults.kinds import (
    ApplyLate,
    ApplyTwice,
    BadJson,
    BulkRows,
    CutBody,
    Declined,
    DeepNesting,
    Delay,
    Drip,
    DuplicateKeys,
    ExpireToken,
    GzipBomb,
    Html,
    Kind,
    MilestoneFailed,
    MissingFields,
    MoveRows,
    NewKpi,
    NoResponseFromEmf,
    NotFinite,
    NullLists,
    OtherCustomer,
    OtherOrg,
    Refuse,
    ReorderRows,
    RepeatPage,
    Reset,
    ServerError,
    ShortPage,
    Status,
    Swallow,
    Throttle,
    Totals,
    UnknownWords,
    WrongTypes,
)
from promo_data.sandbox.faults.plan import Fault, FaultPlan
from promo_data.sandbox.faults.selector import Selector
from promo_data.sandbox.organisations import GROCER

_TOKEN = "/v3/oauth/token/generate"  # noqa: S105 - a path
_WRITES = Selector(method="POST")
_PROXY = "a TCP proxy between client and server"
_CLIENT = "the client's own tests: nothing goes wrong on the wire"


@dataclass(frozen=True, slots=True)
class Case:
    """One case: what happens, and either the fault that makes it happen or who else can."""

    name: str
    text: str
    fault: Fault | None = None
    elsewhere: str = ""


def _case(name: str, text: str, does: Kind, strikes: Selector | None = None) -> Case:
    return Case(name, text, Fault(name=name, strikes=strikes or Selector(), does=does))


CASES = (
    Case("F01_connection_refused", "The connection is refused.", elsewhere=_PROXY),
    Case("F02_dns", "The host's name cannot be resolved.", elsewhere=_PROXY),
    _case("F03_never_answers", "The request is taken and never answered.", Swallow()),
    _case("F04_drip", "The body comes one byte every 150 ms.", Drip()),
    _case("F05_latency", "Each answer takes 2 s, one more or less.", Delay(seconds=2, jitter=1)),
    _case("F06_reset_in_body", "The connection is reset in the middle of the body.", Reset(share=0.5)),
    _case("F07_short_body", "The body is shorter than its Content-Length.", CutBody()),
    _case("F08_html", "200 with a page of Cloudflare.", Html()),
    _case("F09_bad_json", "The JSON breaks off.", BadJson()),
    _case("F09_nan", "NaN stands for every whole number.", NotFinite(word="NaN")),
    _case("F09_infinity", "Infinity stands for every whole number.", NotFinite(word="Infinity")),
    _case("F09_too_large", "1e999 stands for every whole number.", NotFinite(word="1e999")),
    _case("F09_duplicate_keys", "A key comes twice.", DuplicateKeys()),
    _case("F09_deep_nesting", "100,000 lists within each other.", DeepNesting()),
    _case("F10_gzip_bomb", "The answer unpacks to 60 MiB.", GzipBomb()),
    _case("F11_outage", "500 for 30 s.", ServerError(), Selector(seconds=30)),
    _case("F12_throttled", "429 with Retry-After 2, once.", Throttle(retry_after="2"), Selector(first=1)),
    _case("F13_throttled_without_header", "429 without Retry-After, once.", Throttle(), Selector(first=1)),
    _case("F14_retry_after_a_day", "429 with Retry-After 86400.", Throttle(retry_after="86400")),
    _case("F14_retry_after_negative", "429 with Retry-After -1.", Throttle(retry_after="-1")),
    _case("F14_retry_after_date", "429 with the date in 2 s as Retry-After.", Throttle(retry_in=2)),
    _case("F14_retry_after_text", "429 with a word as Retry-After.", Throttle(retry_after="soon")),
    _case("F15_search_busy", "461 once.", Refuse(status=461, message="Search is busy"), Selector(first=1)),
    _case(
        "F15_same_customer",
        "521 once: another action runs for this customer.",
        Refuse(status=521, message="Concurrent actions for the same customer"),
        Selector(first=1),
    ),
    _case(
        "F16_token_expires",
        "The caller's token holds no longer, once.",
        ExpireToken(),
        Selector(with_token=True, first=1),
    ),
    _case("F17_no_tokens", "The token endpoint answers 503.", ServerError(status=503), Selector(endpoint=_TOKEN)),
    _case(
        "F18_not_authorised",
        "403 with code 4000.",
        Refuse(status=403, code=4000, message="Not authorized. Access is denied!", envelope="authorisation"),
    ),
    _case(
        "F19_rights_unchecked",
        "503 with code 4001, once.",
        Refuse(status=503, code=4001, message="Authorization status unavailable!", envelope="authorisation"),
        Selector(first=1),
    ),
    _case(
        "F20_org_not_connected",
        "310144 for one child org.",
        Refuse(status=400, code=310144, message="Connected Orgs not set properly in Headers"),
        Selector(org_id=GROCER.id),
    ),
    _case(
        "F20_all_not_supported",
        "310141 for one child org.",
        Refuse(status=400, code=310141, message="data scope 'ALL' not supported for this API"),
        Selector(org_id=GROCER.id),
    ),
    _case("F21_third_page_fails", "500 from the third call on.", ServerError(), Selector(after=2)),
    _case("F22_row_comes_twice", "A row has moved to the next page.", MoveRows(by=-1)),
    _case("F22_row_is_missed", "A row has moved to the page before.", MoveRows(by=1)),
    _case("F22_reordered", "The rows of a page are shuffled.", ReorderRows()),
    _case("F22_short_page", "A page holds one row, whatever was asked for.", ShortPage(rows=1)),
    _case("F23_total_zero", "The totals are 0.", Totals(how="zero")),
    _case("F23_total_wrong", "The totals are 7 too high.", Totals(how="wrong")),
    _case("F23_total_negative", "The totals are -1.", Totals(how="negative")),
    _case("F23_total_changes", "The totals grow with every call.", Totals(how="changing")),
    _case("F23_page_repeats", "Every page is the first one.", RepeatPage()),
    _case("F24_other_customer", "The answer has another customerId.", OtherCustomer()),
    _case(
        "F25_customer_gone",
        "8015 after the first answer.",
        Refuse(status=200, code=8015, message="Customer not found for the given identifiers"),
        Selector(after=1),
    ),
    _case("F26_unknown_words", "The enumerations hold a new word.", UnknownWords()),
    _case("F26_missing_fields", "Rows lack some of their fields.", MissingFields()),
    _case("F26_numbers_as_text", "Whole numbers are text.", WrongTypes(how="numbers_as_text")),
    _case("F26_text_as_numbers", "Text is a number.", WrongTypes(how="text_as_numbers")),
    _case("F26_objects_as_lists", "Objects stand in lists.", WrongTypes(how="objects_as_lists")),
    _case("F26_null_lists", "Null stands for the lists.", NullLists()),
    _case("F26_new_kpi", "The limits are of a new kind.", NewKpi()),
    _case("F27_other_org", "The rows belong to another org.", OtherOrg()),
    Case("F28_refused_before_sending", "A write finds the connection refused.", elsewhere=_PROXY),
    _case("F29_answer_lost", "Applied, and the answer is lost.", Reset(), _WRITES),
    _case("F29_answer_late", "Applied, and the answer comes after 45 s.", Delay(seconds=45, when="after"), _WRITES),
    _case("F29_applied_after_15_s", "The answer is lost; applied after 15 s.", ApplyLate(seconds=15), _WRITES),
    _case("F29_applied_after_200_s", "The answer is lost; applied after 200 s.", ApplyLate(seconds=200), _WRITES),
    _case("F30_swallowed", "Never applied and never answered.", Swallow(), _WRITES),
    _case("F31_error_before", "500, and not applied.", ServerError(), _WRITES),
    _case("F31_error_after", "500, though applied.", ServerError(when="after"), _WRITES),
    _case("F32_bad_gateway_before", "502 as a page, and not applied.", ServerError(status=502, html=True), _WRITES),
    _case(
        "F32_timeout_after", "504 as a page, though applied.", ServerError(status=504, html=True, when="after"), _WRITES
    ),
    _case("F33_throttled", "429 on a write, once.", Throttle(), Selector(method="POST", first=1)),
    _case(
        "F33_same_customer",
        "521 on a write, once.",
        Refuse(status=521, message="Concurrent actions for the same customer"),
        Selector(method="POST", first=1),
    ),
    _case("F34_declined", "200 with warning 8890, and not applied.", Declined(), _WRITES),
    _case("F35_errors", "200 with errors.", Refuse(status=200, code=8896, message="Error while issuing"), _WRITES),
    _case("F35_created_status", "201, which the vendor calls a failure of some.", Status(status=201), _WRITES),
    _case("F36_emf_no_response", "Enrolled, but not confirmed.", NoResponseFromEmf(), _WRITES),
    _case(
        "F36_something_went_wrong",
        "Enrolled, but not confirmed, in the words of a newer page.",
        NoResponseFromEmf(message="Something went wrong"),
        _WRITES,
    ),
    _case("F37_milestone_failed", "Enrolled, but not into the milestones.", MilestoneFailed(), _WRITES),
    _case(
        "F37_partial_success",
        "The same in the words of a newer page.",
        MilestoneFailed(message="Partial Success: Milestone enrollment failed"),
        _WRITES,
    ),
    _case("F38_fewer_rows", "A bulk answer lacks its last row.", BulkRows(how="fewer"), _WRITES),
    _case("F38_reordered", "The rows of a bulk answer come backwards.", BulkRows(how="reordered"), _WRITES),
    _case(
        "F38_without_ids", "The rows of a bulk answer do not say whose they are.", BulkRows(how="without_ids"), _WRITES
    ),
    _case("F38_doubled", "A bulk answer has its last row twice.", BulkRows(how="doubled"), _WRITES),
    _case(
        "F39_create_lost",
        "Created, and the answer is lost, once: then 4007.",
        Reset(),
        Selector(method="POST", first=1),
    ),
    Case("F40_second_click", "The same wish twice from one screen.", elsewhere=_CLIENT),
    Case("F41_tab_closed", "The tab is closed during a write.", elsewhere=_CLIENT),
    _case(
        "F42_token_expires_before_write",
        "The token expires on a write.",
        ExpireToken(),
        Selector(method="POST", with_token=True, first=1),
    ),
    Case("F43_role_taken", "A role is taken away in the middle of a job.", elsewhere=_CLIENT),
    Case("F44_listed_twice", "The same customer twice in a list; the sandbox issues twice.", elsewhere=_CLIENT),
    Case("F45_cancelled", "A job is cancelled.", elsewhere=_CLIENT),
    _case("F46_limits_change", "Another channel does the same at that moment.", ApplyTwice(), _WRITES),
)
"""All cases, in their order."""

NAMED: Mapping[str, Fault] = MappingProxyType({case.name: case.fault for case in CASES if case.fault is not None})
"""The faults of the cases, by name."""


def planned(*names: str) -> FaultPlan:
    """The plan of these cases. KeyError for a name that is not among those HTTP can express."""
    return FaultPlan(faults=tuple(NAMED[name] for name in names))
