"""Bad files kind by kind: refused in words that name the place, at the door where a person hands them in."""

import codecs
import zlib
from io import BytesIO

import pytest
import xlsxwriter

from imports.faults import ImportRefused
from imports.workbook import read
from models.claim import Claim
from models.dossier import Dossier
from models.source import ImportBatch
from tests.imports.conftest import HEADINGS, PENDING, RESOLVED, with_code
from tests.imports.test_delimited import TCVN3, VNI, lines

SHEET = "xl/worksheets/sheet1.xml"
DDE = b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
ENTITY = b'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet'


@pytest.fixture
def director(person):
    return person().sign_in("ha")


@pytest.fixture
def refused(director, tmp_path):
    """The words in which files are refused, one after the other; the last at the door, and nothing of it is left."""

    def hand_in(*contents, name="export.xlsx") -> list[str]:
        files = [content if isinstance(content, bytes) else content.read_bytes() for content in contents]
        said, path = [], tmp_path / name
        for file in files[:-1]:
            path.write_bytes(file)
            with pytest.raises(ImportRefused) as refusal:
                read(path)
            said.append(refusal.value.message_vi)
        answer = director.post("/api/imports", data={"file": (BytesIO(files[-1]), name)})
        assert answer.status_code == 422, answer.text
        error = answer.json["error"]
        assert error["message_vi"] and error["message_en"] and error["request_id"] and error["field"] == "file"
        assert not any(table.select().exists() for table in (Dossier, Claim, ImportBatch))
        return [*said, error["message_vi"]]

    return hand_in


def all_say(said, *words):
    """That each refusal holds its words."""
    assert len(said) == len(words)
    for sentence, word in zip(said, words, strict=True):
        assert word in sentence


def test_what_is_no_workbook_is_told_by_what_it_is(refused, repack):
    password, text = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "Số hồ sơ;Lĩnh vực\n".encode()
    said = refused(b"", text, password, repack({"xl/vbaProject.bin": b"x"}))
    all_say(said, "rỗng", "tệp văn bản", "mật khẩu", "macro")


def test_what_unpacks_to_too_much_or_out_of_its_folder_is_not_unpacked(refused, repack):
    bomb = repack({"xl/media/image1.xml": b" " * (199 * 1024 * 1024)}).read_bytes()
    assert len(bomb) < 1_200_000
    many = repack({f"xl/media/{number}.txt": b"" for number in range(10_000)}).read_bytes()
    inner, outer = repack({"xl/inner.zip": b"x"}).read_bytes(), repack({"../../etc/passwd": b"x"}).read_bytes()
    said = refused(many, inner, outer, bomb)
    all_say(said, "tối đa 200", "tệp lồng bên trong", "trỏ ra ngoài", "quá lớn khi giải nén")


def test_what_would_be_run_or_fetched_is_refused(refused, repack, tmp_path):
    entity = repack({SHEET: lambda text: text.replace(b"<worksheet", ENTITY, 1)}).read_bytes()
    linked = repack({"xl/externalLinks/externalLink1.xml": DDE}).read_bytes()
    hidden = repack({"xl/theme/innocent.xml": DDE}).read_bytes()
    formula = tmp_path / "formula.xlsx"
    with xlsxwriter.Workbook(formula) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_formula(6, 2, "=cmd|' /C calc'!A0")
    all_say(refused(entity, linked, hidden, formula), "DOCTYPE", "liên kết tới tệp khác", "DDE", "ô C7 là công thức")
    [said] = refused(lines(RESOLVED | {"Tên lĩnh vực": "=cmd|' /C calc'!A0"}).encode("utf-8-sig"), name="export.csv")
    assert "dòng 2, cột C" in said and "công thức" in said


def test_a_list_of_another_shape_is_refused_by_row_and_column(refused, export, tmp_path):
    lacking = export(RESOLVED, headings=[heading for heading in HEADINGS if heading != "Trạng thái hồ sơ"])
    doubled = export(RESOLVED, headings=[*HEADINGS, "Số hồ sơ"])
    other = export(["chỉ", "là", "chữ"], headings=["a", "b", "c"], sheet="Trang lạ")
    far, merged = tmp_path / "far.xlsx", tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(far) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_string(1_048_575, 16_383, "x")
    with xlsxwriter.Workbook(merged) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS[:4])
        sheet.merge_range(0, 4, 0, 5, "Xử lý")
        sheet.write_row(1, 0, list(RESOLVED.values())[:5])
    said = refused(lacking, doubled, other, far, merged)
    all_say(said, "Trạng thái hồ sơ", "cột L", "Trang lạ", "XFD1048576", "E1:F1")


def test_one_cell_that_cannot_be_keeps_the_whole_file_out(refused, export):
    story = RESOLVED | {"Tên lĩnh vực": "Hộ tịch"}
    bad = [
        with_code(RESOLVED, 2, **{"Phí, lệ phí (đồng)": "mười nghìn"}),
        with_code(RESOLVED, 3, **{"Phí, lệ phí (đồng)": "1.234,5"}),
        with_code(RESOLVED, 4, **{"Ngày hẹn trả": 20260320}),
        with_code(RESOLVED, 5, **{"Ngày hẹn trả": "1900-02-29"}),
    ]
    [said] = refused(export(RESOLVED, with_code(PENDING, 9), *bad, story))
    assert "có 5 chỗ cần sửa" in said


def test_text_is_taken_where_its_encoding_is_certain_and_else_the_encoding_is_named(refused, director):
    nul, quote = lines(RESOLVED).replace("Chứng", "Ch\0ng").encode(), (lines(RESOLVED) + '"H31;' + "x" * 99).encode()
    all_say(refused(TCVN3, VNI, nul, quote, name="export.csv"), "TCVN3", "VNI", "dòng 2 có ký tự NUL", "dòng 3")
    taken = [lines(RESOLVED).encode("utf-8-sig"), codecs.BOM_UTF16_LE + lines(PENDING).encode("utf-16-le")]
    for content in taken:
        assert director.post("/api/imports", data={"file": (BytesIO(content), "export.csv")}).status_code == 201


def test_no_door_takes_a_picture(app, refused):
    paths = app.test_client().get("/api/openapi.json").json["paths"]
    doors = {
        path
        for path, acts in paths.items()
        for one in acts.values()
        if "multipart/form-data" in one.get("requestBody", {}).get("content", {})
    }
    lists = {"/api/imports", "/api/imports/previews"}
    of_the_hall = {"/api/slides", "/api/voice/recordings/{clip}"}  # tests/display: told by content, for staff only
    assert doors == lists | of_the_hall, "no other takes a file"
    pictures = (wide_png(), wide_png()[:40], SVG, GIF, b"\xff\xd8\xff\xe0JFIF", b"RIFF\0\0\0\0WEBPVP8 ")
    assert all("tệp ảnh" in said for said in (*refused(*pictures), *refused(SVG, GIF, name="export.csv")))


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
GIF = b"GIF89a" + b"\xff\xff\xff\xff" + b"\x00" * 30  # 65.535 × 65.535 dots


def wide_png() -> bytes:
    """30.000 × 30.000 dots in a hundred bytes."""

    def part(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = (30_000).to_bytes(4, "big") * 2 + b"\x01\x00\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0" * 99)) + part(b"IEND", b"")
