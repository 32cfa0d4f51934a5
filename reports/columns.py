"""How wide the columns of a table are and how large its letters: figures unbroken, and one page if that can be.

Worked out here once, so that Word and the preview divide the paper alike.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.lengths import length, lines, longest_word
from reports.runs import plain

if TYPE_CHECKING:
    from reports.grids import Table

MARGIN = 3.0  # points left and right in a cell: 1 mm
AIR = 1.0  # points above and below the words of a cell
BORDER = 1.5  # points of a column that its lines and the drawing of letters may take
RULE = 0.5  # points: the line below a row
LEADING = 1.15  # of the letters: the height of a line of Times New Roman
NAME_ROOM = 110  # points that a column of words should have
NAME_MOST = 230  # points beyond which it would only be empty
SMALLEST = 16  # half points; below, nobody reads it on paper
PAGE_SHRINK = 4  # half points that letters may lose so that a table fits on one page
MM = 72 / 25.4  # points

Needs = list[tuple[float, float]]  # (least, most) points of each column


@dataclass(frozen=True, slots=True)
class Layout:
    """Letters in half points, and columns in thousandths of the table's width, which they add up to."""

    half_points: int
    widths: tuple[int, ...]


def layout(table: "Table", room: float, half_points: int, page: float | None = None) -> Layout:
    """`table` within `room` points; letters of `half_points`, or as much smaller as figures need.

    With `page`, the points of height left for it on one page, it is made to fit there if it can be.
    """
    chosen = None
    for smaller in range(half_points, SMALLEST - 1, -1):
        needs = _needs(table, smaller / 2)
        for even in (True, False):
            widths = _widths(table, room, needs, even)
            if widths is None:
                continue
            chosen = chosen or (smaller, widths)
            if page is None or _height(table, widths, smaller / 2, page) <= page:
                return Layout(smaller, _thousandths(widths))
        if chosen and smaller <= half_points - PAGE_SHRINK:
            break
    half_points, widths = chosen or (SMALLEST, [least for least, _ in _needs(table, SMALLEST / 2)])
    return Layout(half_points, _thousandths(widths))


def _widths(table: "Table", room: float, needs: Needs, even: bool) -> list[float] | None:
    """Columns that hold their figures and leave words enough; `even`: all figures alike. None when there is no room."""
    widths = [least for least, _ in needs]
    free = [i for i, column in enumerate(table.columns) if column.width is None]
    words = [i for i in free if table.columns[i].align == "left"]
    numbers = [i for i in free if table.columns[i].align == "right"]
    if even and numbers:
        widest = max(widths[i] for i in numbers)
        for i in numbers:
            widths[i] = widest
    left = room - sum(width for i, width in enumerate(widths) if i not in words)
    if left < sum(max(needs[i][0], min(needs[i][1], NAME_ROOM)) for i in words):
        return None
    for i in words:
        widths[i] = max(widths[i], min(needs[i][1], NAME_MOST, left / len(words)))
    stretched: Sequence[int] = numbers or words or range(len(widths))
    spare = (room - sum(widths)) / len(stretched)
    for i in stretched:
        widths[i] += spare
    return widths


def _needs(table: "Table", points: float) -> Needs:
    """What each column needs: a figure is never broken, words are broken between words only."""
    heads = [longest_word(name or "", points, bold=True) / span for name, span in table.heads for _ in range(span)]
    return [_need(table, i, points, head) for i, head in enumerate(heads)]


def _need(table: "Table", i: int, points: float, head: float) -> tuple[float, float]:
    """(least, most) points of column `i`, the head of whose group needs `head` of it."""
    column = table.columns[i]
    if column.width is not None:
        return column.width * MM, column.width * MM
    heads = [head, longest_word(column.label, points, bold=True)]
    if table.numbered:
        heads.append(length(f"({len(table.columns)})", points))
    cells = [(plain(row.cells[i]), row.kind in ("subtotal", "total")) for row in table.rows if row.kind != "block"]
    whole = [length(text, points, bold) for text, bold in cells]
    least = whole if column.align != "left" else [longest_word(text, points, bold) for text, bold in cells]
    padding = 2 * MARGIN + BORDER
    return max([*heads, *least]) + padding, max([*heads, *whole]) + padding


def _height(table: "Table", widths: list[float], points: float, enough: float) -> float:
    """Points that the table is high with its heads standing once; no longer reckoned when more than `enough`."""
    one = points * LEADING + 2 * AIR + RULE
    if one * len(table.rows) > enough:
        return one * len(table.rows)

    def lines_of(cells: Iterable[tuple[str, float, bool]]) -> int:
        return max(lines(text, points, width - 2 * MARGIN - BORDER, bold) for text, width, bold in cells)

    labels = lines_of((column.label, width, True) for column, width in zip(table.columns, widths, strict=True))
    counts = [labels] + [1] * (any(name for name, _ in table.heads) + table.numbered)
    for row in table.rows:
        cells = [] if row.kind == "block" else zip(row.cells, widths, strict=True)
        counts.append(lines_of((plain(cell), width, False) for cell, width in cells) if cells else 1)
    return sum(counts) * points * LEADING + len(counts) * (2 * AIR + RULE)


def _thousandths(widths: list[float]) -> tuple[int, ...]:
    """Shares of 1000, which none is lost of."""
    total, given, reached = sum(widths), 0, 0.0
    shares = []
    for width in widths:
        reached += width
        shares.append(round(reached * 1000 / total) - given)
        given += shares[-1]
    return tuple(shares)
