"""Rows of a sheet become records: dated facts of a dossier, ready to be stored, or faults that say where and why."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from dossiers.codes import DossierCode, read_code
from imports import cells, people
from imports.columns import PEOPLE, title_of
from imports.facts import FACTS, record_of
from imports.faults import Fault, refused_rows
from imports.folding import fold, letters, text
from imports.headings import Headings
from imports.mapping import Mapping
from imports.notes import NO_CHANNEL, Notes
from imports.records import Record
from imports.shape import KNOWN
from imports.words import CHANNELS, STATUSES, Unclear
from models.source import Status
from queueing.errors import Invalid

TOTALS = ("tong cong", "tong so", "tong", "cong", "cong don", "luy ke")
STARTS_OF_TOTALS = ("tong cong ", "tong so ")
FIRST_OF_TOTALS = frozenset("tTcClL")
NUMBERED = re.compile(r"^\(?(\d{1,2})\)?$")
DIGIT = re.compile(r"\d")
LONGEST_NAME = 250
MOST_UNKNOWN = 100  # words that are listed for a person to explain


class Sink(Protocol):
    """Where records and faults go."""

    def record(self, record: Record) -> int:
        """Take a record; the answer finds it again."""

    def again(self, place: int) -> Record:
        """The record that was taken at this place."""

    def fault(self, fault: Fault) -> None:
        """Take a fault."""


class Reader:
    """Reads the rows of one sheet, from the first below the headings on."""

    TELLING = ("field", "received", "status")  # what a row without any of these is no dossier

    def __init__(
        self, sheet: str, headings: Headings, mapping: Mapping, sink: Sink, keep_people: bool = False, ragged=False
    ) -> None:
        self.sheet, self.headings, self.sink = sheet, headings, sink
        self.columns = {key: at for key, at in headings.columns.items() if keep_people or key not in PEOPLE}
        self.notes = Notes()
        self.unknown_statuses: Counter[str] = Counter()
        self.unknown_channels: Counter[str] = Counter()
        self.withdrawn: set[int] = set()  # rows that were taken and then contradicted by a later one
        self.refused: set[int] = set()
        self.taken = 0
        self.seen = 0  # rows that are not blank
        self._width = len(headings.titles) if ragged else None
        self._statuses = STATUSES.with_more(dict(mapping.statuses))
        self._channels = CHANNELS.with_more(dict(mapping.channels))
        self._constants = dict(mapping.constants)
        self._readers = self._choose_readers(mapping.day_first)
        self._known: dict[str, int] = {}
        self._contradicted: set[str] = set()
        self._left_out = 0  # rows without a dossier since the last that had one
        self._code_title = fold(self.title("code"))
        self._begin()
        for key, column in headings.spare:
            if (used := self.columns.get(key)) is not None:
                spare = f"{letters(column + 1)} “{headings.titles[column]}”"
                better = f"{letters(used + 1)} “{headings.titles[used]}”"
                vi = f"Cột {spare} cùng nghĩa với cột {better}: bỏ qua."
                self.notes.say(vi, f"Column {spare} says the same as column {better}: left out.")

    def _begin(self) -> None:
        if "channel" not in self.columns and "channel" not in self._constants:
            self.notes.say(*NO_CHANNEL)

    def _choose_readers(self, day_first: bool) -> list[tuple[str, int, Callable[[object], Any]]]:
        moment = partial(cells.moment, day_first=day_first)
        readers: dict[str, Callable[[object], Any]] = {
            "code": _code,
            "field": _name,
            "procedure": text,
            "procedure_code": text,
            "department": _short_name,
            "received": moment,
            "due": moment,
            "ended": moment,
            "returned": moment,
            "status": self._status,
            "status_on": moment,
            "channel": self._channel,
            "fee": cells.money,
            "fee_paid": cells.money,
            "payment": cells.paid_online,
            "paid_on": moment,
            "digitised_input": cells.yes,
            "digitised_result": cells.yes,
            "result_required": cells.yes,
            "reused": cells.yes,
            "supplement": moment,
            "answered": moment,
            "duty": moment,
            "duty_paid": moment,
            "extended": moment,
            "test": cells.yes,
            "applicant": _short_name,
            "phone": people.phone,
            "paid": cells.paid,
            "transaction": _short_name,
        }
        return [(key, column, readers[key]) for key, column in self.columns.items()]

    def read(self, number: int, row: Sequence) -> None:
        """Take in the row with this number, unless it is blank, a total or a signature below the list."""
        filled = [cell for cell in row if cell is not None and cell != ""]
        if not filled:
            return
        self.seen += 1
        if self._is_no_dossier(number, row, filled):
            return
        self.notes.count("between", number, self._left_out)
        self._left_out = 0
        if self._width is not None and len(row) > self._width and not self._is_even(row):
            vi = f"dòng có {len(row)} ô, tiêu đề có {self._width}: có ô chứa dấu phân cách mà không đặt trong nháy kép."
            en = f"the row has {len(row)} cells, the headings {self._width}: a cell holds the separator unquoted."
            self.refuse(number, None, vi, en)
            return
        values = self._values(number, row)
        if number not in self.refused:
            self._take(number, values)

    def _is_even(self, row: Sequence) -> bool:
        """Whether every row ends in as many separators too many as this one, which is the first; else cells moved."""
        first = not self._known and not self.refused and not any(text(cell) for cell in row[self._width :])
        if first:
            self._width = len(row)
        return first

    def _is_no_dossier(self, number: int, row: Sequence, filled: list) -> bool:
        first = text(filled[0])
        if first[:1] in FIRST_OF_TOTALS and ((total := fold(first)) in TOTALS or total.startswith(STARTS_OF_TOTALS)):
            return True
        code = text(self._cell(row, "code"))
        if KNOWN.know(code):
            return False
        if not first and not any(text(cell) for cell in filled):
            return True
        if code and fold(code) == self._code_title:
            return True  # the headings once more, on another page
        if number == self.headings.last + 2 and _numbers_columns(filled):
            return True
        told = sum(bool(text(self._cell(row, key))) for key in self.TELLING if key in self.columns)
        if KNOWN.know(code.upper()) or told > 1 or (told == 1 and DIGIT.search(code)):
            return False
        self._left_out += 1
        return True

    def _values(self, number: int, row: Sequence) -> dict[str, Any]:
        values: dict[str, Any] = {}
        width = len(row)
        for key, column, read in self._readers:
            cell = row[column] if column < width else None
            try:
                values[key] = read(cell)
            except Unclear as reason:
                values[key] = None
                self.refuse(number, key, reason.vi, reason.en)
            except Invalid as refusal:
                values[key] = None
                self.refuse(number, key, refusal.message_vi, refusal.message_en)
        for key, word in self._constants.items():
            if key not in self.columns:
                values[key] = self._channel(word) if key == "channel" else _name(word)
        return values

    def _take(self, number: int, values: dict[str, Any]) -> None:
        if values["received"] is None and values["status"] in Status.NEVER_RECEIVED:
            self.notes.count("never received", number)
        elif values["received"] is None:
            self.refuse(number, "received", "ô trống, cần một ngày.", "empty; a date is needed.")
        else:
            record = record_of(number, values, self)
            if number not in self.refused:
                self._keep(number, record)

    def _keep(self, number: int, record: Record) -> None:
        place = self._known.get(record.key)
        if place is None:
            self._known[record.key] = self.sink.record(record)
            self.taken += 1
            return
        first = self.sink.again(place)
        if not (names := record.differences(first)) and record.key not in self._contradicted:
            self.notes.count("repeated", number)
            return
        self._contradicted.add(record.key)
        self.withdrawn.add(first.row)
        keys = dict.fromkeys(key for key, facts in FACTS.items() if set(facts) & set(names) and key in self.columns)
        told = ", ".join(f"“{self.title(key)}”" for key in keys)
        vi = f"mã này đã có ở dòng {first.row} với số liệu khác" + (f" ({told})." if told else ".")
        en = f"this code is already in row {first.row} with other facts" + (f" ({told})." if told else ".")
        self.refuse(number, "code", vi, en)

    def finish(self) -> None:
        """To be called after the last row."""
        self.taken -= len(self.withdrawn)
        self.refused |= self.withdrawn

    def has(self, *keys: str) -> bool:
        """Whether the file has one of these columns."""
        return any(key in self.columns for key in keys)

    def title(self, key: str) -> str:
        """The heading of a key, as the file writes it."""
        column = self.columns.get(key)
        return self.headings.titles[column] if column is not None else title_of(key)

    def refuse(self, number: int, key: str | None, vi: str, en: str) -> None:
        """Refuse a row for one of its cells."""
        column = self.columns.get(key) if key else None
        where = letters(column + 1) if column is not None else None
        self.refused.add(number)
        self.sink.fault(Fault(self.sheet, number, where, self.title(key) if key else None, vi, en))

    def refuse_without(self, number: int, key: str) -> None:
        """Refuse the file: it lacks a column that a row makes necessary."""
        vi = f"thiếu cột “{title_of(key)}” (hồ sơ ở dòng {number} đã kết thúc)."
        en = f"the column “{title_of(key)}” is missing (the dossier in row {number} has ended)."
        raise refused_rows([Fault(self.sheet, self.headings.first + 1, None, title_of(key), vi, en)])

    def _cell(self, row: Sequence, key: str) -> object:
        column = self.columns.get(key)
        return row[column] if column is not None and column < len(row) else None

    def _status(self, cell: object) -> str:
        try:
            return self._statuses.choose(cell)
        except Unclear:
            _list(self.unknown_statuses, cell)
            raise

    def _channel(self, cell: object) -> str:
        try:
            return self._channels.choose(cell)
        except Unclear:
            _list(self.unknown_channels, cell)
            raise


def _list(unknown: Counter[str], cell: object) -> None:
    word = text(cell)[:LONGEST_NAME]
    word = people.UNREAD if people.looks_personal(word) else word
    if word in unknown or len(unknown) < MOST_UNKNOWN:
        unknown[word] += 1


def _numbers_columns(filled: Sequence) -> bool:
    """Whether the cells are (1), (2), (3) … as below the headings of a form."""
    numbers = [NUMBERED.match(text(cell)) for cell in filled]
    found = [int(number[1]) for number in numbers if number]
    return len(found) == len(filled) > 2 and found == list(range(found[0], found[0] + len(found)))


def _code(cell: object) -> DossierCode:
    words = text(cell)
    if not words:
        raise Unclear("ô trống.", "empty.")
    return read_code(words, KNOWN)


def _name(cell: object) -> str:
    words = text(cell)
    if not words:
        raise Unclear("ô trống.", "empty.")
    if len(words) > LONGEST_NAME:
        raise Unclear(f"dài quá {LONGEST_NAME} ký tự.", f"longer than {LONGEST_NAME} characters.")
    if words.startswith("="):
        raise Unclear("ô này là công thức. Mời dán lại dạng giá trị.", "it is a formula. Paste values instead.")
    return words


def _short_name(cell: object) -> str:
    return text(cell)[:LONGEST_NAME]
