"""The row of headings, among title lines; in one row, or in two or three where cells are merged.

A person's Mapping goes over what headings say by themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from imports.columns import REQUIRED, guess, meaning, needed, title_of
from imports.faults import Fault, ImportRefused, refused_rows
from imports.folding import fold, letters, text
from imports.mapping import Mapping

SEARCHED_ROWS = 30  # title lines above the headings
DEEPEST = 3  # rows of headings
FEWEST = 3  # known columns in a row of headings
Merge = tuple[tuple[int, int], tuple[int, int]]  # (row, column) of the first and the last cell, from 0


@dataclass(frozen=True)
class Headings:
    """Where the headings stand and what they mean. Rows and columns are counted from 0."""

    first: int
    last: int
    titles: list[str]
    columns: dict[str, int]  # key → column
    spare: list[tuple[str, int]] = field(default_factory=list)  # columns that say the same as a better one
    doubled: list[tuple[str, int]] = field(default_factory=list)  # of two headings that are the very same

    def key_of(self, column: int) -> str | None:
        """What a column is read as."""
        return next((key for key, at in self.columns.items() if at == column), None)


def find_headings(head: Sequence[list], merges: Sequence[Merge], mapping: Mapping) -> Headings | None:
    """The rows of `head` that name the most columns; None when no row looks like headings."""
    best: Headings | None = None
    for depth in range(1, DEEPEST + 1):  # as few rows as will do: title lines above are no headings
        for first in range(min(len(head) + 1 - depth, SEARCHED_ROWS)):
            found = _read(head, first, depth, merges, mapping)
            if len(found.columns) >= FEWEST and (best is None or len(found.columns) > len(best.columns)):
                best = found
    if mapping.header_row is None:
        return best
    named = _at(head, mapping.header_row - 1, merges, mapping)
    if best is not None and (named is None or len(named.columns) < len(best.columns)):
        return best  # the next file of a source may have a title line more
    return named


def _at(head: Sequence[list], first: int, merges: Sequence[Merge], mapping: Mapping) -> Headings | None:
    if first >= len(head):
        return None
    deep = [_read(head, first, depth, merges, mapping) for depth in range(1, DEEPEST + 1) if first + depth <= len(head)]
    return max(deep, key=lambda found: len(found.columns))


def likely(head: Sequence[list], merges: Sequence[Merge], mapping: Mapping) -> Headings | None:
    """The first row that could be headings, for a person to say what they mean; None for a sheet without a table."""
    widths = [sum(bool(text(cell)) for cell in row) for row in head]
    for first, row in enumerate(head[:SEARCHED_ROWS]):
        words = [text(cell) for cell in row if text(cell)]
        if len(words) >= max(2, max(widths) * 3 // 5) and not any(word[0].isdigit() for word in words):
            return _read(head, first, 1, merges, mapping)
    return None


def _read(head: Sequence[list], first: int, depth: int, merges: Sequence[Merge], mapping: Mapping) -> Headings:
    rows = [_filled(head, first + below, merges, depth > 1) for below in range(depth)]
    width = max(len(row) for row in rows)
    titles = [_title([row[column] if column < len(row) else "" for row in rows], mapping) for column in range(width)]
    columns, spare, doubled = _assign(titles, mapping)
    doubled = [(key, column) for key, column in doubled if not _one_cell(merges, columns[key], column)]
    last = first + depth - 1
    for (top, _), (bottom, _) in merges:
        if first <= top <= last and bottom - top < DEEPEST:
            last = max(last, bottom)
    return Headings(first, last, titles, columns, spare, doubled)


def _one_cell(merges: Sequence[Merge], column: int, other: int) -> bool:
    return any(left <= min(column, other) and max(column, other) <= right for (_, left), (_, right) in merges)


def _filled(head: Sequence[list], row: int, merges: Sequence[Merge], spread: bool) -> list[str]:
    """One row of headings as words; where it is one of several, a merged cell's words stand in all of its columns."""
    words = [text(cell) for cell in head[row]]
    if not spread:
        return words
    for (top, left), (bottom, right) in merges:
        if top <= row <= bottom and right - left < 50 and left < len(words):
            words += [""] * (right + 1 - len(words))
            words[left : right + 1] = [words[left]] * (right + 1 - left)
    if not merges:  # a text file: what was merged has become empty cells
        below = [text(cell) for cell in head[row + 1]] if row + 1 < len(head) else []
        for column in range(1, len(words)):
            if not words[column] and column < len(below) and below[column] and below[column - 1]:
                words[column] = words[column - 1]
    return words


def _title(parts: list[str], mapping: Mapping) -> str:
    """Of the words above each other, what is known: all of them, else the lowest, else what there is."""
    words = list(dict.fromkeys(part for part in parts if part))
    whole = " ".join(words)
    for title in (whole, parts[-1]):
        if title and _means(title, mapping):
            return title
    return whole


def _means(title: str, mapping: Mapping) -> tuple[str, int] | None:
    if named := mapping.by_heading.get(fold(title)):
        return named, -1
    known = meaning(title)
    return None if known is None or known[0] in mapping.columns else known


def _assign(titles: list[str], mapping: Mapping) -> tuple[dict[str, int], list, list]:
    found: dict[str, list[tuple[int, int]]] = {}
    for column, title in enumerate(titles):
        if title and (known := _means(title, mapping)):
            found.setdefault(known[0], []).append((known[1], column))
    columns, spare, doubled = {}, [], []
    for key, ranked in found.items():
        ranked.sort()
        columns[key] = best = ranked[0][1]
        for _, column in ranked[1:]:
            (doubled if fold(titles[column]) == fold(titles[best]) else spare).append((key, column))
    return columns, spare, doubled


def guesses(headings: Headings, mapping: Mapping) -> dict[str, int]:
    """Key → column for keys that no heading names, as far as a longer heading hints at one."""
    taken = set(headings.columns.values())
    hints: dict[str, int] = {}
    for column, title in enumerate(headings.titles):
        key = guess(title) if column not in taken else None
        if key and key not in headings.columns and key not in mapping.columns:
            hints.setdefault(key, column)
    return hints


def check(sheet: str, headings: Headings, merges: Sequence[Merge], mapping: Mapping) -> None:
    """Raises ImportRefused that names each column that is missing or doubled."""
    faults = [
        _fault(sheet, headings, column, "cột này xuất hiện hai lần. Mời đổi tên hoặc xóa một cột.",
               "this column appears twice. Rename or delete one.")
        for _, column in headings.doubled
    ]  # fmt: skip
    there = {fold(title) for title in headings.titles}
    for key, heading in mapping.columns.items():
        if heading and fold(heading) not in there:
            vi = f"thiếu cột “{heading}”, mà cách đọc đã lưu lấy làm “{title_of(key)}”."
            en = f"the column “{heading}” is missing, which the saved mapping reads as “{title_of(key)}”."
            faults.append(Fault(sheet, headings.first + 1, None, heading, vi, en))
    merged, merged_en = _merged_words(headings, merges)
    for key in needed({*headings.columns, *mapping.columns}):
        if key not in headings.columns and key not in mapping.constants and not mapping.columns.get(key):
            vi = f"thiếu cột “{title_of(key)}”{merged}."
            en = f"the column “{title_of(key)}” is missing{merged_en}."
            faults.append(Fault(sheet, headings.first + 1, None, title_of(key), vi, en))
    if faults:
        raise refused_rows(faults)


def _merged_words(headings: Headings, merges: Sequence[Merge]) -> tuple[str, str]:
    across = [merge for merge in merges if headings.first <= merge[0][0] <= headings.last and merge[0][1] < merge[1][1]]
    if not across:
        return "", ""
    (top, left), (bottom, right) = across[0]
    cells = f"{letters(left + 1)}{top + 1}:{letters(right + 1)}{bottom + 1}"
    return f" (dòng tiêu đề có ô gộp {cells}: mời bỏ gộp)", f" (the headings have merged cells {cells}: unmerge them)"


def _fault(sheet: str, headings: Headings, column: int, vi: str, en: str) -> Fault:
    return Fault(sheet, headings.first + 1, letters(column + 1), headings.titles[column], vi, en)


def not_found(names: Sequence[str]) -> ImportRefused:
    """No sheet has a row of headings."""
    needed = ", ".join(title_of(key) for key in REQUIRED)
    sheets = ", ".join(f"“{name}”" for name in names)
    return ImportRefused(
        f"Không tìm thấy dòng tiêu đề ({needed}) ở trang: {sheets}. Mời chọn trang, dòng tiêu đề và các cột.",
        f"No row of headings ({needed}) in: {sheets}. Choose the sheet, the row of headings and the columns.",
        code="no_headings",
    )
