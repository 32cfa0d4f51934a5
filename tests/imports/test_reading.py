"""What a file says, however it is written."""

from datetime import date, datetime

import pytest

from imports.cells import Unclear, moment, money
from imports.columns import HEADINGS as KNOWN
from imports.columns import fold
from imports.faults import ImportRefused
from imports.workbook import read
from tests.imports.conftest import HEADINGS, PENDING, RESOLVED, WAITING, with_code


def faults_of(path):
    with pytest.raises(ImportRefused) as refusal:
        read(path)
    return refusal.value.faults


@pytest.mark.parametrize(
    "cell",
    [
        datetime(2026, 3, 15, 8, 5),
        "15/03/2026 08:05",
        "15/3/2026 8:05",
        "15-03-2026 08:05:00",
        "15.03.2026 08:05",
        "2026-03-15 08:05",
        "2026-03-15T08:05:00",
        "  15/03/2026   08:05 ",
        46096.336805555555,
    ],
)
def test_a_date_is_read_day_first_however_it_is_written(cell):
    assert moment(cell) == datetime(2026, 3, 15, 8, 5)


@pytest.mark.parametrize("cell", ["31/02/2026", "3/15/2026", "hôm qua", 60, "29/02/1900", True, "15/03/26", 10**9])
def test_what_is_no_date_is_not_guessed(cell):
    with pytest.raises(Unclear):
        moment(cell)


@pytest.mark.parametrize(
    ("cell", "dong"),
    [(4000.0, 4000), ("10.000", 10000), ("1.250.000 đ", 1250000), ("8,000", 8000), ("0", 0), ("", None)],
)
def test_money_is_whole_dong(cell, dong):
    assert money(cell) == dong


@pytest.mark.parametrize("cell", ["1.234,5", 0.5, -1, "miễn phí", "1.2345", 10**12])
def test_what_is_no_amount_is_not_guessed(cell):
    with pytest.raises(Unclear):
        money(cell)


def test_headings_are_found_among_title_lines_with_accents_and_marks_aside(export):
    shouted = [heading.upper().replace("SỐ HỒ SƠ", "SO HO SO:") for heading in HEADINGS]
    row = list(RESOLVED.values())
    assert read(export(row, titles=5, headings=shouted)).records[0].key == "H31.77-260316-0001"


def test_every_known_heading_is_folded_to_one_meaning():
    folded = [fold(heading) for headings in KNOWN.values() for heading in headings]
    assert len(set(folded)) >= len(folded) - 1  # "Phí, lệ phí" alone may be written in two ways that fold alike


def test_blank_rows_totals_and_signatures_are_left_out(export):
    path = export(RESOLVED, [], ["Tổng cộng", "1 hồ sơ"], [""] * 5, ["Người lập biểu"])
    assert len(read(path).records) == 1


def test_a_row_says_what_it_says(export):
    [record] = read(export(RESOLVED)).records
    assert (record.field, record.procedure_code) == ("Chứng thực", "2.000815")
    assert (record.channel, record.fee, record.paid_online) == ("online", 4000, True)
    assert record.received_at == datetime(2026, 3, 16, 8, 40)
    assert (record.due_on, record.ended_at) == (date(2026, 3, 20), datetime(2026, 3, 17, 7, 50))
    assert (record.outcome, record.returned_at, record.counted) == ("resolved", None, True)


@pytest.mark.parametrize(
    ("status", "outcome", "counted"),
    [
        ("ĐÃ TRẢ KẾT QUẢ", "resolved", True),
        ("Đã xử lý xong (trước hạn)", "resolved", True),
        ("Từ chối giải quyết", "refused", True),
        ("Dừng xử lý", "refused", True),
        ("Công dân rút hồ sơ", "withdrawn", True),
    ],
)
def test_states_are_brought_to_the_closed_list(export, status, outcome, counted):
    [record] = read(export(RESOLVED | {"Trạng thái hồ sơ": status})).records
    assert (record.outcome, record.counted) == (outcome, counted)


@pytest.mark.parametrize("status", ["Mới đăng ký", "Không được tiếp nhận"])
def test_what_was_never_received_is_not_counted(export, status):
    [record] = read(export(PENDING | {"Trạng thái hồ sơ": status})).records
    assert not record.counted


def test_waiting_for_papers_begins_on_the_day_they_were_asked_for(export):
    [record] = read(export(WAITING)).records
    assert (record.pause, record.pause_on) == ("supplement", date(2026, 3, 18))


def test_the_same_dossier_on_two_rows_counts_once(export):
    contents = read(export(RESOLVED, RESOLVED | {"Số hồ sơ": "  h31.77-260316-0001 "}))
    assert len(contents.records) == 1
    assert "1 dòng lặp lại" in contents.notes[0]


def test_one_code_with_two_stories_is_refused(export):
    [fault] = faults_of(export(RESOLVED, RESOLVED | {"Tên lĩnh vực": "Hộ tịch"}, titles=3))
    assert (fault.sheet, fault.row, fault.column, fault.title) == ("Danh sách", 6, "A", "Số hồ sơ")
    assert "dòng 5" in fault.reason_vi


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"Số hồ sơ": "", "Ngày tiếp nhận": "16/03/2026"}, "Số hồ sơ"),
        ({"Tên lĩnh vực": " "}, "Tên lĩnh vực"),
        ({"Ngày tiếp nhận": "32/03/2026"}, "Ngày tiếp nhận"),
        ({"Ngày tiếp nhận": ""}, "Ngày tiếp nhận"),
        ({"Ngày kết thúc xử lý": ""}, "Ngày kết thúc xử lý"),
        ({"Ngày kết thúc xử lý": "15/03/2026"}, "Ngày kết thúc xử lý"),
        ({"Trạng thái hồ sơ": "Đang xử lý"}, "Ngày kết thúc xử lý"),
        ({"Trạng thái hồ sơ": "Đang suy nghĩ"}, "Trạng thái hồ sơ"),
        ({"Hình thức tiếp nhận": "Fax"}, "Hình thức tiếp nhận"),
        ({"Phí, lệ phí (đồng)": "1.234,5"}, "Phí, lệ phí (đồng)"),
    ],
)
def test_a_cell_that_cannot_be_is_named(export, changes, title):
    [fault] = faults_of(export(RESOLVED | changes))
    assert (fault.row, fault.title) == (2, title)
    assert fault.reason_vi.endswith(".")


def test_waiting_for_papers_without_a_day_is_refused(export):
    [fault] = faults_of(export(WAITING | {"Ngày yêu cầu bổ sung": ""}))
    assert fault.title == "Ngày yêu cầu bổ sung"


def test_only_the_first_fifty_faults_are_listed_and_all_are_counted(export):
    rows = [with_code(RESOLVED, serial, **{"Tên lĩnh vực": ""}) for serial in range(70)]
    with pytest.raises(ImportRefused) as refusal:
        read(export(*rows))
    assert len(refusal.value.faults) == 50
    assert refusal.value.count == 70
    assert "có 70 chỗ cần sửa" in refusal.value.message_vi


def test_a_missing_column_is_named(export):
    headings = [heading for heading in HEADINGS if heading != "Trạng thái hồ sơ"]
    [fault] = faults_of(export(RESOLVED, headings=headings, titles=2))
    assert fault.row == 3
    assert "Trạng thái hồ sơ" in fault.reason_vi


def test_a_doubled_column_is_named(export):
    [fault] = faults_of(export(RESOLVED, headings=[*HEADINGS, "Số hồ sơ"]))
    assert (fault.row, fault.column) == (1, "L")


def test_a_sheet_without_headings_is_named(export):
    with pytest.raises(ImportRefused) as refusal:
        read(export(["chỉ", "là", "chữ"], headings=["a", "b", "c"], sheet="Trang lạ"))
    assert "Trang lạ" in refusal.value.message_vi


def test_a_list_without_dossiers_is_refused(export):
    with pytest.raises(ImportRefused) as refusal:
        read(export())
    assert refusal.value.code == "no_dossiers"


def test_without_a_channel_column_what_was_assumed_is_said(export):
    headings = [heading for heading in HEADINGS if heading != "Hình thức tiếp nhận"]
    contents = read(export(RESOLVED, headings=headings))
    assert contents.records[0].channel == "online"
    assert "trực tuyến" in contents.notes[0]
