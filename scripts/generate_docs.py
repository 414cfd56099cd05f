"""Writes the documents that follow from the code, or with ``--check`` says which are stale."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from pydantic.fields import FieldInfo

from promo_data.codes import SHARED, TABLE, Row
from promo_data.frames.schema import ALLOWANCES, PROMOTIONS, Schema
from promo_data.insight.cohort.schema import ALL as COHORT
from promo_data.scope import Org
from promo_data.settings import PREFIX, Credentials, Settings
from scripts.markdown import page, table
from scripts.sandbox_page import sandbox

DOCS = Path(__file__).parents[1] / "docs"
ABOUT_FRAMES = """\
Every column of the two frames that carry everything, in the app, in exports and in `--json`, and below them of those
that a cohort's figures come in. Columns are added, never renamed. Absent is null; times are UTC."""
ABOUT_ERRORS = """\
What the vendor's codes mean, for each endpoint: one code can mean different things at two of them. Where one code has
several causes, a part of the vendor's message tells them apart. "000" to "004" and "api-facts" are explained in
[the glossary](../GLOSSARY.md#sources). "Again" says whether the same request may succeed later."""


_MADE_OF_OTHERS = ("credentials", "org_credentials")
ABOUT_OTHER_ORGS = """\
Another org's own credentials, with which its promotions are acted on, stand in
`[connections.promotions.credentials.<org id>]` of `secrets.toml` under the same names as the own ones."""
ABOUT_SETTINGS = """\
Every setting is an environment variable, or the same name in lower case without `PROMO_` in `[connections.promotions]`
of `.streamlit/secrets.toml`; the environment wins. Without any, the backend is the sandbox; a setting of the connection
without `PROMO_BASE_URL` is refused, so that neither the sandbox nor a real host is used by accident."""


def frames() -> str:
    """``docs/frames.md``: the data dictionary, from ``promo_data/frames/schema.py``."""
    return page("The frames", ABOUT_FRAMES, *(_frame(schema) for schema in (PROMOTIONS, ALLOWANCES, *COHORT)))


def _frame(schema: Schema) -> str:
    rows = [(f"`{c.name}`", f"`{c.dtype}`", c.meaning, c.unit, c.source) for c in schema.columns]
    return f"## {schema.name}\n\n" + table(["Column", "Type", "Meaning", "Unit", "Vendor's field"], rows)


def errors() -> str:
    """``docs/errors.md``: the vendor's codes in our words, from ``promo_data/codes``."""
    endpoints = [_codes(endpoint, rows) for endpoint, rows in TABLE.items()]
    return page("The vendor's errors", ABOUT_ERRORS, *endpoints, _codes("at every endpoint", SHARED))


def _codes(endpoint: str, rows: Iterable[Row]) -> str:
    heads = ["Code", "Message holds", "What happened", "What to do", "Again", "Source"]
    return f"## {endpoint}\n\n" + table(heads, [_code(row) for row in rows])


def _code(row: Row) -> Sequence[str]:
    number = "none" if row.code is None else str(row.code)
    return number, row.fragment, row.what, row.advice, "yes" if row.retry_helps else "no", row.source


def settings() -> str:
    """``docs/settings.md``: every setting, from ``promo_data/settings.py``."""
    listed = {name: field for name, field in Settings.model_fields.items() if name not in _MADE_OF_OTHERS}
    fields = {"base_url": listed.pop("base_url")} | Credentials.model_fields | listed
    rows = [_setting(name, field) for name, field in fields.items()]
    return page("Settings", ABOUT_SETTINGS, table(["Setting", "Default", "Meaning"], rows), ABOUT_OTHER_ORGS)


def _setting(name: str, field: FieldInfo) -> Sequence[str]:
    return f"`{PREFIX}{name.upper()}`", _default(name, field.default), field.description or ""


def _default(name: str, default: object) -> str:
    if name == "data_dir":
        return "`~/.promo-insight`"
    text = f"{default.id}:{default.name}" if isinstance(default, Org) and default.id else default
    empty = text is None or text == () or isinstance(text, Org)
    listed = ",".join(map(str, text)) if isinstance(text, tuple) else text
    return "" if empty else f"`{listed}`"


GENERATED: Mapping[str, Callable[[], str]] = {
    "errors.md": errors,
    "frames.md": frames,
    "sandbox.md": sandbox,
    "settings.md": settings,
}


def main(arguments: Sequence[str]) -> int:
    """Exit code: 0 when every document is fresh, or was written; 1 when ``--check`` found a stale one."""
    stale = [name for name in GENERATED if not _is_fresh(name)]
    for name in stale:
        if "--check" in arguments:
            print(f"docs/{name} is stale: run make docs.")
        else:
            (DOCS / name).write_text(GENERATED[name](), "utf-8")
            print(f"docs/{name} is written.")
    return 1 if stale and "--check" in arguments else 0


def _is_fresh(name: str) -> bool:
    path = DOCS / name
    return path.exists() and path.read_text("utf-8") == GENERATED[name]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
