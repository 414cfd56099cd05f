"""Our two frames as Arrow tables of one fixed schema, so that parts fit together whoever wrote them, and back.

Words are dictionary-encoded. What is a list of records in a frame is JSON here: Parquet has no dictionary for lists,
and ten thousand customers' metadata would take longer to read than everything else together.
"""

from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from promo_data.cohort.snapshot.records_text import metadata_of, text_of, timeline_of
from promo_data.frames.schema import ALLOWANCES, PROMOTIONS, TIME, Column, Schema, Values

Codes = np.ndarray[Any, np.dtype[np.integer[Any]]]
_WORDS = pa.dictionary(pa.int32(), pa.string())
_TYPES = {"Int64": pa.int64(), "float64": pa.float64(), "boolean": pa.bool_(), TIME: pa.timestamp("us", "UTC")}
_IN_PANDAS = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
_READ_BACK = {"timeline": timeline_of, "metadata": metadata_of}
_OBJECT, _CATEGORY = "object", "category"


def arrow_schema(schema: Schema) -> pa.Schema:
    """The frame's columns as Arrow has them, what each means beside it; pandas reads the frame's own types back."""
    said = pa.Schema.from_pandas(schema.empty(), preserve_index=False).metadata
    return pa.schema([_field(column) for column in schema.columns], said)


def _field(column: Column) -> pa.Field:
    meaning = f"{column.meaning}; as JSON" if column.dtype == _OBJECT else column.meaning
    return pa.field(column.name, _TYPES.get(column.dtype, _WORDS), metadata={"meaning": meaning, "unit": column.unit})


SCHEMAS = {schema.name: arrow_schema(schema) for schema in (PROMOTIONS, ALLOWANCES)}
"""By the name of the frame."""


def as_table(frame: pd.DataFrame, schema: Schema) -> pa.Table:
    """A frame of that schema as it is stored."""
    arrays = [_stored(frame[column.name], column) for column in schema.columns]
    return pa.Table.from_arrays(arrays, schema=SCHEMAS[schema.name])


def _stored(values: pd.Series, column: Column) -> pa.Array:
    if column.dtype == _OBJECT:
        return _encoded(values.to_numpy(object))
    if column.dtype == _CATEGORY:
        categories = pa.array(values.cat.categories.to_numpy(object), pa.string())
        return _dictionary(values.cat.codes.to_numpy(np.int32), categories)
    return pa.array(values, _TYPES[column.dtype], from_pandas=True)


def _encoded(values: "np.ndarray[Any, np.dtype[np.object_]]") -> pa.Array:
    """One text for each list; customers with the same promotion share one list, so each is looked at once."""
    known: dict[int, int] = {}
    texts: list[str] = []
    codes = np.full(len(values), -1, np.int32)
    for place, value in enumerate(values):
        if value is None:
            continue
        code = known.setdefault(id(value), len(texts))
        if code == len(texts):
            texts.append(text_of(value))
        codes[place] = code
    return _dictionary(codes, pa.array(texts, pa.string()))


def _dictionary(codes: Codes, words: pa.Array) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), words)


def as_frame(table: pa.Table, schema: Schema) -> pd.DataFrame:
    """The frame that was stored, in one piece."""
    return schema.frame({column.name: _read(table.column(column.name), column) for column in schema.columns})


def _read(values: pa.ChunkedArray, column: Column) -> Values:
    if values.type != _WORDS:
        stored: Values = values.to_pandas(types_mapper=_IN_PANDAS.get).array
        return stored
    words, codes = _words_and_codes(values)
    if column.dtype == _CATEGORY:
        return pd.Categorical.from_codes(codes, dtype=pd.CategoricalDtype(pd.Index(words, dtype="str")), validate=False)
    known = np.empty(len(words) + 1, object)
    known[:-1] = [*map(_READ_BACK[column.name], words)]  # equal texts become one list, which nobody may change
    return np.asarray(known[codes])


def _words_and_codes(values: pa.ChunkedArray) -> tuple[list[str], Codes]:
    """All words of a column in their order, and the place of each row's among them, -1 for none.

    Piece by piece, because Arrow's own way to one dictionary goes over all rows four times.
    """
    dictionaries = [piece.dictionary.to_pylist() for piece in values.chunks]
    words = sorted(set(chain.from_iterable(dictionaries)))
    places = {word: place for place, word in enumerate(words)}
    codes = np.empty(len(values), np.min_scalar_type(-len(words) - 1))
    begin = 0
    for piece, own in zip(values.chunks, dictionaries, strict=True):
        of_own = np.array([*(places[word] for word in own), -1], codes.dtype)
        np.take(of_own, piece.indices.fill_null(-1).to_numpy(), out=codes[begin : begin + len(piece)], mode="wrap")
        begin += len(piece)
    return words, codes
