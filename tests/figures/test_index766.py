"""An estimate of index 766: what is in time by its harsher rules, thresholds, and what it does not guess."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from peewee import fn

from figures.counts import Scope
from figures.index766 import Found, Part, at_fault, estimate
from figures.parts766 import GROUPS, LISTED, SHAPES
from figures.period import Period
from figures.profile import Profile
from figures.timeliness import Timeliness, judge, late
from models.base import unit_of_work
from models.centre import Procedure
from models.claim import Claim
from models.dossier import Dossier, Pause
from models.register import Feedback, Rating
from models.report import EnteredFigure
from models.source import Source
from tests.figures.conftest import day

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def scope(centre, after_november):
    return Scope(centre, NOVEMBER, Profile())


def parts(scope) -> dict[str, Part]:
    return {part.shape.key: part for group in estimate(scope).groups for part in group.parts}


def asked(began: int, ended: int | None = None, **more) -> dict:
    """A request for papers, from one day of November to another."""
    return {"began_on": date(2026, 11, began), "ended_on": ended and date(2026, 11, ended), **more}


def test_the_groups_have_the_points_of_the_decision():
    most = [sum(shape.most for shape in shapes) for _, shapes in GROUPS]
    assert most == [18, 20, 12, 22, 10, 18]
    assert sum(most) == 100
    assert set(LISTED) < set(SHAPES)


def test_what_is_in_time_is_judged_more_harshly_than_in_the_report(scope, dossier, centre):
    """Received on the 10th and due on the 20th, unless said otherwise."""
    three_days = Procedure.get(Procedure.code == "1.004873")
    undated = {"due_on": None, "procedure": three_days}
    duty = {"kind": Pause.FINANCIAL_DUTY}
    in_time = [
        dossier(ended_at=day(20)),
        dossier(ended_at=day(20), outcome="refused"),
        dossier(ended_at=day(25), pauses=[asked(12, 19, due_after=date(2026, 11, 25))]),  # the stop is deducted
        dossier(due_on=date(2026, 11, 30)),  # due on the period's last day
        dossier(pauses=[asked(15)]),  # counts up to the day papers were asked for
        dossier(pauses=[asked(12) | duty]),
        dossier(**undated, ended_at=day(13)),  # three working days from the 10th
    ]
    behind = [
        dossier(ended_at=day(23)),
        dossier(ended_at=day(23), outcome="refused"),
        dossier(ended_at=day(23), extended_to=date(2026, 11, 30)),  # a letter excuses nothing
        dossier(ended_at=day(12), pauses=[asked(10, 11), asked(11, 12)]),  # papers asked for twice
        dossier(pauses=[asked(23)]),  # asked for only after the due day
        dossier(pauses=[asked(11, 12), asked(13)]),
        dossier(),  # still pending at the end of November
        dossier(**undated, ended_at=day(16)),
        dossier(**undated),
    ]
    dossier(due_on=None, ended_at=day(28))  # nobody can tell
    assert judge(scope) == Timeliness(in_time=len(in_time), late=len(behind), unknown=1)
    found = Dossier.select(Dossier.id).where(late(scope))
    assert {row.id for row in found} == {one.id for one in behind}
    part = parts(scope)["progress"]
    assert (part.found, part.points) == (Found(7, 16, untold=1), Decimal("8.75"))


def test_a_letter_may_count_in_the_report_and_still_be_late_in_the_index(centre, after_november, dossier):
    dossier(extended_to=date(2026, 12, 20))
    scope = Scope(centre, NOVEMBER, Profile(extended_counts_late=False))
    assert judge(scope).late == 1


@pytest.mark.parametrize(
    ("key", "part", "whole", "points"),
    [
        ("online", 5, 10, "4.00"),  # from 50 percent on
        ("online", 4, 10, "3.20"),
        ("payment", 8, 10, "6.00"),  # from 80 percent on
        ("payment", 1, 3, "2.50"),
        ("progress", 1, 3, "6.67"),
        ("content", 9, 10, "6.00"),
        ("feedback", 1, 8, "0.75"),
        ("e_results", 1, 16, "0.38"),  # 0.375, half up
    ],
)
def test_a_threshold_earns_all_points_and_a_rate_below_it_its_share(key, part, whole, points):
    assert Part(SHAPES[key], Found(part, whole)).points == Decimal(points)


def test_facts_of_dossiers_earn_points_and_their_lists_hold_as_many_as_are_missing(scope, dossier):
    facts = {"ended_at": day(15), "fee": 4000}
    dossier(**facts, paid_online=True, digitised_result=True, digitised_input=True, reused=True)
    dossier(**facts, paid_online=False, digitised_result=True, digitised_input=None, reused=None, channel="direct")
    dossier(**facts, paid_online=None, digitised_result=None, result_required=False, channel="postal")
    dossier(received_at=day(20, 10), due_on=date(2026, 11, 27), fee=4000, paid_online=True)  # carried over
    found = parts(scope)
    assert found["online"].found == Found(1, 3)
    assert found["e_results"].found == Found(2, 2)
    assert found["components"].found == Found(1, 2)
    assert found["reuse"].found == Found(1, 3)
    assert found["payment"].found == Found(2, 4)
    sets = {"received": scope.received, "finished": scope.finished}
    for key, within in LISTED.items():
        if found[key].found is not None and within in sets:
            listed = sets[within](fn.COUNT(Dossier.id)).where(at_fault(scope, key)).scalar()
            assert listed == found[key].at_fault, key
    assert Dossier.select().where(at_fault(scope, "payment")).count() == found["payment"].at_fault


def test_what_nobody_has_told_is_not_guessed(scope, dossier):
    dossier(ended_at=day(15), fee=4000)
    index = estimate(scope)
    silent = {part.shape.key for group in index.groups for part in group.parts if part.found is None}
    assert set(SHAPES) - silent == {"progress", "online"}
    assert (index.points, index.reach) == (Decimal("24.00"), 24)
    assert [group.points for group in index.groups] == [None, Decimal(20), Decimal(4), None, None, None]
    assert estimate(Scope(scope.centre, Period(date(2020, 1, 1), date(2020, 1, 31)))).reach == 0


def test_a_figure_that_was_typed_in_stands_where_nothing_was_counted(scope, centre, dossier):
    dossier(ended_at=day(15))
    with unit_of_work(centre.id):
        EnteredFigure.create(
            centre=centre,
            key="reuse_rate",
            first=NOVEMBER.first,
            last=NOVEMBER.last,
            numerator="60",
            source="Cổng Dịch vụ công",
            dated_on=date(2026, 12, 1),
        )
    part = parts(scope)["reuse"]
    assert (part.rate, part.points, part.at_fault) == (Decimal("60.00"), Decimal("1.50"), 0)
    assert part.found.source == "Cổng Dịch vụ công"


def test_satisfaction_is_what_lateness_dislike_and_feedback_leave(scope, centre, dossier):
    for number in range(10):
        dossier(ended_at=day(12 if number else 25))
    assert parts(scope)["content"].found is None, "nobody was asked"
    with unit_of_work(centre.id):
        for level, votes in ((5, 9), (3, 1), (2, 1)):
            Rating.create(centre=centre, level=level, votes=votes, channel="paper", at=datetime(2026, 11, 12, 12))
        Feedback.create(
            centre=centre,
            source="1022",
            received_on=date(2026, 11, 2),
            due_on=date(2026, 11, 23),
            state="answered",
            answered_on=date(2026, 11, 24),
        )
    found = parts(scope)
    assert found["content"].found == Found(7, 10)  # one late, one disliked, one wrote
    assert found["content"].points == Decimal("4.67")
    assert (found["feedback"].found, found["feedback"].points) == (Found(0, 1), Decimal("0.00"))


def test_dossiers_of_the_portal_are_synchronised(scope, centre, dossier):
    one, _other = dossier(ended_at=day(12)), dossier(ended_at=day(12))
    with unit_of_work(centre.id):
        portal = Source.create(centre=centre, name="Cổng Dịch vụ công Quốc gia", kind=Source.PORTAL)
    assert parts(scope)["synchronised"].found is None
    with unit_of_work(centre.id):
        Claim.create(centre=centre, dossier=one, source=portal, as_of=day(13), status="done")
    part = parts(scope)["synchronised"]
    assert (part.found, part.points) == (Found(1, 2), Decimal("3.00"))
    assert [row.id for row in Dossier.select().where(at_fault(scope, "synchronised"))] == [_other.id]
