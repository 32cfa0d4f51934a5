"""Which encoding a text file has: UTF-8 and UTF-16 are certain; older Vietnamese ones are told by name, and refused.

Old encodings are recognised by what their bytes would say: only base letters matter, as in imports.folding.fold.
"""

import codecs
import re
from pathlib import Path

from imports.faults import NotReadableText
from imports.folding import fold

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
EXTRA_OF_1252 = bytes(code for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)).decode("cp1252")
UNMARKED, UNNAMED = "UTF-16 không có BOM", "bảng mã cũ, không rõ tên"
IN_ENGLISH = {UNMARKED: "UTF-16 without a BOM", UNNAMED: "an old encoding of unknown name"}
CHUNK, LOOKED_AT = 1 << 20, 1 << 16
WORDS = (
    "so ho ngay tiep nhan tra ket qua trang thai linh vuc thu tuc hen xu ly truc tuyen dang giai quyet chung thuc tich "
    "dat dai hinh thuc nop phi le han cong dan da xong tu choi bo sung uy xa phuong danh sach ten ma dong"
)
COMMON = frozenset(WORDS.split())


def _table(groups: dict[str, str]) -> dict[int, str]:
    return {int(code, 16): letter for letter, codes in groups.items() for code in codes.split()}


TCVN3 = _table(
    {
        "a": "a1 a2 a8 a9 b5 b6 b7 b8 b9 bb bc bd be c6 c7 c8 c9 ca cb",
        "d": "a7 ae",
        "e": "a3 aa cc ce cf d0 d1 d2 d3 d4 d5 d6",
        "i": "d7 d8 dc dd de",
        "o": "a4 a5 ab ac df e1 e2 e3 e4 e5 e6 e7 e8 e9 ea eb ec ed ee",
        "u": "a6 ad ef f1 f2 f3 f4 f5 f6 f7 f8 f9",
        "y": "fa fb fc fd fe",
    }
)
VNI = _table(
    {
        "": "c0 c1 c2 c3 c4 c5 c8 c9 ca cb cf d5 d8 d9 da db dc e0 e1 e2 e3 e4 e5 e8 e9 ea eb ef f5 f8 f9 fa fb fc",
        "d": "d1 f1",
        "i": "c6 cc cd d2 d3 e6 ec ed f2 f3",
        "o": "d4 f4",
        "u": "d6 f6",
        "y": "ce ee",
    }
)


def encoding_of(path: Path) -> str:
    """The encoding to open a text file with. Raises NotReadableText, which names the probable one and its way out."""
    with path.open("rb") as file:
        head = file.read(LOOKED_AT)
        if head.startswith(UTF_32):
            raise _refused("UTF-32")
        for bom, name in BOMS:
            if head.startswith(bom):
                return _checked(path, name)
        if head[1::2].count(0) > len(head) // 4 or head[::2].count(0) > len(head) // 4:
            raise _refused(UNMARKED)
    return _checked(path, "utf-8")


def _checked(path: Path, name: str) -> str:
    decoder, line = codecs.getincrementaldecoder(name)(), 1
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            try:
                letters = decoder.decode(chunk)
            except UnicodeDecodeError as error:
                raise _undecodable(path, name, line + chunk[: error.start].count(b"\n")) from None
            if "\0" in letters:
                line += letters[: letters.index("\0")].count("\n")
                raise NotReadableText(
                    f"dòng {line} có ký tự NUL. Mời xuất lại tệp từ phần mềm gốc.",
                    f"line {line} holds a NUL. Export the file again.",
                )
            line += letters.count("\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise _undecodable(path, name, line) from None
    return name


def _undecodable(path: Path, name: str, line: int) -> NotReadableText:
    if name != "utf-8":
        shown = "UTF-16" if name == "utf-16" else "UTF-8"
        return NotReadableText(
            f"dòng {line} hỏng: không đúng bảng mã {shown}. Mời xuất lại tệp.",
            f"line {line} is damaged: it is not {shown}. Export the file again.",
        )
    with path.open("rb") as file:
        return _refused(probable(file.read(LOOKED_AT)) or UNNAMED, line)


def _refused(name: str, line: int | None = None) -> NotReadableText:
    where, where_en = (f" (dòng {line})", f" (line {line})") if line else ("", "")
    return NotReadableText(
        f"chữ viết theo {name}{where}. Mời mở bằng Excel, chọn Lưu thành (Save As) kiểu “CSV UTF-8”, "
        "hoặc lưu thành .xlsx.",
        f"it is written in {IN_ENGLISH.get(name, name)}{where_en}. Open it in Excel and save it "
        "as “CSV UTF-8”, or as .xlsx.",
        encoding=name,
    )


def probable(data: bytes) -> str | None:
    """The old Vietnamese encoding in which these bytes say Vietnamese words; None when none is likely."""
    readings = {
        "TCVN3 (ABC)": _mapped(data, TCVN3),
        "VNI": _mapped(data, VNI),
        "windows-1258": data.decode("cp1258", errors="replace"),
    }
    marked = [word for word in re.split(rb"[^A-Za-z\x80-\xff]+", data) if not word.isascii()]
    if not marked:
        return None
    scores = {name: _words_in(letters) for name, letters in readings.items()}
    best = max(scores, key=lambda name: scores[name])
    plain = _words_in(data.decode("ascii", errors="replace"))
    return best if scores[best] >= plain + 2 else None


def _mapped(data: bytes, table: dict[int, str]) -> str:
    return "".join(chr(code) if code < 0x80 else table.get(code, "?") for code in data)


def _words_in(letters: str) -> int:
    return sum(word in COMMON for word in fold(letters).split())


def spoiled(words: str) -> str | None:
    """The encoding behind letters that a workbook keeps in an old font: "Sè hå s¬" is TCVN3; None: they are Unicode."""
    if any(ord(letter) > 0xFF and letter not in EXTRA_OF_1252 for letter in words):
        return None
    return probable(words.encode("cp1252", errors="ignore"))


def old_font(font: str) -> NotReadableText:
    """The letters are Unicode's by number only."""
    return NotReadableText(
        f"chữ viết bằng phông cũ ({font}). Mời chuyển mã sang Unicode (ví dụ bằng Unikey) rồi lưu lại.",
        f"its letters belong to an old font ({font}). Convert them to Unicode and save it again.",
        encoding=font,
    )
