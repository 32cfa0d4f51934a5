"""What the cells of a row tell together: a dossier's state, its end, its stops, and whether they agree."""

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from imports.records import Record
from imports.words import STATES, State
from models.dossier import Dossier, Pause

if TYPE_CHECKING:
    from imports.rows import Reader

PROCEDURE = re.compile(r"[\[(]?(?<![\d.])(\d\.\d{6})(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?(?!\d)[\])]?")
TEST_CODE = re.compile(r"(?:^|[^a-z])test(?:$|[^a-z])", re.IGNORECASE)
LATER = ("ended", "returned", "supplement", "answered", "duty", "duty_paid")  # than the day received
AFTER = (("answered", "supplement"), ("duty_paid", "duty"))
FACTS = {  # key of a column → what of the record it tells, to name the columns in which two rows differ
    "field": ("field",),
    "procedure": ("procedure", "procedure_code"),
    "procedure_code": ("procedure_code",),
    "department": ("department",),
    "received": ("received_at",),
    "due": ("due_on",),
    "status": ("status", "outcome", "pause", "counted"),
    "ended": ("ended_at",),
    "returned": ("returned_at",),
    "status_on": ("status_on",),
    "channel": ("channel",),
    "fee": ("fee",),
    "fee_paid": ("fee_paid",),
    "paid": ("fee_paid",),
    "payment": ("paid_online",),
    "paid_on": ("paid_on",),
    "digitised_input": ("digitised_input",),
    "digitised_result": ("digitised_result",),
    "result_required": ("result_required",),
    "reused": ("reused",),
    "supplement": ("asked_on",),
    "answered": ("answered_on",),
    "duty": ("duty_on",),
    "duty_paid": ("duty_paid_on",),
    "extended": ("extended_to",),
    "test": ("is_test",),
}


def record_of(number: int, values: dict[str, Any], reader: "Reader") -> Record:
    """The record of a row; what its cells say against each other, the reader is told to refuse."""
    get, code, received_at = values.get, values["code"], values["received"]
    state = STATES[values["status"]]
    _check_order(number, values, reader)
    ended_at, returned_at = _ends(number, state, values, reader)
    if code.day is not None and code.day != received_at.date():
        reader.notes.count("another day", number)
    if not code.standard:
        reader.notes.count("shape", number)
    procedure_code, procedure = _procedure(get("procedure") or "", get("procedure_code") or "")
    fee, digitised_result = get("fee"), get("digitised_result")
    if state.outcome == Dossier.RESOLVED and reader.has("digitised_result"):
        digitised_result = bool(digitised_result)
    days = [received_at, ended_at, returned_at, *(get(key) for key in LATER if state.counted)]
    status_on = get("status_on") or max(day for day in days if day is not None)
    return Record(
        code=code.text,
        key=code.key,
        field=values["field"],
        procedure_code=procedure_code,
        procedure=procedure,
        channel=get("channel"),
        received_at=received_at,
        due_on=_day(get("due")),
        ended_at=ended_at,
        outcome=state.outcome,
        returned_at=returned_at,
        pause=state.pause,
        pause_on=_pause_on(number, state, values, reader),
        asked_on=_day(get("supplement")),
        fee=fee,
        paid_online=get("payment") if fee or not reader.has("fee") else None,
        digitised_input=bool(get("digitised_input")) if reader.has("digitised_input") else None,
        digitised_result=digitised_result,
        counted=state.counted,
        status=state.word,
        status_on=status_on.date(),
        duty_on=_day(get("duty")),
        duty_paid_on=_day(get("duty_paid")),
        answered_on=_day(get("answered")),
        extended_to=_day(get("extended")),
        fee_paid=_paid(values),
        paid_on=_day(get("paid_on")),
        reused=get("reused"),
        result_required=get("result_required"),
        is_test=True if TEST_CODE.search(code.text) else get("test"),
        department=get("department") or None,
        applicant=get("applicant") or None,
        phone=get("phone"),
        row=number,
    )


def _check_order(number: int, values: dict[str, Any], reader: "Reader") -> None:
    received_on = values["received"].date()
    for key in LATER:
        if (found := values.get(key)) is not None and found.date() < received_on:
            reader.refuse(number, key, "sớm hơn ngày tiếp nhận.", "earlier than the day received.")
    for key, before in AFTER:
        found, asked = values.get(key), values.get(before)
        if found is not None and asked is not None and found.date() < asked.date():
            title = reader.title(before)
            reader.refuse(number, key, f"sớm hơn “{title}”.", f"earlier than “{title}”.")


def _ends(
    number: int, state: State, values: dict[str, Any], reader: "Reader"
) -> tuple[datetime | None, datetime | None]:
    """(processed, handed over)."""
    ended_at, returned_at = values.get("ended"), values.get("returned")
    if not state.counted:
        return None, None
    if state.outcome and ended_at is None:
        ended_at = returned_at or values.get("status_on")
        if ended_at is None and not reader.has("ended", "returned", "status_on"):
            reader.refuse_without(number, "ended")
        if ended_at is None:
            vi, en = "hồ sơ đã kết thúc nhưng thiếu ngày kết thúc.", "the dossier has ended; its end date is missing."
            reader.refuse(number, "ended", vi, en)
    elif not state.outcome and ended_at is not None:
        vi, en = "hồ sơ chưa kết thúc nhưng có ngày kết thúc.", "the dossier is pending and has an end date."
        reader.refuse(number, "ended", vi, en)
    return ended_at, ended_at if state.returned and returned_at is None else returned_at


def _pause_on(number: int, state: State, values: dict[str, Any], reader: "Reader") -> date | None:
    if state.pause is None:
        return None
    key = "supplement" if state.pause == Pause.SUPPLEMENT else "duty"
    if (began := values.get(key)) is not None:
        return began.date()
    if key == "supplement" and reader.has("supplement"):
        vi, en = "thiếu ngày yêu cầu bổ sung.", "the date of the request is missing."
        reader.refuse(number, "supplement", vi, en)
    reader.notes.count("stopped since", number)
    return values["received"].date()


def _paid(values: dict[str, Any]) -> int | None:
    """What was paid; a row may say only that all of it was, or nothing."""
    amount, paid = values.get("fee_paid"), values.get("paid")
    if amount is None and paid is not None:
        return values.get("fee") if paid else 0
    return amount


def _day(found: datetime | None) -> date | None:
    return found.date() if found is not None else None


def _procedure(words: str, code: str) -> tuple[str | None, str]:
    """(code, name): "2.000815 - Chứng thực", "Chứng thực (2.000815.000.00.00.H57)", or the code in its own column."""
    match = PROCEDURE.search(words)
    if match:
        return match[1], (words[: match.start()] + words[match.end() :]).strip(" -–:.")
    match = PROCEDURE.search(code)
    return (match[1] if match else None), words
