"""Lists of a made-up world's customers, what the world knows of them, and pulls as the shell starts them."""

import subprocess
import sys
from collections.abc import Iterable, Sequence
from os import environ
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from promo_data.cohort.lists import CustomerList
from promo_data.sandbox import World
from promo_data.sandbox.customers import customer_id
from promo_data.vocabulary import IdentifierKind

LOOKUP = "/v2.1/customers/lookup/promotionData"


def ids(world: World, count: int, first: int = 100) -> list[str]:
    """The ids of so many customers without a story of their own, whom the first org knows from its stores."""
    every = (str(customer_id(number)) for number in range(first, first + 2 * count + 10))
    known = [one for one in every if world.find("id", one, "INSTORE", [world.orgs[0].id]) is not None]
    if len(known) < count:
        raise ValueError("the world is too small")
    return known[:count]


def listed(identifiers: Iterable[str], by: IdentifierKind = IdentifierKind.CUSTOMER_ID) -> CustomerList:
    """The list that these make, a row each."""
    return CustomerList.of(by, pa.array(list(identifiers), pa.string()))


def written(path: Path, identifiers: Iterable[str]) -> Path:
    """A text file with one identifier a line."""
    path.write_text("\n".join(identifiers) + "\n")
    return path


def reads(world: World) -> int:
    """How many look-ups came in."""
    return sum(entry.endpoint == LOOKUP for entry in world.ledger.requests)


def begun(list_file: Path, folder: Path, *options: str, **environment: str) -> "subprocess.Popen[bytes]":
    """``promo-insight pull`` by customer id, as a process of its own with this test's settings."""
    named = ["pull", str(list_file), "--out", str(folder), "--by", "id", *options]
    command = [sys.executable, "-m", "promo_data", *named]
    return subprocess.Popen(command, env=dict(environ) | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def without_times(file: Path) -> pa.Table:
    """One of the two Parquet files of a pull, words as words, without the times of the answers."""
    table = pq.read_table(file).drop_columns(["as_of"]).replace_schema_metadata(None)
    words = [pa.string() if pa.types.is_dictionary(field.type) else field.type for field in table.schema]
    return table.cast(pa.schema(zip(table.schema.names, words, strict=True))).combine_chunks()


def true_usage(world: World, org_id: int, identifiers: Sequence[str]) -> dict[tuple[int, int], float]:
    """How often each customer used each promotion of that org, as the world itself counts."""
    return {
        (int(identifier), truth.promotion_id): float(truth.times)
        for identifier in identifiers
        for truth in world.truth(int(identifier), org_id)
    }


def told_usage(promotions: pd.DataFrame) -> dict[tuple[int, int], Any]:
    """The same, as the frame says."""
    keys = zip(promotions["customer_id"].tolist(), promotions["promotion_id"].tolist(), strict=True)
    return dict(zip(keys, promotions["times_used"].replace(np.nan, None).tolist(), strict=True))
