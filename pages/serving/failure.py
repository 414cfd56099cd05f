"""What a visitor sees where a page fails in a way nobody foresaw."""

import logging

from pages.components.states import show_state
from pages.components.wording.states import PAGE_FAILED

_logger = logging.getLogger(__name__)


def page_failed(error: Exception) -> bool:
    """A designed state in place of Streamlit's own, which can only say that something went wrong.

    Returns true: nothing else is to be shown. The log gets the kind of failure from here and the rest from Streamlit.
    """
    _logger.error("A page failed with %s", type(error).__name__)
    show_state(PAGE_FAILED)
    return True
