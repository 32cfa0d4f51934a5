"""The report as .docx, in the layout of Nghị định 30/2020/NĐ-CP, Annex I.

Looks live in `word_parts/styles.xml`, so a clerk finds them in Word as well; here is only which words take which.
"""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml.parser import parse_xml
from docx.parts.hdrftr import HeaderPart

from models.base import now
from reports import blocks
from reports.blocks import AnnexTable, Block, Closing, Letterhead, Report, SimpleTable
from reports.grids import BODY, WIDE
from reports.lengths import balanced, last_line, length
from reports.word_tables import table
from reports.word_xml import (
    NAMESPACES,
    POINT,
    cell,
    grid,
    page_number,
    paragraph,
    row,
    runs,
    twips,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PARTS = Path(__file__).parent / "word_parts"
KEPT = {RELATION.STYLES: "styles", RELATION.SETTINGS: "settings", RELATION.NUMBERING: "numbering"}
LEFT, RIGHT = twips(70), twips(95)  # the country's name, bold at 12 points, is 88 mm long and must not wrap
RECIPIENTS, SIGNATURE = twips(80), twips(85)
SIGNING_ROOM = twips(42)  # for the signature and the seal
FOOT_ROOM = 12 * POINT  # between the text and the foot
BELOW_TABLE = 10 * POINT
TITLE_MARGIN = 10  # mm that a centred title stays away from the margins
SLACK = 3  # points by which a line may be drawn longer than reckoned
SHORT_RULE = 0.4  # of the line above it: between a third and a half
PAGE = f'w:w="{twips(210)}" w:h="{twips(297)}"'
LANDSCAPE = f'w:w="{twips(297)}" w:h="{twips(210)}" w:orient="landscape"'
MARGINS = (
    f'w:top="{twips(20)}" w:right="{twips(15)}" w:bottom="{twips(20)}" w:left="{twips(30)}" '
    f'w:header="{twips(9)}" w:footer="{twips(9)}" w:gutter="0"'
)
AHEAD = timedelta(hours=7)  # of UTC, in which the file tells the time; our clock is Vietnam's
LONGEST_PROPERTY = 255  # letters, by the format
TABLES = (Letterhead, SimpleTable, Closing)  # Word would take two that touch for one


def write(report: Report) -> bytes:
    """The file. It asks no database, so it may be made on another thread."""
    document = _empty_document()
    numbering = '<w:pgNumType w:fmt="decimal" w:start="1"/>'
    heads = _page_heads(document, report)
    portrait = f"<w:sectPr>{heads}<w:pgSz {PAGE}/><w:pgMar {MARGINS}/>{numbering}<w:titlePg/></w:sectPr>"
    landscape = f"<w:sectPr><w:pgSz {LANDSCAPE}/><w:pgMar {MARGINS}/></w:sectPr>"
    body = _text(report.body)
    if not report.annexes:
        body += paragraph("PartEnd", "") + portrait
    else:
        body += paragraph("PartEnd", "", section=portrait)
        body += paragraph("PartEnd", "", section=landscape).join(_annex(annex) for annex in report.annexes)
        body += paragraph("PartEnd", "") + landscape
    document.element.replace(document.element.body, parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"))
    _introduce(document, report.meta)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _empty_document() -> Document:
    """The library's template with our looks in place of its own, and without its thumbnail, theme and unused parts."""
    document = docx.Document()
    part = document.part
    for key, relation in list(part.rels.items()):
        if relation.reltype in KEPT:
            relation.target_part._element = _part(KEPT[relation.reltype])
        else:
            part.rels.pop(key)
    package = part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype not in (RELATION.OFFICE_DOCUMENT, RELATION.CORE_PROPERTIES):
            package.rels.pop(key)
    return document


def _part(name: str):
    return parse_xml((PARTS / f"{name}.xml").read_bytes())


def _page_heads(document: Document, report: Report) -> str:
    """References to the head of the first page, which has no number, and to that of all others."""
    band = paragraph("SampleBand", runs(report.sample.text)) if report.sample else ""
    first = band or paragraph("Header", "")
    other = paragraph("Header", page_number(), after=2 * POINT if band else None) + band
    references = ""
    for kind, content in (("first", first), ("default", other)):
        part, key = document.part.add_header_part()
        assert isinstance(part, HeaderPart)
        part._element = parse_xml(f"<w:hdr {NAMESPACES}>{content}</w:hdr>")
        references += f'<w:headerReference w:type="{kind}" r:id="{key}"/>'
    return references


def _introduce(document: Document, meta: blocks.Meta) -> None:
    """What the file says of itself."""
    properties = document.core_properties
    author = blocks.printable(meta.author)[:LONGEST_PROPERTY]
    properties.title = blocks.printable(meta.title)[:LONGEST_PROPERTY]
    properties.subject = blocks.printable(meta.subject)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = author
    properties.comments = properties.keywords = ""
    properties.language = "vi-VN"
    properties.revision = 1
    properties.created = properties.modified = (meta.created or now()) - AHEAD


def _text(body: tuple[Block, ...]) -> str:
    """The portrait pages, each block told what stands around it."""
    return "".join(
        _block(block, previous, following)
        for previous, block, following in zip((None, *body), body, (*body[1:], None), strict=False)
    )


def _block(block: Block, previous: Block | None, following: Block | None) -> str:
    below_table = isinstance(previous, SimpleTable) and not previous.notes
    before = BELOW_TABLE if below_table else None
    match block:
        case blocks.Letterhead():
            return _letterhead(block)
        case blocks.Title():
            return _title(block)
        case blocks.Addressee():
            return _addressee(block)
        case blocks.Heading():
            return paragraph(f"Heading{block.level}", runs(block.text), before=before)
        case blocks.Paragraph() | blocks.Item() | blocks.Note():
            bare = isinstance(following, SimpleTable) and not (following.title or following.unit)
            return paragraph(
                _style(block),
                runs(block.runs),
                keep_next=isinstance(following, (Closing, blocks.Note)),  # neither begins a page, apart from its text
                before=before,
                after=6 * POINT if bare else None,
            )
        case blocks.SimpleTable() | blocks.Closing():
            apart = paragraph("PartEnd", "") if isinstance(previous, TABLES) else ""
            return apart + (_simple_table(block) if isinstance(block, SimpleTable) else _closing(block))
    raise TypeError(f"A portrait page holds no {type(block).__name__}")


def _style(words: blocks.Words) -> str:
    match words:
        case blocks.Item(level=2):
            return "ListBullet2"
        case blocks.Item():
            return "ListBullet"
        case blocks.Note():
            return "Remark"
    return "BodyText"


def _letterhead(head: Letterhead) -> str:
    """Two columns without lines: who writes, and the country's name with its motto; below, number and date."""
    issuer = "".join(paragraph("Issuer", runs(line)) for line in head.issuer_lines)
    shown = last_line(head.issuer_lines[-1], 12, LEFT / POINT, bold=True) if head.issuer_lines else 0
    names = "".join(paragraph("Superior", runs(line)) for line in head.superior_lines) + issuer
    country = paragraph("Country", runs(blocks.COUNTRY)) + paragraph("Motto", runs(blocks.MOTTO))
    return grid(
        (LEFT, RIGHT),
        (
            row(
                (
                    cell(LEFT, names + _rule(SHORT_RULE * shown, LEFT)),
                    cell(RIGHT, country + _rule(length(blocks.MOTTO, 13, bold=True), RIGHT)),
                )
            ),
            row(
                (
                    cell(LEFT, paragraph("Number", runs(head.number_line))),
                    cell(RIGHT, paragraph("PlaceDate", runs(head.date_line))),
                )
            ),
        ),
    )


def _rule(points: float, room: int) -> str:
    """A line of `points` in the middle of `room` twips."""
    return paragraph("Rule", "", indent=max(0, round((room - points * POINT) / 2)))


def _balance(words: str, points: float, mm: int, bold: bool = False) -> int:
    """Twips to leave free on both sides, so that the lines of a centred text within `mm` are about equal."""
    room = twips(mm - 2 * TITLE_MARGIN) / POINT
    return (twips(mm) - round((balanced(words, points, room, bold) + SLACK) * POINT)) // 2


def _title(title: blocks.Title) -> str:
    indent = _balance(title.subject, 14, BODY, bold=True)
    shown = last_line(title.subject, 14, twips(BODY) / POINT - 2 * indent / POINT, bold=True)
    return (
        paragraph("Title", runs(title.kind.upper()))
        + paragraph("Subtitle", runs(title.subject), indent=indent)
        + _rule(SHORT_RULE * shown, twips(BODY))
    )


def _addressee(addressee: blocks.Addressee) -> str:
    if len(addressee.lines) == 1:
        return paragraph("Addressee", runs(f"Kính gửi: {addressee.lines[0]}"))
    lines = (paragraph("AddresseeLine", runs(line)) for line in addressee.lines)
    return paragraph("Addressees", runs("Kính gửi:")) + "".join(lines)


def _simple_table(simple: SimpleTable) -> str:
    title = paragraph("Caption", runs(simple.title)) if simple.title else ""
    unit = paragraph("Unit", runs(simple.unit)) if simple.unit else ""
    return title + unit + table(simple, twips(BODY)) + _notes(simple.notes)


def _annex(annex: AnnexTable) -> str:
    title = annex.title.upper()
    return (
        (paragraph("AnnexLabel", runs(annex.label)) if annex.label else "")
        + paragraph("AnnexTitle", runs(title), indent=_balance(title, 14, WIDE, bold=True))
        + (
            paragraph("AnnexReference", runs(annex.reference), indent=_balance(annex.reference, 13, WIDE))
            if annex.reference
            else ""
        )
        + (paragraph("Unit", runs(annex.unit)) if annex.unit else "")
        + table(annex, twips(WIDE))
        + _notes(annex.notes)
    )


def _notes(notes: tuple[str, ...]) -> str:
    return "".join(paragraph("TableNote", runs(note)) for note in notes)


def _closing(closing: Closing) -> str:
    """Recipients and signature side by side; one row, so that they stay on one page."""
    recipients = paragraph("RecipientsHead", runs("Nơi nhận:"))
    recipients += "".join(paragraph("Recipient", runs(line)) for line in closing.recipients.lines)
    signature = "".join(paragraph("SignerTitle", runs(line.upper())) for line in closing.signature.lines)
    if closing.signature.name:
        signature += paragraph("SignerName", runs(closing.signature.name))
    cells = (cell(RECIPIENTS, recipients), cell(SIGNATURE, signature))
    return grid((RECIPIENTS, SIGNATURE), (row(cells, height=SIGNING_ROOM),), air=(FOOT_ROOM, 0))
