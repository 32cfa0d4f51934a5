"""A file becomes records: the sheet that holds the list is chosen, then read row by row into a sink.

Runs in the child process (imports.reading). Raises the refusals of imports.faults.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from imports import headings as headings_
from imports.charsets import old_font, spoiled
from imports.columns import tells_payments_only
from imports.delimited import too_many_rows
from imports.faults import Fault, ImportRefused, refused_rows
from imports.layout import SAMPLED_ROWS, Found, choose, describe, layout_of, survey
from imports.mapping import Layout, Mapping
from imports.payments import PaymentReader
from imports.records import Record
from imports.rows import Reader, Sink
from imports.safety import MOST_ROWS, TEXT
from imports.sheets import Book, open_book

TOLD_EVERY = 1000  # rows between two reports of progress


@dataclass(frozen=True)
class Contents:
    """What a file holds: its records in order, and what it did not say and was assumed."""

    records: list[Record]
    notes: list[str]


@dataclass(frozen=True)
class Reading:
    """How the reading of a file came out; what it read is in the sink."""

    layout: Layout
    keys: list[str]  # of the columns that were read
    rows: int  # records taken
    refused: int  # rows with a fault, or contradicted by another row
    withdrawn: list[int]  # rows among those in the sink that were contradicted later
    notes: list[tuple[str, str]]  # in Vietnamese and English


def read_into(
    path: Path, sink: Sink, mapping: Mapping, keep_people: bool, progress: Callable[[int, int], object]
) -> Reading:
    """Every dossier of the file into the sink; what is refused as a whole is raised."""
    book = open_book(path)
    found = survey(book, mapping)
    chosen = _chosen(book, found, mapping)
    name, headings = chosen.sheet.name, chosen.headings
    assert headings is not None
    headings_.check(name, headings, book.merges(name), mapping)
    list_of = PaymentReader if tells_payments_only(headings.columns) else Reader
    reader = list_of(name, headings, mapping, sink, keep_people, ragged=book.kind == TEXT)
    sampled: list[list] = []
    for index, row in enumerate(book.rows(name)):
        if index > headings.last:
            reader.read(index + 1, row)
            if len(sampled) < SAMPLED_ROWS:
                sampled.append(list(row))
            if index % TOLD_EVERY == 0:
                progress(index, max(chosen.height, index))
            if reader.seen > MOST_ROWS:
                raise too_many_rows(MOST_ROWS)
    reader.finish()
    if not reader.taken and not reader.refused:
        raise ImportRefused(
            f"Trang “{name}” có tiêu đề nhưng không có hồ sơ nào. Mời kiểm tra lại tệp, hoặc chọn trang khác.",
            f"The sheet “{name}” has headings and no dossier. Check the file, or choose another sheet.",
            code="no_dossiers",
        )
    sheets = [
        describe(one, sampled, reader.unknown_statuses, reader.unknown_channels, mapping)
        if one is chosen
        else describe(one, [], Counter(), Counter(), mapping)
        for one in found
    ]
    notes = reader.notes.all() + _other_lists(found, chosen)
    layout = layout_of(book, sheets, chosen, mapping)
    return Reading(layout, list(reader.columns), reader.taken, len(reader.refused), sorted(reader.withdrawn), notes)


def _chosen(book: Book, found: list[Found], mapping: Mapping) -> Found:
    names = [one.sheet.name for one in found]
    chosen = choose(found, mapping)
    if chosen is None and mapping.sheet is not None:
        listed = ", ".join(f"“{name}”" for name in names)
        raise ImportRefused(
            f"Tệp không có trang “{mapping.sheet}”. Tệp có: {listed}. Mời chọn lại trang.",
            f"The file has no sheet “{mapping.sheet}”. It has: {listed}. Choose the sheet again.",
            code="no_sheet",
        )
    if chosen is None or not chosen.sure or chosen.headings is None:
        for one in found:
            if one.headings and (font := spoiled(" ".join(one.headings.titles))):
                raise old_font(font)
        raise headings_.not_found(names if chosen is None else [chosen.sheet.name])
    return chosen


def _other_lists(found: list[Found], chosen: Found) -> list[tuple[str, str]]:
    return [
        (
            f"Trang “{one.sheet.name}” cũng có danh sách hồ sơ: chưa đọc. Muốn đọc, mời chọn trang đó.",
            f"The sheet “{one.sheet.name}” holds a list too: it was not read. Choose it to have it read.",
        )
        for one in found
        if one.complete and one is not chosen and one.sheet.visible
    ]


class Memory:
    """A sink that keeps everything: for files known to be small."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.faults: list[Fault] = []

    def record(self, record: Record) -> int:
        self.records.append(record)
        return len(self.records) - 1

    def again(self, place: int) -> Record:
        return self.records[place]

    def fault(self, fault: Fault) -> None:
        self.faults.append(fault)


def read(path: Path, mapping: Mapping | None = None, keep_people: bool = False) -> Contents:
    """Every dossier of the file, or the refusal that lists what is wrong with it."""
    sink = Memory()
    reading = read_into(path, sink, mapping or Mapping(), keep_people, lambda read, total: None)
    if sink.faults:
        raise refused_rows(sink.faults)
    return Contents(sink.records, [vi for vi, _ in reading.notes])
