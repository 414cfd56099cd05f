"""A token does not give itself away."""

from promo_data.models.token import Token


def test_a_token_does_not_show_in_a_repr() -> None:
    assert "eyJhbGciOi" not in repr(Token("eyJhbGciOi", 300))
