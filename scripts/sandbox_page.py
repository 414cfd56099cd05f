"""``docs/sandbox.md``: what there is to see in the sandbox, and how to have it go wrong."""

import inspect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import get_args, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from promo_data.sandbox import World, build_world
from promo_data.sandbox.faults import CASES, Case, Selector
from promo_data.sandbox.faults.kinds import KINDS
from promo_data.sandbox.organisations import ACCESS_GROUPS, Org
from promo_data.sandbox.switches import Switches
from scripts.markdown import page, table

_OTHER_CHOICES = {bool: "`True`, `False`", int: "a number", int | None: "a number, `None`"}
# Nothing on the page depends on the day; a fixed one makes sure of it.
MADE_ON = datetime(2026, 1, 1, tzinfo=UTC)

ABOUT = """\
The vendor's API as the documents tell it, over a made-up world: to try the dashboard on, to test against, and to judge
the client by. It shares no code with the client. Nothing in it is real: brands, credentials and customers are invented,
and mobile numbers begin with 999, a country code that belongs to nobody.

```sh
make run                                # the dashboard with the sandbox inside it, at /sandbox
promo-insight sandbox --port 8787       # the sandbox by itself, at / and at /sandbox
promo-insight sandbox --customers 1000000 --seed 7 --latency-ms 50 --rate-per-minute 100 --faults plan.json
```

`/openapi.json` describes every operation, with examples that work. The same seed gives the same world on any machine
on the same day: dates lie around the day on which it is started."""
ABOUT_CUSTOMERS = """\
These customers of seed 1 have a story, in every world of that seed. Everyone else is made by chance, when asked for."""
ABOUT_ORGS = """\
Two companies, each a parent with its brands. The second has three of them, over which the scope `ALL` fails as the
vendor's does. A till is for Basic credentials: its password travels as MD5 hex. Key and secret are for
`POST /v3/oauth/token/generate`."""
ABOUT_ACCESS_GROUPS = """\
Each org has more credentials, of access groups that may do less. Their word follows a dot in the till and a hyphen
elsewhere, as in `demo.merrowfield.reader` with `demo-password-merrowfield-reader`"""
ABOUT_SWITCHES = """\
Where the documents conflict or are silent, the choice is a switch of the world, so that a client can be tested under
all of them: `build_world(switches=Switches(timelines="never"))`."""
ABOUT_FAULTS = """\
Faults are off unless a plan is given: a file with `promo-insight sandbox --faults plan.json`, or an object with
`sandbox_app(world, faults=read_plan(text))`. A plan is a list of faults, each the name of a case below or written out:

```json
{"faults": [
  "F12_throttled",
  {"name": "slow issues", "seed": 7,
   "strikes": {"endpoint": "/v2/promotion/issue", "every": 3},
   "does": {"kind": "delay", "seconds": 5, "when": "after"}}
]}
```

Where a plan is given, an empty one too, a single request can ask for more in its own header:
`X-Sandbox-Fault: F07_short_body`, several names with commas between them, or one fault as JSON. Such a fault strikes
that request, whatever its `strikes` says. Where several faults strike one request, that of the header stands nearest to
the caller, then those of the plan in their order.

What really happened is in the ledger of the world: `world.ledger.requests`, `world.ledger.effects` and
`world.ledger.faults`, which says of each fault whether the API had been reached."""
ABOUT_STRIKES = """\
`strikes` says which calls a fault strikes: all, with nothing set. The first five say which calls fit; the others choose
among those that do, and count them."""
ABOUT_KINDS = """\
`does` says what happens to them. A connection is really reset where the sandbox is served by itself; inside the
dashboard it is closed in the middle of the answer."""
ABOUT_CASES = """\
Every case of the reliability plan, ready to use by its name. What no HTTP server can make happen is left to others."""


def sandbox() -> str:
    """The page, from the world itself and from the kinds and cases of its faults."""
    world = build_world(clock=lambda: MADE_ON)
    return page(
        "The sandbox",
        ABOUT,
        _section("Customers to look at", ABOUT_CUSTOMERS, _customers(world)),
        _section("Organisations and credentials", ABOUT_ORGS, _orgs(world), _access_groups()),
        _section("Switches", ABOUT_SWITCHES, _switches()),
        _section("Faults", ABOUT_FAULTS),
        _section("Which calls", ABOUT_STRIKES, _selector(), level=3),
        _section("What happens", ABOUT_KINDS, _kinds(), level=3),
        _section("Cases", ABOUT_CASES, _cases(), level=3),
    )


def _section(title: str, *parts: str, level: int = 2) -> str:
    return "\n\n".join([f"{'#' * level} {title}", *parts])


def _customers(world: World) -> str:
    rows = [(c.title, c.story, f"`{c.identifier_name}` `{c.identifier_value}`") for c in world.demo_customers]
    return table(["Title", "Story", "Found by"], rows)


def _orgs(world: World) -> str:
    heads = ["Id", "Name", "Part of", "Programmes", "Till", "Password", "Key", "Secret"]
    return table(heads, [_org(world, org) for org in world.all_orgs])


def _org(world: World, org: Org) -> Sequence[str]:
    names = {each.id: each.name for each in world.all_orgs}
    programmes = ", ".join(f"{p.id} {p.name}" for p in world.programmes if p.org_id == org.id)
    parent = "" if org.parent_id is None else names[org.parent_id]
    credentials = [f"`{word}`" for word in (org.till, org.password, org.oauth_key, org.oauth_secret)]
    return str(org.id), org.name, parent, programmes, *credentials


def _access_groups() -> str:
    groups = [f"`{name}` ({_permitted(permissions)})" for name, permissions in ACCESS_GROUPS.items() if name]
    return f"{ABOUT_ACCESS_GROUPS}: {', '.join(groups)}."


def _permitted(permissions: Iterable[str]) -> str:
    return " and ".join(sorted(permissions)) or "nothing"


def _switches() -> str:
    meanings = dict(re.findall(r"(?s)^- `(\w+)`: (.+?)(?=\n- |\Z)", inspect.getdoc(Switches) or "", re.MULTILINE))
    rows = [(f"`{f.name}`", _choices(f.name), f"`{f.default}`", _line(meanings[f.name])) for f in fields(Switches)]
    return table(["Switch", "Choices", "Default", "What the documents say"], rows)


def _choices(name: str) -> str:
    hint = get_type_hints(Switches)[name]
    words = ", ".join(f"`{each}`" for each in get_args(hint) if not isinstance(each, type))
    return words or _OTHER_CHOICES[hint]


def _line(text: str) -> str:
    return " ".join(text.split())


def _selector() -> str:
    rows = [(f"`{name}`", field.description or "") for name, field in Selector.model_fields.items()]
    return table(["Part", "Strikes"], rows)


def _kinds() -> str:
    return table(["Kind", "What happens", "Parts"], [_kind(kind) for kind in KINDS])


def _kind(kind: type[BaseModel]) -> Sequence[str]:
    name = kind.model_fields["kind"].default
    return f"`{name}`", _line(inspect.getdoc(kind) or ""), "; ".join(_parts(kind))


def _parts(kind: type[BaseModel]) -> Iterator[str]:
    for name, field in sorted(kind.model_fields.items()):
        if name != "kind":
            yield f"`{name}`{_default(field)}{_choice_of(field)}{f': {field.description}' if field.description else ''}"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return " (must be given)"
    return "" if field.default is None or isinstance(field.default, tuple) else f" (`{field.default}`)"


def _choice_of(field: FieldInfo) -> str:
    words = [f"`{each}`" for each in get_args(field.annotation) if isinstance(each, str)]
    return f", one of {', '.join(words)}" if words else ""


def _cases() -> str:
    return table(["Case", "What happens", "Kind"], [_case(case) for case in CASES])


def _case(case: Case) -> Sequence[str]:
    how = f"left to {case.elsewhere}" if case.fault is None else f"`{case.fault.does.kind}`"
    return f"`{case.name}`", case.text, how
