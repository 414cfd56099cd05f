"""Which backend the settings mean: the configured account, or the sandbox with its open demo credentials."""

from urllib.parse import urlsplit

from pydantic import SecretStr

from promo_data.scope import Org
from promo_data.settings import Credentials, Settings
from promo_data.transport.hosts import checked_base_url

SANDBOX_URL = "http://127.0.0.1:8501/sandbox"
"""Where the dashboard serves the sandbox unless it is started on another port."""

_WITHOUT_PRACTICAL_LIMIT = 1_000_000


def resolved(settings: Settings, sandbox_url: str = SANDBOX_URL) -> Settings:
    """``settings`` with address, credentials and orgs filled in where the backend is the sandbox.

    For a real account, with the one spelling of its address that names its records: the sandbox is never fallen back
    to, and never left by accident. Raises ``InputError`` for a host that may not be used.
    """
    if settings.base_url is not None:
        return settings.model_copy(update={"base_url": checked_base_url(settings.base_url, settings.allowed_hosts)})
    from promo_data.sandbox.organisations import organisations  # noqa: PLC0415 - a real account needs no sandbox

    own, *children = organisations(child_orgs=2)
    return settings.model_copy(
        update={
            "base_url": sandbox_url,
            "credentials": Credentials(username=own.till, password=SecretStr(own.password)),
            "org_credentials": {
                org.id: Credentials(username=org.till, password=SecretStr(org.password)) for org in children
            },
            "org": Org(own.id, own.name),
            "child_orgs": tuple(Org(org.id, org.name) for org in children),
            "rate_per_minute": _WITHOUT_PRACTICAL_LIMIT,
            "data_dir": settings.data_dir / "sandbox",
            "store_url": None,  # what was done to made-up customers does not belong among real records
        }
    )


def backend_name(settings: Settings) -> str:
    """What the banner says: ``Sandbox``, or the host of the account."""
    return "Sandbox" if settings.is_sandbox else urlsplit(settings.base_url or "").hostname or ""
