"""The preview shows the sheets that Word will print, and each figure leads to where it was counted."""

from io import BytesIO
from pathlib import Path
from urllib.parse import urlparse

import docx
import pytest
from flask import render_template_string

from reports.blocks import Report, note, paragraph, plain
from reports.word import write
from tests.reports.long_binh import annex, report
from tests.reports.office import pages

ROOT = Path(__file__).parents[2]
TYPES = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2"}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'"
HOST = """{% extends "base.html" %}{% from "reports/_pages.html" import pages with context %}
{% block styles %}<link rel="stylesheet" href="/static/reports/pages.css">
<link rel="stylesheet" href="/static/reports/document.css">{% endblock %}
{% block body %}<main>{{ pages(report) }}</main>{% endblock %}
{% block scripts %}<script type="module" src="/static/reports/pages.js"></script>{% endblock %}"""


@pytest.fixture
def preview(window, app):
    """`preview(report)` is the page on which a report is shown, under the policy of every page."""

    def shown(what: Report, **options):
        page = window(1280, 900, **options)
        with app.test_request_context("/reports"):
            html = render_template_string(HOST, report=what)

        def answer(route) -> None:
            file = ROOT / urlparse(route.request.url).path.lstrip("/")
            if file.is_file():
                route.fulfill(path=file, content_type=TYPES.get(file.suffix, "image/svg+xml"))
            else:
                headers = {"Content-Security-Policy": POLICY}
                route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)

        page.route("**/*", answer)
        page.goto("http://preview.test/reports")
        if options.get("java_script_enabled", True):
            page.locator("[data-divided]").wait_for()
        return page

    return shown


def test_the_preview_is_divided_and_numbered_as_the_paper_will_be(preview, tmp_path):
    page = preview(report(signer="Nguyễn Thị Minh Hằng"))
    sheets = page.locator("[data-sheet]")
    assert [sheet.get_attribute("class") for sheet in sheets.all()] == ["sheet", "sheet", "sheet sheet-wide"]
    assert page.locator("[data-page]").all_inner_texts() == ["", "2", "3"]
    for sheet in sheets.all():
        wide, high = (297, 210) if "sheet-wide" in sheet.get_attribute("class") else (210, 297)
        box = sheet.bounding_box()
        assert (round(box["width"] * 25.4 / 96), round(box["height"] * 25.4 / 96)) == (wide, high)
    first, second, _ = sheets.all_inner_texts()
    assert "2. Kết quả tiếp nhận" in first and "Bảng 1." in second
    assert "kính báo cáo" in second and "PHÓ GIÁM ĐỐC" in second, "a signature is never without text above it"
    country = page.locator(".doc-country")
    assert country.bounding_box()["height"] < 30, "the country's name stays on one line"

    pdf = tmp_path / "report.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True)
    paper = pages(pdf)
    assert [(sheet.width, sheet.height) for sheet in paper] == [(210, 297), (210, 297), (297, 210)]
    assert [sheet.text.split()[0] for sheet in paper[1:]] == ["2", "3"]


def test_a_figure_leads_to_where_it_was_counted_and_words_say_what_the_blocks_say(preview):
    what = report()
    page = preview(what)
    finished = page.locator("[data-figure=finished]")
    assert finished.inner_text() == "10.939"
    assert finished.get_attribute("href") == "/reports/dossiers?figure=finished"
    shown = " ".join(" ".join(page.locator("[data-sheet-body]").all_text_contents()).split())
    for block in what.body:
        if hasattr(block, "runs"):
            assert " ".join(plain(block.runs).split()) in shown
    cells = page.locator("[data-sheet] >> nth=2").locator("tbody tr").all_inner_texts()
    assert [cell.split("\t") for cell in cells] == [[plain(cell) for cell in row.cells] for row in annex().rows]


def test_a_long_annex_is_divided_between_rows_with_its_heads_and_the_band_of_a_trial_on_each(preview):
    page = preview(report(trial=True, table=annex(times=4, thousands=1000)))
    wide = page.locator(".sheet-wide")
    assert wide.count() >= 4
    names = [sheet.locator("tbody tr td:first-child").all_inner_texts() for sheet in wide.all()]
    assert [n for some in names for n in some if n] == [str(n) for n in range(1, 49)]
    assert len([n for n in names[-1] if n]) >= 1, "the totals never stand alone"
    for sheet in page.locator("[data-sheet]").all():
        assert sheet.locator(".doc-sample").inner_text() == "DỮ LIỆU MẪU – CHẠY THỬ"
        fits = sheet.evaluate("({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth")
        assert fits and round(sheet.bounding_box()["height"]) in (794, 1123), "nothing stands outside its sheet"
    assert {sheet.locator("thead tr").count() for sheet in wide.all()} == {3}


def test_no_page_begins_with_a_note_of_what_stands_on_the_page_before(preview):
    told = [block for n in range(90) for block in (paragraph(f"Câu thứ {n}. " * (9 + n % 7)), note(f"Ghi chú {n}."))]
    what = Report(tuple(told), report().meta)
    sheets = preview(what).locator("[data-sheet-body]").all()
    assert len(sheets) > 4
    assert not [sheet for sheet in sheets if sheet.locator("> *").first.inner_text().startswith("Ghi chú")]
    lines = docx.Document(BytesIO(write(what))).paragraphs
    kept = [line._p.pPr.keepNext is not None for line in lines[: len(told)]]
    assert kept == [True, False] * 90, "Word is told so, too"


def test_what_a_person_typed_is_shown_and_never_run(preview):
    typed = "<script>document.title = 'đã chạy'</script> & <b>đậm</b>"
    page = preview(Report((*report().body, paragraph(typed)), report().meta))
    assert typed in page.locator("[data-sheet-body]").all_inner_texts()[-1]
    assert page.title() == "Một Cửa"


def test_without_a_script_the_paper_is_divided_all_the_same(preview, tmp_path):
    page = preview(report(), java_script_enabled=False)
    pdf = tmp_path / "report.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True)
    assert [(sheet.width, sheet.height) for sheet in pages(pdf)] == [(210, 297), (210, 297), (297, 210)]


def test_a_narrow_window_scrolls_the_sheets_and_not_the_page(preview):
    page = preview(report())
    page.set_viewport_size({"width": 640, "height": 450})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("[data-sheet]").first.evaluate("sheet => sheet.getBoundingClientRect().left") >= 0
