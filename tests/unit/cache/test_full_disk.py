"""A disk without room: what was kept stays, one warning, and no error."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.cache.keeping import run

FILLED = """
import logging, os, resource, signal, sys
from pathlib import Path
from promo_data.cache import AnswerCache
logging.basicConfig(stream=sys.stdout, format="%(levelname)s")
cache = AnswerCache(Path(sys.argv[1]), 300)
cache.put(("before",), b"kept", tag=("customer",))
if len(sys.argv) > 2:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
for number in range(100):
    cache.put((str(number),), os.urandom(300_000), tag=("another",))
print(cache.get(("before",)).body, cache.get(("99",)), cache.health())
cache.evict(("customer",))
print(cache.get(("before",)))
"""

SEEN = "WARNING\nb'kept' None full\nNone\n"


def test_a_file_that_may_not_grow_is_one_warning_and_what_was_kept_stays_until_it_is_evicted(folder: Path) -> None:
    assert run(FILLED, folder, 200_000) == SEEN


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MiB, where this machine lets one be mounted."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    mounted = [mount or "", "-t", "tmpfs", "-o", "size=2m", "none", str(tmp_path)]
    if not (mount and umount) or os.geteuid() or subprocess.run(mounted, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a disk; the test above fills a file instead")
    yield tmp_path
    subprocess.run([umount, str(tmp_path)], check=True)


def test_a_full_disk_is_one_warning_and_what_was_kept_stays_until_it_is_evicted(small_disk: Path) -> None:
    assert run(FILLED, small_disk / "data" / "cache") == SEEN


ON_A_FULL_DISK = """
import logging, sys
from pathlib import Path
from promo_data.cache import AnswerCache
logging.basicConfig(stream=sys.stdout, format="%(levelname)s")
cache = AnswerCache(Path(sys.argv[1]), 300)
for number in range(10):
    cache.put((str(number),), b"x", tag=("customer",))
print(cache.get(("9",)), cache.health())
"""


def test_a_cache_that_is_first_used_on_a_full_disk_is_one_warning(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(bytes(2 * 2**20 - 4_096))
    assert run(ON_A_FULL_DISK, small_disk / "data" / "cache") == "WARNING\nNone full\n"
