"""A prepared statement does what the same query does when it is written anew."""

from datetime import timedelta

import pytest
from peewee import SqliteDatabase

import queueing
from models.base import BaseModel, unit_of_work
from models.centre import Centre, Service
from models.counter import Counter
from models.prepared import add, by_id, change, prepared
from models.ticket import State, Ticket, TicketMove
from tests.conftest import new_key
from tests.small_centre import FRIDAY_MORNING


def test_its_sql_is_written_once_and_its_values_are_given_each_time(centre, monkeypatch):
    written = []
    whole = SqliteDatabase.get_sql_context

    def counted(self, **options):
        written.append(options)
        return whole(self, **options)

    @prepared
    def at_number(of_centre, number):
        return Counter.select().where(Counter.centre == of_centre, Counter.number == number)

    monkeypatch.setattr(SqliteDatabase, "get_sql_context", counted)
    found = [at_number(centre.id, number).first() for number in (1, 2, 1, 999)]
    assert len(written) == 1
    assert [counter and counter.number for counter in found] == [1, 2, 1, None]


def test_one_row_asked_first_leaves_the_others_to_be_asked_after(centre):
    @prepared
    def all_of(of_centre):
        return Counter.select().where(Counter.centre == of_centre).order_by(Counter.number)

    assert all_of(centre.id).first().number == 1
    assert [counter.number for counter in all_of(centre.id)] == [1, 2, 3]
    assert all_of(centre.id).first().number == 1


def test_a_value_is_stored_as_its_column_stores_it(centre, certification):
    @prepared
    def issued(service, since, priority):
        tickets = Ticket.select(Ticket.number).where(Ticket.service == service, Ticket.issued_at >= since)
        return tickets.where(Ticket.priority == priority).tuples()

    queueing.issue(certification, key=new_key())
    queueing.issue(certification, key=new_key(), priority=True)
    assert list(issued(certification, FRIDAY_MORNING, False)) == [(1,)]
    assert list(issued(certification, FRIDAY_MORNING, True)) == [(2,)]
    assert list(issued(certification, FRIDAY_MORNING + timedelta(days=1), True)) == []


def test_a_row_that_is_added_is_the_row_that_create_would_make(certification):
    ticket = queueing.issue(certification, key=new_key())
    facts = {"centre": ticket.centre_id, "ticket": ticket, "business_day": ticket.business_day, "verb": "hold"}
    facts |= {"after": State.HELD, "service": certification, "at": FRIDAY_MORNING, "restore": "{}"}
    with unit_of_work(ticket.centre_id):
        added, created = add(TicketMove(**facts)), TicketMove.create(**facts)
    assert created.id == added.id + 1
    assert _stored(added) == _stored(created)


def _stored(move: TicketMove) -> dict:
    values = dict(TicketMove.get_by_id(move.id).__data__)
    del values["id"]
    return values


@pytest.mark.parametrize("note", ["", "chờ giấy uỷ quyền"])
def test_a_change_writes_its_columns_where_all_conditions_hold(certification, note):
    ticket, other = (queueing.issue(certification, key=new_key()) for _ in range(2))
    with unit_of_work(ticket.centre_id):
        assert change(Ticket, {"note": note, "coming_at": FRIDAY_MORNING}, id=ticket.id, state=State.WAITING) == 1
        assert change(Ticket, {"note": "sai", "coming_at": None}, id=ticket.id, state=State.CALLED) == 0
    stored = Ticket.get_by_id(ticket.id)
    assert (stored.note, stored.coming_at) == (note, FRIDAY_MORNING)
    assert Ticket.get_by_id(other.id).coming_at is None


@pytest.mark.parametrize("model", [Centre, Service, TicketMove])
def test_an_id_that_is_nowhere_is_none_or_refused(centre, model: type[BaseModel]):
    assert by_id(model, 10**9) is None
    with pytest.raises(model.DoesNotExist):
        model.get_by_id(10**9)
