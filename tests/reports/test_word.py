"""The Word file is ready to be signed: its facts as the XML tells them, its pages as an office shows them."""

import csv
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reports.blocks import (
    COUNTRY,
    MOTTO,
    AnnexTable,
    Closing,
    Meta,
    Report,
    Row,
    Signature,
    SimpleTable,
    paragraph,
)
from reports.word import write
from tests.reports.long_binh import CENTRE, FIELDS, NOTE, RATES, annex, dated, departments, report
from tests.reports.office import Office, fonts, pages, pictures

SAMPLE_FIELDS = Path(__file__).parents[2] / "sample" / "binh-minh" / "fields.csv"
PICTURES = Path(__file__).parent.parent / "output" / "word"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDER = {  # ISO/IEC 29500-1, annex A: as far as the report uses them
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind jc outlineLvl rPr "
    "sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps color sz szCs u lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "tblCellMar": "top left bottom right",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "tc": "tcPr p",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr rPr",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
}


def parts(file: bytes) -> dict[str, etree._Element]:
    """Every part that is XML."""
    with ZipFile(BytesIO(file)) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist()}


def of_the_sample() -> AnnexTable:
    """An annex of the sample centre's fields, as many as a commune usually has."""
    *_, total, rates = annex().rows
    names = [
        row["name"] for row in csv.DictReader(line for line in SAMPLE_FIELDS.read_text().splitlines() if line[0] != "#")
    ]
    rows = (Row((str(i), name, *total.cells[2:])) for i, name in enumerate(names, 1))
    return replace(annex(), rows=(*rows, total, rates))


@pytest.fixture(scope="module")
def file() -> bytes:
    return write(report(signer="Nguyễn Thị Minh Hằng"))


@pytest.fixture(scope="module")
def document(file):
    return docx.Document(BytesIO(file))


@pytest.fixture(scope="module")
def shown(office: Office, file: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The report, a long one of a trial run, and one with the sample's fields, as LibreOffice prints them."""
    folder = tmp_path_factory.mktemp("word")
    (folder / "report.docx").write_bytes(file)
    (folder / "trial.docx").write_bytes(write(report(trial=True, table=annex(times=3, thousands=1000))))
    (folder / "sample.docx").write_bytes(write(report(trial=True, table=of_the_sample())))
    made = office.convert(folder / "report.docx", folder / "trial.docx", folder / "sample.docx")
    for pdf in made:
        pictures(pdf, PICTURES)
    return made


def test_pages_are_a4_with_the_margins_of_the_decree_and_the_annex_lies_across(document):
    body, wide = document.sections
    assert (body.page_width, body.page_height) == (wide.page_height, wide.page_width)
    assert round(body.page_width.mm) == 210 and round(body.page_height.mm) == 297
    assert (body.orientation, wide.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    for section in (body, wide):
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin.mm, 1) for margin in margins] == [20, 20, 30, 15]


def test_the_number_of_the_page_is_above_the_text_but_not_on_the_first_page(document):
    body, wide = document.sections
    assert body.different_first_page_header_footer and not body.first_page_header.paragraphs[0].runs
    assert not wide.different_first_page_header_footer and wide.header.is_linked_to_previous
    [number] = body.header.paragraphs
    assert re.findall(r"PAGE.*Arabic", number._p.xml) and number.style.name == "Header"
    assert Mm(8) < body.header_distance < body.top_margin


def test_every_letter_is_times_new_roman_in_every_script(file):
    named = [element for part in parts(file).values() for element in part.iter(f"{W}rFonts")]
    assert named
    for element in named:
        fonts_of = {key.removeprefix(W): value for key, value in element.attrib.items() if not key.endswith("hint")}
        assert fonts_of == dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), "Times New Roman")
    assert any(element.getparent().getparent().tag == f"{W}rPrDefault" for element in named)


def test_letters_have_the_sizes_of_the_decree(document):
    looks = {
        "Quốc hiệu": (12, True, None),
        "Tiêu ngữ": (13, True, None),
        "Cơ quan chủ quản": (12, None, None),
        "Cơ quan ban hành": (12, True, None),
        "Số, ký hiệu": (13, None, None),
        "Địa danh và thời gian": (13, None, True),
        "Title": (14, True, None),
        "Subtitle": (14, True, None),
        "Body Text": (14, None, None),
        "Chức vụ người ký": (14, True, None),
        "Họ và tên người ký": (14, True, None),
        "Nơi nhận": (12, True, True),
        "Nơi nhận (danh sách)": (11, None, None),
        "Header": (13, None, None),
    }
    default = document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz").get(f"{W}val")
    assert default == "28"
    for name, (points, bold, italic) in looks.items():
        style = document.styles[name]
        sizes = [s.font.size for s in (style, style.base_style) if s is not None and s.font.size]
        assert (sizes[0].pt if sizes else 14) == points, name
        assert (style.font.bold, style.font.italic) == (bold, italic), name
    text = document.styles["Body Text"].paragraph_format
    assert round(text.first_line_indent.cm, 2) == 1.27 and text.space_before.pt >= 6 and text.alignment == 3
    assert 1 <= text.line_spacing <= 1.5


def test_elements_stand_in_the_order_of_the_schema(file):
    for name, part in parts(file).items():
        for element in part.iter(*(W + tag for tag in ORDER)):
            order = ORDER[element.tag.removeprefix(W)].split()
            children = [child.tag.removeprefix(W) for child in element]
            assert set(children) <= set(order), (name, element.tag, children)
            assert children == sorted(children, key=order.index), (name, element.tag, children)


def test_the_file_holds_nothing_but_the_report(file):
    assert sorted(parts(file)) == [
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels", "word/document.xml",
        "word/header1.xml", "word/header2.xml", "word/numbering.xml", "word/settings.xml", "word/styles.xml",
    ]  # fmt: skip
    styles = {style.get(f"{W}styleId") for style in parts(file)["word/styles.xml"].iter(f"{W}style")}
    for part in parts(file).values():
        for tag in ("pStyle", "tblStyle", "basedOn", "next"):
            assert {element.get(f"{W}val") for element in part.iter(W + tag)} <= styles


def test_the_file_says_what_it_is_in_vietnamese_and_names_no_person(document, file):
    said = document.core_properties
    assert (said.title, said.author, said.last_modified_by) == ("Báo cáo 4 tháng đầu năm 2026", CENTRE, CENTRE)
    assert (said.language, said.comments, said.created) == ("vi-VN", "", datetime(2026, 4, 15, 2, 30, tzinfo=UTC))
    assert {element.get(f"{W}val") for element in parts(file)["word/styles.xml"].iter(f"{W}lang")} == {"vi-VN"}


def test_the_head_keeps_its_columns_and_leaves_number_and_day_to_the_clerk(document):
    head = document.tables[0]
    assert not head.autofit and [round(cell.width.mm) for cell in head.rows[0].cells] == [70, 95]
    left, right = head.rows[0].cells
    assert [line.text.replace("\u00a0", " ") for line in left.paragraphs if line.text] == [
        "ỦY BAN NHÂN DÂN",
        "PHƯỜNG LONG BÌNH",
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG LONG BÌNH",
    ]
    assert [line.text for line in right.paragraphs if line.text] == [COUNTRY, MOTTO]
    assert [cell.text.split() for cell in head.rows[1].cells] == [
        ["Số:", "/BC-TTPVHCC"],
        ["Long", "Bình,", "ngày", "tháng", "năm", "2026"],
    ]
    signed = docx.Document(BytesIO(write(report(letterhead=dated(5, date(2026, 3, 9)))))).tables[0]
    assert [cell.text.replace("\u00a0", " ") for cell in signed.rows[1].cells] == [
        "Số: 05/BC-TTPVHCC",
        "Long Bình, ngày 09 tháng 3 năm 2026",
    ]


def test_rules_are_as_long_as_the_decree_wants(document):
    left, right = document.tables[0].rows[0].cells
    motto, issuer = (cell.width.mm - 2 * cell.paragraphs[-1].paragraph_format.left_indent.mm for cell in (right, left))
    assert motto == pytest.approx(56, abs=1.5), "as long as the motto, bold at 13 points"
    assert 44 / 3 <= issuer <= 44 / 2, "a third to a half of PHƯỜNG LONG BÌNH, bold at 12 points"


def test_headings_can_be_walked_through_and_stay_with_their_text(document):
    headings = {p.text: p.style for p in document.paragraphs if p.style.name.startswith("Heading")}
    assert [(text[:3], style.name) for text, style in headings.items()] == [
        ("I. ", "Heading 1"), ("1. ", "Heading 2"), ("2. ", "Heading 2"), ("3. ", "Heading 2"), ("a) ", "Heading 3"),
        ("II.", "Heading 1"), ("III", "Heading 1"),
    ]  # fmt: skip
    assert all(style.paragraph_format.keep_with_next for style in headings.values())
    levels = [style.element.find(f".//{W}outlineLvl").get(f"{W}val") for style in headings.values()]
    assert levels == ["0", "1", "1", "1", "2", "0", "0"]


def test_figures_are_plain_words_in_one_run_with_their_sentence(document):
    [sentence] = [p for p in document.paragraphs if p.text.startswith("Tổng số hồ sơ")]
    assert sentence.text == "Tổng số hồ sơ tiếp nhận là 11.197 hồ sơ, trong đó:" and len(sentence.runs) == 1
    [judged] = [p for p in document.paragraphs if "chưa đạt" in p.text]
    assert [run.bold for run in judged.runs] == [None, True, None]
    assert not document.element.xpath("//w:hyperlink")


def test_space_is_never_made_of_empty_paragraphs(document):
    for element in document.element.body.iter(f"{W}p"):
        line = WordParagraph(element, document)
        in_figures = any(qn("w:tblStyle") == x.tag and x.get(qn("w:val")) == "TableGrid" for x in _looks(element))
        assert line.text or in_figures or line.style.name in ("Đường kẻ", "Hết phần"), line.style.name


def _looks(element):
    [table] = list(element.iterancestors(f"{W}tbl")) or [None]
    return [] if table is None else table.find(f"{W}tblPr")


def test_heads_of_tables_repeat_rows_stay_whole_and_tables_say_what_they_are(document):
    _, small, _, wide = document.tables
    for table, heads in ((small, 1), (wide, 3)):
        rows = [row._tr.trPr for row in table.rows]
        assert [row.find(f"{W}tblHeader") is not None for row in rows] == [i < heads for i in range(len(rows))]
        assert all(row.find(f"{W}cantSplit") is not None for row in rows)
        assert table._tbl.tblPr.find(f"{W}tblDescription").get(f"{W}val")
    assert [cell.text for cell in wide.rows[2].cells] == [f"({n})" for n in range(1, 17)]
    assert [cell.text for cell in wide.rows[0].cells][2::5] == ["TIẾP NHẬN", "ĐÃ GIẢI QUYẾT", "ĐANG GIẢI QUYẾT"]
    assert [cell.text for cell in wide.rows[1].cells][:2] == ["STT", "Lĩnh vực"]
    assert [row.cells[1].text for row in wide.rows[3:]] == [*FIELDS, "Tổng cộng", "Tỷ lệ"]
    assert [cell.text for cell in wide.rows[-1].cells] == ["", "Tỷ lệ", *RATES]
    assert sum(column.width for column in wide.columns) == pytest.approx(Mm(252), abs=Mm(0.1))


def test_the_foot_stands_on_one_page_below_the_sign_of_the_end(document):
    foot = document.tables[2]
    last = WordParagraph(foot._tbl.getprevious(), document)
    assert last.text.endswith("phường./.") and last.paragraph_format.keep_with_next
    left, right = foot.rows[0].cells
    assert [line.text for line in left.paragraphs] == [
        "Nơi nhận:", "- Như trên;", "- Thường trực Đảng ủy, HĐND phường;", "- Các phòng, đơn vị thuộc phường;",
        "- Lưu: VT, TTPVHCC.",
    ]  # fmt: skip
    assert [line.text for line in right.paragraphs] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Thị Minh Hằng"]
    assert foot.rows[0].height >= Mm(40) and foot.rows[0]._tr.trPr.find(f"{W}cantSplit") is not None


@given(st.text(st.characters(exclude_categories=())))
@settings(max_examples=25, deadline=None)
def test_whatever_is_typed_the_file_opens(typed):
    table = SimpleTable(departments().columns[:1], (Row((typed,)), Row((typed,), "block")), title=typed)
    blocks = (paragraph(typed), table, table, Closing(Signature((typed,), typed)))
    opened = docx.Document(BytesIO(write(Report(blocks, Meta(typed, typed)))))
    assert [type(block) for block in opened.iter_inner_content()].count(Table) == 3


def test_the_office_shows_the_pages_that_the_preview_shows(shown):
    sheets = pages(shown[0])
    assert [(sheet.width, sheet.height) for sheet in sheets] == [(210, 297), (210, 297), (297, 210)]
    first, second, wide = ([line.strip() for line in sheet.text.splitlines() if line.strip()] for sheet in sheets)
    assert COUNTRY in re.split(r"\s{2,}", first[0]), "the country's name stays on one line"
    assert (second[0], wide[0]) == ("2", "3")
    assert not re.fullmatch(r"\d", first[0]) and "BÁO CÁO" in first
    words = " ".join(" ".join(sheet.text.split()) for sheet in sheets)
    for told in (
        "đạt 97,69%:",
        "- Trực tuyến 11.191",
        "+ Trước hạn 10.102",
        "kính báo cáo Ủy ban",
        "KT. GIÁM ĐỐC",
        NOTE,
    ):
        assert told in words, told
    assert fonts(shown[0]) == {"LiberationSerif"}, "no letter is borrowed from another font"


def test_a_long_annex_repeats_its_heads_and_a_trial_says_so_on_every_page(shown):
    sheets = pages(shown[1])
    wide = [sheet for sheet in sheets if sheet.width == 297]
    assert len(wide) == 3
    for sheet in wide:
        assert len(re.findall(r"\(\d+\)", sheet.text.split("Ghi chú")[0])) >= 16
        assert "TIẾP NHẬN" in sheet.text
    assert all("DỮ LIỆU MẪU – CHẠY THỬ" in sheet.text for sheet in sheets)
    numbers = [int(n) for sheet in wide for n in re.findall(r"^ *(\d{1,2}) {2,}(?=\S)", sheet.text, re.M)]
    assert numbers == list(range(1, 37)), "no row is lost or torn between pages"


def test_the_annex_of_a_usual_centre_is_one_page_with_its_note(shown):
    [wide] = [sheet for sheet in pages(shown[2]) if sheet.width == 297]
    assert "Tổng cộng" in wide.text and NOTE[:40] in wide.text
