"""Why a list as a whole is not taken."""

from promo_data.errors import InputError


class ListError(InputError):
    """The list is refused: one sentence says what is wrong, where, and what to do; it quotes nothing of the list."""
