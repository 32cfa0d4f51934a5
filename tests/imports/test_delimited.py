"""Text files: taken where their encoding is certain, else the encoding is named."""

import codecs
from datetime import datetime

import pytest

from imports.faults import ImportRefused, NotAWorkbook, NotReadableText
from imports.workbook import read
from tests.imports.conftest import HEADINGS, PENDING, RESOLVED, with_code

TCVN3 = "Sè hå s¬;Tªn lÜnh vùc;Ngµy tiÕp nhËn;Tr¹ng th¸i hå s¬\n".encode("cp1252")
VNI = "Soá hoà sô;Teân lónh vöïc;Ngaøy tieáp nhaän;Traïng thaùi hoà sô\n".encode("latin-1")
# Windows-1258 writes the tones of Số, hồ, Trạng as marks of their own.
WINDOWS = "Số hồ sơ;Tên lĩnh vực;Ngày tiếp nhận;Trạng thái hồ sơ\n"


def lines(*rows, separator=";") -> str:
    def quoted(cell):
        written = str(cell)
        return '"' + written.replace('"', '""') + '"' if any(c in written for c in f'{separator}"\n') else written

    cells = [HEADINGS, *([row.get(heading, "") for heading in HEADINGS] for row in rows)]
    return "".join(separator.join(map(quoted, row)) + "\r\n" for row in cells)


@pytest.fixture
def text_file(tmp_path):
    def write(content, encoding="utf-8", ending=".csv"):
        path = tmp_path / f"export{ending}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


def refusal_of(path, kind=NotReadableText):
    with pytest.raises(kind) as refusal:
        read(path)
    return refusal.value


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separators_and_certain_encodings_are_found(text_file, separator, encoding):
    titles = "UBND XÃ AN PHÚ\r\n\r\n"
    path = text_file(titles + lines(RESOLVED, with_code(PENDING, 2), separator=separator), encoding)
    records = read(path).records
    assert [(record.row, record.status) for record in records] == [(4, "done"), (5, "processing")]
    assert (records[0].fee, records[0].received_at) == (4000, datetime(2026, 3, 16, 8, 40))


def test_utf_16_of_the_other_byte_order_is_found_too(text_file):
    path = text_file(codecs.BOM_UTF16_BE + lines(RESOLVED, separator="\t").encode("utf-16-be"), ending=".txt")
    assert len(read(path).records) == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (TCVN3, "TCVN3"),
        (VNI, "VNI"),
        (codecs.BOM_UTF32_LE + WINDOWS.encode("utf-32-le"), "UTF-32"),
        (WINDOWS.encode("utf-16-le"), "UTF-16"),
        (b"\xff\xffabc", "không rõ"),
    ],
)
def test_other_encodings_are_refused_by_name_with_the_way_out(text_file, content, name):
    refusal = refusal_of(text_file(content))
    assert name in refusal.message_vi
    assert "CSV UTF-8" in refusal.message_vi
    assert "bảng mã" not in refusal.message_en
    assert refusal.code == "encoding"


def test_windows_1258_is_named(text_file):
    tones = {
        "ố": "ô\u0301",
        "ồ": "ô\u0300",
        "ự": "ư\u0323",
        "ĩ": "i\u0303",
        "ế": "ê\u0301",
        "ậ": "â\u0323",
        "ạ": "a\u0323",
    }
    written = "".join(tones.get(letter, letter) for letter in WINDOWS)
    assert "windows-1258" in refusal_of(text_file(written.encode("cp1258"))).message_vi


def test_an_unclosed_quote_is_refused_with_its_line(text_file):
    content = lines(RESOLVED, with_code(RESOLVED, 2)) + '"H31.77-260316-0003;Chứng thực\r\n' + "x" * 99
    assert "dòng 4" in refusal_of(text_file(content)).message_vi


def test_a_quote_that_swallows_the_rest_is_refused_with_its_line(text_file):
    rows = [with_code(RESOLVED, serial) for serial in range(300)]
    content = lines(RESOLVED).replace("Chứng thực;", '"Chứng thực;') + lines(*rows)
    assert "dòng 2" in refusal_of(text_file(content)).message_vi


def test_a_nul_is_refused_with_its_line(text_file):
    assert "dòng 2 có ký tự NUL" in refusal_of(text_file(lines(RESOLVED).replace("Chứng", "Ch\0ng"))).message_vi


def test_a_million_blank_lines_are_no_trouble(text_file):
    path = text_file(lines(RESOLVED) + "\r\n" * 1_000_000 + lines(with_code(RESOLVED, 2)).splitlines()[1])
    assert [record.row for record in read(path).records] == [2, 1_000_003]


def test_a_quoted_cell_may_hold_separators_quotes_and_lines(text_file):
    [record] = read(text_file(lines(RESOLVED | {"Tên lĩnh vực": 'Lĩnh vực "một;\nhai"'}))).records
    assert record.field == 'Lĩnh vực "một; hai"'


def test_a_cell_that_holds_the_separator_unquoted_is_refused(text_file):
    row = lines(with_code(RESOLVED, 2)).splitlines()[1]
    content = lines(RESOLVED) + row.replace("Chứng thực;16", "Chứng thực; Hộ tịch;16")
    [fault] = refusal_of(text_file(content), ImportRefused).faults
    assert (fault.row, fault.column) == (3, None)
    assert "12 ô" in fault.reason_vi


def test_a_formula_in_text_is_no_dossier_and_forced_text_is_text(text_file):
    forced = lines(RESOLVED).replace("H31.77-260316-0001", '="H31.77-260316-0001"')
    assert read(text_file(forced)).records[0].key == "H31.77-260316-0001"
    [fault] = refusal_of(text_file(lines(RESOLVED | {"Tên lĩnh vực": "=HYPERLINK(1)"})), ImportRefused).faults
    assert (fault.row, fault.column) == (2, "C")
    assert "công thức" in fault.reason_vi


def test_text_that_is_called_a_workbook_is_refused_with_the_way_out(text_file):
    assert ".csv" in refusal_of(text_file(lines(RESOLVED), ending=".xlsx"), NotAWorkbook).message_vi
    refusal_of(text_file("", ending=".csv"), NotAWorkbook)
