"""What one row of a file says of one dossier."""

from dataclasses import MISSING, asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from pydantic_core import from_json, to_json

from models.source import Status

DATES = (
    "due_on",
    "pause_on",
    "asked_on",
    "status_on",
    "duty_on",
    "duty_paid_on",
    "answered_on",
    "extended_to",
    "paid_on",
)
MOMENTS = ("received_at", "ended_at", "returned_at")


@dataclass(frozen=True)
class Record:
    """The dated facts of a dossier; None where the row, or the whole file, does not tell.

    Names and phone numbers are None unless whoever read the file asked for them.
    """

    code: str
    key: str
    field: str | None  # None, as reception and status, only in a list of payments
    procedure_code: str | None
    procedure: str
    channel: str | None  # online, direct, postal; None: the file has no such column
    received_at: datetime | None
    due_on: date | None
    ended_at: datetime | None
    outcome: str | None  # of models.dossier.Dossier.ENDINGS
    returned_at: datetime | None
    pause: str | None  # what stops its clock now
    pause_on: date | None
    asked_on: date | None  # that papers were asked for, whether or not they have come
    fee: int | None  # đồng owed
    paid_online: bool | None
    digitised_input: bool | None
    digitised_result: bool | None
    counted: bool  # False: only registered, or not accepted
    status: str = Status.PROCESSING  # of models.source.Status; "" in a list of payments
    status_on: date | None = None  # when it came to that state, or the newest day that the row tells of
    duty_on: date | None = None  # the tax notice
    duty_paid_on: date | None = None
    answered_on: date | None = None  # the papers asked for have come
    extended_to: date | None = None  # promised anew
    fee_paid: int | None = None  # đồng
    paid_on: date | None = None
    reused: bool | None = None
    result_required: bool | None = None
    is_test: bool | None = None
    department: str | None = None
    applicant: str | None = None
    phone: str | None = None
    row: int = 0  # of its sheet, from 1

    def differences(self, other: "Record") -> list[str]:
        """The facts in which two rows of one dossier differ, to the minute, however the code is written."""
        mine, theirs = _to_minute(asdict(self)), _to_minute(asdict(other))
        return [name for name in mine if mine[name] != theirs[name]]

    def line(self) -> bytes:
        """The record as one line of JSON; what is not told is left out."""
        return to_json({name: value for name, value in self.__dict__.items() if value is not None})

    @classmethod
    def from_line(cls, line: str | bytes) -> "Record":
        """The record that `line` has written."""
        said: dict[str, Any] = from_json(line)
        for name in DATES:
            if name in said:
                said[name] = date.fromisoformat(said[name])
        for name in MOMENTS:
            if name in said:
                said[name] = datetime.fromisoformat(said[name])
        return cls(**(EMPTY | said))


EMPTY: dict[str, Any] = {fact.name: None for fact in fields(Record) if fact.default is MISSING}


def _to_minute(facts: dict) -> dict:
    for name in ("code", "row"):
        del facts[name]
    return {
        name: value.replace(second=0, microsecond=0) if isinstance(value, datetime) else value
        for name, value in facts.items()
    }
