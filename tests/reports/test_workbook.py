"""The workbook, opened again by a reader of its own: figures, live sums, dossiers, and words that stay words."""

import re
import zipfile
from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from figures.counts import Scope
from figures.profile import Profile, read_profile
from figures.queue import queue
from models.base import unit_of_work
from models.centre import Field, Officer
from models.dossier import Dossier, Pause
from models.register import Incident
from models.report import EnteredFigure, Target
from reports.dossier_rows import dossier_rows
from reports.findings import gather
from reports.naming import file_name
from reports.workbook import write
from tests.figures.conftest import NOVEMBER, day
from tests.reports.office import pages

SHEET_TITLES = ["TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT", "CHỈ TIÊU", "HỒ SƠ CỦA CỘT (3)", "HÀNG CHỜ", "Tổng số"]

pytestmark = pytest.mark.usefixtures("after_november")


@pytest.fixture
def opened(centre, tmp_path):
    """The sheets of the workbook, as rows of values; and the file itself."""

    def make(profile=None):
        profile = profile or Profile()
        findings = gather(centre, NOVEMBER, profile)
        file = tmp_path / "report.xlsx"
        write(file, findings, queue(centre, NOVEMBER), dossier_rows(Scope(centre, NOVEMBER, profile)))
        book = CalamineWorkbook.from_path(file)
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}, file.read_bytes()

    return make


def test_the_first_sheet_holds_the_table_in_the_order_of_the_form(opened, dossier):
    dossier()
    dossier(ended_at=day(12))
    sheets, _ = opened()
    assert list(sheets) == ["Bảng", "Chỉ tiêu", "Hồ sơ", "Hàng chờ", "Định nghĩa"]
    rows = sheets["Bảng"]
    assert rows[2][0] == "(Từ ngày 01/11/2026 đến hết ngày 30/11/2026, tính đến ngày 30/11/2026)"
    assert rows[6] == [f"({number})" for number in range(1, 17)]
    assert rows[7] == [1, "Hộ tịch", 2, 2, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0]
    assert rows[9] == ["", "Tổng cộng", 2, 2, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0]
    assert rows[10][2:7] == [1, 1, 0, "", 0.5]
    assert any("Khớp: Tổng số tiếp nhận (3)" in str(row[1]) for row in rows)


def test_an_incident_of_an_outside_system_is_a_note_below_the_table(opened, centre, dossier):
    dossier()
    with unit_of_work(centre.id):
        Incident.create(centre=centre, system="=VNPAY", began_at=day(12), ended_at=day(12).replace(hour=10))
    rows = opened()[0]["Bảng"]
    assert any("Sự cố hệ thống: Từ 09:00 đến 10:00 ngày 12/11/2026" in str(row[1]) for row in rows)


def test_the_sums_are_live_also_over_blocks_that_are_told_apart(opened, dossier):
    dossier()
    sheet = formulas_of(opened()[1])
    assert (sheet["C8"], sheet["G8"], sheet["M8"]) == ("SUM(D8:F8)", "SUM(H8:L8)", "SUM(N8:P8)")
    assert sheet["C10"] == "SUM(C8:C9)"
    assert sheet["G11"].startswith("IF(C10=0,")

    apart = read_profile({"source_blocks": [{"name": "Khối tư pháp", "fields": ["Chứng thực"]}]})
    sheets, file = opened(apart)
    names = [row[0] if row[1] == "" else row[1] for row in sheets["Bảng"][7:15]]
    own = "Trung tâm Phục vụ hành chính công phường An Bình"
    assert names == [own, "Hộ tịch", "Cộng", "Khối tư pháp", "Chứng thực", "Cộng", "Tổng cộng", "Tỷ lệ"]
    sheet = formulas_of(file)
    assert (sheet["C10"], sheet["C13"], sheet["C14"]) == ("SUM(C9:C9)", "SUM(C12:C12)", "SUM(C10,C13)")


def test_the_columns_are_those_of_the_profile(opened, dossier):
    dossier(ended_at=day(12))
    merged = read_profile({"on_time_split": "merged", "carried_over_shown": False, "zero_cell": "0"})
    rows = opened(merged)[0]["Bảng"]
    assert rows[5][2:6] == ["Tổng số", "Trực tuyến", "Trực tiếp, BCCI", "Tổng số"]
    assert "Trước và đúng hạn" in rows[5]


def test_without_dossiers_the_rates_are_dashes(opened):
    assert opened()[0]["Bảng"][10][2] == "—"


def test_each_measure_stands_with_its_numbers_its_base_and_the_verdict(opened, centre, dossier):
    dossier(ended_at=day(12))
    dossier()
    with unit_of_work(centre.id):
        Target.create(centre=centre, year=2026, measure="on_time_rate", value="90")
    row = next(row for row in opened()[0]["Chỉ tiêu"] if row[1] == "Tỷ lệ trả đúng và trước hạn")
    assert row[2:9] == [1, 2, 0.5, "50%", "tổng số hồ sơ tiếp nhận (3)", "90\u00a0%", "chưa đạt"]


def test_each_field_stands_below_with_its_own_target_and_who_typed_its_figure(opened, centre, dossier, furnish_field):
    land = furnish_field("Đất đai")
    dossier(ended_at=day(12), fee=4000, paid_online=True, field=land)
    officer = Officer.by_username(centre, "ha")
    with unit_of_work(centre.id):
        Target.create(centre=centre, year=2026, measure="payment_rate", value="90", field=land)
        EnteredFigure.create(
            centre=centre,
            key="reuse_rate",
            field=land,
            first=NOVEMBER.first,
            last=NOVEMBER.last,
            numerator="7",
            denominator="10",
            source="Công văn số 9",
            dated_on=date(2026, 12, 1),
            officer=officer,
        )
    rows = opened()[0]["Chỉ tiêu"]
    place = next(number for number, row in enumerate(rows) if row[0] == "Đất đai")
    below = {row[1]: row for row in rows[place + 1 :]}
    paid = below["Tỷ lệ thanh toán trực tuyến (hồ sơ)"]
    assert paid[2:9] == [1, 1, 1, "100%", "hồ sơ phải nộp phí, lệ phí trong tổng số (3)", "90\u00a0%", "đạt"]
    reused = below["Tỷ lệ khai thác, tái sử dụng dữ liệu số hóa"]
    assert reused[2:6] == [7, 10, 0.7, "70%"]
    assert reused[9] == f"Nhập tay, nguồn: Công văn số 9, ngày 01/12/2026, người nhập: {officer.name}."
    assert not any(row[0] == "Chứng thực" for row in rows), "a field without anything to tell is left out"


def test_the_dossiers_behind_are_those_of_column_3_each_in_its_leaf(opened, dossier):
    dossier(ended_at=day(12), digitised_result=True)
    dossier(received_at=day(3, 10), due_on=date(2026, 10, 9))
    dossier(pauses=[{"kind": Pause.SUPPLEMENT, "began_on": date(2026, 11, 20)}])
    dossier(ended_at=day(2, 12))
    dossier(ended_at=day(13), outcome="stopped", channel="direct")
    rows = opened()[0]["Hồ sơ"][5:]
    assert {(row[0][-4:], row[9], row[10]) for row in rows} == {
        ("0001", "Trong kỳ", "Trả trước hạn"),
        ("0002", "Kỳ trước", "Đang giải quyết, quá hạn"),
        ("0003", "Trong kỳ", "Chờ bổ sung giấy tờ"),
        ("0004", "Trong kỳ", "Đang giải quyết, quá hạn"),
        ("0005", "Trong kỳ", "Dừng giải quyết"),
    }
    first = next(row for row in rows if row[0].endswith("0001"))
    promised = date(2026, 11, 20)
    assert first[3:9] == ["Trực tuyến", date(2026, 11, 10), promised, promised, date(2026, 11, 12), ""]
    assert (first[13], first[14]) == ("", "Có")


def test_a_dossier_that_was_overdue_keeps_the_day_it_was_due_then(opened, dossier):
    later = {"kind": Pause.SUPPLEMENT, "began_on": date(2026, 12, 1), "ended_on": date(2026, 12, 14)}
    paid = {"fee": 4000, "paid_online": True, "paid_on": date(2026, 12, 1)}
    dossier(pauses=[later | {"due_after": date(2026, 12, 3)}], ended_at=day(16, 12), **paid)
    earlier = {"kind": Pause.SUPPLEMENT, "began_on": date(2026, 11, 11), "ended_on": date(2026, 11, 13)}
    dossier(pauses=[earlier | {"due_after": date(2026, 11, 24)}], paid_online=True, fee=4000)
    rows = {row[0][-4:]: row for row in opened()[0]["Hồ sơ"][5:]}
    promised = date(2026, 11, 20)
    assert rows["0001"][5:9] == [promised, promised, "", 6]
    assert rows["0002"][5:9] == [promised, date(2026, 11, 24), "", 4]
    assert {row[10] for row in rows.values()} == {"Đang giải quyết, quá hạn"}
    assert (rows["0001"][12], rows["0002"][12]) == ("", "Có"), "paid after the period: not paid in it"


@pytest.mark.parametrize("name", ["=1+1", "+84", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "＝1", " =1", "a<b&c"])
def test_a_word_that_looks_like_a_formula_stays_a_word_on_every_sheet(opened, centre, dossier, name):
    with unit_of_work(centre.id):
        field = Field.create(centre=centre, name=name, position=3)
    row = dossier(field=field)
    with unit_of_work(centre.id):
        Dossier.update(code=name).where(Dossier.id == row.id).execute()
    sheets, file = opened()
    assert sheets["Bảng"][9][1].strip() == name.strip()
    assert [cell.strip() for cell in sheets["Hồ sơ"][5][:2]] == [name.strip()] * 2
    archive = zipfile.ZipFile(BytesIO(file))
    styles = archive.read("xl/styles.xml").decode()
    quoted = [
        place for place, look in enumerate(re.findall(r"<xf [^>]*>", cell_looks(styles))) if "quotePrefix" in look
    ]
    if name != "a<b&c":
        for sheet, cell in (("sheet1", "B10"), ("sheet3", "A6"), ("sheet3", "B6")):
            page = archive.read(f"xl/worksheets/{sheet}.xml").decode()
            look = re.search(rf'<c r="{cell}" s="(\d+)" t="(?:s|inlineStr)">', page)
            assert look and int(look[1]) in quoted, (sheet, cell)


def test_the_queue_is_told_in_lengths_of_time(opened, visit):
    visit(("issue", 0), ("call", 12), ("serve", 13), ("finish", 20))
    line = next(row for row in opened()[0]["Hàng chờ"] if row[0] == "C · Chứng thực")
    assert line[1:7] == [1, 1, 0, 0, 0, 0]
    assert line[7] == 1
    assert line[8].total_seconds() == 12 * 60
    assert line[12] == 1  # all within the target


def test_each_column_and_each_choice_of_the_profile_is_explained(opened):
    rows = opened(read_profile({"bases": {"on_time_rate": "resolved"}}))[0]["Định nghĩa"]
    explained = {row[0].split(")")[0].strip("(") for row in rows if str(row[0]).startswith("(")}
    assert explained == {str(number) for number in range(3, 17)}
    assert ["Mẫu số của tỷ lệ trả đúng và trước hạn", "hồ sơ đã trả kết quả"] in [r[:2] for r in rows]


def test_each_sheet_is_printed_as_wide_as_the_paper(opened, dossier, office, tmp_path):
    dossier()
    opened()
    [pdf] = office.convert(tmp_path / "report.xlsx")
    printed = pages(pdf)
    assert {(page.width, page.height) for page in printed} == {(297, 210)}
    assert [words for words in SHEET_TITLES if words in printed[SHEET_TITLES.index(words)].text] == SHEET_TITLES
    assert re.search(r"\(4\) Trực tuyến +Tiếp nhận từ ngày đầu", printed[4].text), "a name stands beside its meaning"


def test_the_file_is_named_for_the_centre_and_the_period(centre):
    centre.name = "phường Bình Minh – Đông"
    assert file_name(centre, NOVEMBER, "docx") == "BaoCao_PhuongBinhMinhDong_2026-11-01_2026-11-30.docx"


def formulas_of(file):
    sheet = zipfile.ZipFile(BytesIO(file)).read("xl/worksheets/sheet1.xml").decode()
    return dict(re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f>([^<]+)</f>', sheet))


def cell_looks(styles):
    return styles[styles.index("<cellXfs") : styles.index("</cellXfs>")]
