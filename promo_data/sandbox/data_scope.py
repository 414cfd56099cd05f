"""Which orgs a read is about: DATA-SCOPE and DATA-SCOPE-ORG (003, headers; api-facts §2)."""

from collections.abc import Mapping, Sequence

from promo_data.sandbox.errors import SCOPE_NOT_SET, UNSUPPORTED_SCOPE, RefusedError, v3_refused
from promo_data.sandbox.organisations import Org
from promo_data.sandbox.switches import Switches

# api-facts §2: up to two child orgs, in the list as in scope ALL
_MOST_ORGS = 2


def orgs_read(caller: Org, orgs: Sequence[Org], headers: Mapping[str, str], switches: Switches) -> list[Org]:
    """The orgs that a read with these headers sees, in their order; `orgs` are those of the caller's company.

    A missing DATA-SCOPE means SELF unless a switch refuses it. RefusedError 310144 for a wrong scope or list, 310141
    for ALL over more than two children.
    """
    unsaid = "SELF" if switches.missing_scope == "self" else ""
    match headers.get("data-scope", unsaid).strip():
        case "SELF":
            return [caller]
        case "OTHER":
            return _listed(caller, orgs, headers.get(switches.scope_header, ""))
        case "ALL":
            return _all(caller, orgs)
        case _:
            raise _not_set()


def _listed(caller: Org, orgs: Sequence[Org], listed: str) -> list[Org]:
    """A parent may list its children, a child only itself (api-facts §2, OTHER)."""
    targets = [org for org in orgs if org.parent_id == caller.id] if caller.parent_id is None else [caller]
    allowed = {str(org.id): org for org in targets}
    wanted = list(dict.fromkeys(word.strip() for word in listed.split(",")))
    if len(wanted) > _MOST_ORGS or any(word not in allowed for word in wanted):
        raise _not_set()
    return [allowed[word] for word in wanted]


def _all(caller: Org, orgs: Sequence[Org]) -> list[Org]:
    """The parent and all children, or for a child the parent and that child (api-facts §2, ALL)."""
    if caller.parent_id is not None:
        return [org for org in orgs if org.id in (caller.parent_id, caller.id)]
    children = [org for org in orgs if org.parent_id == caller.id]
    if len(children) > _MOST_ORGS:
        raise v3_refused(UNSUPPORTED_SCOPE, "data scope 'ALL' not supported for this API")
    return [caller, *children]


def _not_set() -> RefusedError:
    # 003, error codes. Its envelope is documented nowhere (api-facts §10): that of 310141 is taken.
    return v3_refused(SCOPE_NOT_SET, "Connected Orgs not set properly in Headers")
