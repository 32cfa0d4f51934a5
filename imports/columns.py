"""Which column means what: the headings that exports use, with accents, case, spacing and marks folded away."""

from functools import lru_cache

from imports.faults import Fault
from vietnamese import without_marks

HEADINGS = {
    "code": ("số hồ sơ", "mã hồ sơ", "mã số hồ sơ"),
    "procedure": ("tên thủ tục hành chính", "thủ tục hành chính", "tên thủ tục", "thủ tục", "tên TTHC", "TTHC"),
    "field": ("tên lĩnh vực", "lĩnh vực"),
    "received": ("ngày tiếp nhận", "ngày giờ tiếp nhận", "thời gian tiếp nhận", "ngày nhận"),
    "due": ("ngày hẹn trả", "ngày hẹn trả kết quả", "hạn xử lý", "hạn giải quyết"),
    "ended": ("ngày kết thúc xử lý", "ngày kết thúc", "ngày xử lý xong", "ngày hoàn thành"),
    "returned": ("ngày trả kết quả", "ngày trả"),
    "status": ("trạng thái hồ sơ", "trạng thái", "tình trạng hồ sơ", "tình trạng"),
    "channel": ("hình thức tiếp nhận", "hình thức nộp", "kênh tiếp nhận", "kênh nộp"),
    "fee": ("phí, lệ phí (đồng)", "phí, lệ phí", "phí lệ phí (VNĐ)", "lệ phí"),
    "payment": ("hình thức thanh toán",),
    "digitised_input": ("thành phần hồ sơ số hóa", "số hóa thành phần hồ sơ", "số hóa hồ sơ"),
    "digitised_result": ("kết quả điện tử", "số hóa kết quả"),
    "supplement": ("ngày yêu cầu bổ sung",),
}
REQUIRED = ("code", "field", "received", "status")
SEARCHED_ROWS = 30  # title lines above the headings


@lru_cache(maxsize=2048)  # a file says the same few words thousands of times
def fold(text: object) -> str:
    """Only letters and digits, lower case, without accents, one space between words: "Phí, lệ phí" → "phi le phi"."""
    return " ".join("".join(c if c.isalnum() else " " for c in without_marks(str(text).casefold())).split())


_KNOWN = {fold(heading): key for key, headings in HEADINGS.items() for heading in headings}


def find_headings(sheet: str, rows: list[list]) -> tuple[int, dict[str, int]] | None:
    """(index of the heading row, key → column index), or None when no row looks like one. Raises HeadingFaults."""
    best: tuple[int, list[tuple[str, int]]] | None = None
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        found = [(_KNOWN[name], column) for column, cell in enumerate(row) if cell and (name := fold(cell)) in _KNOWN]
        if len({key for key, _ in found}) >= 3 and (best is None or len(found) > len(best[1])):
            best = index, found
    if best is None:
        return None
    index, found = best
    faults = [
        _fault(sheet, index, column, rows[index][column], "cột này xuất hiện hai lần.", "this column appears twice.")
        for position, (key, column) in enumerate(found)
        if key in [earlier for earlier, _ in found[:position]]
    ]
    columns = dict(found)
    faults += [
        _fault(
            sheet,
            index,
            None,
            HEADINGS[key][0].capitalize(),
            f"thiếu cột “{HEADINGS[key][0].capitalize()}”.",
            f"the column “{HEADINGS[key][0].capitalize()}” is missing.",
        )
        for key in REQUIRED
        if key not in columns
    ]
    if faults:
        raise HeadingFaults(faults)
    return index, columns


class HeadingFaults(Exception):
    """A row of headings was found, and it is not complete or not clear."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


def _fault(sheet: str, index: int, column: int | None, title: object, vi: str, en: str) -> Fault:
    return Fault(sheet, index + 1, column_letters(column + 1) if column is not None else None, str(title), vi, en)


def column_letters(number: int) -> str:
    """1 → "A", 27 → "AA"."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
