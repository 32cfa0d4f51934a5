"""The daily public results: which dossiers changed on a day, and where each stood at the end of it.

Codes and states only: no name, no procedure, no field, no date of the dossier. Test dossiers, and those that were
never received, are left out. A past day gives the same list whenever it is asked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from peewee import fn

from dossiers import find, read_code
from dossiers.calendar import WorkingDays
from figures.period import Period
from models.base import today
from models.centre import Centre
from models.dossier import Dossier, Pause, nodes_holding
from models.source import Status
from queueing.errors import Invalid

N_ = str  # marks a sentence for pybabel, which knows this name
DAYS_SHOWN = 30
AT_ONCE = 500  # ids in one question
WORDS = {  # of Status; the files of the portal say these very words
    Status.PROCESSING: N_("Đang giải quyết"),
    Status.SUPPLEMENT: N_("Yêu cầu bổ sung"),
    Status.DUTY: N_("Chờ thực hiện nghĩa vụ tài chính"),
    Status.DONE: N_("Đã có kết quả"),
    Status.RETURNED: N_("Đã trả kết quả"),
    Status.REFUSED: N_("Từ chối giải quyết"),
    Status.WITHDRAWN: N_("Đã rút hồ sơ"),
    Status.RETURNED_BACK: N_("Đã trả lại hồ sơ"),
    Status.STOPPED: N_("Dừng giải quyết"),
}
ENDINGS = {
    Dossier.RESOLVED: Status.DONE,
    Dossier.REFUSED: Status.REFUSED,
    Dossier.WITHDRAWN: Status.WITHDRAWN,
    Dossier.RETURNED_BACK: Status.RETURNED_BACK,
    Dossier.STOPPED: Status.STOPPED,
}
NEEDED = (Dossier.id, Dossier.code, Dossier.ended_at, Dossier.outcome, Dossier.returned_at)
WAITS = {Pause.SUPPLEMENT: Status.SUPPLEMENT, Pause.FINANCIAL_DUTY: Status.DUTY}  # the first is said where both hold


@dataclass(frozen=True)
class Result:
    """All that is public of a dossier. `state` is a key of WORDS."""

    code: str
    state: str


def shown_days() -> list[date]:
    """The days that can be asked for, today first."""
    return [today() - timedelta(days=back) for back in range(DAYS_SHOWN)]


def last_working_day(centre: Centre) -> date:
    """The latest working day that is over; yesterday where the calendar has none among the days shown."""
    days = WorkingDays.of(centre)
    over = shown_days()[1:]
    return next((day for day in over if days.works(day)), over[0])


def check_day(day: date) -> date:
    """The day, if it can be asked for. Raises Invalid."""
    days = shown_days()
    if day not in days:
        raise Invalid(
            f"Chỉ công khai {DAYS_SHOWN} ngày gần nhất. Mời chọn ngày từ {days[-1]:%d/%m/%Y} đến {days[0]:%d/%m/%Y}.",
            f"Only the last {DAYS_SHOWN} days are public. Choose {days[-1]:%d/%m/%Y} to {days[0]:%d/%m/%Y}.",
            field="day",
        )
    return day


def changed_on(centre: Centre, day: date) -> list[Result]:
    """The dossiers that were received, asked about, ended or handed over on a day, by code."""
    moments = Period(day, day)
    public = (Dossier.centre == centre, Dossier.counted, ~Dossier.is_test)
    moved = Pause.select(Pause.id).where(Pause.dossier == Dossier.id, (Pause.began_on == day) | (Pause.ended_on == day))
    still_open = Dossier.ended_at.is_null() | (Dossier.ended_at >= moments.over)
    ways = (
        (Dossier.received_at >= moments.begins, Dossier.received_at < moments.over),
        (Dossier.ended_at >= moments.begins, Dossier.ended_at < moments.over),
        (Dossier.closed_at >= moments.begins, Dossier.closed_at < moments.over),
        # Whose clock stopped or went on, and which did not end with it: among those that were pending in the evening.
        (Dossier.open_node.in_(nodes_holding(day)), Dossier.received_at < moments.over, still_open, fn.EXISTS(moved)),
    )
    rows = {row.id: row for way in ways for row in Dossier.select(*NEEDED).where(*public, *way)}
    return sorted(_told(rows.values(), day), key=lambda result: result.code)


def look_up(centre: Centre, text: str) -> Result | None:
    """Where the dossier of exactly this code stands now, however the code is spaced or cased; None if there is none.
    Raises Invalid for what cannot be a code."""
    dossier = find(centre, read_code(text))
    if dossier is None or not dossier.counted or dossier.is_test:
        return None
    return _told([dossier], today())[0]


def _told(rows: Iterable[Dossier], day: date) -> list[Result]:
    rows = list(rows)
    waiting = _waiting([row.id for row in rows if not _ended(row.ended_at, day)], day)
    return [Result(row.code, _state(row, day, waiting.get(row.id, set()))) for row in rows]


def _state(row: Dossier, day: date, waiting: set[str]) -> str:
    if _ended(row.ended_at, day):
        if row.outcome == Dossier.RESOLVED and _ended(row.returned_at, day):
            return Status.RETURNED
        return ENDINGS.get(row.outcome or "", Status.DONE)
    return next((state for kind, state in WAITS.items() if kind in waiting), Status.PROCESSING)


def _ended(moment, day: date) -> bool:
    return moment is not None and moment.date() <= day


def _waiting(dossiers: list[int], day: date) -> dict[int, set[str]]:
    kinds: dict[int, set[str]] = {}
    for begin in range(0, len(dossiers), AT_ONCE):
        rows = Pause.select(Pause.dossier, Pause.kind).where(
            Pause.dossier.in_(dossiers[begin : begin + AT_ONCE]),
            Pause.began_on <= day,
            Pause.ended_on.is_null() | (Pause.ended_on > day),
        )
        for dossier, kind in list(rows.tuples().execute()):
            kinds.setdefault(dossier, set()).add(kind)
    return kinds
