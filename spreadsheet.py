"""A list as a csv file: spreadsheets open it with all its marks, and none of its words is ever run as a formula.

UTF-8 with a byte order mark, commas, CRLF (RFC 4180): without the mark Excel takes the letters for another encoding.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice

MEDIA_TYPE = "text/csv"
DANGEROUS = "=+-@\t\r\n＝＋－＠"
ROWS_IN_A_PART = 500


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The file. None is an empty cell; a text that a spreadsheet would take for a formula begins with an apostrophe."""
    return b"".join(csv_parts(heads, rows))


def csv_parts(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The same file in parts of a few hundred rows, for a list that is sent while it is read."""
    written, left = StringIO(), iter(rows)
    writer = csv.writer(written, lineterminator="\r\n")
    written.write("\ufeff")
    writer.writerow(heads)
    while some := list(islice(left, ROWS_IN_A_PART)):
        writer.writerows([_safe(cell) for cell in row] for row in some)
        yield written.getvalue().encode()
        written.seek(0)
        written.truncate()
    yield written.getvalue().encode()


def _safe(cell: object) -> object:
    if isinstance(cell, str) and (cell[:1] in tuple(DANGEROUS) or cell.lstrip()[:1] in tuple(DANGEROUS)):
        return "'" + cell
    return cell
