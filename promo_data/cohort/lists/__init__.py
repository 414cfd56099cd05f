"""Lists of customers: a file or pasted text in, the customers it names out, and row by row what cannot be asked.

CSV of any delimiter in UTF-8, UTF-16 or Latin-1, XLSX, Parquet, or text with one identifier a line.
"""

from promo_data.cohort.lists.columns import ListColumn
from promo_data.cohort.lists.customer_list import CustomerList, Duplicates, Refused, RowProblem
from promo_data.cohort.lists.errors import ListError
from promo_data.cohort.lists.kinds import FileKind
from promo_data.cohort.lists.list_file import ListFile, open_list
from promo_data.cohort.lists.refusals import DUPLICATE, Refusal

__all__ = [
    "DUPLICATE",
    "CustomerList",
    "Duplicates",
    "FileKind",
    "ListColumn",
    "ListError",
    "ListFile",
    "Refusal",
    "Refused",
    "RowProblem",
    "open_list",
]
