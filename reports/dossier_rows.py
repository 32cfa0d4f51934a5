"""The dossiers behind a report, one by one: those that ended in the period, and those pending at its last day.

Together they are column (3); each stands in exactly one leaf of the table. Read as a stream, since a year has 200,000.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from peewee import Select

from figures.counts import Scope, finished_leaf, pending_leaf
from models.base import db
from models.centre import Field, Procedure
from models.dossier import Dossier

LEAVES = {
    "early": "Trước hạn",
    "on_time": "Đúng hạn",
    "late": "Trả quá hạn",
    "refused": "Từ chối",
    "withdrawn": "Rút",
    "stopped": "Dừng giải quyết",
    "unknown_outcome": "Đã kết thúc, chưa rõ kết quả",
    "pending_in_time": "Đang giải quyết, trong hạn",
    "pending_overdue": "Đang giải quyết, quá hạn",
    "supplement_waiting": "Chờ bổ sung",
    "duty_waiting": "Chờ nghĩa vụ tài chính",
}
CHANNELS = {"online": "Trực tuyến", "direct": "Trực tiếp", "postal": "Bưu chính công ích"}
IN_PERIOD, CARRIED = "Trong kỳ", "Kỳ trước"
YES, NO, UNTOLD = "Có", "Không", ""


class DossierRow(NamedTuple):
    """One dossier as it is printed; days as ISO texts, "" for none."""

    code: str
    field: str
    procedure: str
    channel: str
    received_on: str
    due_on: str
    ended_on: str
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
        scope.due,
        scope.end,
        Dossier.fee,
        Dossier.paid_online,
        Dossier.digitised_input,
        Dossier.digitised_result,
    )
    first, last = scope.period.first.isoformat(), scope.period.last.isoformat()
    parts = (
        scope.finished(*columns, finished_leaf(scope)),
        scope.pending(scope.period.last, *columns, pending_leaf(scope)),
    )
    for part in parts:
        for code, field, procedure, channel, received, due, ended, fee, paid, input_, result, leaf in _raw(part):
            received_on, ended_on = _day(received), _day(ended)
            yield DossierRow(
                code,
                fields.get(field, ""),
                procedures.get(procedure, ""),
                CHANNELS.get(channel, channel),
                received_on,
                _day(due),
                ended_on if ended_on <= last else "",  # it ended after the period: then it was still pending
                CARRIED if received_on < first else IN_PERIOD,
                LEAVES[leaf],
                fee,
                _said(paid),
                _said(input_),
                _said(result),
            )


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


def _said(fact: bool | None) -> str:
    return UNTOLD if fact is None else YES if fact else NO
