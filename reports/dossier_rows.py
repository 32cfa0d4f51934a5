"""The dossiers behind a report, one by one: those that ended in the period, and those pending at its last day.

Together they are column (3); each stands in exactly one leaf of the table, with the day it was due as that leaf saw it.
Read as a stream, since a year has 200,000.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from peewee import Select

from dossiers.calendar import WorkingDays
from figures.counts import Scope
from figures.facts import paid_online
from figures.leaf_words import CHANNELS, LEAVES
from figures.leaves import due_then, finished_leaf, pending_leaf
from models.base import db
from models.centre import Field, Procedure
from models.dossier import Dossier

IN_PERIOD, CARRIED = "Trong kỳ", "Kỳ trước"
YES, NO, UNTOLD = "Có", "Không", ""
REMEMBERED = 4096  # pairs of days between which working days were counted


class DossierRow(NamedTuple):
    """One dossier as it is printed; days as ISO texts, "" for none."""

    code: str
    field: str
    procedure: str
    channel: str
    received_on: str
    promised_on: str  # as first promised
    due_on: str  # with the stops that had ended by the last day of the period: what counts
    ended_on: str
    days_late: int | str  # working days, up to its end or the last day of the period; "" where it is not late
    origin: str
    leaf: str
    fee: int
    paid_online: str
    digitised_input: str
    digitised_result: str


def dossier_rows(scope: Scope) -> Iterator[DossierRow]:
    """All of column (3): those that ended, then those still pending."""
    fields = dict(Field.select(Field.id, Field.name).where(Field.centre == scope.centre).tuples().execute())
    procedures = {
        number: f"{code} · {name}" if code else name
        for number, code, name in Procedure.select(Procedure.id, Procedure.code, Procedure.name)
        .where(Procedure.centre == scope.centre)
        .tuples()
        .execute()
    }
    columns = (
        Dossier.code,
        Dossier.field,
        Dossier.procedure,
        Dossier.channel,
        Dossier.received_at,
        Dossier.due_on,
        scope.end,
        Dossier.fee,
        paid_online(scope),
        Dossier.digitised_input,
        Dossier.digitised_result,
    )
    first, last, as_at = scope.period.first.isoformat(), scope.period.last.isoformat(), scope.as_at.isoformat()
    between = _working_days(scope)
    parts = (
        scope.finished(*columns, scope.due, finished_leaf(scope)),
        scope.pending(scope.period.last, *columns, due_then(scope), pending_leaf(scope)),
    )
    for part in parts:
        for code, field, procedure, channel, received, promised, ended, fee, *facts, due, leaf in _raw(part):
            received_on, due_on, ended_on = _day(received), _day(due), _day(ended)
            until = {"late": ended_on, "pending_overdue": as_at}.get(leaf)
            yield DossierRow(
                code,
                fields.get(field, ""),
                procedures.get(procedure, ""),
                CHANNELS.get(channel, channel),
                received_on,
                _day(promised),
                due_on,
                ended_on if ended_on <= last else "",  # it ended after the period: then it was still pending
                between(due_on, until) if until else "",
                CARRIED if received_on < first else IN_PERIOD,
                LEAVES[leaf],
                fee,
                *map(_said, facts),
            )


def _working_days(scope: Scope) -> Any:
    days = WorkingDays.of(scope.centre)

    @lru_cache(REMEMBERED)
    def between(due_on: str, until: str) -> int:
        return days.between(date.fromisoformat(due_on), date.fromisoformat(until))

    return between


def _raw(query: Select) -> Iterator[tuple]:
    """Rows as the driver gives them: to make them into dates and back costs more than all the rest."""
    cursor = db.execute(query)
    while rows := cursor.fetchmany(1000):
        yield from rows


def _day(moment: Any) -> str:
    """SQLite answers texts, PostgreSQL dates."""
    if moment is None:
        return ""
    return moment[:10] if isinstance(moment, str) else moment.isoformat()[:10]


def _said(fact: Any) -> str:
    return UNTOLD if fact is None else YES if fact else NO
