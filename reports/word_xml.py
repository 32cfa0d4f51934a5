"""The few pieces of WordprocessingML that the report is made of, each with its elements in the schema's order.

Written as text and read in once: a table of a thousand rows is built in the time the library needs for ten.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls

from reports.runs import Cell, cell_runs, printable

NAMESPACES = nsdecls("w", "r")
POINT = 20  # twips


def twips(mm: float) -> int:
    return round(mm * 1440 / 25.4)


def runs(words: Cell, bold: bool = False, italic: bool = False, half_points: int | None = None) -> str:
    """Words in order. Neighbours that look alike are one run, so a person who edits them in Word meets no seams."""
    alike: list[tuple[bool, bool, str]] = []
    for run in cell_runs(words):
        heavy, slanted = bold or run.bold, italic or getattr(run, "italic", False)
        if alike and alike[-1][:2] == (heavy, slanted):
            alike[-1] = (heavy, slanted, alike[-1][2] + run.text)
        else:
            alike.append((heavy, slanted, run.text))
    return "".join(_run(text, heavy, slanted, half_points) for heavy, slanted, text in alike if text)


def paragraph(
    style: str,
    inner: str,
    *,
    keep_next: bool = False,
    before: int | None = None,
    after: int | None = None,
    indent: int | None = None,
    half_points: int | None = None,
    section: str = "",
) -> str:
    """One paragraph. `before`, `after` and `indent` (on both sides) in twips; `section` ends a part of the document."""
    properties = f"<w:pStyle w:val={quoteattr(style)}/>"
    properties += "<w:keepNext/>" if keep_next else ""
    spaces = "".join(
        f' w:{side}="{space}"' for side, space in (("before", before), ("after", after)) if space is not None
    )
    properties += f"<w:spacing{spaces}/>" if spaces else ""
    properties += f'<w:ind w:left="{indent}" w:right="{indent}"/>' if indent is not None else ""
    properties += f"<w:rPr>{_size(half_points)}</w:rPr>" if half_points else ""
    return f"<w:p><w:pPr>{properties}{section}</w:pPr>{inner}</w:p>"


def cell(width: int, content: str, *, span: int = 1, merge: str = "", align: str = "top") -> str:
    """One cell. `merge` is "restart" or "continue" in a column of merged cells."""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="{align}"/></w:tcPr>{content}</w:tc>'


def row(cells: Iterable[str], *, head: bool = False, height: int | None = None) -> str:
    """One row, which no page may split. A head stands again on every page."""
    properties = "<w:cantSplit/>"
    properties += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    properties += "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def grid(
    widths: Iterable[int],
    rows: Iterable[str],
    *,
    style: str = "TableNormal",
    margin: int = 0,
    air: tuple[int, int] = (0, 0),
    description: str = "",
) -> str:
    """A table of fixed widths in twips, together its own; cells have `margin` on both sides, `air` (above, below)."""
    widths = tuple(widths)
    looks = (
        f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_side('top', air[0])}{_side('left', margin)}{_side('bottom', air[1])}{_side('right', margin)}"
        f"</w:tblCellMar>"
        f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" '
        f'w:noVBand="0"/>'
    )
    if description:
        said = quoteattr(printable(description))
        looks += f"<w:tblCaption w:val={said}/><w:tblDescription w:val={said}/>"
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr>{looks}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def page_number() -> str:
    """The number of the page it stands on."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE \\* Arabic </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _run(text: str, bold: bool, italic: bool, half_points: int | None) -> str:
    looks = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    looks += _size(half_points) if half_points else ""
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'


def _side(name: str, width: int) -> str:
    return f'<w:{name} w:w="{width}" w:type="dxa"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
