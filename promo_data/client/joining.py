"""Several calls' rows, failures and times as one read with its coverage."""

from collections.abc import Iterator, Sequence
from functools import partial

from promo_data.client.hiding import without_name
from promo_data.client.rows import named
from promo_data.client.walking import CallRead
from promo_data.codes.customer_promotions import SURVIVOR_SHOWN
from promo_data.errors import RefusedError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import CustomerRead, OrgCoverage, Problem, PromotionKey, SecondOpinion
from promo_data.scope import Org
from promo_data.vocabulary import CUSTOMER_NOT_FOUND, CoverageState, CustomerStatus, IdentifierKind

_ANOTHER = (
    "The vendor answered for another customer id than the one asked for, as it does for a record that was merged into "
    "another; that one is shown. Compare the customer id before you act."
)
_NAMELESS_ROWS = (
    "The answer for several orgs at once does not say of every promotion whose it is: choose “each” to ask each org "
    "alone."
)
_NOT_CONNECTED = 310144
_NOT_KNOWN_HERE = (
    "This org does not know the customer: nobody is registered with it under this identifier and source. What the "
    "other orgs gave is not touched by that."
)


def joined(
    reads: Sequence[CallRead],
    configured: Sequence[Org],
    *,
    asked: CustomerIdentifier | None = None,
    mixed_units: bool = False,
) -> CustomerRead:
    """All of ``reads`` as one; the orgs of ``configured`` that none covers were not asked. Coverage in that order.

    ``asked`` is who was asked for: the vendor's words do not repeat it. ``mixed_units`` is whether alternate currencies
    are counted among the points.
    """
    read = CustomerRead(
        customer_id=next((customer_id for read in reads for customer_id in read.customer_ids), None),
        rows=tuple([row for read in reads for row in read.rows]),
        coverage=_covered(reads, configured),
        problems=tuple(dict.fromkeys(_problems(reads, asked))),
        as_of=min((time for read in reads for time in read.times), default=None),
        mixed_units=mixed_units,
        second_opinion=_second_opinion(reads),
    )
    return read if asked is None else without_name(read, asked)


def _covered(reads: Sequence[CallRead], configured: Sequence[Org]) -> tuple[OrgCoverage, ...]:
    is_known = any(read.failure is None for read in reads)
    covered = {coverage.org: coverage for read in reads for coverage in _coverage(read, is_known=is_known)}
    in_order = [covered.pop(org) if org in covered else OrgCoverage(org, CoverageState.NOT_ASKED) for org in configured]
    return (*in_order, *covered.values())


def _coverage(read: CallRead, *, is_known: bool) -> list[OrgCoverage]:
    if read.failure is None:
        return [OrgCoverage(org, CoverageState.ANSWERED, as_of=min(read.times)) for org in read.scoped.orgs]
    refused = read.failure if isinstance(read.failure, RefusedError) else None
    code = refused.code if refused else None
    is_no = refused is not None and not refused.is_passing
    failed = partial(OrgCoverage, code=code, message=_why(read, code, is_known=is_known), refused=is_no)
    return [failed(org, CoverageState.FAILED) for org in read.scoped.orgs]


def _why(read: CallRead, code: int | None, *, is_known: bool) -> str:
    """Why the call failed, for a person; one refusal for several orgs does not say which of them it is about."""
    names = [org.name for org in read.scoped.orgs]
    if code == _NOT_CONNECTED and len(names) > 1:
        return f"At least one of {' and '.join(names)} is not connected: choose “each” to ask each by itself."
    return _NOT_KNOWN_HERE if is_known and code in CUSTOMER_NOT_FOUND else str(read.failure)


def _problems(reads: Sequence[CallRead], asked: CustomerIdentifier | None) -> Iterator[Problem]:
    for read in reads:
        yield from read.problems
        yield from _silent_orgs(read)
    yield from _several_customers(reads)
    yield from _merged(reads, asked)


def _silent_orgs(read: CallRead) -> Iterator[Problem]:
    """In one answer for several orgs nobody says that one of them failed (api-facts §10): no row may mean either."""
    if read.failure is not None or len(read.scoped.orgs) == 1:
        return
    heard = {row.org_id for row in read.rows}
    if None in heard and all(org.id is not None for org in read.scoped.orgs):
        yield Problem(named(read.scoped), _NAMELESS_ROWS, is_loss=False)
        return
    for org in read.scoped.orgs:
        if heard and org.id is not None and org.id not in heard:
            what = f"The answer for several orgs at once has no promotion of {org.name}: choose “each” to ask it alone."
            yield Problem(named(read.scoped), what, is_loss=False)


def _several_customers(reads: Sequence[CallRead]) -> Iterator[Problem]:
    """Orgs may number one customer differently; whether these are one person is for a person to say."""
    ids = {read.customer_ids[0] for read in reads if read.customer_ids}
    if len(ids) > 1:
        what = f"The orgs answered for different customer ids: {', '.join(map(str, sorted(ids)))}."
        yield Problem("customer", what, is_loss=False)


def _merged(reads: Sequence[CallRead], asked: CustomerIdentifier | None) -> Iterator[Problem]:
    """Someone else was answered for (api-facts §3.5, 8069), said once: the vendor may have warned of it itself."""
    if asked is None or asked.kind is not IdentifierKind.CUSTOMER_ID:
        return
    others = {n for read in reads for n in read.customer_ids} - {int(asked.value)}
    warned = any(problem.what == SURVIVOR_SHOWN for read in reads for problem in read.problems)
    if others and not warned:
        yield Problem("customer", _ANOTHER, is_loss=False)


def _second_opinion(reads: Sequence[CallRead]) -> SecondOpinion | None:
    opinions = [read.opinion for read in reads if read.opinion is not None]
    if not opinions:
        return None
    listed: dict[PromotionKey, dict[CustomerStatus, bool]] = {}
    for opinion in opinions:
        listed |= {key: dict(lists) for key, lists in opinion.listed.items()}
    return SecondOpinion(tuple(each for opinion in opinions for each in opinion.filters), listed)
