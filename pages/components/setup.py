"""For a real account: what is configured, and the next step."""

import streamlit as st

from pages.components.formats import counted
from pages.components.plain import plain
from promo_data.settings import Settings

_NEXT = "Look up a customer above. “promo-insight doctor” checks the connection, the credentials and each org's answer."


def show_setup(settings: Settings) -> None:
    """What the dashboard is connected to; no secret is among it."""
    st.header("What is configured", anchor=False)
    auth = settings.credentials.auth if settings.credentials else "none"
    others = len(settings.org_credentials)
    st.table(
        {
            "Account": plain(settings.base_url or ""),
            "Signs in with": "a till and its password" if auth == "basic" else "an OAuth client",
            "Orgs": ", ".join(plain(org.name) for org in settings.orgs),
            "Acts for": f"{plain(settings.org.name)}, and {counted(others, 'other org')}"
            if others
            else plain(settings.org.name),
            "Reads a minute": f"{settings.rate_per_minute:,}",
            "Time zone": plain(settings.timezone),
        },
        border="horizontal",
        width="content",
    )
    st.caption(_NEXT)
