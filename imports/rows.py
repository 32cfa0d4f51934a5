"""Rows of a sheet become records: dated facts of a dossier, ready to be stored, or faults that say where and why."""

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime

from dossiers.codes import SHAPE, read_code
from imports import cells
from imports.cells import Unclear
from imports.columns import column_letters, fold
from imports.faults import Fault
from models.dossier import DossierEvent, Pause
from queueing.errors import Invalid

TOTALS = ("tong cong", "tong so", "tong", "cong")
PROCEDURE = re.compile(r"^(\d\.\d{6})\s*[-–:.]?\s*(.*)$")
LONGEST_NAME = 250


@dataclass(frozen=True)
class Record:
    """What one row says of one dossier. Names of people are never read."""

    code: str
    key: str
    field: str
    procedure_code: str | None
    procedure: str
    channel: str
    received_at: datetime
    due_on: date | None
    ended_at: datetime | None
    outcome: str | None
    returned_at: datetime | None
    pause: str | None  # what stops its clock now
    pause_on: date | None
    asked_on: date | None  # that papers were asked for, whether or not they have come
    fee: int | None
    paid_online: bool | None
    digitised_input: bool | None
    digitised_result: bool | None
    counted: bool

    def says_the_same(self, other: "Record") -> bool:
        """Whether two rows tell the same facts, to the minute, however the code is written."""
        return _to_minute(asdict(self)) == _to_minute(asdict(other))


class Reader:
    """Reads the rows of one sheet; collects records and faults."""

    def __init__(self, sheet: str, columns: dict[str, int], headings: list) -> None:
        self.sheet, self.columns, self.headings = sheet, columns, headings
        self.records: list[Record] = []
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        self._known: dict[str, tuple[int, Record]] = {}
        self._repeated = 0
        if "channel" not in columns:
            self.notes.append("Tệp không có cột hình thức tiếp nhận: mọi hồ sơ được tính là trực tuyến.")

    def read(self, number: int, row: list) -> None:
        """Take in the row with this number, unless it is blank, a total or a signature below the list."""
        filled = [cell for cell in row if cell is not None and str(cell).strip()]
        if not filled or fold(filled[0]) in TOTALS or self._is_footer(row):
            return
        before = len(self.faults)
        record = self._record(number, row)
        if record is not None and len(self.faults) == before and self._is_new(number, record):
            self.records.append(record)

    def finish(self) -> None:
        """To be called after the last row: says what was counted once."""
        if self._repeated:
            self.notes.append(f"{self._repeated} dòng lặp lại nguyên vẹn một hồ sơ: mỗi hồ sơ chỉ tính một lần.")

    def _is_footer(self, row: list) -> bool:
        """Whether the row tells nothing of a dossier: a signature, a remark."""
        if any(_text(self._cell(row, key)) for key in ("field", "received", "status")):
            return False
        return not SHAPE.match(_text(self._cell(row, "code")).upper())

    def _record(self, number: int, row: list) -> Record | None:
        def take(key: str, reader, default=None):
            if key not in self.columns:
                return default
            try:
                return reader(self._cell(row, key))
            except Unclear as reason:
                self._fault(number, key, reason.vi, reason.en)
            except Invalid as refusal:
                self._fault(number, key, refusal.message_vi, refusal.message_en)
            return default

        code = take("code", lambda cell: read_code(_text(cell)))
        field = take("field", _name)
        status = take("status", cells.status)
        received_at = take("received", _date_needed)
        due = take("due", cells.moment)
        ended_at = take("ended", cells.moment)
        returned_at = take("returned", cells.moment)
        asked = take("supplement", cells.moment)
        fee = take("fee", cells.money)
        paid_online = take("payment", cells.paid_online)
        channel = take("channel", cells.channel, "online")
        digitised_input = take("digitised_input", lambda cell: bool(cells.yes(cell)))
        digitised_result = take("digitised_result", cells.yes)
        procedure_code, procedure = _procedure(_text(self._cell(row, "procedure")))
        if code is None or field is None or status is None or received_at is None:
            return None
        self._check_order(number, received_at, ended=ended_at, returned=returned_at, supplement=asked)
        if status.outcome and ended_at is None:
            ended_at = returned_at
            if ended_at is None:
                self._fault(number, "ended", "hồ sơ đã kết thúc nhưng thiếu ngày kết thúc.", "the end date is missing.")
        if not status.outcome and ended_at is not None:
            self._fault(number, "ended", "hồ sơ chưa kết thúc nhưng có ngày kết thúc.", "pending, with an end date.")
        return Record(
            code=code.text,
            key=code.key,
            field=field,
            procedure_code=procedure_code,
            procedure=procedure,
            channel=channel,
            received_at=received_at,
            due_on=due.date() if due else None,
            ended_at=ended_at,
            outcome=status.outcome,
            returned_at=(returned_at or ended_at) if status.returned else returned_at,
            pause=status.pause,
            pause_on=self._pause_on(number, status, asked, received_at),
            asked_on=asked.date() if asked else None,
            fee=fee,
            paid_online=paid_online if fee else None,
            digitised_input=digitised_input,
            digitised_result=bool(digitised_result) if status.outcome == DossierEvent.RESOLVED else digitised_result,
            counted=status.counted,
        )

    def _pause_on(
        self, number: int, status: cells.Status, asked: datetime | None, received_at: datetime
    ) -> date | None:
        if status.pause is None:
            return None
        if asked is not None:
            return asked.date()
        if status.pause == Pause.SUPPLEMENT and "supplement" in self.columns:
            self._fault(number, "supplement", "thiếu ngày yêu cầu bổ sung.", "the date of the request is missing.")
        note = "Tệp không có ngày bắt đầu tạm dừng: tính từ ngày tiếp nhận."
        if note not in self.notes:
            self.notes.append(note)
        return received_at.date()

    def _is_new(self, number: int, record: Record) -> bool:
        first, known = self._known.setdefault(record.key, (number, record))
        if first == number:
            return True
        if known.says_the_same(record):
            self._repeated += 1
        else:
            vi = f"mã này đã có ở dòng {first} với số liệu khác."
            self._fault(number, "code", vi, f"this code is already in row {first} with other facts.")
        return False

    def _check_order(self, number: int, received_at: datetime, **later: datetime | None) -> None:
        for key, found in later.items():
            if found is not None and found.date() < received_at.date():
                self._fault(number, key, "sớm hơn ngày tiếp nhận.", "earlier than the day received.")

    def _cell(self, row: list, key: str):
        column = self.columns.get(key)
        return row[column] if column is not None and column < len(row) else None

    def _fault(self, number: int, key: str, vi: str, en: str) -> None:
        column = self.columns.get(key)
        title = str(self.headings[column]).strip() if column is not None else None
        letters = column_letters(column + 1) if column is not None else None
        self.faults.append(Fault(self.sheet, number, letters, title, vi, en))


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell if cell is not None else "").split())


def _name(cell: object) -> str:
    text = _text(cell)
    if not text:
        raise Unclear("ô trống.", "empty.")
    if len(text) > LONGEST_NAME:
        raise Unclear(f"dài quá {LONGEST_NAME} ký tự.", f"longer than {LONGEST_NAME} characters.")
    return text


def _date_needed(cell: object) -> datetime:
    found = cells.moment(cell)
    if found is None:
        raise Unclear("ô trống, cần một ngày.", "empty; a date is needed.")
    return found


def _procedure(text: str) -> tuple[str | None, str]:
    match = PROCEDURE.match(text)
    return (match[1], match[2]) if match else (None, text)


def _to_minute(facts: dict) -> dict:
    del facts["code"]
    return {
        name: value.replace(second=0, microsecond=0) if isinstance(value, datetime) else value
        for name, value in facts.items()
    }
