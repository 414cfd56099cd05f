"""Whether a set-up works, check by check: what is well, what is wrong, and how to mend it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from promo_data.cache import FOLDER, Health
from promo_data.codes import TABLE
from promo_data.errors import InputError, PromoInsightError, RefusedError, UnreadableAnswerError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import OrgCoverage
from promo_data.opening import PromoData
from promo_data.protocol.call import Answer
from promo_data.protocol.customer_promotions import decode_page
from promo_data.vocabulary import CoverageState, Endpoint, IdentifierKind, Source

_NOBODY = CustomerIdentifier(IdentifierKind.EXTERNAL_ID, "promo-insight-doctor", Source.ALL)
"""An external id that nobody has: whoever answers that it is not found has answered."""

_TOLERATED_CLOCK_DIFFERENCE = timedelta(minutes=2)
_NO_SUCH_ADDRESS = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.UNSUPPORTED_MEDIA_TYPE})
_LAST_OF_HTTP = 599
_WHO = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})

_SET_ORG = " Set PROMO_ORG as well: without the own org's number, it cannot be checked which rows are its own."

_NOT_ABOUT_THE_CUSTOMER = frozenset({4000, 4001, 1064})
"""The vendor's codes that speak of our rights or our org, at every endpoint (api-facts §1 and §6)."""

_ABOUT_THE_CUSTOMER = frozenset(row.code for row in TABLE[Endpoint.CUSTOMER_PROMOTIONS]) - {8105, 8126} | {618}
"""What only an org that answers says of a customer, at this endpoint or (618, fraud) at every one.

8105 is a failure of its own, and 8126 wants a child named.
"""

_OF_CACHE: Mapping[Health, str] = {
    Health.WELL: "Answers can be kept.",
    Health.MADE_ANEW: "It was found damaged and has been made anew: nothing is to be done. "
    "Where that happens again, check the disk of {folder}.",
    Health.FULL: "The disk of {folder} is full: every answer is read from the vendor. Make room on it.",
    Health.IN_USE: "{folder} is kept locked by another process: end one that hangs, or run promo-insight cache clear.",
    Health.UNWRITABLE: "Nothing can be kept in {folder}: check who owns it, and that it is a folder and no link.",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; ``sentence`` says what was found and, where it is wrong, what to do."""

    name: str
    is_well: bool
    sentence: str


def checkup(data: PromoData) -> Iterator[Check]:
    """Settings, host, credentials, clock, each org, store and cache; each check is made when it is asked for.

    Where the vendor cannot be asked, the orgs are not: their answers would say the same again.
    """
    yield _settings(data)
    yield from _vendor(data)
    yield _store(data)
    yield _cache(data)


def unreadable_settings(error: InputError) -> Check:
    """What is said where the settings cannot be used, so that nothing else can be looked at."""
    advice = "Mend it in the environment or in .streamlit/secrets.toml; the rest is checked then."
    return Check("settings", is_well=False, sentence=f"{error} {advice}")


def _settings(data: PromoData) -> Check:
    credentials = data.settings.credentials
    auth = "none" if credentials is None else credentials.auth
    orgs = ", ".join(org.name for org in data.settings.orgs)
    is_nameless = data.settings.org.id is None and data.settings.child_orgs
    sentence = f"{data.backend_name}, {auth} authentication, orgs: {orgs}.{_SET_ORG if is_nameless else ''}"
    return Check("settings", is_well=True, sentence=sentence)


def _vendor(data: PromoData) -> Iterator[Check]:
    try:
        answer = data.raw_answer(_NOBODY)
    except RefusedError as error:
        yield Check("credentials", is_well=False, sentence=_about_credentials(error, data))
        return
    except PromoInsightError as error:
        yield Check("host", is_well=False, sentence=f"{error}{_about_host(data)}")
        return
    found = _verdict(answer, data)
    if found.name != "host":
        yield Check("host", is_well=True, sentence=f"{data.backend_name} answers.")
    yield found
    yield _clock(answer, datetime.now(UTC))
    if found.is_well:
        yield from (_org(coverage) for coverage in data.customer(_NOBODY, fresh=True).coverage)
    yield from (_own_credentials(org.id, data) for org in data.settings.child_orgs if data.holds_credentials(org.id))


def _verdict(answer: Answer, data: PromoData) -> Check:
    """Whether the answer is one that only accepted credentials get: a page, or a customer who is not found."""
    try:
        decode_page(answer, 0)
    except UnreadableAnswerError as error:
        return Check("host", is_well=False, sentence=f"{error} Check PROMO_BASE_URL: another server may answer there.")
    except RefusedError as error:
        return _accepted() if _looked_for_the_customer(error) else _refused(error, data)
    return _accepted()


def _looked_for_the_customer(error: RefusedError) -> bool:
    """Whether it is a code of the vendor's business, above HTTP's: the credentials were accepted before it was told."""
    if error.status not in (HTTPStatus.OK, HTTPStatus.BAD_REQUEST) or error.code is None:
        return False
    return error.code > _LAST_OF_HTTP and error.code not in _NOT_ABOUT_THE_CUSTOMER


def _accepted() -> Check:
    return Check("credentials", is_well=True, sentence="Accepted.")


def _refused(error: RefusedError, data: PromoData) -> Check:
    if HTTPStatus.TOO_MANY_REQUESTS in {error.status, error.code}:
        pace = f"PROMO_RATE_PER_MINUTE is {data.settings.rate_per_minute}: lower it if the vendor allows less"
        return Check("rate limit", is_well=False, sentence=f"{error} {pace}.")
    if error.is_passing or error.status in _NO_SUCH_ADDRESS:
        return Check("host", is_well=False, sentence=str(error))
    return Check("credentials", is_well=False, sentence=_about_credentials(error, data))


def _about_credentials(error: RefusedError, data: PromoData) -> str:
    credentials = data.settings.credentials
    is_token = credentials is not None and credentials.auth == "oauth" and error.endpoint is not Endpoint.TOKEN
    return f"{error} If they are right, check PROMO_TOKEN_HEADER." if is_token and error.status in _WHO else str(error)


def _about_host(data: PromoData) -> str:
    return " Start it with promo-insight run." if data.is_sandbox else " Check PROMO_BASE_URL and the network."


def _clock(answer: Answer, now: datetime) -> Check:
    """Expiries and phases are judged by this machine's clock, so it is compared with the vendor's."""
    given = answer.headers.get("date")
    if given is None:
        return Check("clock", is_well=True, sentence="The vendor's answer has no date to compare with.")
    try:
        difference = abs(now - parsedate_to_datetime(given))
    except (ValueError, TypeError):
        return Check("clock", is_well=True, sentence="The vendor's answer has no readable date to compare with.")
    seconds = round(difference.total_seconds())
    if difference > _TOLERATED_CLOCK_DIFFERENCE:
        return Check(
            "clock",
            is_well=False,
            sentence=f"This machine's clock is {seconds} s off the vendor's: set it by a time server, "
            "because expiries and limits are judged by it.",
        )
    return Check("clock", is_well=True, sentence=f"Within {seconds} s of the vendor's.")


def _org(coverage: OrgCoverage) -> Check:
    """An org that does not know the made-up customer has answered all the same."""
    name = f"org {coverage.org.name}"
    if coverage.state is CoverageState.ANSWERED or coverage.code in _ABOUT_THE_CUSTOMER:
        return Check(name, is_well=True, sentence="Answers.")
    return Check(name, is_well=False, sentence=coverage.message or "Does not answer.")


def _own_credentials(org_id: int | None, data: PromoData) -> Check:
    """The credentials with which another org's promotions are acted on."""
    name = f"credentials of org {org_id}"
    try:
        found = _verdict(data.raw_answer(_NOBODY, org_id), data)
    except PromoInsightError as error:
        return Check(name, is_well=False, sentence=str(error))
    return Check(name, found.is_well, found.sentence)


def _store(data: PromoData) -> Check:
    try:
        data.check_store()
        if (alarm := data.record_alarm()) is not None:
            raise alarm
    except PromoInsightError as error:
        advice = (
            f"Check who owns {data.settings.data_dir} and its space, or PROMO_STORE_URL; no action is sent until then."
        )
        return Check("store", is_well=False, sentence=f"{error} {advice}")
    return Check("store", is_well=True, sentence="The journal can be read and written.")


def _cache(data: PromoData) -> Check:
    if data.settings.cache_seconds == 0:
        return Check("cache", is_well=True, sentence="Switched off.")
    health = data.cache_health()
    is_well = health in {Health.WELL, Health.MADE_ANEW}
    return Check("cache", is_well=is_well, sentence=_OF_CACHE[health].format(folder=data.settings.data_dir / FOLDER))
