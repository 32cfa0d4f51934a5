"""Which dossiers index 766 holds to be in time: harsher than the report.

More than one request for papers makes a dossier late. A first one that is still open counts as the end, on the day it
was made. Stops are deducted; a letter that promises a new day excuses nothing. Without a due date, the working days of
the procedure are the limit; without these either, nobody can tell. Source: docs/decisions.md, "Index 766".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, SQL, Case, fn

from dossiers.calendar import WorkingHours
from figures.counts import Scope
from figures.leaves import pending_leaves
from models.centre import Procedure
from models.dossier import Dossier, Pause

IN_TIME, LATE, UNKNOWN, UNDATED = "in_time", "late", "unknown", "undated"


@dataclass(frozen=True)
class Timeliness:
    """Dossiers received in the period or carried over into it. `unknown`: no due date, and no procedure to go by."""

    in_time: int
    late: int
    unknown: int


def judge(scope: Scope) -> Timeliness:
    """Every dossier of the period."""
    sums = {IN_TIME: 0, LATE: 0, UNKNOWN: 0}
    fate = _fate(scope)
    rows = scope.finished(fate.alias("fate"), fn.COUNT(Dossier.id)).group_by(SQL("fate")).tuples()
    sums |= {name: number for name, number in rows.execute() if name != UNDATED}
    for _, name in (*_undated(scope), *_pending(scope)):
        sums[name] += 1
    return Timeliness(sums[IN_TIME], sums[LATE], sums[UNKNOWN])


def late(scope: Scope) -> Any:
    """Condition on the dossiers of the period: those that are late."""
    ended = (scope.end >= scope.period.begins) & (scope.end < scope.period.over) & (_fate(scope) == LATE)
    ids = [number for number, name in (*_undated(scope), *_pending(scope)) if name == LATE]
    return ended | Dossier.id.in_(SQL(f"({', '.join(map(str, ids)) or 'NULL'})"))


def _fate(scope: Scope) -> Any:
    due = fn.COALESCE(Dossier.due_after, Dossier.due_on)
    in_time = (scope.end < due) | (fn.DATE(scope.end) == due)
    return Case(None, [(_asked_again(scope.as_at), LATE), (due.is_null(), UNDATED), (in_time, IN_TIME)], LATE)


def _asked_again(day: date) -> Any:
    asked = Pause.select(fn.COUNT(Pause.id)).where(
        Pause.dossier == Dossier.id, Pause.kind == Pause.SUPPLEMENT, Pause.began_on <= day
    )
    return asked > 1


def _undated(scope: Scope) -> Iterator[tuple[int, str]]:
    """(id, fate) of what ended in the period without ever having had a due date."""
    promised = fn.COALESCE(Dossier.due_after, Dossier.due_on)
    rows = (
        scope.finished(Dossier.id, Dossier.received_at, scope.end, Procedure.working_days)
        .join(Procedure, JOIN.LEFT_OUTER)
        .where(promised.is_null(), ~_asked_again(scope.as_at))
    )
    hours = WorkingHours.of(scope.centre)
    for number, received_at, ended_at, days in rows.tuples().execute():
        yield number, _by_procedure(hours, received_at, ended_at.date(), days)


def _pending(scope: Scope) -> Iterator[tuple[int, str]]:
    since = Pause.select(fn.MIN(Pause.began_on)).where(
        Pause.dossier == Dossier.id,
        Pause.kind == Pause.SUPPLEMENT,
        Pause.began_on <= scope.as_at,
        Pause.ended_on.is_null() | (Pause.ended_on > scope.as_at),
    )
    harsh = Scope(
        scope.centre,
        scope.period,
        scope.profile.model_copy(update={"extended_counts_late": True}),
        scope.narrowed,
    )
    again = Case(None, [(_asked_again(scope.as_at), 1)], 0)
    columns = (Dossier.id, Dossier.received_at, Procedure.working_days, again.alias("again"), since.alias("since"))
    rows = pending_leaves(harsh, *columns).join(Procedure, JOIN.LEFT_OUTER)
    hours = WorkingHours.of(scope.centre)
    for number, received_at, days, asked_again, asked_on, leaf, due, _ in rows.tuples().execute():
        if asked_again or leaf == "pending_overdue":
            yield number, LATE
        elif leaf == "duty_waiting":
            yield number, IN_TIME
        else:
            day, due_on = _day(asked_on) or scope.as_at, _day(due)
            if due_on is None:
                yield number, _by_procedure(hours, received_at, day, days)
            else:
                yield number, IN_TIME if day <= due_on else LATE


def _by_procedure(hours: WorkingHours, received_at: datetime, ended_on: date, days: int | None) -> str:
    if days is None:
        return UNKNOWN
    return IN_TIME if ended_on <= hours.due_date(received_at, days) else LATE


def _day(value: Any) -> date | None:
    """A computed column's date, which SQLite gives as text."""
    if isinstance(value, datetime):
        return value.date()
    return date.fromisoformat(value) if isinstance(value, str) else value
