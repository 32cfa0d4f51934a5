"""A day played again: nobody twice, nobody lost, and every rule keeps what it promises."""

from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queueing.overtaking import Overtaking, Turn, Waiting, overtakings
from queueing.past_day import Day, Desk, Leg, Played, Stay, Visitor
from queueing.rules import AGE_CAP, NO_LIMIT, PRIORITY, Rule
from queueing.simulation import play, with_pauses

OPENS = datetime(2026, 11, 20, 7, 30)
CLOSES = OPENS + timedelta(hours=4)
C, H = 1, 2
PREFERENCES = ({C: 1}, {H: 1, C: 2}, {C: 1, H: 1}, {H: 1}, {C: 2, H: 1})

people = st.lists(
    st.tuples(
        st.integers(0, 200),  # minute of arrival
        st.sampled_from((C, H)),
        st.booleans(),  # priority
        st.integers(30, 1500),  # seconds at the counter
    ),
    max_size=60,
)
desks = st.lists(
    st.tuples(st.sampled_from(PREFERENCES), st.integers(0, 60), st.lists(st.integers(0, 90), max_size=5)),
    min_size=1,
    max_size=4,
)
rules = st.builds(
    Rule,
    priority_run=st.sampled_from((0, 1, 2, 3, NO_LIMIT)),
    age_cap_minutes=st.sampled_from((5, 20, 45, 1440)),
    helps_out=st.booleans(),
    strict=st.booleans(),
)


def a_day(people, desks) -> Day:
    visitors = [
        Visitor(number, OPENS + timedelta(minutes=minute), (Leg(service, float(busy)),), priority)
        for number, (minute, service, priority, busy) in enumerate(people, 1)
    ]
    counters = [
        Desk(-number, preferences, ((OPENS + timedelta(minutes=late), CLOSES),), tuple(map(float, pauses)), 15.0)
        for number, (preferences, late, pauses) in enumerate(desks, 1)
    ]
    return Day(visitors, counters, {C: 300.0, H: 300.0})


def of(day: Day, played: Played) -> list[Overtaking]:
    turns = [Turn(call.at, call.visitor, call.service, call.rule) for call in played.calls]
    return overtakings(turns, {v.id: Waiting(v.arrives, v.legs[0].service) for v in day.visitors})


@given(people=people, desks=desks, rule=rules)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nobody_is_called_twice_and_nobody_is_forgotten_whom_a_counter_serves(people, desks, rule):
    day = a_day(people, desks)
    played = play(day, rule)
    called = [call.visitor for call in played.calls]
    assert len(called) == len(set(called))
    served = {s for desk in day.desks for s, choice in desk.preferences.items() if rule.helps_out or choice == 1}
    assert set(called) == {visitor.id for visitor in day.visitors if visitor.legs[0].service in served}
    assert all(wait >= 0 for wait in played.waits(day).values())
    assert play(day, rule).calls == played.calls, "the same day under the same rule comes to the same"


@given(people=people, desks=desks, rule=rules)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_counter_serves_one_at_a_time_and_only_what_it_may(people, desks, rule):
    day = a_day(people, desks)
    busy_until: dict[int, datetime] = {}
    lengths = {visitor.id: visitor.legs[0].busy for visitor in day.visitors}
    preferences = {desk.id: desk.preferences for desk in day.desks}
    for call in play(day, rule).calls:
        assert call.at >= busy_until.get(call.desk, OPENS)
        assert call.service in preferences[call.desk]
        busy_until[call.desk] = call.at + timedelta(seconds=lengths[call.visitor] or 0)


@given(people=people, desks=desks)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_first_come_first_served_overtakes_nobody_within_a_service(people, desks):
    day = a_day(people, desks)
    assert of(day, play(day, Rule(strict=True))) == []


@given(people=people, desks=desks, rule=rules)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whoever_has_waited_as_long_as_the_cap_is_overtaken_by_nobody(people, desks, rule):
    day = a_day(people, desks)
    came = {visitor.id: visitor.arrives for visitor in day.visitors}
    cap = timedelta(minutes=rule.age_cap_minutes)
    assert [one for one in of(day, play(day, rule)) if one.at - came[one.who] >= cap] == []


def test_a_stream_of_priority_does_not_keep_one_person_waiting_past_the_cap():
    stream = [(minute, C, True, 280) for minute in range(0, 120, 3)]
    day = a_day([*stream, (1, C, False, 280)], [({C: 1}, 0, [])])
    waited = {cap: play(day, Rule(NO_LIMIT, cap)).waits(day)[len(stream) + 1] / 60 for cap in (20, 1440)}
    assert waited[20] < 26  # the cap, and the visit that was going on
    assert waited[1440] > 120


@given(people=people, desks=desks, run=st.sampled_from((1, 2, 3)))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_more_priority_in_a_row_than_the_rule_allows_while_others_wait(people, desks, run):
    day = a_day([(minute, C, priority, busy) for minute, _, priority, busy in people], desks)
    calls = play(day, Rule(priority_run=run)).calls
    came = {visitor.id: visitor for visitor in day.visitors}
    at = {call.visitor: call.at for call in calls}
    in_a_row = 0
    for call in calls:
        in_a_row = in_a_row + 1 if call.rule == PRIORITY else 0
        others = [v for v in came.values() if not v.priority and v.arrives < call.at < at.get(v.id, CLOSES)]
        assert call.rule in (PRIORITY, AGE_CAP, "arrival")
        assert in_a_row <= run or not others


@given(people=people, desks=desks, rule=rules)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_day_that_is_played_again_under_its_own_rule_comes_out_as_it_was(people, desks, rule):
    rule = Rule(rule.priority_run, rule.age_cap_minutes)
    day = a_day(people, desks)
    first = play(day, rule)
    busy = {visitor.id: visitor.legs[0].busy or 0.0 for visitor in day.visitors}
    stays = [
        Stay(c.visitor, 0, next(v.arrives for v in day.visitors if v.id == c.visitor), c.at, c.desk, None)
        for c in first.calls
    ]
    stays = [stay._replace(freed=stay.called + timedelta(seconds=busy[stay.visitor])) for stay in stays]
    again = play(with_pauses(day, stays), rule)
    assert again.waits(day).keys() == first.waits(day).keys()
    within = [call for call in first.calls if call.at < CLOSES]
    assert [call for call in again.calls if call.at < CLOSES][: len(within)] == within


def test_a_counter_that_pauses_while_it_still_serves_is_not_taken_to_have_been_free():
    def minute(number: int) -> datetime:
        return OPENS + timedelta(minutes=number)

    talks = ((1, 0, 1200.0), (2, 1, 300.0), (3, 30, 60.0))  # the first goes on through the pause
    visitors = [Visitor(number, minute(came), (Leg(C, busy),)) for number, came, busy in talks]
    stretches = ((OPENS, minute(5)), (minute(10), CLOSES))
    day = Day(visitors, [Desk(-1, {C: 1}, stretches, (15.0, 30.0, 45.0))], {})
    calls = play(day, Rule()).calls
    stays = [
        Stay(call.visitor, 0, minute(came), call.at, call.desk, call.at + timedelta(seconds=busy))
        for call, (_, came, busy) in zip(calls, talks, strict=True)
    ]
    assert play(with_pauses(day, stays), Rule()).calls == calls


def test_people_whom_nobody_else_would_serve_are_not_sent_home():
    late = CLOSES - timedelta(minutes=1)
    visitors = [Visitor(number, late, (Leg(H, 600.0),)) for number in (1, 2)]
    day = Day(visitors, [Desk(-1, {H: 1}, ((OPENS, CLOSES),))], {})
    assert len(play(day, Rule()).calls) == 2


def test_who_comes_back_after_a_while_is_called_again():
    legs = (Leg(C, 60.0), Leg(C, 120.0, after=600.0, lane=0, reserved_for=-1))
    day = Day([Visitor(1, OPENS, legs)], [Desk(-1, {C: 1}, ((OPENS, CLOSES),))], {})
    calls = play(day, Rule()).calls
    assert [(call.leg, (call.at - OPENS).seconds) for call in calls] == [(0, 0), (1, 660)]


def test_idle_time_is_told_apart_by_whether_somebody_waited():
    day = Day(
        [Visitor(1, OPENS + timedelta(minutes=10), (Leg(C, 60.0),))],
        [Desk(-1, {C: 1}, ((OPENS, OPENS + timedelta(minutes=20)),), (30.0,))],
        {},
    )
    played = play(day, Rule())
    assert played.idle_while_waiting[-1] == 30
    assert played.idle[-1] == 20 * 60 - 30 - 60


def test_overtaking_counts_a_person_once_and_not_who_let_others_pass():
    came = {1: OPENS, 2: OPENS + timedelta(minutes=1), 3: OPENS + timedelta(minutes=2)}
    turns = [
        Turn(OPENS + timedelta(minutes=minute), who, C, rule)
        for minute, who, rule in ((5, 3, "priority"), (6, 3, "returned"), (7, 1, "arrival"), (8, 2, "arrival"))
    ]
    waits = {who: Waiting(at, C) for who, at in came.items()}
    assert [(one.who, one.by, one.rule) for one in overtakings(turns, waits)] == [
        (1, 3, "priority"),
        (2, 3, "priority"),
    ]
    waits[1] = Waiting(OPENS, C, until=OPENS + timedelta(minutes=3))
    assert [one.who for one in overtakings(turns, waits)] == [2]
