"""Files of every kind, and lists that stand among other things: several sheets, headings in two rows, merged cells."""

from datetime import date

import pytest
import xlsxwriter

from imports.faults import ImportRefused, NotAWorkbook, UnsafeFile
from imports.mapping import Mapping
from imports.records import Record
from imports.safety import inspect
from imports.workbook import read
from tests.imports.conftest import DATA, HEADINGS, PENDING, RESOLVED, with_code

CODE_PAGE = b"\x42\x00\x02\x00"  # a record that every .xls has: another kind in its place is what the tests plant


@pytest.fixture
def workbook(tmp_path):
    """Writes a workbook sheet by sheet: `workbook(Bìa=draw, …)`; each function draws on its page."""

    def write(**pages):
        path = tmp_path / "export.xlsx"
        with xlsxwriter.Workbook(path) as book:
            for name, draw in pages.items():
                draw(book.add_worksheet(name))
        return path

    return write


@pytest.fixture
def old_workbook(tmp_path):
    """An .xls by LibreOffice; `old_workbook(before, after)` has other bytes in one place."""

    def write(before: bytes = b"", after: bytes = b""):
        data = (DATA / "import-export.xls").read_bytes()
        assert before in data
        path = tmp_path / "export.xls"
        path.write_bytes(data.replace(before, after, 1))
        return path

    return write


def listed(page, *rows, below=0):
    for number, row in enumerate([HEADINGS, *rows], below):
        page.write_row(number, 0, row.values() if isinstance(row, dict) else row)


def refusal_of(path, kind=ImportRefused, mapping=None):
    with pytest.raises(kind) as refusal:
        read(path, mapping)
    return refusal.value


def test_an_old_workbook_is_read_like_a_new_one(old_workbook, export):
    new = read(export(RESOLVED)).records[0]
    contents = read(old_workbook())
    assert not contents.records[0].differences(new)
    assert [record.status for record in contents.records] == ["done", "processing", "supplement"]
    assert contents.records[0].row == 5


@pytest.mark.parametrize(
    ("record", "kind", "said"),
    [
        (b"\x2f\x00\x02\x00", NotAWorkbook, "mật khẩu"),
        (b"\x06\x00\x02\x00", NotAWorkbook, "hỏng"),  # a formula cut short
        (b"\x76\x08\x02\x00", UnsafeFile, "dữ liệu ngoài"),
    ],
)
def test_an_old_workbook_with_a_password_or_outside_data_is_refused(old_workbook, record, kind, said):
    with pytest.raises(kind) as refusal:
        inspect(old_workbook(CODE_PAGE, record))
    assert said in refusal.value.message_vi


def test_a_formula_in_an_old_workbook_is_named_by_its_cell(old_workbook):
    number = b"\x7e\x02\x0a\x00\x04\x00\x08\x00"  # RK, a number, in row 5, column I
    with pytest.raises(UnsafeFile) as refusal:
        inspect(old_workbook(number, b"\x06\x00\x0a\x00\x04\x00\x08\x00"))
    assert "ô I5 là công thức" in refusal.value.message_vi


def test_macros_in_an_old_workbook_are_refused(old_workbook):
    name = "SummaryInformation".encode("utf-16-le")
    macros = "_VBA_PROJECT_CUR".encode("utf-16-le")
    path = old_workbook(b"\x05\x00" + name, macros + b"\x00" * (len(name) + 2 - len(macros)))
    data = bytearray(path.read_bytes())
    at = data.index(macros)
    data[at + 64 : at + 66] = (len(macros) + 2).to_bytes(2, "little")
    path.write_bytes(data)
    assert "macro" in refusal_of(path, NotAWorkbook).message_vi


def test_a_damaged_old_workbook_is_refused(tmp_path):
    data = (DATA / "import-export.xls").read_bytes()
    for cut in (600, 2000, 5000):
        path = tmp_path / "export.xls"
        path.write_bytes(data[:cut])
        refusal_of(path, NotAWorkbook)


def test_an_old_workbook_that_makes_its_reader_panic_is_refused(old_workbook):
    sheet = b"\x85\x00\x0b\x00"  # where the first sheet begins: here, beyond the end
    refusal_of(old_workbook(sheet + b"\x21\x08", sheet + b"\x21\xff"), NotAWorkbook)


def test_headings_in_two_rows_with_merged_cells_are_read_together(workbook):
    def draw(page):
        page.merge_range(0, 0, 0, 6, "DANH SÁCH HỒ SƠ")
        for column, title in ((0, "STT"), (1, "Số hồ sơ"), (2, "Lĩnh vực"), (6, "Tình trạng")):
            page.merge_range(2, column, 3, column, title)
        page.merge_range(2, 3, 2, 5, "Ngày")
        page.write_row(3, 3, ["tiếp nhận", "hẹn trả", "kết thúc"])
        page.write_row(4, 0, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"])
        page.write_row(5, 0, [1, "H31.77-260316-0001", "Hộ tịch", "16/03/2026", "18/03/2026", "17/03/2026", "Đã trả"])

    [record] = read(workbook(List=draw)).records
    assert (record.row, record.field, record.outcome) == (6, "Hộ tịch", "resolved")
    assert record.ended_at.day == 17


def test_merged_headings_that_cannot_be_read_are_named(workbook):
    def draw(page):
        page.write_row(0, 0, ["Số hồ sơ", "Lĩnh vực", "Ngày tiếp nhận"])
        page.merge_range(0, 3, 0, 4, "Xử lý")
        page.write_row(1, 0, ["H31.77-260316-0001", "Hộ tịch", "16/03/2026", "Đang xử lý"])

    [fault] = refusal_of(workbook(List=draw)).faults
    assert fault.title == "Trạng thái hồ sơ"
    assert "D1:E1" in fault.reason_vi


def test_of_several_sheets_the_list_is_read_and_another_list_is_mentioned(workbook):
    path = workbook(
        Bìa=lambda page: page.write_row(0, 0, ["Lĩnh vực", "Số hồ sơ", "Tỷ lệ"]),
        Một=lambda page: listed(page, RESOLVED),
        Hai=lambda page: listed(page, with_code(PENDING, 2)),
    )
    contents = read(path)
    assert [record.code[-4:] for record in contents.records] == ["0001"]
    assert any("“Hai”" in note for note in contents.notes)
    assert read(path, Mapping(sheet="Hai")).records[0].code.endswith("0002")


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(workbook):
    path = workbook(Một=lambda page: listed(page, RESOLVED), Bìa=lambda page: page.write(0, 0, "x"))
    assert "“Một”" in refusal_of(path, mapping=Mapping(sheet="Ba")).message_vi
    assert "“Bìa”" in refusal_of(path, mapping=Mapping(sheet="Bìa")).message_vi


def test_rows_amid_the_list_that_hold_no_dossier_are_left_out_and_counted(export):
    group, again = ["I. Lĩnh vực hộ tịch"], list(HEADINGS)
    signature = ["Người lập biểu", "", "", "", "", "", "Thủ trưởng đơn vị"]
    contents = read(export(RESOLVED, group, again, with_code(RESOLVED, 2), ["Tổng số hồ sơ: 2"], signature))
    assert len(contents.records) == 2
    assert any("1 dòng ở giữa danh sách" in note for note in contents.notes)


def test_two_columns_that_say_the_same_are_told_and_the_better_is_read(export):
    row = RESOLVED | {"Hạn xử lý": "31/12/2026"}
    contents = read(export(row, headings=tuple(row)))
    assert contents.records[0].due_on.day == 20
    assert any("“Hạn xử lý”" in note for note in contents.notes)


def test_a_list_that_has_ended_dossiers_and_no_column_for_their_end_is_refused_at_once(export):
    headings = [heading for heading in HEADINGS if heading != "Ngày kết thúc xử lý"]
    [fault] = refusal_of(export(RESOLVED, headings=headings)).faults
    assert (fault.row, fault.title) == (1, "Ngày kết thúc xử lý")


def test_letters_of_an_old_font_are_named(workbook):
    spoiled = ["Sè hå s¬", "Tªn lÜnh vùc", "Ngµy tiÕp nhËn", "Tr¹ng th¸i hå s¬"]
    assert "TCVN3" in refusal_of(workbook(List=lambda page: page.write_row(0, 0, spoiled))).message_vi


def test_a_list_of_payments_adds_up_what_was_paid_for_each_dossier(export):
    headings = ("Mã hồ sơ", "Mã giao dịch", "Số tiền (đồng)", "Ngày thanh toán", "Trạng thái thanh toán")
    code, other = "H31.77-260316-0001", "H31.77-260316-0002"
    path = export(
        [code, "GD1", "10.000", "16/03/2026", "Thành công"],
        [code, "GD1", "10.000", "16/03/2026", "Thành công"],
        [code, "GD2", "10.000", "18/03/2026", "Thành công"],
        [other, "GD3", "5.000", "16/03/2026", "Thất bại"],
        ["Tổng cộng", "", "35.000"],
        headings=headings,
    )
    contents = read(path)
    [record] = contents.records
    assert (record.fee_paid, record.paid_on, record.row) == (20_000, date(2026, 3, 18), 2)
    assert (record.status, record.field, record.received_at) == ("", None, None)
    assert Record.from_line(record.line()) == record
    assert [note.split()[0] for note in contents.notes[1:]] == ["1", "1", "1"]  # repeated, unpaid, added up
