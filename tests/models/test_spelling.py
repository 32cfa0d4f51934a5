"""Quickly written columns give the very SQL that peewee spells out."""

from collections.abc import Iterator

import pytest
from peewee import JOIN, PostgresqlDatabase, SqliteDatabase, fn

from models.centre import Centre, Counter, CounterService, Service
from models.dossier import Dossier
from models.spelling import spell_columns_out, write_columns_quickly
from models.ticket import Ticket
from tests.conftest import FRIDAY_MORNING


def every_kind() -> Iterator:
    other = Ticket.alias("other")
    closed = Counter.select(Counter.id).where(Counter.state == "closed")
    yield Centre.select().where(Centre.id == 1)
    yield Ticket.select(Ticket, Service).join(Service).where(Ticket.counter.in_(closed) | ~Ticket.priority)
    yield Ticket.select(Ticket.letter, fn.COUNT(Ticket.id).alias("n")).group_by(Ticket.letter).order_by(Ticket.letter)
    yield Ticket.select(Ticket.id, other.id).join(other, JOIN.LEFT_OUTER, on=(other.service == Ticket.service))
    yield CounterService.select(CounterService, Counter).join(Counter).where(CounterService.preference == 1)
    yield Ticket.update(calls=Ticket.calls + 1).where(Ticket.id == 1, Ticket.queued_at < FRIDAY_MORNING)
    yield Ticket.delete().where(Ticket.token == "x")
    yield Counter.insert(centre=1, number=2, state_since=FRIDAY_MORNING)
    inner = Dossier.select(Dossier.field, fn.MAX(Dossier.due_on).alias("due")).group_by(Dossier.field).alias("inner")
    yield Dossier.select(Dossier.id, inner.c.due).join(inner, on=(inner.c.field_id == Dossier.field))


@pytest.mark.parametrize(
    "engine", [SqliteDatabase(":memory:"), PostgresqlDatabase("none")], ids=["sqlite", "postgresql"]
)
def test_the_sql_and_its_values_are_the_same(engine):
    quick = [engine.get_sql_context().sql(query).query() for query in every_kind()]
    spell_columns_out()
    try:
        spelt_out = [engine.get_sql_context().sql(query).query() for query in every_kind()]
    finally:
        write_columns_quickly()
    assert quick == spelt_out
    assert all('"t1"."' in sql or "INSERT" in sql or '"ticket"' in sql for sql, _ in quick)
