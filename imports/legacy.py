"""Whether an old .xls may be opened: its compound file and its records are looked through, not interpreted.

Sources: [MS-CFB] Compound File Binary Format; [MS-XLS] Excel Binary File Format.
"""

from struct import error as StructError
from struct import unpack_from

from imports.faults import NotAWorkbook, UnsafeFile
from imports.folding import letters

FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
ENTRY = 128  # bytes of an entry in the directory
STORAGE, STREAM, ROOT = 1, 2, 5
FORMULAS = (0x0006, 0x0206, 0x0406)  # FORMULA of BIFF 5 and 8, 3, 4
FILE_PASSWORD, BOUND_SHEET, EXTERNAL_BOOK, LINKED_CELLS = 0x002F, 0x0085, 0x01AE, 0x01B8
OUTSIDE_DATA = (0x01AD, 0x0876)  # QSI, DCONN
MACRO_SHEETS = (1, 6)
ITSELF, ADD_IN = 0x0401, 0x3A01  # books that a book may name without reaching out


def inspect(data: bytes) -> None:
    """Raises NotAWorkbook or UnsafeFile."""
    try:
        streams = _streams(data)
        _check_names(streams)
        book = next((streams[name] for name in ("workbook", "book") if name in streams), None)
        if book is None:
            raise _damaged()
        _check_records(_read(data, *book))
    except (StructError, IndexError, ValueError) as error:
        raise _damaged() from error


def _damaged() -> NotAWorkbook:
    return NotAWorkbook(
        "tệp có mật khẩu hoặc đã hỏng. Mời mở bằng Excel rồi lưu lại dạng .xlsx không mật khẩu.",
        "it has a password or is damaged. Open it in Excel and save it as .xlsx without a password.",
        ".xls",
    )


class _File:
    """The sectors of a compound file."""

    def __init__(self, data: bytes) -> None:
        shift, small_shift = unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise ValueError("no such sectors")
        self.data, self.size = data, 1 << shift
        self.small_below, first_small, _, next_list, _ = unpack_from("<5I", data, 56)
        self._directory = unpack_from("<I", data, 48)[0]
        lists = [number for number in unpack_from("<109I", data, 76) if number < END]
        while next_list < END and len(lists) * self.size <= len(data):
            more = unpack_from(f"<{self.size // 4}I", data, self._at(next_list))
            lists += [number for number in more[:-1] if number < END]
            next_list = more[-1]
        self.next = [
            number for sector in lists for number in unpack_from(f"<{self.size // 4}I", data, self._at(sector))
        ]
        small = self.chain(first_small)
        self.next_small = list(unpack_from(f"<{len(small) // 4}I", small)) if small else []
        self.small = b""

    def _at(self, sector: int) -> int:
        return (sector + 1) * self.size

    def chain(self, sector: int) -> bytes:
        """What a chain of sectors holds; a circle is damage."""
        parts, left = [], len(self.next)
        while sector < END:
            if (left := left - 1) < 0:
                raise ValueError("a circle")
            parts.append(self.data[self._at(sector) : self._at(sector) + self.size])
            sector = self.next[sector]
        return b"".join(parts)

    def small_chain(self, sector: int) -> bytes:
        """The same among the small sectors."""
        parts, left = [], len(self.next_small)
        while sector < END:
            if (left := left - 1) < 0:
                raise ValueError("a circle")
            parts.append(self.small[sector * 64 : sector * 64 + 64])
            sector = self.next_small[sector]
        return b"".join(parts)

    def entries(self) -> list[tuple[str, int, int, int]]:
        """(name, type, first sector, bytes) of all that the directory lists."""
        directory, found = self.chain(self._directory), []
        for at in range(0, len(directory) - ENTRY + 1, ENTRY):
            length, kind = unpack_from("<HB", directory, at + 64)
            first, size = unpack_from("<II", directory, at + 116)
            if kind in (STORAGE, STREAM, ROOT):
                name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                found.append((name, kind, first, size))
                if kind == ROOT:
                    self.small = self.chain(first)
        return found


def _streams(data: bytes) -> dict[str, tuple[_File, int, int]]:
    file = _File(data)
    return {name.lower(): (file, first, size) for name, _, first, size in file.entries()}


def _read(data: bytes, file: _File, first: int, size: int) -> bytes:
    whole = file.small_chain(first) if size < file.small_below else file.chain(first)
    return whole[:size]


def _check_names(streams: dict[str, tuple]) -> None:
    if "encryptedpackage" in streams or "encryptioninfo" in streams:
        raise _locked()
    if any(name in streams for name in ("_vba_project_cur", "_vba_project", "vba", "macros")):
        raise NotAWorkbook("tệp có macro. Mời lưu lại dạng .xlsx.", "it has macros. Save as .xlsx.", ".xls")
    if any(name.startswith("mbd") or name == "\x01ole10native" for name in streams):
        raise UnsafeFile("có tệp nhúng bên trong.", "it embeds other files.")


def _locked() -> NotAWorkbook:
    return NotAWorkbook(
        "tệp có mật khẩu. Mời bỏ mật khẩu rồi lưu lại.", "it has a password. Remove it and save again.", ".xls"
    )


def _check_records(book: bytes) -> None:
    at, end = 0, len(book) - 4
    if unpack_from("<H", book)[0] not in (0x0809, 0x0409, 0x0209, 0x0009):
        raise ValueError("no beginning")
    while at <= end:
        kind, length = unpack_from("<HH", book, at)
        if kind in WATCHED:
            _check_record(kind, book[at + 4 : at + 4 + length])
        at += 4 + length


WATCHED = frozenset((*FORMULAS, FILE_PASSWORD, BOUND_SHEET, EXTERNAL_BOOK, LINKED_CELLS, *OUTSIDE_DATA))


def _check_record(kind: int, body: bytes) -> None:
    if kind in FORMULAS:
        row, column = unpack_from("<HH", body)
        cell = f"{letters(column + 1)}{row + 1}"
        raise UnsafeFile(
            f"ô {cell} là công thức. Mời dán lại dạng giá trị.", f"cell {cell} is a formula. Paste values instead."
        )
    if kind == FILE_PASSWORD:
        raise _locked()
    if kind == BOUND_SHEET and len(body) > 5 and body[5] in MACRO_SHEETS:
        raise NotAWorkbook("tệp có macro. Mời lưu lại dạng .xlsx.", "it has macros. Save as .xlsx.", ".xls")
    if kind == EXTERNAL_BOOK and unpack_from("<H", body, 2)[0] not in (ITSELF, ADD_IN):
        raise UnsafeFile(
            "có liên kết tới tệp khác. Mời dán dữ liệu sang tệp mới.",
            "it links to other files. Paste the data into a new file.",
        )
    if kind == LINKED_CELLS:
        row, _, column = unpack_from("<HHH", body)
        cell = f"{letters(column + 1)}{row + 1}"
        raise UnsafeFile(
            f"ô {cell} có liên kết. Mời bỏ liên kết, hoặc dán lại dạng giá trị.",
            f"cell {cell} holds a link. Remove it, or paste values instead.",
        )
    if kind in OUTSIDE_DATA:
        raise UnsafeFile("có kết nối dữ liệu ngoài.", "it connects to outside data.")
