"""Settings: read once from a mapping, checked, frozen, and passed in. Nothing below asks the environment."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    NonNegativeInt,
    SecretStr,
    ValidationError,
    model_validator,
)

from promo_data.errors import InputError
from promo_data.scope import Org
from promo_data.vocabulary import Source

PREFIX = "PROMO_"


def _org(text: object) -> object:
    if not isinstance(text, str):
        return text
    number, _, name = text.strip().partition(":")
    if not number.strip().isdecimal():
        raise ValueError(f"“{text.strip()}” is not id:name, such as 50405:Brand A")
    return Org(int(number), name.strip() or f"Org {number.strip()}")


def _commas(text: object) -> object:
    return tuple(part.strip() for part in text.split(",") if part.strip()) if isinstance(text, str) else text


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"“{name}” is no time zone name, such as Asia/Kolkata") from error
    return name


OrgText = Annotated[Org, BeforeValidator(_org)]
OrgsText = Annotated[tuple[OrgText, ...], BeforeValidator(_commas)]
HostsText = Annotated[tuple[str, ...], BeforeValidator(_commas)]
SecondsText = Annotated[tuple[NonNegativeInt, ...], BeforeValidator(_commas)]
ZoneText = Annotated[str, BeforeValidator(_known_zone)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, hide_input_in_errors=True)


class Credentials(_Frozen):
    """Who we are for the vendor: a till with its password, or an OAuth client (api-facts §1)."""

    auth: Literal["basic", "oauth"] = Field(default="basic", description="How to authenticate: basic or oauth.")
    username: str | None = Field(default=None, description="The till's id (basic).")
    password: SecretStr | None = Field(
        default=None,
        description="The till's password as people know it; it travels as its MD5, as the vendor asks (basic).",
    )
    oauth_key: str | None = Field(default=None, description="The client's key (oauth).")
    oauth_secret: SecretStr | None = Field(default=None, description="The client's secret (oauth).")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        needed = ("username", "password") if self.auth == "basic" else ("oauth_key", "oauth_secret")
        missing = [PREFIX + name.upper() for name in needed if getattr(self, name) is None]
        if missing:
            raise ValueError(f"{' and '.join(missing)} must be set for {self.auth} authentication")
        return self


class Settings(_Frozen):
    """Everything that can be configured; the description of a field is its line in ``docs/settings.md``."""

    base_url: str | None = Field(None, description="Address of the vendor's API. Without it, the sandbox.")
    credentials: Credentials | None = Field(
        None,
        description="Made of PROMO_AUTH (basic or oauth) with PROMO_USERNAME and PROMO_PASSWORD, "
        "or PROMO_OAUTH_KEY and PROMO_OAUTH_SECRET.",
    )
    org_credentials: Mapping[int, Credentials] = Field(
        default_factory=dict, description="Another org's own credentials, by org id; needed to act on its promotions."
    )
    org: OrgText = Field(Org(None, "Own org"), description="The credentials' own org, as id:name.")
    child_orgs: OrgsText = Field((), description="Connected child orgs, as id:name,id:name.")
    source: Source = Field(
        Source.INSTORE, description="Where identifiers are looked up unless a person says otherwise."
    )
    timezone: ZoneText = Field("UTC", description="Time zone that dates are shown in; stored times are UTC.")
    rate_per_minute: int = Field(100, gt=0, description="Reads per minute the vendor allows these credentials.")
    concurrency: int = Field(16, gt=0, le=256, description="Calls under way at once.")
    cache_seconds: int = Field(300, ge=0, description="How long an answer may be shown again; 0 keeps nothing.")
    data_dir: Path = Field(
        default_factory=lambda: Path.home() / ".promo-insight", description="Folder of the cache and the journal."
    )
    store_url: SecretStr | None = Field(None, description="Database of the journal, as a URL. Without it, SQLite.")
    allowed_hosts: HostsText = Field((), description="Hosts beside the vendor's own that may be talked to, over https.")
    proxy: SecretStr | None = Field(
        None, description="Address of a proxy in front of the vendor; those of the environment are not used."
    )
    scope_header: str = Field("DATA-SCOPE-ORG", min_length=1, description="Name of the header that lists org ids.")
    token_header: str = Field("X-CAP-API-OAUTH-TOKEN", min_length=1, description="Name of the OAuth token's header.")
    attribution_entity_type: str | None = Field(None, description="Value of X-CAP-API-ATTRIBUTION-ENTITY-TYPE (OAuth).")
    attribution_entity_code: str | None = Field(None, description="Value of X-CAP-API-ATTRIBUTION-ENTITY-CODE (OAuth).")
    near_share: float = Field(0.8, gt=0, le=1, description="Share used from which a limit counts as near.")
    settle_seconds: SecondsText = Field(
        (0, 30, 120, 300),
        description="When an unknown outcome is read back; silence proves nothing before 300 s, whatever is set.",
    )
    audit_key: SecretStr | None = Field(
        None, description="Key that seals the audit, 32 characters or more. Without it, a file in the data folder."
    )
    keep_days: int = Field(
        90,
        ge=1,
        le=3650,
        description="Days for which last looks, case links, references to customers and saved cohorts are kept.",
    )
    webhook_url: SecretStr | None = Field(None, description="Where alerts are sent.")

    @model_validator(mode="after")
    def _each_org_once(self) -> Self:
        ids = [org.id for org in self.orgs if org.id is not None]
        if twice := next((org_id for org_id in ids if ids.count(org_id) > 1), None):
            raise ValueError(f"{PREFIX}ORG and {PREFIX}CHILD_ORGS name org {twice} twice")
        return self

    @property
    def revealed_audit_key(self) -> str | None:
        """The audit's key as it is, for what seals and checks."""
        return self.audit_key.get_secret_value() if self.audit_key else None

    @property
    def is_sandbox(self) -> bool:
        """Whether the backend is our own sandbox, by default and never by accident."""
        return self.base_url is None

    @property
    def orgs(self) -> tuple[Org, ...]:
        """The own org first, then its children."""
        return (self.org, *self.child_orgs)


_CREDENTIAL_KEYS = tuple(Credentials.model_fields)
_CONNECTION_KEYS = frozenset({*_CREDENTIAL_KEYS, "org", "child_orgs", "credentials"})


def read_settings(environ: Mapping[str, str], secrets: Mapping[str, Any] | None = None) -> Settings:
    """Settings from ``PROMO_*`` variables over ``[connections.promotions]``; the environment wins.

    Raises ``InputError`` that names the setting; a secret's value is never repeated.
    """
    given = dict(secrets or {}) | _from_environment(environ)
    if "base_url" not in given and (lonely := sorted(_CONNECTION_KEYS & given.keys())):
        raise InputError(f"{PREFIX}{lonely[0].upper()} is set but {PREFIX}BASE_URL is not: say which host it is for.")
    try:
        return Settings(**_assembled(given))
    except ValidationError as error:
        raise InputError(_sentence(error)) from None


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    return {name.removeprefix(PREFIX).lower(): value for name, value in environ.items() if _is_ours(name) and value}


def _is_ours(name: str) -> bool:
    fields = {*Settings.model_fields, *_CREDENTIAL_KEYS} - {"credentials", "org_credentials"}
    return name.startswith(PREFIX) and name.removeprefix(PREFIX).lower() in fields


def _assembled(given: dict[str, Any]) -> dict[str, Any]:
    """Flat keys as people write them, nested as the models want them."""
    others = given.pop("credentials", {})
    own = {key: given.pop(key) for key in _CREDENTIAL_KEYS if key in given}
    if "base_url" in given:
        given["credentials"] = own
    return given | {"org_credentials": _other_orgs(others)} if others else given


def _other_orgs(sections: object) -> dict[int, Credentials]:
    """Each section under its org id; raises ``InputError`` that names it and never repeats what it holds."""
    if not isinstance(sections, Mapping):
        raise InputError("[connections.promotions.credentials] must hold a section for each org id.")
    return {_org_id(name): _of_org(name, section) for name, section in sections.items()}


def _org_id(name: object) -> int:
    text = str(name)
    if not (text.isascii() and text.isdecimal()):
        raise InputError(f"[connections.promotions.credentials.{text}] is not named by an org id, such as 50405.")
    return int(text)


def _of_org(name: object, section: object) -> Credentials:
    where = f"[connections.promotions.credentials.{name}]"
    if not isinstance(section, Mapping):
        raise InputError(f"{where} must hold that org's own credentials.")
    try:
        return Credentials(**section)
    except ValidationError as error:
        raise InputError(f"{where} {_sentence(error)}") from None


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    path = [str(part) for part in first["loc"] if part != "credentials"]
    where = f"{PREFIX}{path[0].upper()}: " if path else ""
    return f"{where}{first['msg'].removeprefix('Value error, ').rstrip('.')}."
