"""A file never seen is described for a person, who corrects what was guessed; the next file is read likewise."""

import json
from datetime import date, datetime

import pytest
from pydantic import ValidationError

from imports import reading
from imports.faults import ImportRefused, TooLargeInside
from imports.layout import look
from imports.mapping import Mapping
from imports.people import UNREAD, looks_personal, phone
from imports.reading import detect, read_apart, stage
from imports.staging import Staged
from imports.workbook import read
from tests.imports.conftest import HEADINGS, PENDING, RESOLVED, with_code

FOREIGN = {
    "Số hồ sơ": "Mã số",
    "Tên lĩnh vực": "Nhóm việc",
    "Ngày tiếp nhận": "Nhận lúc",
    "Ngày kết thúc xử lý": "Xong lúc",
    "Trạng thái hồ sơ": "Hiện trạng",
}
EXPLAINED = Mapping(
    columns={
        "code": "MA SO",
        "field": "Nhóm việc",
        "received": "Nhận lúc",
        "ended": "Xong lúc",
        "status": "Hiện trạng",
    },
    statuses={"Xong rồi": "done"},
)


@pytest.fixture
def foreign(export):
    """An export whose headings and words nobody has seen."""

    def write(*rows, extra=()):
        headings = [FOREIGN.get(heading, heading) for heading in HEADINGS]
        cells = [[row[heading] for heading in HEADINGS] for row in rows]
        return export(*[[*row, *extra] for row in cells], headings=[*headings, *["Chủ hồ sơ", "Liên hệ"][: len(extra)]])

    return write


def described(path, mapping=None):
    return look(path, mapping or Mapping(), lambda read, total: None)


def test_a_known_file_is_described_with_samples_and_nothing_missing(export):
    layout = described(export(RESOLVED, with_code(PENDING, 2), titles=3))
    sheet = layout.sheet
    assert (layout.kind, sheet.name, sheet.header_row, sheet.missing) == ("xlsx", "Danh sách", 4, [])
    first = sheet.columns[0]
    assert (first.letter, first.heading, first.key, first.sure) == ("A", "Số hồ sơ", "code", True)
    assert first.samples == ["H31.77-260316-0001", "H31.77-260316-0002"]
    assert json.loads(layout.model_dump_json())["mapping"]["columns"]["received"] == "Ngày tiếp nhận"


def test_a_file_never_seen_shows_what_is_missing_and_what_its_contents_hint_at(foreign):
    rows = [with_code(RESOLVED, serial) for serial in range(4)]
    layout = described(foreign(*rows))
    assert set(layout.sheet.missing) == {"code", "field", "received", "status"}
    guessed = {column.heading: (column.key, column.sure) for column in layout.sheet.columns}
    assert guessed["Mã số"] == ("code", False)
    assert guessed["Hiện trạng"] == ("status", False)
    assert guessed["Nhóm việc"] == (None, False)
    assert layout.mapping.columns["code"] == "Mã số"  # what the screen proposes


def test_a_corrected_mapping_reads_the_file_and_the_next_one(foreign):
    said = RESOLVED | {"Trạng thái hồ sơ": "xong RỒI"}
    for serial in (1, 2):
        [record] = read(foreign(with_code(said, serial)), EXPLAINED).records
        assert (record.status, record.ended_at) == ("done", datetime(2026, 3, 17, 7, 50))


def test_a_mapping_that_does_not_fit_names_the_column(export):
    with pytest.raises(ImportRefused) as refusal:
        read(export(RESOLVED), Mapping(columns={"due": "Hẹn lúc"}))
    [fault] = refusal.value.faults
    assert fault.title == "Hẹn lúc"
    assert "cách đọc đã lưu" in fault.reason_vi


def test_whether_a_saved_mapping_fits_is_known_before_reading(foreign, export):
    assert described(foreign(RESOLVED)).fits(EXPLAINED)
    assert not described(export(RESOLVED)).fits(EXPLAINED)
    only = described(foreign(RESOLVED))
    assert only.fits(Mapping(sheet="Tháng 2"))  # the only sheet there is, called after another month
    two = only.model_copy(update={"sheets": [*only.sheets, only.sheets[0].model_copy(update={"name": "Bìa"})]})
    assert not two.fits(Mapping(sheet="Tháng 2"))


def test_words_nobody_knows_are_listed_with_their_number(export):
    odd = {"Trạng thái hồ sơ": "Đang suy nghĩ", "Hình thức tiếp nhận": "Fax"}
    path = export(PENDING, with_code(PENDING | odd, 2), with_code(PENDING | odd, 3))
    sheet = described(path).sheet
    assert (sheet.unknown_statuses, sheet.unknown_channels) == ({"Đang suy nghĩ": 2}, {"Fax": 2})
    explained = Mapping(statuses={"đang SUY nghĩ": "processing"}, channels={"Fax": "direct"})
    assert [record.channel for record in read(path, explained).records] == ["online", "direct", "direct"]


def test_the_row_of_headings_may_be_named_and_may_move(foreign):
    named = EXPLAINED.model_copy(update={"header_row": 1})
    [record] = read(foreign(RESOLVED), named).records
    assert record.row == 2


def test_a_column_may_be_left_unread_and_a_value_may_hold_for_all(export):
    headings = [heading for heading in HEADINGS if heading not in ("Tên lĩnh vực", "Hình thức tiếp nhận")]
    mapping = Mapping(constants={"field": "Hộ tịch", "channel": "Trực tiếp"}, columns={"fee": None})
    [record] = read(export(RESOLVED, headings=headings), mapping).records
    assert (record.field, record.channel, record.fee) == ("Hộ tịch", "direct", None)


def test_month_first_dates_are_noticed_and_read_when_a_person_says_so(export):
    dates = {"Ngày tiếp nhận": "3/16/2026", "Ngày hẹn trả": "3/20/2026", "Ngày kết thúc xử lý": "3/17/2026"}
    path = export(RESOLVED | dates)
    layout = described(path)
    assert layout.sheet.month_first
    assert not layout.mapping.day_first
    assert read(path, layout.mapping).records[0].due_on == date(2026, 3, 20)


def test_what_a_person_may_not_say_is_refused():
    for wrong in ({"columns": {"colour": "Màu"}}, {"statuses": {"x": "asleep"}}, {"header_row": 0}, {"other": 1}):
        with pytest.raises(ValidationError):
            Mapping.model_validate(wrong)


def test_names_and_numbers_of_people_are_neither_shown_nor_kept(foreign, tmp_path):
    rows = [with_code(RESOLVED | {"Trạng thái hồ sơ": "Đã trả"}, serial) for serial in range(3)]
    path = foreign(*rows, extra=("Nguyễn Thị Bình", "0912345678"))
    layout = described(path)
    shown = {column.heading: column.samples for column in layout.sheet.columns}
    assert shown["Chủ hồ sơ"] == shown["Liên hệ"] == [UNREAD]
    assert "Bình" not in layout.model_dump_json()

    stage(path, tmp_path, mapping=EXPLAINED)
    for written in tmp_path.glob("*.json*"):
        assert "Bình" not in written.read_text(encoding="utf-8")
        assert "912345678" not in written.read_text(encoding="utf-8")


def test_names_and_numbers_are_read_where_the_centre_has_switched_them_on(export):
    row = RESOLVED | {"Chủ hồ sơ": "Nguyễn Thị Bình", "Số điện thoại": 912345678}
    path = export(row, headings=tuple(row))
    [record] = read(path, keep_people=True).records
    assert (record.applicant, record.phone) == ("Nguyễn Thị Bình", "0912345678")
    [record] = read(path).records
    assert (record.applicant, record.phone) == (None, None)


@pytest.mark.parametrize(
    ("words", "personal"),
    [
        ("Trần Văn A", True),
        ("Đăng ký khai sinh cho Lê Minh", True),
        ("NGUYỄN THỊ BÌNH", True),
        ("001099000001", True),
        ("Hồ sơ đất đai", False),
        ("CHỜ XỬ LÝ HỒ SƠ", False),
        ("H31.77-260316-0001", False),
        ("000.00.12.H62-201105-0004", False),
        ("15/03/2026 08:30:00", False),
        ("2026-03-15T08:30:00", False),
        ("Văn phòng Đăng ký đất đai", False),
    ],
)
def test_what_looks_like_a_person(words, personal):
    assert looks_personal(words) is personal


def test_a_phone_number_is_kept_in_its_form_with_zero():
    assert phone("+84 912 345 678") == phone(912345678.0) == phone("0912.345.678") == "0912345678"
    assert phone("không có") is phone("123") is None


def test_a_file_is_staged_row_by_row_with_its_progress(export, tmp_path):
    rows = [with_code(RESOLVED, serial) for serial in range(2500)]
    rows[7] = rows[7] | {"Ngày tiếp nhận": "hôm qua", "Tên lĩnh vực": ""}
    rows[9] = rows[8] | {"Tên lĩnh vực": "Hộ tịch"}
    told = []
    staged = stage(export(*rows), tmp_path, progress=lambda read, total: told.append((read, total)))
    assert told == [(1000, 2501), (2000, 2501)]
    assert (staged.rows, staged.refused, staged.faults) == (2497, 3, 3)
    assert "code" in staged.columns
    records = list(staged.records())
    assert len(records) == 2497
    assert not {9, 10, 11} & {record.row for record in records}  # a contradicted row goes with the one against it
    faults = list(staged.all_faults())
    assert [(fault.row, fault.column) for fault in faults] == [(9, "C"), (9, "D"), (11, "A")]
    assert "dòng 10" in faults[2].reason_vi
    assert Staged.open(tmp_path) == staged
    assert staged.refusal().count == 3


def test_a_file_that_is_refused_as_a_whole_leaves_nothing_behind(export, tmp_path):
    folder = tmp_path / "staged"
    folder.mkdir()
    with pytest.raises(ImportRefused):
        stage(export(RESOLVED), folder, mapping=Mapping(columns={"due": "Hẹn lúc"}))
    assert not list(folder.iterdir())


def test_a_workbook_that_wants_too_much_memory_is_refused(repack):
    corner = b'<row r="199000"><c r="YY199000" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    path = repack({"xl/worksheets/sheet1.xml": lambda text: text.replace(b"</sheetData>", corner)})
    with pytest.raises(TooLargeInside):
        detect(path)


def test_a_reading_that_takes_too_long_is_ended(export, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "WAIT_SECONDS", 0.05)
    with pytest.raises(TooLargeInside):
        stage(export(RESOLVED), tmp_path)


def test_without_a_channel_column_whoever_reads_all_at_once_gets_online(export):
    headings = [heading for heading in HEADINGS if heading != "Hình thức tiếp nhận"]
    assert read_apart(export(RESOLVED, headings=headings)).records[0].channel == "online"
