"""Tables of figures in Word: columns as wide as their figures, heads that stand again on every page."""

from itertools import pairwise

from reports.columns import AIR, MARGIN, Layout
from reports.grids import Column, Row, Table
from reports.runs import Cell
from reports.word_xml import POINT, cell, grid, paragraph, row, runs

STYLES = {"left": "CellText", "center": "CellCentred", "right": "CellNumber"}


def table(figures: Table, room: int) -> str:
    """`figures` in exactly `room` twips."""
    layout = figures.layout
    widths = _twips(layout, room)
    rows = _heads(figures, widths, layout.half_points)
    for one, following in zip(figures.rows, (*figures.rows[1:], None), strict=True):
        keep = following is not None and (
            figures.together or one.kind == "block" or following.kind in ("total", "rate")
        )
        rows.append(_row(one, figures.columns, widths, layout.half_points, keep))
    return grid(
        widths,
        rows,
        style="TableGrid",
        margin=round(MARGIN * POINT),
        air=(round(AIR * POINT), round(AIR * POINT)),
        description=figures.description or figures.title,
    )


def _twips(layout: Layout, room: int) -> tuple[int, ...]:
    edges = [room * sum(layout.widths[:i]) // 1000 for i in range(len(layout.widths) + 1)]
    return tuple(right - left for left, right in pairwise(edges))


def _heads(figures: Table, widths: tuple[int, ...], half_points: int) -> list[str]:
    """One row of labels, above it the groups if there are any, below it (1), (2) … if numbered."""

    def head(words: str, style: str = "CellHead") -> str:
        return paragraph(style, runs(words, half_points=half_points), half_points=half_points)

    grouped = any(name for name, _ in figures.heads)
    upper, lower, i = [], [], 0
    for name, span in figures.heads:
        if name:
            upper.append(cell(sum(widths[i : i + span]), head(name), span=span, align="center"))
            lower += [cell(widths[j], head(figures.columns[j].label), align="center") for j in range(i, i + span)]
        else:
            upper.append(
                cell(widths[i], head(figures.columns[i].label), merge="restart" if grouped else "", align="center")
            )
            lower.append(cell(widths[i], head(""), merge="continue", align="center"))
        i += span
    rows = [row(upper, head=True)] + ([row(lower, head=True)] if grouped else [])
    if figures.numbered:
        numbers = (cell(width, head(f"({n})", "CellColumn")) for n, width in enumerate(widths, 1))
        rows.append(row(numbers, head=True))
    return rows


def _row(one: Row, columns: tuple[Column, ...], widths: tuple[int, ...], half_points: int, keep_next: bool) -> str:
    bold, italic = one.kind in ("block", "subtotal", "total"), one.kind == "rate"

    def words(text: Cell, align: str) -> str:
        inner = runs(text, bold, italic, half_points)
        return paragraph(STYLES[align], inner, keep_next=keep_next, half_points=half_points)

    if one.kind == "block":
        return row([cell(sum(widths), words(one.cells[0], "left"), span=len(widths), align="center")])
    return row(
        cell(width, words(text, column.align), align="center")
        for text, column, width in zip(one.cells, columns, widths, strict=True)
    )
