"""The business day changes by rule."""

from datetime import date

import queueing
from models.centre import Centre
from models.ticket import State, Ticket, TicketMove
from queueing import day
from tests.conftest import new_key


def take(service):
    return queueing.issue(service, key=new_key())


def stored_day(centre):
    return Centre.get_by_id(centre.id).business_day


def test_the_first_number_of_a_new_day_is_one_and_yesterdays_have_expired(centre, certification, hands):
    yesterday = take(certification)
    hands.forward(days=1)
    assert take(certification).code == "C001"
    assert Ticket.get_by_id(yesterday.id).state == State.EXPIRED
    assert TicketMove.get(TicketMove.verb == "expire").ticket == yesterday
    assert stored_day(centre) == date(2026, 11, 21)


def test_numbers_go_on_past_midnight_while_somebody_is_being_served(centre, certification, counter_1, hands):
    take(certification)
    hands.forward(hours=15, minutes=50)  # 23:50
    queueing.serve(queueing.call_next(counter_1), counter_1)
    hands.forward(minutes=20)  # 00:10 of the next day
    assert take(certification).code == "C002"
    assert stored_day(centre) == date(2026, 11, 20)


def test_a_ticket_forgotten_at_a_counter_does_not_stop_the_new_day(centre, certification, counter_1, hands):
    take(certification)
    forgotten = queueing.call_next(counter_1)
    hands.forward(days=1)
    assert take(certification).code == "C001"
    fresh = Ticket.get_by_id(forgotten.id)
    assert (fresh.state, fresh.counter) == (State.EXPIRED, None)


def test_the_day_never_goes_back_when_the_clock_does(centre, certification, hands):
    take(certification)
    hands.forward(days=-3)
    assert take(certification).code == "C002"
    assert stored_day(centre) == date(2026, 11, 20)


def test_looking_at_the_clock_changes_nothing_while_the_day_runs(centre, certification, hands):
    take(certification)
    hands.forward(hours=2)
    assert day.turn(Centre.get_by_id(centre.id)) == date(2026, 11, 20)
    assert TicketMove.select().count() == 1


def test_a_missed_number_stays_missed_at_the_end_of_the_day(centre, certification, counter_1, hands):
    take(certification)
    ticket = queueing.call_next(counter_1)
    hands.forward(seconds=20)
    queueing.recall(ticket, counter_1)
    queueing.miss(ticket, counter_1)
    hands.forward(days=1)
    day.turn(Centre.get_by_id(centre.id))
    assert Ticket.get_by_id(ticket.id).state == State.NO_SHOW
