"""A period step by step: the backlog that the flows leave is the stock that is counted, whatever the dossiers."""

from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from figures.counts import Scope, counts
from figures.period import Period
from figures.profile import Profile
from figures.trends import course, rated_visits, reasons, steps_of
from models.base import forget_on_power_cut, unit_of_work
from models.register import Rating
from tests.figures.strategies import dossiers as some_dossiers
from tests.figures.strategies import periods, stored

some = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@some
@given(some_dossiers, periods, st.sampled_from(["processed", "returned"]))
def test_flows_lead_from_what_was_carried_over_to_what_is_pending(centre, hands, dossiers, period, end_event):
    forget_on_power_cut()
    hands.at = datetime(2027, 6, 1, 8)
    stored(centre, dossiers)
    scope = Scope(centre, period, Profile(end_event=end_event))
    found = counts(scope)[None]
    steps = course(scope, found.carried_over)
    assert sum(step.received for step in steps) == found.received
    assert sum(step.finished for step in steps) == found.finished
    assert steps[-1].pending == found.pending
    assert steps[0].period.first == period.first
    assert steps[-1].period.last == period.last


def test_days_become_weeks_and_weeks_become_months():
    first = date(2026, 1, 1)  # a Thursday

    def steps(days: int) -> list[Period]:
        return list(steps_of(Period(first, first + timedelta(days=days - 1))))

    assert len(steps(45)) == 45
    weeks = steps(90)
    assert [step.first.weekday() for step in weeks] == [3] + [0] * 13
    assert weeks[-1].last == date(2026, 3, 31)
    months = steps(500)
    assert [step.first.day for step in months] == [1] * 17
    assert months[1] == Period(date(2026, 2, 1), date(2026, 2, 28))


def test_a_period_that_goes_on_is_told_up_to_today(centre, hands):
    running = Scope(centre, Period(date(2026, 11, 15), date(2026, 12, 14)))
    assert [step.period.last for step in course(running, 0)][-1] == hands.at.date()
    assert course(Scope(centre, Period(date(2027, 1, 1), date(2027, 1, 31))), 0) == []


def test_reasons_are_those_of_the_dissatisfied_and_of_enough_people(centre, hands):
    period = Scope(centre, Period(date(2026, 11, 1), date(2026, 11, 30)))

    def rate(level: int, chips: str = "", votes: int = 1) -> None:
        with unit_of_work(centre.id):
            Rating.create(centre=centre, level=level, chips=chips, votes=votes, channel="tablet", at=hands.at)

    rate(5, "wait", 7)
    rate(3, "wait trips")
    rate(1, "wait")
    assert (reasons(period).ratings, reasons(period).unsatisfied, reasons(period).chips) == (9, None, {})
    rate(2)
    found = reasons(period)
    assert (found.ratings, found.unsatisfied, found.chips) == (10, 3, {"wait": 2, "trips": 1})
    assert found.unexplained == 1, "so that bars and sentence are of the same people"
    assert rated_visits(period) == 0
