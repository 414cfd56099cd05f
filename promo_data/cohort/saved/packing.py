"""Identifiers -> bytes and back: one column of Arrow, packed with zstd; a million mobiles are some six megabytes."""

import pyarrow as pa

_COLUMN = "identifiers"


def packed(identifiers: pa.StringArray) -> bytes:
    """All of them in their order, as one stream."""
    batch = pa.record_batch({_COLUMN: identifiers})
    made = pa.BufferOutputStream()
    with pa.ipc.new_stream(made, batch.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as stream:
        stream.write_batch(batch)
    written: bytes = made.getvalue().to_pybytes()
    return written


def unpacked(content: bytes) -> pa.StringArray:
    """What was packed. Raises ``ValueError`` where it is something else."""
    column = pa.ipc.open_stream(content).read_all().column(_COLUMN)
    return pa.chunked_array(column.chunks, pa.string()).combine_chunks()
