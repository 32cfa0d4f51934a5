"""Every number leads to just so many dossiers, whatever they are: the list is the count, taken apart."""

from datetime import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.dossiers import CHANNELS, PENDING, SETS, Which, count, lines, order_of, page
from dashboard.drill import rows
from dashboard.lacks import LACKS
from dashboard.quality import quality
from dashboard.words import KPIS
from figures.counts import NAMES, Scope, counts
from figures.facts import facts, results
from models.base import forget_on_power_cut, unit_of_work
from models.centre import Field
from models.dossier import Dossier, DossierEvent
from tests.figures.conftest import NOVEMBER, day
from tests.figures.strategies import dossiers as some_dossiers
from tests.figures.strategies import periods, profiles, stored

some = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@some
@given(some_dossiers, periods, profiles())
def test_a_list_holds_as_many_as_its_number_says(centre, hands, dossiers, period, profile):
    forget_on_power_cut()
    hands.at = datetime(2026, 12, 1, 8)
    stored(centre, dossiers)
    profile = profile.model_copy(update={"supplement_mode": "flow"})  # that papers were asked for is counted too
    scope = Scope(centre, period, profile)
    found = counts(scope)[None]
    for leaf in NAMES:
        if leaf != "supplement_asked":  # of any dossier, also of one that ended before
            assert count(scope, Which(leaf=leaf)) == getattr(found, leaf), leaf
    for within in SETS:
        whole = found.total_received if within == "total" else getattr(found, within)
        ids = list(order_of(scope, Which(within)).ids)
        assert (count(scope, Which(within)), len(ids), len(set(ids))) == (whole, whole, whole), within
    for channel in Dossier.CHANNELS:
        assert count(scope, Which("received", channel=channel)) == getattr(found, channel)
    for field, of_field in counts(scope, Dossier.field).items():
        assert count(scope, Which("total", field=field)) == of_field.total_received
        assert count(scope, Which("pending", "pending_overdue", field=field)) == of_field.pending_overdue
    owed, done = facts(scope, "in_period")[None] + facts(scope, "carried_over")[None], results(scope)[None]
    assert count(scope, Which("total", lacks="payment")) == owed.with_fee - owed.paid_online
    assert count(scope, Which("total", lacks="payment-answer")) == owed.unpaid
    assert count(scope, Which("finished", lacks="result")) == done.resolved - done.resolved_digitised
    assert count(scope, Which("finished", lacks="late")) == found.late
    gaps = quality(scope, found)
    assert max(gap.dossiers for gap in gaps.gaps) <= gaps.lacking <= sum(gap.dossiers for gap in gaps.gaps)
    told = lines(scope, order_of(scope, Which()))
    assert len(told) == found.total_received
    assert sum(line.leaf == "pending_overdue" for line in told) == found.pending_overdue
    assert all((line.ended_on is None) == (line.leaf in PENDING) for line in told), "as at the end of the period"
    ranks = [0 if line.leaf == "pending_overdue" else 1 if line.leaf == "late" else 2 for line in told]
    assert ranks == sorted(ranks), "overdue first"


@some
@given(some_dossiers, periods, st.sampled_from([key for key in KPIS if key != "sat"]))
def test_the_groups_of_a_measure_lead_to_as_many_as_they_miss(centre, hands, dossiers, period, key):
    forget_on_power_cut()
    hands.at = datetime(2026, 12, 1, 8)
    stored(centre, dossiers)
    scope = Scope(centre, period)
    within = {"late": "finished", "result": "finished", "payment": "total"}.get(KPIS[key].fault, "received")
    for row in rows(scope, KPIS[key], "field", {}):
        if key != "ontime":
            assert row.faults == row.n - row.part
        assert row.faults == count(scope, Which(within, field=row.key, lacks=KPIS[key].fault))
        assert row.overdue in (0, count(scope, Which("pending", "pending_overdue", field=row.key)))


def test_a_list_can_be_narrowed_by_procedure_counter_and_what_is_lacking(centre, after_november, dossier, counter_2):
    logged, other = dossier(ended_at=day(12)), dossier(ended_at=day(12))
    with unit_of_work(centre.id):
        DossierEvent.create(centre=centre, dossier=logged, kind="received", at=day(10), counter=counter_2)
        DossierEvent.create(centre=centre, dossier=logged, kind="returned", at=day(12), counter=None)
    scope = Scope(centre, NOVEMBER)
    assert list(order_of(scope, Which(counter=2)).ids) == [logged.id]
    assert list(order_of(scope, Which(counter=0)).ids) == [other.id]
    assert list(order_of(scope, Which(procedure=0)).ids) == [logged.id, other.id]
    assert not order_of(scope, Which(procedure=999))
    assert {row.name for row in rows(scope, KPIS["ontime"], "counter", {})} == {"Quầy 2", ""}
    assert set(LACKS) >= {"entry", "payment-answer", "result-answer", "province"}
    assert set(CHANNELS) <= set(NAMES)


def test_days_late_are_working_days_up_to_the_end_or_the_day_of_the_figures(centre, after_november, dossier):
    late = dossier(ended_at=day(24))  # due on Friday the 20th
    pending = dossier()  # told as at Monday the 30th
    kept = dossier(ended_at=day(19))
    found = {line.id: line for line in page(Scope(centre, NOVEMBER), Which(), 1)}
    assert [found[one.id].days_late for one in (late, pending, kept)] == [2, 6, 0]
    assert list(found) == [pending.id, late.id, kept.id]
    assert found[late.id].field == Field.get_by_id(late.field_id).name
