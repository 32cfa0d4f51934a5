"""Whether a file may be opened at all: an .xlsx within limits, without macros, formulas, links or entities.

Runs in the child process (imports.reading), before anything interprets the file. Source: the limits of
OWASP ASVS 5.0, 5.2 and 1.5.
"""

import re
import stat
import zipfile
from pathlib import Path

from imports.faults import NotAWorkbook, TooLargeInside, UnsafeFile

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
LARGEST_RATIO = 100
RATIO_MATTERS_FROM = 5 * 1024 * 1024  # a small file of equal rows may well pack tighter
MOST_MEMBERS = 200
MOST_ROWS, LAST_COLUMN = 199_999, "ZZ"
CHUNK = 1 << 20
OVERLAP = 4096  # so that a tag cut in two by a chunk's edge is still seen

OLE = b"\xd0\xcf\x11\xe0"  # .xls, and any workbook with a password
CELL = re.compile(rb" r=\"([A-Z]+\d+)\"")
FAR_CELL = re.compile(rb"<(?:\w+:)?c r=\"([A-Z]{3,}\d+|[A-Z]+(?:[2-9]\d{5}|\d{7,}))\"[^>]*[^/>]>")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
FORBIDDEN = (
    ("xl/externallinks/", "có liên kết tới tệp khác", "it links to other files"),
    ("xl/embeddings/", "có tệp nhúng bên trong", "it embeds other files"),
    ("xl/connections.xml", "có kết nối dữ liệu ngoài", "it connects to outside data"),
    ("xl/activex/", "có mã điều khiển", "it holds active controls"),
)


def inspect(path: Path) -> None:
    """Look through the file without interpreting it. Raises NotAWorkbook, UnsafeFile or TooLargeInside."""
    size = path.stat().st_size
    if size == 0:
        raise NotAWorkbook("tệp rỗng.", "it is empty.")
    if size > LARGEST_FILE:
        raise TooLargeInside("tối đa 5 MB mỗi tệp.", "5 MB at most.")
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(OLE):
        raise NotAWorkbook(
            "tệp .xls cũ hoặc có mật khẩu. Mời lưu lại dạng .xlsx không mật khẩu.",
            "an old .xls or a password. Save it as .xlsx without a password.",
        )
    try:
        with zipfile.ZipFile(path) as archive:
            _inspect_members(archive)
            _inspect_contents(archive, size)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise NotAWorkbook("tệp hỏng hoặc không phải bảng tính.", "damaged, or not a workbook.") from error


def _inspect_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise UnsafeFile(f"có {len(members)} phần, tối đa {MOST_MEMBERS}.", f"{len(members)} parts.")
    names = [member.filename for member in members]
    if len(set(names)) != len(names):
        raise UnsafeFile("có hai phần trùng tên.", "two parts have one name.")
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise TooLargeInside("tối đa 100 MB.", "100 MB at most.")
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or stat.S_ISLNK(member.external_attr >> 16):
            raise UnsafeFile("có phần trỏ ra ngoài tệp.", "a part points outside the file.")
        if name.lower().endswith((".zip", ".xlsx", ".xlsm", ".xls", ".exe")):
            raise UnsafeFile("có tệp lồng bên trong.", "a file lies inside it.")
        if name.lower().endswith("vbaproject.bin"):
            raise NotAWorkbook("tệp .xlsm có macro. Mời lưu lại dạng .xlsx.", "an .xlsm with macros. Save as .xlsx.")
        for part, vi, en in FORBIDDEN:
            if name.lower().startswith(part):
                raise UnsafeFile(f"{vi}.", f"{en}.")
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise NotAWorkbook("không có bảng tính bên trong.", "there is no workbook inside.")


def _inspect_contents(archive: zipfile.ZipFile, size: int) -> None:
    unpacked = 0
    for member in archive.infolist():
        is_xml = member.filename.lower().endswith((".xml", ".rels"))
        is_sheet = member.filename.lower().startswith("xl/worksheets/") and is_xml
        with archive.open(member) as part:
            rest = b""
            while chunk := part.read(CHUNK):
                unpacked += len(chunk)
                if unpacked > LARGEST_UNPACKED or unpacked > max(RATIO_MATTERS_FROM, LARGEST_RATIO * size):
                    raise TooLargeInside("tối đa 100 MB và 100 lần.", "100 MB and 100 times at most.")
                if is_xml:
                    _inspect_xml(rest + chunk, first=not rest)
                if is_sheet:
                    _inspect_cells(rest + chunk)
                rest = chunk[-OVERLAP:]


def _inspect_xml(text: bytes, first: bool) -> None:
    if first and text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UnsafeFile("bảng tính không ở dạng UTF-8.", "its parts are not UTF-8.")
    if ENTITY.search(text):
        raise UnsafeFile("có khai báo DOCTYPE.", "it declares a DOCTYPE.")
    if first and b"macroEnabled" in text:
        raise NotAWorkbook("tệp .xlsm có macro. Mời lưu lại dạng .xlsx.", "an .xlsm with macros. Save as .xlsx.")


def _inspect_cells(text: bytes) -> None:
    if formula := FORMULA.search(text):
        name = (CELL.findall(text, 0, formula.start()) or [b"?"])[-1].decode()
        raise UnsafeFile(
            f"ô {name} là công thức. Mời dán lại dạng giá trị.", f"cell {name} is a formula. Paste values instead."
        )
    if far := FAR_CELL.search(text):
        raise UnsafeFile(
            f"ô {far[1].decode()} nằm ngoài {MOST_ROWS} dòng và cột {LAST_COLUMN}.",
            f"cell {far[1].decode()} lies beyond row {MOST_ROWS} and column {LAST_COLUMN}.",
        )
