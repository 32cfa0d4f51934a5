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
from figures.day import counter_states
from figures.promises import week
from figures.what_if import Trial, compare
from models.base import clock
from models.centre import Centre
from models.counter import Counter
from models.dossier import Dossier
from models.register import Rating
from models.source import ImportBatch
from models.ticket import Call, State, Ticket, TicketMove
from queueing.moves import MOVES
from queueing.rules import Rule

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


@pytest.fixture
def hall(house):
    """A week of visits, ended."""
    hall_past.write(house, FRIDAY, seed=1, back=7)
    return house


def test_in_the_past_hall_nobody_was_at_two_counters_and_no_counter_had_two(hall):
    tickets = list(Ticket.select())
    assert {ticket.business_day for ticket in tickets} == {date(2026, 11, d) for d in (13, 16, 17, 18, 19)}
    at_counter = defaultdict(list)
    for ticket in tickets:
        if ticket.counter_id:
            at_counter[ticket.counter_id].append((ticket.called_at, ticket.moved_at))
    for visits in at_counter.values():
        assert all(left <= called for (_, left), (called, _) in pairwise(sorted(visits)))


def test_every_past_visit_moved_as_the_rules_allow(hall):
    for ticket in Ticket.select():
        made = list(TicketMove.select().where(TicketMove.ticket == ticket).order_by(TicketMove.id))
        assert made[0].verb == "issue" and made[-1].after == ticket.state
        assert all(move.before in MOVES[move.verb].before and move.after == MOVES[move.verb].after for move in made[1:])
        assert all(one.at <= other.at and one.after == other.before for one, other in pairwise(made))
        assert sum(move.verb in ("call", "recall") for move in made) == ticket.calls


def test_some_past_visitors_did_not_come_and_some_gave_their_number_back(hall):
    ended = Tally(ticket.state for ticket in Ticket.select())
    assert ended[State.NO_SHOW] > 10 and ended[State.CANCELLED] > 0
    assert ended[State.FINISHED] > 0.85 * ended.total()


def test_past_calls_are_numbered_without_a_gap(hall):
    called = sum(ticket.calls for ticket in Ticket.select())
    assert [call.sequence for call in Call.select().order_by(Call.id)] == list(range(1, called + 1))
    assert Centre.get().call_sequence == called


def test_only_who_was_served_has_rated(hall):
    assert all(rating.ticket.state == State.FINISHED for rating in Rating.select()) and Rating.select().count() > 20


def test_past_counters_were_open_whenever_they_called_and_closed_in_the_evening(hall):
    for the_day in (date(2026, 11, 18), date(2026, 11, 19)):
        states = counter_states(hall, the_day, datetime.combine(the_day, time(23)))
        for call in Call.select().where(Call.at.between(*(datetime.combine(the_day, at) for at in (time(), time(23))))):
            held = [one.state for one in states[call.counter_id] if one.since <= call.at <= one.until]
            assert Counter.OPEN in held
        assert {each[-1].state for each in states.values()} == {Counter.CLOSED}


def test_a_past_day_played_again_under_its_own_rule_comes_out_as_it_was(hall):
    for number in (16, 17, 18, 19):
        check = compare(hall, date(2026, 11, number), Trial(Rule.of(hall))).validation
        assert check.same == check.n > 50


def test_most_waits_that_were_said_in_the_past_were_right(hall):
    rate = week(hall)
    assert rate.n > 100 and rate.hits / rate.n > 0.6
