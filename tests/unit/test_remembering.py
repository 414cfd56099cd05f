"""The doors behind which the casebook lies, over the sandbox: what a page does with them, and what may go wrong."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from promo_data.audit.key import FILE_NAME as KEY
from promo_data.casebook.frozen import freeze, thaw
from promo_data.errors import StoreError
from promo_data.insight.customer import CustomerView, view_of
from promo_data.models.customer import CustomerIdentifier
from promo_data.opening import PromoData, forget_sandbox_answers, open_promo_data
from promo_data.sandbox import build_world, sandbox_app
from promo_data.settings import Settings, read_settings
from promo_data.store.database import FILE_NAME
from promo_data.vocabulary import IdentifierKind
from tests.serving import served

WORLD = build_world(seed=3, customers=20)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with served(sandbox_app(WORLD)) as url:
        yield f"{url}"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"PROMO_DATA_DIR": str(tmp_path), "PROMO_TIMEZONE": "Asia/Kolkata"})


@pytest.fixture
def data(settings: Settings, url: str) -> Iterator[PromoData]:
    with open_promo_data(settings, sandbox_url=url) as data:
        yield data


def customer(number: int = 5) -> CustomerIdentifier:
    return CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(WORLD.customer(number).id))


def assert_same(one: CustomerView, other: CustomerView) -> None:
    for field in fields(CustomerView):
        value, again = getattr(one, field.name), getattr(other, field.name)
        if isinstance(value, pd.DataFrame):
            assert_frame_equal(value, again)
        else:
            assert value == again


@pytest.mark.parametrize("second_opinion", [False, True], ids=["plain", "with a second opinion"])
def test_a_case_shows_every_demo_customer_as_they_were_seen(data: PromoData, *, second_opinion: bool) -> None:
    for demo in WORLD.demo_customers:
        identifier = CustomerIdentifier(IdentifierKind(demo.identifier_name), demo.identifier_value)
        view = data.customer(identifier, second_opinion=second_opinion)
        if view.answered:
            assert_same(view, data.case(data.open_case(identifier, view)).view)
            assert_same(view, view_of(thaw(freeze(view.basis))))


def test_a_page_finds_the_look_before(data: PromoData) -> None:
    first = data.customer(customer())
    data.keep_look(customer(), first)
    again = data.customer(customer(), fresh=True)
    before = data.earlier_look(customer(), again)
    assert before is not None
    assert_same(replace(first, basis=before.basis), before)


def test_an_answer_from_the_cache_is_the_same_look(data: PromoData) -> None:
    data.keep_look(customer(), data.customer(customer()))
    assert data.earlier_look(customer(), data.customer(customer())) is None


def test_a_reference_outlives_the_process(settings: Settings, url: str) -> None:
    with open_promo_data(settings, sandbox_url=url) as data:
        reference = data.reference(customer())
    with open_promo_data(settings, sandbox_url=url) as data:
        assert data.referred(reference) == customer()


def test_a_new_sandbox_has_been_looked_at_by_nobody(settings: Settings, url: str) -> None:
    with open_promo_data(settings, sandbox_url=url) as data:
        data.keep_look(customer(), data.customer(customer()))
        reference = data.reference(customer())
    forget_sandbox_answers(settings)
    with open_promo_data(settings, sandbox_url=url) as data:
        assert data.earlier_look(customer(), data.customer(customer())) is None
        assert data.referred(reference) == customer()


def test_forgetting_makes_no_store_where_there_is_none(settings: Settings, tmp_path: Path) -> None:
    forget_sandbox_answers(settings)
    assert not list(tmp_path.rglob(FILE_NAME))


def damage(file: Path) -> None:
    file.write_bytes(b"no database" * 1_000)


def lose_key(file: Path) -> None:
    (file.parent / KEY).unlink()


def change_key(file: Path) -> None:
    (file.parent / KEY).write_text("short")


@pytest.mark.parametrize("trouble", [damage, change_key])
def test_a_casebook_that_cannot_be_used_is_said_and_customers_are_read_all_the_same(
    settings: Settings, url: str, trouble: Callable[[Path], None]
) -> None:
    with open_promo_data(settings, sandbox_url=url) as data:
        data.reference(customer())
    trouble(settings.data_dir / "sandbox" / FILE_NAME)
    with open_promo_data(settings, sandbox_url=url) as data:
        view = data.customer(customer())
        for door in (data.keep_look, data.earlier_look, data.open_case):
            with pytest.raises(StoreError):
                door(customer(), view)
        with pytest.raises(StoreError):
            data.reference(customer())


def test_with_the_key_gone_nothing_is_found_and_nothing_fails(settings: Settings, url: str) -> None:
    with open_promo_data(settings, sandbox_url=url) as data:
        reference = data.reference(customer())
        data.keep_look(customer(), data.customer(customer()))
    lose_key(settings.data_dir / "sandbox" / FILE_NAME)
    with open_promo_data(settings, sandbox_url=url) as data:
        assert data.referred(reference) is None
        assert data.earlier_look(customer(), data.customer(customer(), fresh=True)) is None
        assert data.referred(data.reference(customer())) == customer()


def test_looking_does_not_open_the_journal(data: PromoData) -> None:
    data.reference(customer())
    assert "_acting" not in vars(data)
