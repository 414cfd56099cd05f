"""How large a list may be, so that a million customers are held in 600 MB, the process itself included."""

LARGEST_FILE = 200_000_000
"""Bytes; Streamlit's own default for an upload is 200 MB."""

MOST_ROWS = 1_000_000
"""Rows with something in them, the header not counted."""

MOST_RECORDS = 1_048_576
"""Rows of any kind, as many as a sheet of Excel has: empty ones behind the last are no rows of the list."""

MOST_COLUMNS = 1_000
MOST_CELLS = 25_000_000
"""Rows times columns: an empty cell takes four bytes too."""

LONGEST_CELL = 300
"""Characters of a cell that are kept: more than any identifier has (255), so a longer one is still told as too long."""

MOST_INFLATED = 400_000_000
"""Bytes that a workbook may unpack to; a million rows of four columns are 280,000,000."""

MOST_TIMES_INFLATED = 100
"""How many times larger a workbook may become when unpacked: those of Excel and of programs become 5 to 30 times."""

MOST_MEMBERS = 1_000
"""Parts of a workbook, each sheet being one."""

MEMORY_TO_INFLATE = 540_000_000
"""Bytes that the process which unpacks a list may take beside its libraries."""

SECONDS_TO_INFLATE = 60
