"""The rows of a bulk request: whom each names, what is done for all of them as one action, and the answer to each."""

from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack

import anyio

from promo_data.sandbox.customers import Customer
from promo_data.sandbox.endpoints.bulk_request import BulkRequest
from promo_data.sandbox.endpoints.issue import NOT_ISSUED
from promo_data.sandbox.endpoints.json_parts import JsonPart, text
from promo_data.sandbox.endpoints.requests import ENROL_SOURCES, find_known
from promo_data.sandbox.errors import BUSY, FRAUD, Answer
from promo_data.sandbox.happenings import BusyError
from promo_data.sandbox.organisations import Org
from promo_data.sandbox.rendering import JsonObject
from promo_data.sandbox.world import World

# What an action adds to the result of a row: ids, or nothing where a limit or the configuration refused it.
Done = dict[str, object]
RowAction = Callable[[Customer, JsonPart], Done]


class RowError(Exception):
    """A row that fails: its entry has no `result`, and so no customer (api-facts §4.2, failed row)."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.entry: JsonObject = {"errors": [{"status": False, "code": code, "message": message}], "warnings": []}


_BUSY = RowError(BUSY, "Concurrent actions on the same customer, retry later")


async def for_each_row(world: World, org: Org, request: BulkRequest, act: RowAction) -> Answer:
    """The answer to all rows by their position, acted on in turn while nobody else may act for these customers.

    A customer who is there twice is acted for twice, as in a sample (api-facts §4.2, idempotency).
    """
    found = [_customer(world, org, request, row) for row in request.rows]
    with ExitStack() as held:
        busy = _hold(world, held, {each.number for each in found if isinstance(each, Customer)})
        await anyio.sleep(world.switches.action_milliseconds / 1000)
        told = [_BUSY if isinstance(each, Customer) and each.number in busy else each for each in found]
        entries = [_entry(world, request, each, row, act) for each, row in zip(told, request.rows, strict=True)]
    return _answer(world, entries)


def _hold(world: World, held: ExitStack, numbers: Collection[int]) -> set[int]:
    """Keep these customers for this request alone; those whom another action keeps already are given back."""
    busy = set()
    for number in numbers:
        try:
            held.enter_context(world.happenings.acting_for(number))
        except BusyError:
            busy.add(number)
    return busy


def _customer(world: World, org: Org, request: BulkRequest, row: JsonPart) -> Customer | RowError:
    value, source = text(row, "identifierValue"), text(row, "source").upper()  # samples have "instore" too
    if not value or source not in ENROL_SOURCES:
        return RowError(11013, "identifierName, identifierValue, source can not be empty")
    customer = find_known(world, org, (request.identifier_name, value), source)
    if customer is not None:
        is_fraud = customer.standing == "fraud"
        return RowError(FRAUD, "Not allowed, the customer is marked as fraud") if is_fraud else customer
    if request.identifier_name == "id" and world.find("id", value, "ALL") is None:
        return RowError(8896, "Error occurred while issuing promotion to the customer")
    return RowError(8015, "Customer not found for the given identifiers")


def _entry(world: World, request: BulkRequest, found: Customer | RowError, row: JsonPart, act: RowAction) -> JsonObject:
    if isinstance(found, RowError):
        return found.entry
    try:
        done = act(found, row)
    except RowError as error:
        return error.entry
    result: JsonObject = {
        "entityType": "CUSTOMER",
        "entityId": world.ids.of(found.number, request.promotion.org_id),
        **request.named,
        "programId": request.promotion.programme_id,
        **done,
    }
    return {"result": result, "errors": [], "warnings": [] if done else [NOT_ISSUED]}


def _answer(world: World, entries: Sequence[JsonObject]) -> Answer:
    """Refused rows are no failures: failureCount leaves them out (api-facts §4.2, not-issued)."""
    failed = [entry for entry in entries if "result" not in entry]
    total = len(entries) if world.switches.bulk_total == "all" else len(entries) - len(failed)
    body = {"response": entries, "totalCount": total, "failureCount": len(failed)}
    return Answer(body, world.switches.bulk_failure_status if failed else 200)
