"""Totals of a field whose system gives no list: added in figures, marked and signed wherever they are printed."""

import re
from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from figures.counts import Counts, Scope, counts, flows
from figures.measured import measured
from figures.period import Period
from figures.profile import Profile, read_profile
from figures.register_words import TOTALS
from figures.table import table
from figures.typed_totals import TYPED
from models.dossier import Dossier
from models.report import EnteredFigure
from registers.schemas import Totals
from reports.blocks import AnnexTable, Note, plain
from reports.document import compose
from reports.findings import gather
from reports.forms import FORMS
from reports.texts import names_of, texts_of
from tests.figures.conftest import NOVEMBER, after_november, day, dossier, furnish_field
from tests.registers.test_feedback import said

__all__ = ["after_november", "dossier", "furnish_field"]
pytestmark = pytest.mark.usefixtures("after_november")
NUMBERS = {"online": 90, "direct": 10, "carried_online": 20, "early": 100, "late": 5, "pending_in_time": 15}
WISH = {
    "from": "2026-11-01",
    "to": "2026-11-30",
    "counts": NUMBERS,
    "source": "Báo cáo số 9/BC-CT",
    "dated_on": "2026-12-01",
}
WHO = "nguồn: Báo cáo số 9/BC-CT, ngày 01/12/2026, người nhập: Ha"


@pytest.fixture
def tax(furnish_field):
    return furnish_field("Hộ kinh doanh")


@pytest.fixture
def told(director, dossier, tax):
    """Two dossiers of Hộ tịch, and 120 of Hộ kinh doanh told as totals."""
    dossier(ended_at=day(12))
    dossier(channel="direct")
    answer = director.put("/api/registers/totals", json=WISH | {"field": tax.id})
    assert answer.json == {"id": tax.id, "total_received": 120}


def test_they_are_added_to_the_whole_and_to_their_field_and_the_table_still_adds_up(centre, told, tax, civil_field):
    scope = Scope(centre, NOVEMBER)
    assert counts(scope, Dossier.field)[tax.id] == Counts(**NUMBERS)
    assert counts(scope)[None] == Counts(**NUMBERS) + counts(scope, Dossier.field)[civil_field.id]
    assert flows(scope)[None].pending == 0, "stocks do not flow"
    assert (flows(scope)[None].received, flows(scope)[None].finished) == (102, 106)
    assert counts(scope, Dossier.channel)["online"].received == 1, "of a channel only dossiers are known"
    for settings in ({}, {"carried_over_shown": False}, {"duty_shown": True, "stopped_bucket": "own"}):
        findings = gather(centre, NOVEMBER, read_profile(settings))
        assert [check.key for check in findings.checks[:5] if not check.holds] == []
        assert findings.whole.total.total_received == 122
    assert findings.rates == measured(Scope(centre, NOVEMBER, read_profile(settings))).rates
    assert findings.rates["on_time_rate"].share.part == 101


def test_row_note_file_and_answer_say_which_were_typed_in_and_by_whom(director, centre, told, tax):
    findings = gather(centre, NOVEMBER, Profile())
    report = compose(findings, FORMS["quarter"], texts_of(centre, FORMS["quarter"], NOVEMBER))
    [annex] = [one for one in report.blocks if isinstance(one, AnnexTable)]
    row = next(row for row in annex.rows if str(row.cells[1]).startswith("Hộ kinh doanh"))
    assert row.cells[1] == "Hộ kinh doanh (*)"
    assert [plain(cell) if cell else "" for cell in row.cells[2:7]] == ["120", "90", "10", "20", "105"]
    sentence = f"Hộ kinh doanh: có 120 hồ sơ nhập theo số tổng hợp, {WHO}."
    assert f"(*) {sentence}" in annex.notes
    [note] = [plain(one.runs) for one in report.body if isinstance(one, Note) and sentence in plain(one.runs)]
    assert note.endswith("không có trong tỷ lệ thanh toán, số hóa và danh sách hồ sơ.")

    period = "from=2026-11-01&to=2026-11-30"
    rows = {row["field"]: row for row in director.get(f"/api/reports/dossiers?{period}").json["rows"]}
    assert rows["Hộ kinh doanh"]["cells"]["3"] == 120
    assert rows["Hộ kinh doanh"]["typed"] == {
        "total_received": 120,
        "source": "Báo cáo số 9/BC-CT",
        "dated_on": "2026-12-01",
        "author": "Ha",
    }
    assert rows["Hộ tịch"]["typed"] is None
    shown = director.get(f"/reports?{period}").get_data(as_text=True)
    assert "Hộ kinh doanh (*)" in shown
    book = CalamineWorkbook.from_filelike(BytesIO(director.get(f"/reports/table.xlsx?{period}").data))
    table_sheet, dossiers = (book.get_sheet_by_name(name).to_python() for name in ("Bảng", "Hồ sơ"))
    row = next(row for row in table_sheet if row[1] == "Hộ kinh doanh (*)")
    assert row[2:7] == [120, 90, 10, 20, 105]
    assert any(row[1] == f"(*) {sentence}" for row in table_sheet)
    assert any(": 2 hồ sơ)" in str(cell) for row in dossiers[:4] for cell in row), "as many as are listed"


def test_the_dashboard_says_the_same_and_its_lists_say_what_no_dossier_is_behind(director, told, tax):
    period = "from=2026-11-01&to=2026-11-30"
    flowing = director.get(f"/api/dashboard?{period}").json["dossiers"]
    assert (flowing["total_received"], flowing["finished"], flowing["pending"]) == (122, 106, 16)
    for narrowed, number in (
        ("set=total", 120),
        ("set=received", 100),
        ("set=received&channel=online", 90),
        ("set=finished&leaf=late", 5),
        ("set=finished&leaf=in_time", 100),
        (f"set=pending&field={tax.id}", 15),
        ("set=carried_over&leaf=carried_online", 20),
    ):
        listed = director.get(f"/dashboard/dossiers?{period}&{narrowed}").get_data(as_text=True)
        assert f"Ngoài ra có {number} hồ sơ nhập theo số tổng hợp" in listed, narrowed
    for narrowed in (
        "set=total&field=1",
        "set=finished&lacks=late",
        "set=total&procedure=0",
        "set=pending&leaf=pending_overdue",
    ):
        listed = director.get(f"/dashboard/dossiers?{period}&{narrowed}").get_data(as_text=True)
        assert "dash-beside" not in listed, narrowed


def test_tiles_and_charts_say_how_many_of_theirs_have_no_list(director, told, dossier):
    for _ in range(10):
        dossier(ended_at=day(12))
    period = "from=2026-11-01&to=2026-11-30"
    shown = director.get(f"/dashboard?{period}").get_data(as_text=True)
    said = dict(re.findall(r'data-testid="typed-(\w+)">gồm (\d+) hồ sơ nhập tổng hợp<', shown))
    assert said == {"ontime": "105", "online": "100"}, "what is asked of each dossier holds none"
    assert "Gồm 120 hồ sơ nhập theo số tổng hợp, trong đó 15 đang giải quyết." in shown
    charts = director.get(f"/dashboard/charts?{period}").get_data(as_text=True)
    assert "Tồn đọng tăng từ 0 lên 1." in charts, "before and after are counted by one rule"
    assert "Không gồm 120 hồ sơ nhập theo số tổng hợp" in charts
    other = "from=2026-10-01&to=2026-10-31"
    assert "nhập tổng hợp" not in director.get(f"/dashboard?{other}").get_data(as_text=True)


def test_months_are_held_against_a_quarter_only_where_both_have_their_totals(director, centre, told, tax):
    def i8(first, last, cut_off_day=1):
        findings = gather(centre, Period(first, last), Profile(cut_off_day=cut_off_day))
        return next(check for check in findings.checks if check.key == "I8").state

    quarter = date(2026, 10, 1), date(2026, 12, 31)
    assert i8(*quarter) == "fails", "November's totals are missing in the quarter"
    days = {"from": "2026-10-01", "to": "2026-12-31"}
    director.put("/api/registers/totals", json=WISH | days | {"field": tax.id})
    assert i8(*quarter) == "idle", "October and December have none to compare"
    for month, last in ((10, 31), (12, 31)):
        days = {"from": f"2026-{month}-01", "to": f"2026-{month}-{last}"}
        director.put("/api/registers/totals", json=WISH | days | {"field": tax.id, "counts": {"online": 1, "early": 1}})
    assert i8(*quarter) == "fails", "the months come to more"
    days, sums = {"from": "2026-10-01", "to": "2026-12-31"}, NUMBERS | {"online": 92, "early": 102}
    director.put("/api/registers/totals", json=WISH | days | {"field": tax.id, "counts": sums})
    assert i8(*quarter) == "holds"


def test_totals_that_do_not_add_up_are_refused_with_both_sums(director, tax):
    for change, part in (
        ({"counts": NUMBERS | {"late": 6}}, "counts"),
        ({"counts": {}}, "counts"),
        ({"counts": NUMBERS | {"late": -5}}, "counts.late"),
        ({"counts": NUMBERS | {"resolved": 5}}, "counts.resolved"),
        ({"field": 10**9}, "field"),
        ({"dated_on": "2027-06-01"}, "dated_on"),
        ({"source": " "}, "source"),
        ({"to": "2026-10-01"}, "from"),
    ):
        answer = director.put("/api/registers/totals", json=WISH | {"field": tax.id} | change)
        assert answer.status_code in (404, 422) and said(answer)[2].startswith(part.split(".")[0]), change
    answer = director.put("/api/registers/totals", json=WISH | {"field": tax.id, "counts": NUMBERS | {"late": 6}})
    assert (
        "Tiếp nhận cộng lại là 120, nhưng đã và đang giải quyết cộng lại là 121" in answer.json["error"]["message_vi"]
    )
    assert not EnteredFigure.select().exists()


def test_each_column_that_may_be_typed_has_its_words():
    assert tuple(TOTALS) == TYPED == tuple(Totals.model_fields)


def test_they_are_corrected_as_a_whole_taken_out_again_and_of_no_other_period(director, centre, told, tax):
    director.put("/api/registers/totals", json=WISH | {"field": tax.id, "counts": {"online": 3, "early": 3}})
    assert counts(Scope(centre, NOVEMBER), Dossier.field)[tax.id] == Counts(online=3, early=3)
    assert table(centre, Period(date(2026, 11, 1), date(2026, 11, 29))).typed == 0
    assert names_of(centre)[1] == [], "they are no figures that a text may name"
    page = director.get("/registers/totals?from=2026-11-01&to=2026-11-30").get_data(as_text=True)
    assert "Hộ kinh doanh" in page and "Báo cáo số 9/BC-CT" in page
    file = director.get("/registers/totals.csv?from=2026-11-01&to=2026-11-30").data.decode("utf-8-sig").splitlines()
    assert file[1] == "Hộ kinh doanh,2026-11-01,2026-11-30,3,0,0,0,3,0,0,0,0,0,0,0,0,0,Báo cáo số 9/BC-CT,2026-12-01,Ha"
    gone = {"field": tax.id, "from": "2026-11-01", "to": "2026-11-30"}
    assert director.post("/api/registers/totals/removals", json=gone).status_code == 204
    assert said(director.post("/api/registers/totals/removals", json=gone))[2] == "field"
    assert table(centre, NOVEMBER).total.total_received == 2
