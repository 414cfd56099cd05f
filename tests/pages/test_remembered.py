"""The lines of a look-up, worked out once."""

from datetime import timedelta

from pages.components.remembered import remembered
from promo_data.insight.customer import customer_view
from tests.factories import AS_OF, OWN_ORG, customer_read, promotion_json

VIEW = customer_view(customer_read(promotion_json()), now=AS_OF, near_share=0.8, writable_orgs=[OWN_ORG.id])
NAMES = {OWN_ORG.id: OWN_ORG.name}
MINUTE = AS_OF.replace(second=0, microsecond=0)


def test_the_same_look_up_in_the_same_minute_is_not_worked_out_twice() -> None:
    first = remembered(VIEW, NAMES, MINUTE, None)
    assert remembered(VIEW, NAMES, MINUTE + timedelta(seconds=59), None) is first
    assert remembered(VIEW, NAMES, MINUTE + timedelta(minutes=1), None) is not first
