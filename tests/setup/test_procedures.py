"""The catalogue: searched without marks, changed in versions, taken in from a spreadsheet after a look."""

import io
from datetime import date

import pytest
import xlsxwriter

from models.base import unit_of_work
from models.centre import Field, Procedure
from tests.setup.forms import fields_of

PAGE = "/admin/services/procedures"
FIELDS = "/admin/services/fields"


def sheet(*rows) -> io.BytesIO:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    kept.seek(0)
    return kept


def look(admin, *rows, day="2026-12-01", name="danh-muc.xlsx"):
    return admin.post(f"{PAGE}/looks", data={"file": (sheet(*rows), name), "valid_from": day})


def test_a_procedure_is_found_without_its_marks(person, centre):
    admin = person().sign_in("quan")
    assert "2.000815" in admin.get(f"{PAGE}?q=ban+sao").get_data(as_text=True)
    assert "2.000815" not in admin.get(f"{PAGE}?q=hon+nhan").get_data(as_text=True)


def test_an_unused_procedure_is_listed_only_where_it_is_asked_for(person, centre):
    admin = person().sign_in("quan")
    with unit_of_work():
        Procedure.update(active=False).where(Procedure.code == "2.000815").execute()
    assert "2.000815" not in admin.get(PAGE).text
    assert "2.000815" in admin.get(f"{PAGE}?unused=yes").text


def test_the_same_day_corrects_a_version_and_another_day_begins_one(person, centre):
    admin = person().sign_in("quan")
    one = Procedure.get(Procedure.code == "2.000815")
    address = f"{PAGE}/{one.id}"
    form = fields_of(admin.get(address).get_data(as_text=True), address)
    form |= {"papers": "Bản chính\n\n Bản sao ", "active": "yes"}
    assert admin.post(address, data=form).status_code == 303
    assert Procedure.get_by_id(one.id).papers == "Bản chính\nBản sao"
    form = fields_of(admin.get(address).get_data(as_text=True), address) | {"papers": "Bản chính\nBản sao"}
    assert admin.post(address, data=form | {"fee": "6000", "valid_from": "2026-12-01"}).status_code == 303
    fees = {day: Procedure.in_force(centre, day)[0] for day in (date(2026, 11, 30), date(2026, 12, 1))}
    rows = {day: next(row.fee for row in Procedure.in_force(centre, day) if row.code == one.code) for day in fees}
    assert rows == {date(2026, 11, 30): 4000, date(2026, 12, 1): 6000}
    assert "phiên bản mới từ 01/12/2026" in admin.get(PAGE).get_data(as_text=True)


def test_a_new_procedure_needs_a_national_code_nobody_has(person, centre):
    admin = person().sign_in("quan")
    form = {"code": "2.815", "name": "Việc mới", "field": str(Field.get().id), "working_days": "1", "fee": "0",
            "online_level": "full", "valid_from": "2026-11-20", "active": "yes"}  # fmt: skip
    assert "Mã quốc gia có dạng" in admin.post(f"{PAGE}/new", data=form).get_data(as_text=True)
    assert admin.post(f"{PAGE}/new", data=form | {"code": "2.000815"}).status_code == 422
    assert admin.post(f"{PAGE}/new", data=form | {"code": "2.009999"}).status_code == 303


def test_a_spreadsheet_is_shown_before_it_is_taken_in(person, centre):
    admin = person().sign_in("quan")
    page = look(
        admin,
        ["Danh mục năm 2026"],
        ["Mã TTHC", "Tên thủ tục", "Lĩnh vực", "Số ngày", "Lệ phí"],
        ["2.000815", "Chứng thực bản sao từ bản chính", "Chứng thực", 0, 2000],
        ["1.004873", "Cấp giấy xác nhận tình trạng hôn nhân", "ho tich", 3, 5000],
        ["1.001193", "Đăng ký khai sinh", "Hộ tịch", 0, 0],
        ["1.001194", "Việc lạ", "Lĩnh vực lạ", 0, 0],
        ["x", "Không mã", "Hộ tịch", 0, 0],
    ).get_data(as_text=True)
    assert "1 thủ tục mới, 1 phiên bản mới, 1 giữ nguyên, 2 dòng sai để lại." in page
    assert Procedure.select().count() == 2, "nothing is changed by looking"
    assert admin.post(f"{PAGE}/imports", data=fields_of(page, f"{PAGE}/imports")).status_code == 303
    told = {row.code: row.fee for row in Procedure.in_force(centre, date(2026, 12, 1))}
    assert told == {"2.000815": 2000, "1.004873": 5000, "1.001193": 0}
    assert Procedure.get(Procedure.code == "2.000815", Procedure.fee == 2000).papers.startswith("Bản chính")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\xff\xfe", b"a,b\n1,2"])
def test_what_is_no_table_is_refused_in_words(person, centre, content):
    admin = person().sign_in("quan")
    for name in ("x.xlsx", "x.csv"):
        body = {"file": (io.BytesIO(content), name), "valid_from": "2026-12-01"}
        answer = admin.post(f"{PAGE}/looks", data=body)
        assert answer.status_code == 422 and 'data-testid="error-file"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("rows", ["", "[1]", '[{"code": 1}]', '[{"x": "y"}]', '[{"line": "-1"}]'])
def test_rows_that_come_back_otherwise_are_refused(person, centre, rows):
    admin = person().sign_in("quan")
    assert admin.post(f"{PAGE}/imports", data={"rows": rows, "valid_from": "2026-12-01"}).status_code == 422


def test_fields_are_named_ordered_and_added(person, centre):
    admin = person().sign_in("quan")
    form = fields_of(admin.get(FIELDS).get_data(as_text=True), FIELDS)
    first, second = Field.select().order_by(Field.position)
    form |= {f"f{first.id}_name": second.name, f"f{second.id}_name": first.name, f"f{second.id}_fee": "7000"}
    form |= {"f0_name": "Đất đai", "f0_position": "3"}
    assert admin.post(FIELDS, data=form).status_code == 303
    assert [row.name for row in Field.select().order_by(Field.position)] == ["Chứng thực", "Hộ tịch", "Đất đai"]
    assert Procedure.get(Procedure.field == second).fee == 7000
    assert admin.post(FIELDS, data=form).status_code == 409


def test_a_lead_looks_and_changes_nothing(person, centre):
    lead = person().sign_in("truong")
    assert lead.get(PAGE).status_code == 200
    for address in (f"{PAGE}/new", f"{PAGE}/looks", f"{PAGE}/imports", FIELDS):
        assert lead.post(address, data={}).status_code == 403
