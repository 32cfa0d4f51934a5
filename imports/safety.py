"""Whether a file may be opened at all: of a kind that is read, within limits, without macros, formulas or links.

Runs in the child process (imports.reading), before anything interprets the file. Source: the limits of
OWASP ASVS 5.0, 5.2 and 1.5.
"""

import re
import stat
import zipfile
from pathlib import Path

from imports import legacy
from imports.faults import NotAWorkbook, TooLargeInside, UnsafeFile

XLSX, XLS, TEXT = "xlsx", "xls", "text"
TEXT_ENDINGS = (".csv", ".txt", ".tsv")
MOST_BYTES = 30 * 1024 * 1024
LARGEST_FILE = 5 * 1024 * 1024  # what a form may carry; see imports.routes
LARGEST_UNPACKED = 300 * 1024 * 1024
LARGEST_RATIO = 100
RATIO_MATTERS_FROM = 5 * 1024 * 1024  # a small file of equal rows may well pack tighter
MOST_MEMBERS = 200
MOST_ROWS, LAST_COLUMN = 199_999, "ZZ"
CHUNK = 1 << 20
OVERLAP = 4096  # so that a tag cut in two by a chunk's edge is still seen

OLE = b"\xd0\xcf\x11\xe0"  # .xls, and any workbook with a password
ZIP = b"PK\x03\x04"
CELL = re.compile(rb"\sr\s*=\s*[\"']([A-Z]+\d+)[\"']")
FAR_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r=[\"']([A-Z]{3,}\d+|[A-Z]+(?:[2-9]\d{5}|\d{7,}))[\"'][^>]*[^/>]>")
PERHAPS_FAR = re.compile(rb" r=[\"'](?:[A-Z]{3}|[A-Z]{1,2}(?:[2-9]\d{5}|\d{7}))")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
LINK = re.compile(rb"<(?:\w+:)?hyperlink\s[^>]*\br?:?id\s*=[^>]*>")
LINKED_CELL = re.compile(rb"\bref\s*=\s*[\"']([A-Z]+\d+)")
DDE = re.compile(rb"<(?:\w+:)?ddeLink[\s/>]")
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"']|us-ascii[\"'])", re.IGNORECASE)
OUTSIDE = re.compile(rb"TargetMode\s*=\s*[\"']External", re.IGNORECASE)
MACROS = ("tệp .xlsm có macro. Mời lưu lại dạng .xlsx.", "an .xlsm with macros. Save as .xlsx.")
FORBIDDEN = (
    ("xl/externallinks/", "có liên kết tới tệp khác", "it links to other files"),
    ("xl/embeddings/", "có tệp nhúng bên trong", "it embeds other files"),
    ("xl/connections.xml", "có kết nối dữ liệu ngoài", "it connects to outside data"),
    ("xl/querytables/", "có kết nối dữ liệu ngoài", "it connects to outside data"),
    ("xl/activex/", "có mã điều khiển", "it holds active controls"),
    ("xl/macrosheets/", "có trang macro", "it holds macro sheets"),
)
FORBIDDEN_TYPES = (  # the same under another name: what a part is, [Content_Types].xml says
    (b"externalLink+xml", "có liên kết tới tệp khác", "it links to other files"),
    (b"oleObject", "có tệp nhúng bên trong", "it embeds other files"),
    (b"spreadsheetml.connections", "có kết nối dữ liệu ngoài", "it connects to outside data"),
    (b"queryTable", "có kết nối dữ liệu ngoài", "it connects to outside data"),
    (b"activeX", "có mã điều khiển", "it holds active controls"),
    (b"macrosheet", "có trang macro", "it holds macro sheets"),
)
OTHERS = (  # what a file really is, when it is none of ours
    (b"%PDF", "tệp PDF", "a PDF"),
    (b"\x89PNG", "tệp ảnh", "a picture"),
    (b"\xff\xd8\xff", "tệp ảnh", "a picture"),
    (b"GIF8", "tệp ảnh", "a picture"),
    (b"RIFF", "tệp ảnh", "a picture"),
    (b"Rar!", "tệp nén .rar", "a .rar archive"),
    (b"7z\xbc\xaf", "tệp nén .7z", "a .7z archive"),
)
DRAWING = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<![^>]*>\s*)*<svg[\s>]", re.I)
WEB_PAGE = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|table|head|meta)", re.I | re.S
)


def inspect(path: Path) -> str:
    """The kind of the file, of XLSX, XLS, TEXT, once it has been looked through without interpreting it.

    Contents decide; only text must also be named as such. Raises NotAWorkbook, UnsafeFile or TooLargeInside.
    """
    size, ending = path.stat().st_size, path.suffix.lower()
    shown = ending if re.fullmatch(r"\.[a-z]{1,5}", ending) else ".xlsx"
    if size == 0:
        raise NotAWorkbook("tệp rỗng.", "it is empty.", shown)
    if size > MOST_BYTES:
        raise TooLargeInside("tối đa 30 MB mỗi tệp. Mời chia nhỏ theo kỳ.", "30 MB at most. Split it by period.")
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(OLE):
        legacy.inspect(path.read_bytes())
        return XLS
    if head.startswith(ZIP):
        _inspect_archive(path, size, shown)
        return XLSX
    _check_text(head, ending, shown)
    return TEXT


def _check_text(head: bytes, ending: str, shown: str) -> None:
    for start, vi, en in OTHERS:
        if head.startswith(start):
            raise NotAWorkbook(f"đây là {vi}, không phải bảng tính.", f"it is {en}, not a workbook.", shown)
    if DRAWING.match(head):
        raise NotAWorkbook("đây là tệp ảnh, không phải bảng tính.", "it is a picture, not a workbook.", shown)
    if WEB_PAGE.match(head) or (b"<Workbook" in head and b"office:spreadsheet" in head):
        raise NotAWorkbook(
            f"đây là trang web mang đuôi {shown}, không phải bảng tính. Mời mở bằng Excel rồi lưu lại dạng .xlsx.",
            f"it is a web page named {shown}, not a workbook. Open it in Excel and save it as .xlsx.",
            shown,
        )
    if ending in TEXT_ENDINGS:
        return
    if b"\0" not in head:
        raise NotAWorkbook(
            "đây là tệp văn bản, không phải bảng tính. Nếu là CSV, mời đổi đuôi thành .csv.",
            "it is a text file, not a workbook. If it is CSV, name it .csv.",
            shown,
        )
    raise NotAWorkbook("tệp hỏng hoặc không phải bảng tính.", "damaged, or not a workbook.", shown)


def _inspect_archive(path: Path, size: int, shown: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            _inspect_members(archive, size)
            _inspect_contents(archive, size)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise NotAWorkbook("tệp hỏng hoặc không phải bảng tính.", "damaged, or not a workbook.", shown) from error


def _inspect_members(archive: zipfile.ZipFile, size: int) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise UnsafeFile(f"có {len(members)} phần, tối đa {MOST_MEMBERS}.", f"{len(members)} parts.")
    names = [member.filename for member in members]
    if len({name.lower() for name in names}) != len(names):
        raise UnsafeFile("có hai phần trùng tên.", "two parts have one name.")
    _check_size(sum(member.file_size for member in members), size)
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or stat.S_ISLNK(member.external_attr >> 16):
            raise UnsafeFile("có phần trỏ ra ngoài tệp.", "a part points outside the file.")
        if name.lower().endswith((".zip", ".xlsx", ".xlsm", ".xls", ".exe")):
            raise UnsafeFile("có tệp lồng bên trong.", "a file lies inside it.")
        if name.lower().endswith("vbaproject.bin"):
            raise NotAWorkbook(*MACROS)
        for part, vi, en in FORBIDDEN:
            if name.lower().startswith(part):
                raise UnsafeFile(f"{vi}. Mời dán dữ liệu sang tệp mới.", f"{en}. Paste the data into a new file.")
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        other = {"mimetype": "tệp .ods", "xl/workbook.bin": "tệp .xlsb", "word/document.xml": "tệp Word"}
        found = next((kind for name, kind in other.items() if name in names), None)
        if found:
            raise NotAWorkbook(f"đây là {found}. Mời lưu lại dạng .xlsx.", f"it is {found[4:]}. Save it as .xlsx.")
        raise NotAWorkbook("không có bảng tính bên trong.", "there is no workbook inside.")


def _check_size(unpacked: int, size: int) -> None:
    if unpacked > LARGEST_UNPACKED or unpacked > max(RATIO_MATTERS_FROM, LARGEST_RATIO * size):
        raise TooLargeInside(
            "tối đa 300 MB và 100 lần. Mời chia nhỏ theo kỳ.", "300 MB and 100 times at most. Split it by period."
        )


def _inspect_contents(archive: zipfile.ZipFile, size: int) -> None:
    unpacked = 0
    for member in archive.infolist():
        name = member.filename.lower()
        is_xml = name.endswith((".xml", ".rels", ".vml"))
        is_sheet = name.startswith("xl/worksheets/") and name.endswith(".xml")
        with archive.open(member) as part:
            rest, first = b"", True
            while chunk := part.read(CHUNK):
                unpacked += len(chunk)
                _check_size(unpacked, size)
                seen = rest + chunk
                if is_xml:
                    _inspect_xml(seen, first)
                if is_sheet:
                    _inspect_cells(seen)
                elif name.endswith(".rels") and OUTSIDE.search(seen) and not name.startswith("xl/worksheets/"):
                    raise UnsafeFile("có liên kết ra ngoài tệp.", "it links outside the file.")
                elif name == "[content_types].xml":
                    _inspect_types(seen)
                rest, first = chunk[-OVERLAP:], False
    _inspect_sheet_links(archive)


def _inspect_types(types: bytes) -> None:
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise NotAWorkbook(*MACROS)
    for part, vi, en in FORBIDDEN_TYPES:
        if part in types:
            raise UnsafeFile(f"{vi}. Mời dán dữ liệu sang tệp mới.", f"{en}. Paste the data into a new file.")


def _inspect_xml(words: bytes, first: bool) -> None:
    if first and (words[:2] in (b"\xff\xfe", b"\xfe\xff") or ENCODING.match(words.removeprefix(b"\xef\xbb\xbf"))):
        raise UnsafeFile("bảng tính không ở dạng UTF-8.", "its parts are not UTF-8.")
    if b"<!" in words and ENTITY.search(words):
        raise UnsafeFile("có khai báo DOCTYPE.", "it declares a DOCTYPE.")
    if b"ddeLink" in words and DDE.search(words):
        raise UnsafeFile("có liên kết DDE tới chương trình khác.", "a DDE link reaches another program.")


def _inspect_cells(words: bytes) -> None:
    # Each search begins with what is quick to see in the megabytes where nothing is wrong.
    if (b"<f" in words or b":f" in words) and (formula := FORMULA.search(words)):
        name = (CELL.findall(words, 0, formula.start()) or [b"?"])[-1].decode()
        raise UnsafeFile(
            f"ô {name} là công thức. Mời dán lại dạng giá trị.", f"cell {name} is a formula. Paste values instead."
        )
    if PERHAPS_FAR.search(words) and (far := FAR_CELL.search(words)):
        raise UnsafeFile(
            f"ô {far[1].decode()} nằm ngoài {MOST_ROWS} dòng và cột {LAST_COLUMN}.",
            f"cell {far[1].decode()} lies beyond row {MOST_ROWS} and column {LAST_COLUMN}.",
        )
    if b"hyperlink" in words and (link := LINK.search(words)):
        name = (LINKED_CELL.search(link[0]) or [b"", b"?"])[1].decode()
        raise UnsafeFile(
            f"ô {name} có liên kết ra ngoài tệp. Mời bỏ liên kết, hoặc dán lại dạng giá trị.",
            f"cell {name} links outside the file. Remove the link, or paste values instead.",
        )


def _inspect_sheet_links(archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        if name.lower().startswith("xl/worksheets/_rels/") and OUTSIDE.search(archive.read(name)):
            raise UnsafeFile("có liên kết ra ngoài tệp.", "it links outside the file.")
