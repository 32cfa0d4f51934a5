"""Whatever the dossiers, the period and the profile: a slow reading of the definitions agrees with the queries, and it
adds up."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import fn

from figures import succession
from figures.counts import Scope, counts, flows
from figures.evidence import gather
from figures.identities import checks
from figures.leaves import pending_leaves
from figures.measures import measures, with_excluded
from figures.named_periods import months
from figures.period import Period
from figures.profile import Profile
from figures.succession import Earlier
from figures.table import latest_only, table
from models.base import db, forget_on_power_cut, unit_of_work
from models.centre import Field
from models.dossier import Dossier, node_of, nodes_holding
from tests.figures.reference import Reading, cut, day_range
from tests.figures.strategies import FIELDS, days, dossiers, periods, profiles, stored

some = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
few = settings(some, max_examples=12)


@pytest.fixture
def quick(centre):
    """The centre, in a database that may forget."""
    forget_on_power_cut()
    return centre


def agree(centre, kept: list[dict], period: Period, profile: Profile, today: date) -> None:
    """Every number of the database is the one that the definitions give."""
    scope = Scope(centre, period, profile)
    told = Reading(kept, period, profile, today)
    found = table(centre, period, profile)
    assert plain(found.total) == told.counts()
    for row in found.rows:
        own = [one for one in kept if one["field_name"] == row.field]
        assert plain(row.counts) == Reading(own, period, profile, today).counts()
    for channel, of_channel in counts(scope, Dossier.channel).items():
        own = [one for one in kept if one["channel"] == channel]
        assert plain(of_channel) == Reading(own, period, profile, today).counts()
    evidence = gather(scope)
    rates, rounding = measures(evidence, profile), profile.rounding
    for key, share in told.shares().items():
        part, whole = share or (0, 0)
        assert (key, rates[key].share.part, rates[key].share.whole) == (key, part, whole)
        assert rates[key].value == cut(part, whole, rounding.mode, rounding.digits)
        assert rates[key].follows
    files = evidence.results.with_excluded
    assert (files.resolved, files.resolved_digitised) == (
        len(told.results()),
        sum(bool(one["digitised_result"]) for one in told.results()),
    )
    assert (with_excluded(evidence, profile) is None) == (not any(map(told.left_out, told.results())))
    assert latest_only(scope) == sum(one["latest_only"] for one in told.total())
    lines = list(pending_leaves(scope, Dossier.code).tuples().execute())
    assert Counter(line[1] for line in lines) == Counter(map(told.leaf, told.pending()))


def plain(found) -> Counter:
    return Counter({name: number for name, number in vars(found).items() if number})


@some
@given(dossiers, periods, profiles(), days)
def test_the_queries_agree_with_the_definitions(quick, hands, kept, period, profile, today):
    hands.at = datetime.combine(today, time(8))
    stored(quick, kept)
    agree(quick, kept, period, profile, today)
    agree(quick, kept, period, Profile(), today)


@few
@given(dossiers, periods, profiles())
def test_it_adds_up_or_says_how_many_are_in_no_group(quick, kept, period, profile):
    stored(quick, kept)
    found = table(quick, period, profile)
    strange = {
        "I1": found.total.unknown_channel + (0 if profile.carried_over_shown else found.total.carried_unknown),
        "I2": found.total.unknown_outcome,
    }
    for check in checks(found):
        lacking = strange.get(check.key, 0)
        assert check.holds == (lacking == 0), check.faults
        if lacking:
            assert f"Tổng cộng: còn {lacking} hồ sơ chưa xếp vào nhóm nào" in check.faults


@few
@given(dossiers, st.lists(days, min_size=2, max_size=4, unique=True).map(sorted), profiles())
def test_what_is_pending_at_the_end_of_a_period_is_carried_over_into_the_next(quick, hands, kept, cuts, profile):
    hands.at = datetime(2027, 6, 1, 8)
    stored(quick, kept)
    chain = [table(quick, Period(first, end - timedelta(days=1)), profile) for first, end in pairwise(cuts)]
    for one, following in pairwise(chain):
        rows = {row.field_id: (row.field, row.counts.pending) for row in one.rows}
        before = Earlier(one.period, one.total.received, one.total.finished, one.total.pending, rows)
        chained = succession.checks(following, [before])
        assert [(check.key, check.state) for check in chained[:2]] == [("I6", "holds"), ("I7", "holds")]
    whole = Scope(quick, Period(cuts[0], cuts[-1] - timedelta(days=1)), profile)
    parts = [flows(Scope(quick, one.period, profile))[None] for one in chain]
    assert flows(whole)[None] == sum(parts[1:], parts[0])


@few
@given(dossiers, st.integers(1, 28))
def test_months_add_up_to_the_quarter_for_flows(quick, kept, cut_off):
    stored(quick, kept)
    profile = Profile(cut_off_day=cut_off)
    parts = [flows(Scope(quick, months(2026, number, 1, cut_off), profile))[None] for number in (10, 11, 12)]
    assert flows(Scope(quick, months(2026, 10, 3, cut_off), profile))[None] == sum(parts[1:], parts[0])


spans = st.tuples(st.integers(0, 5_000), st.integers(0, 1_500), st.integers(-400, 400))


@given(spans)
def test_a_span_is_found_on_each_of_its_days(span):
    first = date(2020, 1, 1) + timedelta(days=span[0])
    ended = first + timedelta(days=span[1])
    node = node_of(datetime.combine(first, time(9)), datetime.combine(ended, time(16)))
    assert (node is None) == (first == ended)
    middle = first + timedelta(days=(span[1] * 7) // 11)
    for day in (first, middle, ended - timedelta(days=1)):
        assert node is None or node in nodes_holding(day)
    open_node = node_of(datetime.combine(first, time(9)), None)
    assert open_node in nodes_holding(first + timedelta(days=abs(span[2])))


def test_a_dossier_is_pending_on_the_days_from_its_reception_to_the_eve_of_its_end(quick):
    first, ended = date(2026, 11, 3), date(2026, 11, 17)
    one = {"received_at": datetime(2026, 11, 3, 9), "ended_at": datetime(2026, 11, 17, 16), "outcome": "resolved"}
    field = Field.get(Field.centre == quick, Field.name == FIELDS[0])
    with unit_of_work(quick.id):
        Dossier(centre=quick, field=field, code="1", code_key="1", channel="online", **one).save()
    scope = Scope(quick, Period(first, first))
    autumn = day_range(date(2026, 10, 1), date(2026, 12, 31))
    found = [day for day in autumn if scope.pending(day, fn.COUNT(1)).scalar()]
    assert found == list(day_range(first, ended - timedelta(days=1)))


def test_the_day_of_a_moment_is_asked_in_words_that_both_engines_know(quick):
    moment = datetime.combine(date(2026, 11, 20), time(23, 59))
    assert str(db.execute(Field.select(fn.DATE(moment)).limit(1)).fetchone()[0]) == "2026-11-20"
