"""Whatever the dossiers, the period and the profile: each line of the list of dossiers agrees with its own state."""

from datetime import datetime, time

from hypothesis import HealthCheck, given, settings

from dossiers.calendar import WorkingDays
from figures.counts import Scope
from figures.leaf_words import LEAVES
from models.base import forget_on_power_cut
from reports.dossier_rows import dossier_rows
from tests.figures.reference import Reading
from tests.figures.strategies import days, dossiers, periods, profiles, stored

some = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@some
@given(dossiers, periods, profiles(), days)
def test_each_line_tells_the_days_by_which_its_state_was_judged(centre, hands, kept, period, profile, today):
    calendar = WorkingDays.of(centre)
    forget_on_power_cut()
    hands.at = datetime.combine(today, time(8))
    stored(centre, kept)
    told = Reading(kept, period, profile, today)
    expected = {str(kept.index(one) + 1): one for one in told.finished() + told.pending()}
    rows = {row.code: row for row in dossier_rows(Scope(centre, period, profile))}
    assert rows.keys() == expected.keys()
    for code, row in rows.items():
        one = expected[code]
        due, end, leaf = told.due(one), told.end(one), told.leaf(one)
        until = {"late": end, "pending_overdue": told.as_at}.get(leaf)
        assert row.leaf == LEAVES[leaf]
        assert (row.promised_on, row.due_on) == (str(one["due_on"] or ""), str(due or ""))
        assert row.ended_on == (str(end) if end and end <= period.last else "")
        assert row.days_late == (calendar.between(due, until) if until else "")
        if until:
            assert row.due_on < until.isoformat(), "what is late was due before"
        if leaf == "pending_in_time":
            assert not row.due_on or row.due_on >= told.as_at.isoformat()
