"""Plans as people write them: a JSON file, or the header of a request."""

from collections.abc import Sequence

import orjson
from pydantic import ValidationError

from promo_data.sandbox.faults.catalogue import NAMED
from promo_data.sandbox.faults.plan import Fault, FaultPlan

HEADER = "x-sandbox-fault"


def read_plan(text: bytes) -> FaultPlan:
    """The plan in a JSON object `{"faults": [...]}`: a list of faults, or their names in the catalogue.

    ValueError says what is wrong.
    """
    try:
        read = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise ValueError(f"The fault plan is not JSON: {error}") from None
    if not isinstance(read, dict) or set(read) != {"faults"} or not isinstance(read["faults"], list):
        raise ValueError('The fault plan is an object with one list: {"faults": [...]}.')
    faults = _faults(read["faults"])
    try:
        return FaultPlan(faults=faults)
    except ValidationError as error:
        raise ValueError(f"{error.errors()[0]['msg']}.") from None


def read_header(text: str) -> tuple[Fault, ...]:
    """The faults of one request: names with commas between them, or one fault as JSON.

    ValueError says what is wrong.
    """
    if text.startswith("{"):
        try:
            return _faults([orjson.loads(text)])
        except orjson.JSONDecodeError as error:
            raise ValueError(f"The fault is not JSON: {error}") from None
    return _faults([word.strip() for word in text.split(",")])


def _faults(written: Sequence[object]) -> tuple[Fault, ...]:
    return tuple(_fault(place, each) for place, each in enumerate(written, start=1))


def _fault(place: int, written: object) -> Fault:
    if isinstance(written, str):
        if written not in NAMED:
            raise ValueError(f"Fault {place}: no fault of the catalogue has that name.")
        return NAMED[written]
    try:
        return Fault.model_validate_json(orjson.dumps(written), strict=True)
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, each['loc'])) or 'it'}: {each['msg']}" for each in error.errors()]
        raise ValueError(f"Fault {place}: {'; '.join(problems)}.") from None
