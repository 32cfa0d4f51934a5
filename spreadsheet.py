"""A list as a csv file: spreadsheets open it with all its marks, and none of its words is ever run as a formula.

UTF-8 with a byte order mark, commas, CRLF (RFC 4180): without the mark Excel takes the letters for another encoding.
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

MEDIA_TYPE = "text/csv"
DANGEROUS = "=+-@\t\r\n＝＋－＠"


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The file. None is an empty cell; a text that a spreadsheet would take for a formula begins with an apostrophe."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _safe(cell: object) -> object:
    if isinstance(cell, str) and (cell[:1] in tuple(DANGEROUS) or cell.lstrip()[:1] in tuple(DANGEROUS)):
        return "'" + cell
    return cell
