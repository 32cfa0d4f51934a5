"""The simulated day has the shape of a busy ward's, and what lies behind it holds together."""

from collections import Counter as Tally
from collections import defaultdict
from datetime import date, datetime, time
from itertools import pairwise

import pytest

from admin import sample
from config import Config
from demo import day, hall_past, past
from dossiers.patterns import EXAMPLE, read_pattern
from models.base import clock
from models.centre import Centre
from models.dossier import Dossier
from models.register import Rating
from models.source import ImportBatch
from models.ticket import Call, Ticket, TicketMove

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def house(database) -> Centre:
    """The sample centre, on the morning of the simulated day."""
    clock.drive(lambda: datetime.combine(FRIDAY, time(7, 15)))
    yield sample.load(sample.HOUSE / Config.sample)
    clock.release()


@pytest.fixture
def plan(house):
    return day.simulate(FRIDAY, day.offered(house, FRIDAY), read_pattern(EXAMPLE), [], seed=1)


def test_the_day_has_230_visits_most_of_them_for_certification_and_civil_status(plan):
    letters = Tally(visit.letter for visit in plan.visits)
    assert letters.total() == 230
    assert 0.78 <= (letters["C"] + letters["H"]) / 230 <= 0.90


def test_the_crowds_come_after_opening_and_before_closing(plan):
    def came(begins: time, ends: time) -> float:
        return sum(begins <= visit.arrives_at.time() < ends for visit in plan.visits) / 230

    assert came(time(7, 30), time(9)) > 0.3
    assert came(time(15, 30), time(16, 30)) > 0.11
    assert came(time(12), time(13)) < 0.05


def test_some_leave_and_some_ask_for_priority(plan):
    assert 4 <= sum(not visit.comes for visit in plan.visits) <= 26
    assert 8 <= sum(visit.priority for visit in plan.visits) <= 36


def test_the_same_seed_gives_the_same_day(house, plan):
    assert day.simulate(FRIDAY, day.offered(house, FRIDAY), read_pattern(EXAMPLE), [], seed=1) == plan


def test_every_dossier_of_the_past_comes_in_by_the_import_and_none_is_refused(house):
    waiting = past.bring_in(house, FRIDAY, seed=1, back=25)
    batch = ImportBatch.get()
    assert batch.refused == 0 and batch.rows == batch.created == Dossier.select().count() > 500
    open_results = Dossier.select().where(Dossier.outcome == Dossier.RESOLVED, Dossier.returned_at.is_null())
    assert {case.code for case in waiting} <= {dossier.code for dossier in open_results} and waiting


def test_in_the_past_hall_nobody_was_at_two_counters_and_no_counter_had_two(house):
    hall_past.write(house, FRIDAY, seed=1, back=7)
    tickets = list(Ticket.select())
    assert {ticket.business_day for ticket in tickets} == {date(2026, 11, d) for d in (13, 16, 17, 18, 19)}
    at_counter = defaultdict(list)
    for ticket in tickets:
        moves = list(TicketMove.select().where(TicketMove.ticket == ticket).order_by(TicketMove.id))
        assert [move.after for move in moves][-1] == ticket.state
        assert all(one.at <= other.at and one.after == other.before for one, other in pairwise(moves))
        at_counter[ticket.counter_id].append((ticket.called_at, ticket.moved_at))
    for visits in at_counter.values():
        assert all(left <= called for (_, left), (called, _) in pairwise(sorted(visits)))
    assert [call.sequence for call in Call.select().order_by(Call.id)] == list(range(1, len(tickets) + 1))
    assert Centre.get().call_sequence == len(tickets)
    assert all(rating.ticket.state == "finished" for rating in Rating.select()) and Rating.select().count() > 20
