"""A page that fails in a way nobody foresaw."""

from streamlit.testing.v1 import AppTest

from tests.pages.served import Words


def test_it_says_so_calmly_and_shows_nothing_of_the_error(words: Words) -> None:
    def script() -> None:
        from pages.serving.failure import page_failed  # noqa: PLC0415 - the function is run as a script of its own

        page_failed(ValueError("919900000001"))

    said = words(AppTest.from_function(script).run())
    assert "This page failed" in said
    assert "is not lost and not sent again" in said
    assert "919900000001" not in said
