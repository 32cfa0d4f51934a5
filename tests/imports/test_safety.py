"""Files that mean harm, or cannot be what they say, are refused before anything reads them."""

import stat
import zipfile
from contextlib import suppress
from time import process_time

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports.batch import import_workbook
from imports.faults import ImportRefused, NotAWorkbook, TooLargeInside, UnsafeFile
from imports.reading import read_apart
from imports.safety import TEXT, inspect
from imports.workbook import read
from models.dossier import Dossier
from models.source import ImportBatch
from tests.imports.conftest import DATA

SHEET = "xl/worksheets/sheet1.xml"


def refusal_of(path, kind):
    with pytest.raises(kind) as refusal:
        inspect(path)
    return refusal.value


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "rỗng"),
        ("Số hồ sơ;Lĩnh vực\n".encode(), "không phải bảng tính"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "có mật khẩu"),
        (b"PK\x03\x04" + b"\x00" * 100, "không phải bảng tính"),
        (b"<html><table><tr><td>x", "trang web"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_what_is_no_xlsx_is_told_from_one(tmp_path, content, said):
    path = tmp_path / "export.xlsx"
    path.write_bytes(content)
    assert said in refusal_of(path, NotAWorkbook).message_vi


def test_a_zip_that_holds_no_workbook_is_refused(tmp_path):
    path = tmp_path / "export.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "xin chào")
    refusal_of(path, NotAWorkbook)


def test_more_than_thirty_megabytes_are_refused(tmp_path):
    path = tmp_path / "export.xlsx"
    with path.open("wb") as file:
        file.truncate(30 * 1024 * 1024 + 1)
    assert "30 MB" in refusal_of(path, TooLargeInside).message_vi


def test_a_bomb_is_refused_before_it_goes_off(repack):
    path = repack({"xl/media/image1.xml": b" " * (199 * 1024 * 1024)})
    assert path.stat().st_size < 1_200_000
    began = process_time()
    refusal_of(path, TooLargeInside)
    assert process_time() - began < 1


def test_a_bomb_under_the_limit_is_known_by_its_ratio(repack):
    refusal_of(repack({"xl/media/image1.xml": b" " * (20 * 1024 * 1024)}), TooLargeInside)


def test_too_many_parts_are_refused(repack):
    refusal_of(repack({f"xl/media/{number}.txt": b"" for number in range(10_000)}), UnsafeFile)


@pytest.mark.parametrize(
    "part",
    ["../../etc/passwd", "/etc/passwd", "xl/inner.zip", "xl/externalLinks/externalLink1.xml", "xl/embeddings/ole.bin"],
)
def test_parts_that_reach_out_or_hide_something_are_refused(repack, part):
    refusal_of(repack({part: b"x"}), UnsafeFile)


def test_a_symbolic_link_is_refused(repack):
    path = repack({})
    link = zipfile.ZipInfo("xl/link.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    refusal_of(path, UnsafeFile)


def test_macros_are_refused(repack):
    assert "macro" in refusal_of(repack({"xl/vbaProject.bin": b"x"}), NotAWorkbook).message_vi
    types = {"[Content_Types].xml": lambda text: text.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")}
    assert "macro" in refusal_of(repack(types), NotAWorkbook).message_vi


@pytest.mark.parametrize(
    "kind", [b"externalLink+xml", b"oleObject", b"spreadsheetml.connections+xml", b"queryTable+xml"]
)
def test_a_part_under_another_name_is_known_by_its_type(repack, kind):
    override = b'<Override PartName="/xl/innocent.xml" ContentType="application/' + kind + b'"/></Types>'
    path = repack({"[Content_Types].xml": lambda text: text.replace(b"</Types>", override)})
    refusal_of(path, UnsafeFile)


def test_a_link_that_leaves_the_file_is_named_by_its_cell(tmp_path):
    path = tmp_path / "export.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Số hồ sơ", "Tên lĩnh vực", "Ngày tiếp nhận"])
        sheet.write_url(4, 1, "file://server/share/other.xlsx", string="Chứng thực")
    assert "ô B5 có liên kết" in refusal_of(path, UnsafeFile).message_vi


def test_parts_in_another_encoding_cannot_hide_a_declaration(repack):
    path = repack({SHEET: lambda text: text.replace(b"UTF-8", b"UTF-7", 1)})
    assert "UTF-8" in refusal_of(path, UnsafeFile).message_vi


def test_an_entity_is_refused(repack):
    doctype = b'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet'
    path = repack({SHEET: lambda text: text.replace(b"<worksheet", doctype, 1)})
    assert "DOCTYPE" in refusal_of(path, UnsafeFile).message_vi


def test_a_formula_is_named_by_its_cell(tmp_path):
    path = tmp_path / "export.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Số hồ sơ", "Tên lĩnh vực", "Ngày tiếp nhận"])
        sheet.write_formula(6, 2, "=TODAY()")
    assert "ô C7 là công thức" in refusal_of(path, UnsafeFile).message_vi


def test_a_cell_at_the_far_corner_is_named(tmp_path):
    path = tmp_path / "export.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "Số hồ sơ")
        sheet.write_string(1_048_575, 16_383, "x")
    assert "XFD1048576" in refusal_of(path, UnsafeFile).message_vi


def test_a_million_empty_rows_are_no_trouble(repack):
    rows = b"".join(b'<row r="%d"/>' % number for number in range(10, 1_048_576))
    path = repack({SHEET: lambda text: text.replace(b"</sheetData>", rows + b"</sheetData>")})
    contents = read_apart(path)
    assert len(contents.records) == 1


def test_a_damaged_sheet_is_refused(repack):
    with pytest.raises(ImportRefused):
        read_apart(repack({SHEET: lambda text: text[: len(text) // 2]}))


def test_the_refusal_comes_back_whole_from_the_other_process(export):
    with pytest.raises(ImportRefused) as refusal:
        read_apart(export(["a"], headings=["Số hồ sơ", "Tên lĩnh vực", "Ngày tiếp nhận"]))
    [fault] = refusal.value.faults
    assert (fault.row, fault.title) == (1, "Trạng thái hồ sơ")


WHOLE = {
    ".xls": (DATA / "import-export.xls").read_bytes(),
    ".csv": "\ufeffSố hồ sơ;Tên lĩnh vực;Ngày tiếp nhận;Trạng thái\r\nH31;Hộ tịch;16/03/2026;Đang xử lý\r\n".encode(),
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ending=st.sampled_from(list(WHOLE)),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.binary(max_size=6)), min_size=1, max_size=4),
)
def test_whatever_bytes_are_changed_a_file_is_read_or_refused(tmp_path, ending, changes):
    data = WHOLE[ending]
    for place, cut, added in changes:
        at = int(place * len(data))
        data = data[:at] + added + data[at + cut :]
    path = tmp_path / f"export{ending}"
    path.write_bytes(data)
    with suppress(ImportRefused):
        if inspect(path) == TEXT:
            assert read(path).records  # a workbook is read by the child alone: what it allocates is not ours to say


def test_a_refused_file_changes_nothing(centre, export, repack):
    with pytest.raises(ImportRefused):
        import_workbook(centre, repack({"xl/vbaProject.bin": b"x"}))
    assert ImportBatch.select().count() == Dossier.select().count() == 0
