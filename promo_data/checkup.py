"""Whether a set-up works, check by check: what is well, what is wrong, and how to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from promo_data.errors import PromoInsightError, RefusedError, UnreadableAnswerError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import OrgCoverage
from promo_data.opening import PromoData
from promo_data.protocol.call import Answer
from promo_data.protocol.customer_promotions import decode_page
from promo_data.vocabulary import CUSTOMER_NOT_FOUND, CoverageState, IdentifierKind, Source

_NOBODY = CustomerIdentifier(IdentifierKind.EXTERNAL_ID, "promo-insight-doctor", Source.ALL)
"""An external id that nobody has: whoever answers that it is not found has answered."""

_TOLERATED_CLOCK_DIFFERENCE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; ``sentence`` says what was found and, where it is wrong, what to do."""

    name: str
    is_well: bool
    sentence: str


def checkup(data: PromoData) -> Iterator[Check]:
    """Settings, host, credentials, clock, each org, store and cache; each check is made when it is asked for."""
    yield _settings(data)
    answer = _host(data)
    yield answer if isinstance(answer, Check) else Check("host", is_well=True, sentence=f"{data.backend_name} answers.")
    if not isinstance(answer, Check):
        yield _credentials(answer)
        yield _clock(answer, datetime.now(UTC))
        yield from (_org(coverage) for coverage in data.customer(_NOBODY, fresh=True).coverage)
        yield from (
            _own_credentials(org.id, data) for org in data.settings.child_orgs if data.holds_credentials(org.id)
        )
    yield _store(data)
    yield _cache(data)


def _settings(data: PromoData) -> Check:
    credentials = data.settings.credentials
    auth = "none" if credentials is None else credentials.auth
    orgs = ", ".join(org.name for org in data.settings.orgs)
    return Check("settings", is_well=True, sentence=f"{data.backend_name}, {auth} authentication, orgs: {orgs}.")


def _host(data: PromoData) -> Answer | Check:
    """The answer to a look-up of a customer who does not exist, or why there is none."""
    try:
        return data.raw_answer(_NOBODY)
    except RefusedError as error:
        return Check("credentials", is_well=False, sentence=str(error))
    except PromoInsightError as error:
        hint = " Start it with promo-insight run." if data.is_sandbox else " Check PROMO_BASE_URL and the network."
        return Check("host", is_well=False, sentence=f"{error}{hint}")


def _credentials(answer: Answer) -> Check:
    """Whether the answer is one that only accepted credentials get: a page, or a customer who is not found."""
    try:
        decode_page(answer, 0)
    except RefusedError as error:
        if error.code in CUSTOMER_NOT_FOUND:
            return Check("credentials", is_well=True, sentence="Accepted.")
        return Check("credentials", is_well=False, sentence=str(error))
    except UnreadableAnswerError as error:
        return Check("host", is_well=False, sentence=f"{error} Check PROMO_BASE_URL.")
    return Check("credentials", is_well=True, sentence="Accepted.")


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
        return Check("clock", is_well=False, sentence=f"This machine's clock is {seconds} s off the vendor's: set it.")
    return Check("clock", is_well=True, sentence=f"Within {seconds} s of the vendor's.")


def _org(coverage: OrgCoverage) -> Check:
    """An org that does not know the made-up customer has answered all the same."""
    name = f"org {coverage.org.name}"
    if coverage.state is CoverageState.ANSWERED or coverage.code in CUSTOMER_NOT_FOUND:
        return Check(name, is_well=True, sentence="Answers.")
    return Check(name, is_well=False, sentence=coverage.message or "Does not answer.")


def _own_credentials(org_id: int | None, data: PromoData) -> Check:
    """The credentials with which another org's promotions are acted on."""
    name = f"credentials of org {org_id}"
    try:
        found = _credentials(data.raw_answer(_NOBODY, org_id))
    except PromoInsightError as error:
        return Check(name, is_well=False, sentence=str(error))
    return Check(name, found.is_well, found.sentence)


def _store(data: PromoData) -> Check:
    try:
        data.check_store()
    except PromoInsightError as error:
        return Check("store", is_well=False, sentence=str(error))
    return Check("store", is_well=True, sentence="The journal can be read and written.")


def _cache(data: PromoData) -> Check:
    if data.settings.cache_seconds == 0:
        return Check("cache", is_well=True, sentence="Switched off.")
    if data.cache_works():
        return Check("cache", is_well=True, sentence="Answers can be kept.")
    return Check(
        "cache", is_well=False, sentence=f"Nothing can be kept in {data.settings.data_dir}: check its rights and space."
    )
