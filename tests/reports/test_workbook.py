"""The workbook, opened again by a reader of its own: figures, live sums, and words that stay words."""

import re
import zipfile
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from figures.queue import queue
from figures.table import table
from models.base import unit_of_work
from models.centre import Field
from reports.workbook import file_name, workbook
from tests.figures.conftest import NOVEMBER, day

pytestmark = pytest.mark.usefixtures("after_november")


@pytest.fixture
def opened(centre):
    """The sheets of the workbook, as rows of values; and the file itself."""

    def write():
        file = workbook(table(centre, NOVEMBER), queue(centre, NOVEMBER))
        book = CalamineWorkbook.from_filelike(BytesIO(file))
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}, file

    return write


def test_the_sheet_holds_the_table_in_the_order_of_the_form(opened, dossier):
    dossier()
    dossier(ended_at=day(12))
    sheets, _ = opened()
    assert list(sheets) == ["Bảng", "Hàng đợi", "Định nghĩa"]
    rows = sheets["Bảng"]
    assert rows[6] == [f"({number})" for number in range(1, 17)]
    assert rows[7] == [1, "Hộ tịch", 2, 2, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0]
    assert rows[9] == ["", "Tổng cộng", 2, 2, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0]
    assert rows[10][2:7] == [1, 1, 0, "", 0.5]
    assert any("Khớp: Tổng số tiếp nhận (3)" in str(row[1]) for row in rows)


def test_the_heading_says_as_at_which_day(opened, hands):
    assert opened()[0]["Bảng"][2][0] == "(Từ ngày 01/11/2026 đến hết ngày 30/11/2026, tính đến ngày 30/11/2026)"
    hands.at = day(20)
    assert "tính đến ngày 20/11/2026" in opened()[0]["Bảng"][2][0]


def test_the_sums_are_live(opened, dossier):
    dossier()
    _, file = opened()
    sheet = zipfile.ZipFile(BytesIO(file)).read("xl/worksheets/sheet1.xml").decode()
    formulas = dict(re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f>([^<]+)</f>', sheet))
    assert formulas["C8"] == "SUM(D8:F8)"
    assert formulas["G8"] == "SUM(H8:L8)"
    assert formulas["M8"] == "SUM(N8:P8)"
    assert formulas["C10"] == "SUM(C8:C9)"
    assert formulas["G11"].startswith("IF(C10=0,")


def test_without_dossiers_the_rates_are_dashes(opened):
    sheets, _ = opened()
    assert sheets["Bảng"][10][2] == "—"


@pytest.mark.parametrize("name", ["=1+1", "+84", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "＝1"])
def test_a_field_that_looks_like_a_formula_stays_a_word(opened, centre, dossier, name):
    with unit_of_work(centre.id):
        field = Field.create(centre=centre, name=name, position=3)
    dossier(field=field)
    sheets, file = opened()
    assert sheets["Bảng"][9][1] == name
    archive = zipfile.ZipFile(BytesIO(file))
    sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert re.search(r'<c r="B10" s="\d+" t="s">', sheet)
    assert 'quotePrefix="1"' in archive.read("xl/styles.xml").decode()


def test_the_queue_is_told_in_lengths_of_time(opened, visit):
    visit(("issue", 0), ("call", 12), ("serve", 13), ("finish", 20))
    sheets, _ = opened()
    rows = sheets["Hàng đợi"]
    line = next(row for row in rows if row[0] == "C · Chứng thực")
    assert line[1:7] == [1, 1, 0, 0, 0, 0]
    assert line[7] == 1
    assert line[8].total_seconds() == 12 * 60
    assert line[12] == 1  # all within the target


def test_each_column_is_explained(opened):
    sheets, _ = opened()
    explained = {row[0].split(")")[0].strip("(") for row in sheets["Định nghĩa"] if str(row[0]).startswith("(")}
    assert explained == {str(number) for number in range(3, 17)}


def test_the_file_is_named_for_the_centre_and_the_period(centre):
    centre.name = "phường Bình Minh – Đông"
    assert file_name(table(centre, NOVEMBER)) == "BaoCao_PhuongBinhMinhDong_2026-11-01_2026-11-30.xlsx"
