"""The data layer as a Streamlit connection: ``st.connection("promotions", type=PromotionsConnection)``."""

import streamlit as st
from streamlit.connections import BaseConnection

from pages.components.configuration import CONNECTION, configured_settings
from pages.serving.port import sandbox_url
from promo_data.opening import PromoData, open_promo_data


class PromotionsConnection(BaseConnection[PromoData]):
    """One ``PromoData`` for all sessions: it may be called from many threads."""

    def _connect(self, **_: object) -> PromoData:
        return open_promo_data(configured_settings(), sandbox_url=sandbox_url())

    @property
    def data(self) -> PromoData:
        """The data layer; raises ``InputError`` where a setting is wrong."""
        return self._instance

    def close(self) -> None:
        """Lets go of the data layer: calls under way end first."""
        if self._raw_instance is not None:
            self._raw_instance.close()


def promotions() -> PromoData:
    """The data layer of this process; raises ``InputError`` where a setting is wrong."""
    return st.connection(CONNECTION, type=PromotionsConnection).data
