"""Run as a process of its own: prepares a wish, marks it sent, and dies with the request on its way."""

import os
import sys
from pathlib import Path

import anyio

from promo_data.actions import perform
from promo_data.protocol.call import Answer, Call
from tests.unit.actions.vendor import left, means_for, new_vendor, open_journal


async def killed(call: Call) -> Answer:
    """The process ends before the answer, as by kill -9: nothing is tidied up."""
    await left(call)
    os._exit(9)


async def main(folder: Path) -> None:
    vendor = new_vendor(folder)
    journal = open_journal(folder / "data", vendor.clock)
    await perform(vendor.wish("Shop across brands"), means_for(vendor, journal, killed))


if __name__ == "__main__":
    anyio.run(main, Path(sys.argv[1]))
