"""The process that unpacks one list: the file comes in on standard input, its grid leaves as an Arrow stream."""

import sys
from collections.abc import Callable
from io import BytesIO

import pyarrow as pa

from promo_data.cohort.lists.columnar import unpacked_parquet
from promo_data.cohort.lists.errors import ListError
from promo_data.cohort.lists.inflating import REFUSED
from promo_data.cohort.lists.kinds import FileKind
from promo_data.cohort.lists.limits import MEMORY_TO_INFLATE
from promo_data.cohort.lists.unpacked import Unpacked
from promo_data.cohort.lists.workbook import unpacked_workbook

_READERS: dict[str, Callable[[BytesIO], Unpacked]] = {
    FileKind.XLSX: unpacked_workbook,
    FileKind.PARQUET: unpacked_parquet,
}


def main() -> int:
    """0 with the grid on standard output, or ``REFUSED`` with a sentence on standard error."""
    limit_memory()
    try:
        unpacked = _READERS[sys.argv[1]](BytesIO(sys.stdin.buffer.read()))
        write(unpacked)
    except ListError as error:
        sys.stderr.write(str(error))
        return REFUSED
    return 0


def write(unpacked: Unpacked) -> None:
    """Each batch as it comes. Raises ``ListError``."""
    with pa.ipc.new_stream(sys.stdout.buffer, unpacked.schema) as stream:
        for columns in unpacked.batches:
            stream.write_batch(pa.RecordBatch.from_arrays(columns, schema=unpacked.schema))


def limit_memory() -> None:
    """From here on the system gives this process ``MEMORY_TO_INFLATE`` at most, and keeps no picture of its memory.

    Where the system cannot (it has no ``resource``, or does not say what is in use), only what an archive says of
    itself guards.
    """
    try:
        import resource  # noqa: PLC0415 - not every system has it
        from pathlib import Path  # noqa: PLC0415 - as above

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (ImportError, OSError):
        return
    most = pages * resource.getpagesize() + MEMORY_TO_INFLATE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
