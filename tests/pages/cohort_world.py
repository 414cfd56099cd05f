"""Lists, pulls and snapshots for the cohorts page, from the sandbox that plays the vendor."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from streamlit.testing.v1 import AppTest

from promo_data.cohort.lists import CustomerList, open_list
from promo_data.opening import PromoData, open_promo_data
from promo_data.pulling import Asking
from promo_data.sandbox import World
from promo_data.settings import read_settings
from promo_data.vocabulary import IdentifierKind, Source
from tests.pages.served import ServedSandbox

ASKING = Asking(Source.INSTORE)
NAME = "Spring list"
STRANGER = "99900000000001"
EVERYBODY = range(1, 41)


def mobiles(world: World, numbers: Sequence[int] = EVERYBODY) -> list[str]:
    """The mobiles of those customers of the world, as far as they have one in store."""
    found = (world.customer(number).identifiers for number in numbers)
    each = (one for identifiers in found for one in identifiers if one.name == "mobile" and one.source == "INSTORE")
    return [one.value for one in each]


def csv_of(mobiles: Sequence[str]) -> bytes:
    """A list as people keep it: a column of stores before that of the customers."""
    return "\n".join(["Store;Mobile no.", *(f"12;{mobile}" for mobile in mobiles)]).encode()


def listed(mobiles: Sequence[str]) -> CustomerList:
    """The customers of such a list."""
    return open_list(csv_of(mobiles), "list.csv").take(1, IdentifierKind.MOBILE)


@contextmanager
def data_layer(sandbox: ServedSandbox, folder: Path | None = None) -> Iterator[PromoData]:
    """The data layer of the job process with the records in ``folder``, or else where the environment says."""
    settings = read_settings(os.environ | ({} if folder is None else {"PROMO_DATA_DIR": str(folder)}))
    with open_promo_data(settings, sandbox_url=sandbox.url, background=True) as data:
        yield data


def pulled(data: PromoData, mobiles: Sequence[str], name: str = NAME) -> UUID:
    """The id of a snapshot of these customers, pulled to its end."""
    pull_id = data.pulls.start(listed(mobiles), ASKING, name)
    data.pulls.carry_out(pull_id, lambda: False)
    return pull_id


def press(app: AppTest, label: str) -> AppTest:
    """The first button so labelled."""
    return next(button for button in app.button if button.label == label).click().run()


def shown(app: AppTest) -> str:
    """The id of the pull or snapshot that the address names."""
    named = app.query_params["snapshot"]
    return named if isinstance(named, str) else named[-1]
