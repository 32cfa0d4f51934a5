"""Chase lists of Friday 20/11/2026, and what leaves the house as a file."""

from io import BytesIO

from python_calamine import CalamineWorkbook

from deadlines.chase import sheets
from deadlines.watching import watch_of
from dossiers.stop_register import stop_clock
from models.base import unit_of_work
from models.centre import Procedure
from tests.deadlines.conftest import day


def test_each_department_is_reminded_of_what_is_late_due_today_and_due_soon(centre, dossier):
    late, today, monday, thursday = dossier(18), dossier(20), dossier(23), dossier(26)
    dossier(27)  # four working days left
    dossier(None)
    stop_clock(dossier(18), "supplement", day(3))
    land = dossier(19, field="Chứng thực")
    own, other = sheets(centre, watch_of(centre))
    assert (own.name, [line.id for line in own.overdue]) == ("Văn phòng HĐND và UBND", [late.id])
    assert [line.id for line in own.today] == [today.id]
    assert [line.id for line in own.soon] == [monday.id, thursday.id]
    assert (other.name, [line.id for line in other.overdue], other.total) == ("Chi nhánh VPĐKĐĐ", [land.id], 1)
    assert sheets(centre, watch_of(centre), other.department) == [other]


def test_the_paper_names_departments_and_no_person(lead, dossier):
    dossier(18)
    page = lead.get("/deadlines/chase").get_data(as_text=True)
    paper = page[page.index('data-testid="chase-list"') :]
    for words in ("PHIẾU ĐÔN ĐỐC", "Kính gửi: Văn phòng HĐND và UBND", "I. Quá hạn: 1 hồ sơ", "Quá 2 ngày"):
        assert words in paper
    assert "Thời hạn (ngày làm việc)" in paper
    assert "Truong" not in paper
    assert 'data-testid="chase-empty"' in lead.get("/deadlines/chase?department=0").get_data(as_text=True)


def test_no_word_of_a_file_is_a_formula(lead, dossier):
    begins = "=+-@＝＋－＠"
    with unit_of_work():
        Procedure.update(name='=HYPERLINK("http://x")').execute()
    for begin in begins:
        dossier(18, code=f"{begin}1+1", procedure=Procedure.get(Procedure.code == "1.004873"))
    [_, *lines] = lead.get("/deadlines/dossiers.csv").data.decode("utf-8-sig").splitlines()
    assert {line.split(",")[0] for line in lines} == {f"'{begin}1+1" for begin in begins}
    assert all(",\"'=HYPERLINK(" in line for line in lines)
    book = CalamineWorkbook.from_filelike(BytesIO(lead.get("/deadlines/chase.xlsx").data))
    rows = [row for row in book.get_sheet_by_index(0).to_python() if str(row[1]).endswith("1+1")]
    assert {(row[1], row[2]) for row in rows} == {(f"{begin}1+1", '=HYPERLINK("http://x")') for begin in begins}
