"""Tables of figures in Word: columns as wide as their figures, heads that stand again on every page."""

from collections.abc import Sequence

from reports.blocks import Column, Row, Table, groups, plain
from reports.lengths import length, longest_word
from reports.word_xml import POINT, cell, grid, paragraph, row, runs

STYLES = {"left": "CellText", "center": "CellCentred", "right": "CellNumber"}
MARGIN = 60  # twips left and right in a cell: 1 mm
AIR = 20  # twips above and below the words of a cell
BORDER = 1.5  # points of a column that its lines and the drawing of letters may take
SMALLEST = 16  # half points; below, nobody reads it on paper
NAME_ROOM = 110  # points that a column of words should have
NAME_MOST = 230  # points beyond which it would only be empty
KEPT_TOGETHER = 14  # rows of a table that moves to the next page as a whole


def table(figures: Table, room: int, half_points: int) -> str:
    """`figures` in exactly `room` twips. The letters are `half_points` large, or as much smaller as they must be."""
    half_points, widths = sizes(figures, room, half_points)
    kept = len(figures.rows) <= KEPT_TOGETHER
    rows = _heads(figures, widths, half_points)
    for i, one in enumerate(figures.rows, 1):
        rows.append(_row(one, figures.columns, widths, half_points, kept and i < len(figures.rows)))
    description = figures.description or figures.title
    return grid(widths, rows, style="TableGrid", margin=MARGIN, air=(AIR, AIR), description=description)


def sizes(figures: Table, room: int, half_points: int) -> tuple[int, tuple[int, ...]]:
    """(letters in half points, column widths in twips whose sum is `room`)."""
    while True:
        needs = [_needs(figures, i, half_points / 2) for i in range(len(figures.columns))]
        words = [i for i, column in enumerate(figures.columns) if column.align == "left" and column.width is None]
        left = room - sum(least for i, (least, _) in enumerate(needs) if i not in words)
        wanted = sum(max(needs[i][0], min(needs[i][1], NAME_ROOM * POINT)) for i in words)
        if left >= wanted or half_points <= SMALLEST:
            break
        half_points -= 1
    widths = [least for least, _ in needs]
    figure_columns = [i for i, column in enumerate(figures.columns) if column.align == "right" and column.width is None]
    even = max((widths[i] for i in figure_columns), default=0)
    if left - sum(even - widths[i] for i in figure_columns) >= wanted:  # all figures alike, if words do not suffer
        left -= sum(even - widths[i] for i in figure_columns)
        for i in figure_columns:
            widths[i] = even
    for i in words:
        widths[i] = max(widths[i], min(needs[i][1], NAME_MOST * POINT, left // len(words)))
    return half_points, _fitted(widths, figure_columns or words or range(len(widths)), room)


def _needs(figures: Table, i: int, points: float) -> tuple[int, int]:
    """(least, most) twips of a column: a figure is never broken, words are broken between words only."""
    column = figures.columns[i]
    if column.width is not None:
        return round(column.width * 1440 / 25.4), round(column.width * 1440 / 25.4)
    heads = [longest_word(column.label, points, bold=True)]
    if figures.numbered:
        heads.append(length(f"({len(figures.columns)})", points))
    cells = [(plain(one.cells[i]), one.kind in ("subtotal", "total")) for one in figures.rows if one.kind != "block"]
    whole = [length(text, points, bold) for text, bold in cells]
    least = whole if column.align != "left" else [longest_word(text, points, bold) for text, bold in cells]
    padding = 2 * MARGIN + round(BORDER * POINT)
    return tuple(round(max([*heads, *some]) * POINT) + padding for some in (least, whole))  # type: ignore[return-value]


def _fitted(widths: list[int], free: Sequence[int], room: int) -> tuple[int, ...]:
    """The widths stretched in the columns `free`, or as a last resort all squeezed, to `room`."""
    total = sum(widths)
    if total > room:
        widths = [width * room // total for width in widths]
    for n, i in enumerate(free):
        widths[i] += (room - sum(widths)) // (len(free) - n)
    return tuple(widths)


def _heads(figures: Table, widths: tuple[int, ...], half_points: int) -> list[str]:
    """One row of labels, above it the groups if there are any, below it (1), (2) … if numbered."""
    grouped = any(name for name, _ in groups(figures))
    upper, lower, i = [], [], 0
    for name, span in groups(figures):
        head = paragraph("CellHead", runs(name or "", half_points=half_points), half_points=half_points)
        labels = [
            paragraph("CellHead", runs(column.label, half_points=half_points), half_points=half_points)
            for column in figures.columns[i : i + span]
        ]
        if name:
            upper.append(cell(sum(widths[i : i + span]), head, span=span, align="center"))
            lower += [cell(widths[i + j], label, align="center") for j, label in enumerate(labels)]
        else:
            upper.append(cell(widths[i], labels[0], merge="restart" if grouped else "", align="center"))
            lower.append(cell(widths[i], head, merge="continue", align="center"))
        i += span
    rows = [row(upper, head=True)] + ([row(lower, head=True)] if grouped else [])
    if figures.numbered:
        numbers = [
            paragraph("CellColumn", runs(f"({n})", half_points=half_points), half_points=half_points)
            for n in range(1, len(widths) + 1)
        ]
        rows.append(row((cell(*one) for one in zip(widths, numbers, strict=True)), head=True))
    return rows


def _row(one: Row, columns: tuple[Column, ...], widths: tuple[int, ...], half_points: int, keep_next: bool) -> str:
    bold, italic = one.kind in ("block", "subtotal", "total"), one.kind == "rate"

    def words(text, align: str) -> str:
        inner = runs(text, bold, italic, half_points)
        return paragraph(STYLES[align], inner, keep_next=keep_next, half_points=half_points)

    if one.kind == "block":
        return row([cell(sum(widths), words(one.cells[0], "left"), span=len(widths), align="center")])
    return row(
        cell(width, words(text, column.align), align="center")
        for text, column, width in zip(one.cells, columns, widths, strict=True)
    )
