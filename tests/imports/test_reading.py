"""What a file says, however it is written."""

from datetime import date, datetime

import pytest

from imports.cells import moment, money, yes
from imports.columns import HEADINGS as KNOWN
from imports.columns import meaning
from imports.faults import ImportRefused
from imports.folding import fold
from imports.records import Record
from imports.words import Unclear
from imports.workbook import read
from models.source import Status
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
        "46096.336805555555",
        "08:05 15/03/2026",
        "8h05 15/03/2026",
        "15/03/2026 8:05:00 SA",
        "08 giờ 05 phút, ngày 15 tháng 3 năm 2026",
        "15/03/2026 lúc 08:05 (Chủ nhật)",
        "2026-03-15T01:05:00.123Z",
        "2026-03-15T08:05:00+07:00",
        "2026/03/15 08:05",
        "15-Mar-2026 08:05",
    ],
)
def test_a_date_is_read_day_first_however_it_is_written(cell):
    assert moment(cell) == datetime(2026, 3, 15, 8, 5)


NO_DATES = ["31/02/2026", "3/15/2026", "hôm qua", 60, "29/02/1900", "1900-02-29", True, "15-3-26", 10**9, 20260315]


@pytest.mark.parametrize("cell", [*NO_DATES, "15/03/2026 25:00", "15/03-2026", "15/03/2026 16/03/2026"])
def test_what_is_no_date_is_not_guessed(cell):
    with pytest.raises(Unclear):
        moment(cell)


@pytest.mark.parametrize(
    ("cell", "dong"),
    [
        (4000.0, 4000),
        ("10.000", 10000),
        ("1.250.000 đ", 1250000),
        ("8,000", 8000),
        ("0", 0),
        ("", None),
        ("1.234.000,00", 1234000),
        ("1 250 000 VNĐ", 1250000),
        ("Miễn phí", 0),
    ],
)
def test_money_is_whole_dong(cell, dong):
    assert money(cell) == dong


@pytest.mark.parametrize("cell", ["1.234,5", 0.5, -1, "mười nghìn", "1.2345", 10**12])
def test_what_is_no_amount_is_not_guessed(cell):
    with pytest.raises(Unclear):
        money(cell)


def test_a_date_that_only_the_other_order_can_read_says_so():
    with pytest.raises(Unclear) as unclear:
        moment("3/15/2026")
    assert "thứ tự" in unclear.value.vi
    assert moment("3/15/2026", day_first=False) == datetime(2026, 3, 15)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Có", True),
        ("x", True),
        ("✓", True),
        (3.0, True),
        ("0", False),
        (False, False),
        ("Chưa số hóa", False),
        (" ", None),
    ],
)
def test_yes_is_said_in_many_ways(cell, said):
    assert yes(cell) is said


def test_what_looks_like_a_person_is_not_repeated_in_a_refusal():
    for cell in ("Nguyễn Văn An", "0912 345 678", "079123456789", "an.nguyen@example.com"):
        with pytest.raises(Unclear) as unclear:
            moment(cell)
        assert cell not in unclear.value.vi + unclear.value.en


def test_headings_are_found_among_title_lines_with_accents_and_marks_aside(export):
    shouted = [heading.upper().replace("SỐ HỒ SƠ", "SO HO SO:") for heading in HEADINGS]
    row = list(RESOLVED.values())
    assert read(export(row, titles=5, headings=shouted)).records[0].key == "H31.77-260316-0001"


def test_every_known_heading_is_folded_to_one_meaning():
    keys = {fold(heading): key for key, headings in KNOWN.items() for heading in headings}
    for key, headings in KNOWN.items():
        for heading in headings:
            assert keys[fold(heading)] == meaning(heading)[0] == key
            assert meaning(f" {heading.upper()} (dd/mm/yyyy) *")[0] == key


@pytest.mark.parametrize(
    ("heading", "key"),
    [("Mã HS", "code"), ("Ngày trả KQ", "returned"), ("TG tiếp nhận:", "received"), ("Tiếp nhận / Ngày", "received")],
)
def test_headings_may_be_shortened_or_turned_round(heading, key):
    assert meaning(heading)[0] == key


@pytest.mark.parametrize(
    "procedure",
    [
        "2.000815 - Chứng thực bản sao",
        "2.000815.000.00.00.H57 – Chứng thực bản sao",
        "Chứng thực bản sao (2.000815)",
        "[2.000815] Chứng thực bản sao",
    ],
)
def test_a_procedure_is_told_from_its_code(export, procedure):
    [record] = read(export(RESOLVED | {"Tên thủ tục hành chính": procedure})).records
    assert (record.procedure_code, record.procedure) == ("2.000815", "Chứng thực bản sao")


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
    ("said", "status", "outcome"),
    [
        ("ĐÃ TRẢ KẾT QUẢ", "returned", "resolved"),
        ("Đã xử lý xong (trước hạn)", "done", "resolved"),
        ("Đã giải quyết đúng hạn", "done", "resolved"),
        ("Từ chối giải quyết", "refused", "refused"),
        ("Dừng xử lý", "stopped", "stopped"),
        ("Công dân rút hồ sơ", "withdrawn", "withdrawn"),
        ("Rút, trả lại", "returned_back", "returned_back"),
        ("Đã trả KQ (đúng hạn)", "returned", "resolved"),
        ("Đã có KQ", "done", "resolved"),
        ("Công dân yêu cầu rút hồ sơ", "withdrawn", "withdrawn"),
        (10, "returned", "resolved"),
        ("9", "done", "resolved"),
    ],
)
def test_states_are_brought_to_the_closed_list(export, said, status, outcome):
    [record] = read(export(RESOLVED | {"Trạng thái hồ sơ": said})).records
    assert (record.status, record.outcome) == (status, outcome)
    assert record.status in Status.ALL


@pytest.mark.parametrize("status", ["Mới đăng ký", "Không được tiếp nhận", 3])
def test_what_was_never_received_is_not_counted(export, status):
    contents = read(
        export(
            PENDING | {"Trạng thái hồ sơ": status},
            with_code(PENDING, 2, **{"Trạng thái hồ sơ": status, "Ngày tiếp nhận": ""}),
        )
    )
    [record] = contents.records
    assert not record.counted
    assert "1 hồ sơ mới đăng ký" in contents.notes[-1]


def test_facts_of_fees_taxes_and_later_promises_are_read(export):
    more = {
        "Ngày bổ sung": "19/03/2026",
        "Ngày thông báo thuế": "20/03/2026",
        "Ngày nộp thuế": "23/03/2026",
        "Ngày hẹn lại": "30/03/2026",
        "Số tiền đã nộp": "4.000 đ",
        "Ngày thanh toán": "16/03/2026 09:00",
        "Tái sử dụng": "Có",
        "Hồ sơ test": "x",
        "Phải có kết quả điện tử": "Không",
        "Ngày cập nhật trạng thái": "24/03/2026",
    }
    row = RESOLVED | {"Ngày yêu cầu bổ sung": "18/03/2026", "Ngày kết thúc xử lý": "24/03/2026"} | more
    [record] = read(export(row, headings=tuple(row))).records
    assert (record.asked_on, record.answered_on) == (date(2026, 3, 18), date(2026, 3, 19))
    assert (record.duty_on, record.duty_paid_on) == (date(2026, 3, 20), date(2026, 3, 23))
    assert (record.extended_to, record.status_on) == (date(2026, 3, 30), date(2026, 3, 24))
    assert (record.fee_paid, record.paid_on) == (4000, date(2026, 3, 16))
    assert (record.reused, record.is_test, record.result_required) == (True, True, False)
    assert Record.from_line(record.line()) == record


def test_a_code_may_say_that_its_dossier_is_a_test(export):
    [record] = read(export(RESOLVED | {"Số hồ sơ": "TEST-000123"})).records
    assert record.is_test


def test_a_tax_duty_stops_the_clock_from_its_notice(export):
    row = PENDING | {"Trạng thái hồ sơ": "Yêu cầu thực hiện nghĩa vụ tài chính", "Ngày thông báo thuế": "20/03/2026"}
    [record] = read(export(row, headings=tuple(row))).records
    assert (record.pause, record.pause_on, record.status) == ("financial_duty", date(2026, 3, 20), "duty")


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
    assert "“Tên lĩnh vực”" in fault.reason_vi


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
        ({"Phí, lệ phí (đồng)": "mười nghìn"}, "Phí, lệ phí (đồng)"),
        ({"Ngày hẹn trả": "29/02/1900"}, "Ngày hẹn trả"),
        ({"Ngày hẹn trả": 20260320}, "Ngày hẹn trả"),
        ({"Tên lĩnh vực": "=cmd|' /C calc'!A0"}, "Tên lĩnh vực"),
        ({"Ngày yêu cầu bổ sung": "15/03/2026"}, "Ngày yêu cầu bổ sung"),
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
    assert contents.records[0].channel is None
    assert "trực tuyến" in contents.notes[0]
