"""Colours of cells: what Streamlit takes from a styler, and shows every row of."""

import re

import pandas as pd
import pyarrow as pa
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData

from pages.components.table_colours import Style, coloured

RED: Style = (("color", "#B3261E"),)
PALE: Style = (("color", "#55606E"), ("background-color", "#E9EDF1"))
FRAME = pd.DataFrame({"name": ["a", "b", "c"], "left": ["1 of 2", None, "none"], "types": [["x"], ["y"], ["z"]]})


def sent(frame: pd.DataFrame, styles: dict[str, list[Style]]) -> ArrowData:
    proto = ArrowData()
    marshall_styler(proto, coloured(frame, "list", styles), "unused")
    return proto


def styles_by_cell(css: str) -> dict[str, str]:
    """The declarations of each cell, as Streamlit's table looks for them: a rule that names the cell's id."""
    ids = [f"T_list_row{row}_col{column}" for row in range(len(FRAME)) for column in range(FRAME.shape[1])]
    found = {cell: re.search(cell + r"[^{]*{\s*([^}]+?)\s*}", css) for cell in ids}
    return {cell: rule[1] for cell, rule in found.items() if rule}


def test_each_cell_has_its_style_and_the_others_have_none() -> None:
    css = sent(FRAME, {"left": [RED, (), PALE], "types": [(), RED, ()]}).styler.styles
    assert styles_by_cell(css) == {
        "T_list_row0_col1": "color: #B3261E",
        "T_list_row1_col2": "color: #B3261E",
        "T_list_row2_col1": "color: #55606E; background-color: #E9EDF1",
    }


def test_every_row_is_there_as_text() -> None:
    shown = pa.ipc.open_stream(sent(FRAME, {}).styler.display_values).read_pandas()
    assert list(shown["name"]) == ["a", "b", "c"]
    assert list(shown["types"]) == ["['x']", "['y']", "['z']"]


def test_the_same_frame_makes_the_same_message() -> None:
    styles = {"left": [RED, PALE, ()]}
    assert sent(FRAME, styles) == sent(FRAME.copy(), styles)


def test_a_table_without_rows_has_no_styles() -> None:
    assert sent(FRAME.iloc[:0], {"left": []}).styler.styles == ""
