"""Whatever the dossiers and the period: a slow reading of the definitions agrees with the query, and it adds up."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import fn

from dossiers.calendar import WorkingDays
from figures.identities import checks
from figures.period import Period
from figures.counts import Counts
from figures.table import table
from models.base import db, unit_of_work
from models.centre import Field
from models.dossier import Dossier, Pause

FIRST = date(2026, 10, 1)
CALENDAR = WorkingDays(resting=frozenset({date(2026, 10, 20), date(2026, 11, 24)}))
days = st.integers(0, 90).map(lambda number: FIRST + timedelta(days=number))
clock = st.times().map(lambda value: value.replace(microsecond=0))


@st.composite
def facts(draw):
    """A dossier as the rules write one: it ends on or after the day received, its stops lie in between."""
    received_on = draw(days)
    ended_on = draw(st.none() | st.integers(0, 60).map(lambda number: received_on + timedelta(days=number)))
    stops = []
    for kind in (Pause.SUPPLEMENT, Pause.FINANCIAL_DUTY, Pause.SUPPLEMENT):
        if draw(st.integers(0, 3)) == 0:
            began_on = received_on + timedelta(days=draw(st.integers(0, 30)))
            stopped = draw(st.none() | st.integers(0, 20).map(lambda n, b=began_on: b + timedelta(days=n)))
            if ended_on is not None:
                if began_on > ended_on:
                    continue
                stopped = min(stopped or ended_on, ended_on)
            stops.append((kind, began_on, stopped))
    return {
        "field": draw(st.integers(0, 1)),
        "channel": draw(st.sampled_from(["online", "direct", "postal"])),
        "received_at": datetime.combine(received_on, draw(clock)),
        "due_on": draw(st.none() | st.integers(0, 40).map(lambda number: received_on + timedelta(days=number))),
        "ended_at": datetime.combine(ended_on, draw(clock)) if ended_on else None,
        "outcome": draw(st.sampled_from(["resolved", "refused", "withdrawn"])) if ended_on else None,
        "counted": draw(st.integers(0, 9)) > 0,
        "stops": stops,
    }


periods = st.tuples(days, days).map(lambda ends: Period(min(ends), max(ends)))


def stored(centre, fields, dossiers) -> None:
    with unit_of_work(centre.id):
        Pause.delete().execute()
        Dossier.delete().execute()
        for number, facts_of_one in enumerate(dossiers):
            values = dict(facts_of_one)
            stops, values["field"] = values.pop("stops"), fields[values["field"]]
            dossier = Dossier.create(centre=centre, code=str(number), code_key=str(number), **values)
            for kind, began_on, ended_on in stops:
                due_after = _due(facts_of_one, ended_on) if ended_on else None
                Pause.create(dossier=dossier, kind=kind, began_on=began_on, ended_on=ended_on, due_after=due_after)


def _due(one: dict, at: date) -> date | None:
    """D′ as at a day: the due date and the working days of every stop that has ended by then."""
    return CALENDAR.prolong(one["due_on"], [(b, e) for _, b, e in one["stops"] if e is not None and e <= at])


def reference(dossiers: list[dict], period: Period, today: date) -> Counts:
    """The definitions read one by one, without haste."""
    count = dict.fromkeys(Counts.__dataclass_fields__, 0)
    as_at = min(period.last, today)
    for one in dossiers:
        received = one["received_at"].date()
        ended = one["ended_at"].date() if one["ended_at"] else None
        if not one["counted"] or received > period.last:
            continue
        if received < period.first:
            if ended is not None and ended < period.first:
                continue
            count["carried_" + one["channel"]] += 1
        else:
            count[one["channel"]] += 1
        due = _due(one, as_at)
        if ended is not None and ended <= period.last:
            if one["outcome"] != "resolved":
                count[one["outcome"]] += 1
            elif due is None or ended == due:
                count["on_time"] += 1
            else:
                count["early" if ended < due else "late"] += 1
            continue
        open_kinds = {k for k, b, e in one["stops"] if b <= as_at and (e is None or e > as_at)}
        if Pause.SUPPLEMENT in open_kinds:
            count["supplement_waiting"] += 1
        elif open_kinds:
            count["duty_waiting"] += 1
        elif due is not None and due < as_at:
            count["pending_overdue"] += 1
        else:
            count["pending_in_time"] += 1
    return Counts(**count)


@pytest.fixture
def fields(centre):
    return list(Field.select().where(Field.centre == centre).order_by(Field.position))


given_dossiers = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@given_dossiers
@given(st.lists(facts(), max_size=12), periods, days)
def test_the_query_agrees_with_the_definitions_and_adds_up(centre, fields, hands, dossiers, period, today):
    hands.at = datetime.combine(today, time(8))
    stored(centre, fields, dossiers)
    found = table(centre, period)
    assert found.total == reference(dossiers, period, today)
    for number, row in enumerate(found.rows):
        assert row.counts == reference([one for one in dossiers if one["field"] == number], period, today)
    assert [check.key for check in checks(found) if not check.holds] == []


@given_dossiers
@given(st.lists(facts(), max_size=12), st.lists(days, min_size=2, max_size=4, unique=True).map(sorted))
def test_what_is_pending_at_the_end_of_a_period_is_carried_over_into_the_next(centre, fields, dossiers, cuts):
    stored(centre, fields, dossiers)
    chain = [table(centre, Period(first, after - timedelta(days=1))).total for first, after in pairwise(cuts)]
    for one, following in pairwise(chain):
        assert one.pending == following.carried_over
    whole = table(centre, Period(cuts[0], cuts[-1] - timedelta(days=1))).total
    for flow in ("online", "direct", "finished", "refused", "withdrawn"):
        assert getattr(whole, flow) == sum(getattr(part, flow) for part in chain)


def test_the_day_of_a_moment_is_asked_in_words_that_both_engines_know(centre, fields):
    stored(centre, fields, [])
    moment = datetime.combine(date(2026, 11, 20), time(23, 59))
    assert str(db.execute(Field.select(fn.DATE(moment)).limit(1)).fetchone()[0]) == "2026-11-20"
