"""Cells of a table in the colour of what they say."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd
from pandas.io.formats.style import Styler

Style = tuple[tuple[str, str], ...]
"""CSS properties with their values."""


def coloured(frame: pd.DataFrame, name: str, styles: Mapping[str, Sequence[Style]]) -> Styler:
    """The frame with one style a row for each column named; an empty style leaves a cell as it is.

    ``name`` is the table's own, so that the same frame makes the same message, which need not be sent again. Streamlit
    takes no more than the rules from a styler and shows every row: pandas is told to hide them all, because it would
    work each cell out as HTML, which takes three times as long as all the rest (measured with 100 rows).
    """
    cells: dict[Style, list[str]] = defaultdict(list)
    for column, of_rows in styles.items():
        place = list(frame.columns).index(column)
        for row, style in enumerate(of_rows):
            if style:
                cells[style].append(f"#T_{name}_row{row}_col{place}")
    styler = Styler(
        frame,
        uuid=name,
        cell_ids=False,
        table_styles=[{"selector": ", ".join(ids), "props": list(style)} for style, ids in cells.items()],
    )
    return styler.hide(subset=slice(None))
