"""Settings are read once, checked, and say which one is wrong without repeating its value."""

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from promo_data.errors import InputError
from promo_data.scope import Org
from promo_data.settings import Settings, read_settings
from promo_data.vocabulary import Source

SECRET = "hunter2-hunter2"
REAL = {"PROMO_BASE_URL": "https://eu.api.capillarytech.com", "PROMO_USERNAME": "till.1", "PROMO_PASSWORD": SECRET}
REAL_SECTION = {name.removeprefix("PROMO_").lower(): value for name, value in REAL.items()}


def test_nothing_configured_is_the_sandbox_with_the_documented_defaults() -> None:
    settings = read_settings({})

    assert settings.is_sandbox
    assert (settings.source, settings.cache_seconds, settings.rate_per_minute) == (Source.INSTORE, 300, 100)
    assert (settings.concurrency, settings.near_share, settings.timezone) == (16, 0.8, "UTC")
    assert settings.settle_seconds == (0, 30, 120, 300)
    assert (settings.scope_header, settings.token_header) == ("DATA-SCOPE-ORG", "X-CAP-API-OAUTH-TOKEN")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("PROMO_ORG", "50404:Own brand", Org(50404, "Own brand")),
        ("PROMO_ORG", "50404", Org(50404, "Org 50404")),
        ("PROMO_ORG", " 50404 : Own: brand ", Org(50404, "Own: brand")),
        ("PROMO_CHILD_ORGS", "50405:A, 50406:B,", (Org(50405, "A"), Org(50406, "B"))),
        ("PROMO_SOURCE", "WECHAT", Source.WECHAT),
        ("PROMO_TIMEZONE", "Asia/Kolkata", "Asia/Kolkata"),
        ("PROMO_RATE_PER_MINUTE", "1000", 1000),
        ("PROMO_CONCURRENCY", "256", 256),
        ("PROMO_CACHE_SECONDS", "0", 0),
        ("PROMO_DATA_DIR", "/var/lib/promo", Path("/var/lib/promo")),
        ("PROMO_STORE_URL", "postgresql://db/promo", SecretStr("postgresql://db/promo")),
        ("PROMO_WEBHOOK_URL", "https://hooks.example.com/1", SecretStr("https://hooks.example.com/1")),
        ("PROMO_AUDIT_KEY", "k" * 32, SecretStr("k" * 32)),
        ("PROMO_PROXY", "http://me:pass@proxy:3128", SecretStr("http://me:pass@proxy:3128")),
        ("PROMO_ALLOWED_HOSTS", "proxy.example.com, other.example.com", ("proxy.example.com", "other.example.com")),
        ("PROMO_SCOPE_HEADER", "DATA-SCOPE-ORGS", "DATA-SCOPE-ORGS"),
        ("PROMO_TOKEN_HEADER", "CAP-API-ACCESS-TOKEN", "CAP-API-ACCESS-TOKEN"),
        ("PROMO_ATTRIBUTION_ENTITY_TYPE", "TILL", "TILL"),
        ("PROMO_ATTRIBUTION_ENTITY_CODE", "till.9", "till.9"),
        ("PROMO_NEAR_SHARE", "0.9", 0.9),
        ("PROMO_SETTLE_SECONDS", "0,5", (0, 5)),
    ],
)
def test_every_setting_is_read_from_its_text(name: str, text: str, value: object) -> None:
    assert getattr(read_settings({**REAL, name: text}), name.removeprefix("PROMO_").lower()) == value


def test_basic_credentials_are_a_till_and_its_password() -> None:
    credentials = read_settings(REAL).credentials

    assert credentials is not None
    assert credentials.password is not None
    assert (credentials.auth, credentials.username) == ("basic", "till.1")
    assert credentials.password.get_secret_value() == SECRET


def test_oauth_credentials_are_a_key_and_its_secret() -> None:
    oauth = {"PROMO_AUTH": "oauth", "PROMO_OAUTH_KEY": "key", "PROMO_OAUTH_SECRET": SECRET}

    credentials = read_settings({"PROMO_BASE_URL": "https://eu.api.capillarytech.com", **oauth}).credentials

    assert credentials is not None
    assert credentials.oauth_secret is not None
    assert (credentials.auth, credentials.oauth_key) == ("oauth", "key")
    assert credentials.oauth_secret.get_secret_value() == SECRET


def test_another_org_has_its_own_credentials() -> None:
    section = {"credentials": {"50405": {"username": "till.5", "password": "five"}}}

    assert read_settings(REAL, section).org_credentials[50405].username == "till.5"


def test_the_environment_wins_over_the_section() -> None:
    settings = read_settings({"PROMO_BASE_URL": "https://us.api.capillarytech.com"}, REAL_SECTION)

    assert settings.base_url == "https://us.api.capillarytech.com"
    assert settings.credentials is not None
    assert settings.credentials.username == "till.1"


def test_an_empty_variable_is_no_setting() -> None:
    assert read_settings({"PROMO_BASE_URL": ""}, REAL_SECTION).base_url == REAL["PROMO_BASE_URL"]


def test_variables_of_other_programs_are_passed_over() -> None:
    assert read_settings({"PATH": "/bin", "BASE_URL": "https://example.com"}).is_sandbox


@pytest.mark.parametrize("name", ["AUTH", "USERNAME", "PASSWORD", "OAUTH_KEY", "OAUTH_SECRET", "ORG", "CHILD_ORGS"])
def test_a_connection_setting_without_a_host_is_refused_and_not_taken_to_the_sandbox(name: str) -> None:
    with pytest.raises(InputError, match=f"PROMO_{name} is set but PROMO_BASE_URL is not"):
        read_settings({f"PROMO_{name}": "oauth" if name == "AUTH" else "50405:A"})


def test_an_orgs_own_credentials_without_a_host_are_refused() -> None:
    with pytest.raises(InputError, match="PROMO_BASE_URL"):
        read_settings({}, {"credentials": {"50405": {"username": "till.5", "password": SECRET}}})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PROMO_AUTH", SECRET),
        ("PROMO_ORG", "Brand A"),
        ("PROMO_ORG", ":Brand A"),
        ("PROMO_CHILD_ORGS", "50405:A,Brand B"),
        ("PROMO_ORG", "0:Nobody"),
        ("PROMO_CHILD_ORGS", f"{2**63}:Nobody"),
        ("PROMO_SOURCE", "instore"),
        ("PROMO_TIMEZONE", "Mars/Olympus"),
        ("PROMO_TIMEZONE", "../../etc/passwd"),
        ("PROMO_TIMEZONE", "America"),
        ("PROMO_RATE_PER_MINUTE", "0"),
        ("PROMO_RATE_PER_MINUTE", "many"),
        ("PROMO_CONCURRENCY", "0"),
        ("PROMO_CONCURRENCY", "257"),
        ("PROMO_CACHE_SECONDS", "-1"),
        ("PROMO_NEAR_SHARE", "0"),
        ("PROMO_NEAR_SHARE", "1.1"),
        ("PROMO_NEAR_SHARE", "nan"),
        ("PROMO_SETTLE_SECONDS", "soon"),
        ("PROMO_SETTLE_SECONDS", "-1"),
    ],
)
def test_a_wrong_value_is_refused_under_the_name_of_its_setting(name: str, text: str) -> None:
    with pytest.raises(InputError, match=rf"^{name}: .*[^.]\.$"):
        read_settings({**REAL, name: text})


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"PROMO_USERNAME": "till.1"}, "PROMO_PASSWORD"),
        ({"PROMO_PASSWORD": SECRET}, "PROMO_USERNAME"),
        ({"PROMO_AUTH": "oauth", "PROMO_OAUTH_KEY": "key"}, "PROMO_OAUTH_SECRET"),
        ({"PROMO_AUTH": "oauth", "PROMO_OAUTH_SECRET": SECRET}, "PROMO_OAUTH_KEY"),
    ],
)
def test_half_of_the_credentials_are_refused_naming_the_other_half(given: Mapping[str, str], named: str) -> None:
    with pytest.raises(InputError, match=f"^{named} must be set"):
        read_settings({"PROMO_BASE_URL": "https://eu.api.capillarytech.com", **given})


WRONG_SECTIONS: list[tuple[dict[str, Any], str]] = [
    ({"colour": SECRET}, "PROMO_COLOUR"),
    ({"password": 12345678}, "PROMO_PASSWORD"),
    ({"credentials": SECRET}, "(?i)credentials"),
    ({"credentials": {"50405": SECRET}}, "50405"),
    ({"credentials": {"Brand A": {"username": "till.5", "password": SECRET}}}, "Brand A"),
    ({"credentials": {"50405": {"username": "till.5"}}}, "50405"),
    ({"credentials": {"50405": {"username": "till.5", "password": SECRET, "colour": "red"}}}, "50405"),
]


@pytest.mark.parametrize(("section", "named"), WRONG_SECTIONS)
def test_a_wrong_entry_of_the_section_is_refused_by_name(section: dict[str, Any], named: str) -> None:
    with pytest.raises(InputError, match=named):
        read_settings({}, {**REAL_SECTION, **section})


@pytest.mark.parametrize("section", [section for section, _ in WRONG_SECTIONS])
def test_a_refusal_never_repeats_a_secret(section: dict[str, Any]) -> None:
    with pytest.raises(InputError) as refused:
        read_settings({}, {**REAL_SECTION, **section})

    told = "".join(traceback.format_exception(refused.value))
    assert SECRET not in told
    assert "12345678" not in told


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PROMO_PASSWORD", SECRET),
        ("PROMO_OAUTH_SECRET", SECRET),
        ("PROMO_STORE_URL", f"postgresql://promo:{SECRET}@db/promo"),
        ("PROMO_WEBHOOK_URL", f"https://hooks.example.com/{SECRET}"),
        ("PROMO_AUDIT_KEY", f"{SECRET}{'k' * 32}"),
        ("PROMO_PROXY", f"http://me:{SECRET}@proxy:3128"),
    ],
)
def test_no_secret_shows_in_a_repr(name: str, text: str) -> None:
    assert SECRET not in repr(read_settings({**REAL, name: text}))


def test_a_value_that_is_not_valid_does_not_show_in_the_error_below_ours() -> None:
    with pytest.raises(ValidationError) as invalid:
        Settings.model_validate({"rate_per_minute": SECRET})

    assert SECRET not in str(invalid.value)


@pytest.mark.parametrize("field", sorted(Settings.model_fields))
def test_settings_cannot_be_changed(field: str) -> None:
    settings = read_settings(REAL)

    with pytest.raises(ValidationError, match="frozen"):
        setattr(settings, field, None)


def test_the_orgs_are_the_own_one_and_its_children() -> None:
    settings = read_settings({**REAL, "PROMO_ORG": "1:Own", "PROMO_CHILD_ORGS": "2:A,3:B"})

    assert settings.orgs == (Org(1, "Own"), Org(2, "A"), Org(3, "B"))


@pytest.mark.parametrize("children", ["5:B,5:C", "1:Own again"])
def test_an_org_is_configured_once(children: str) -> None:
    given = {"base_url": "https://eu.api.capillarytech.com", "username": "till", "password": SECRET, "org": "1:Own"}

    with pytest.raises(InputError, match="twice"):
        read_settings({}, {**given, "child_orgs": children})
