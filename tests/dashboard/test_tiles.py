"""A tile: value, plan, status, change and what it was made of."""

from datetime import date
from decimal import Decimal

import pytest

from dashboard.tiles import Tile, status_of, tiles
from figures.counts import Scope
from figures.evidence import Share
from figures.measured import measured
from figures.measures import Rate
from figures.period import Period
from figures.profile import Profile
from figures.registers import targets
from figures.usual_profile import profile_of
from models.base import unit_of_work
from models.register import Rating
from models.report import EnteredFigure, ReportProfile, Target
from tests.figures.conftest import day

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


def shown(centre, profile: Profile | None = None, against: Period | None = None) -> dict[str, Tile]:
    profile = profile or profile_of(centre)
    compared = measured(Scope(centre, against, profile)) if against else None
    plans = targets(centre, NOVEMBER.last.year)
    return {tile.kpi.key: tile for tile in tiles(measured(Scope(centre, NOVEMBER, profile)), compared, plans, (3, 4))}


@pytest.fixture
def some(dossier):
    """`some(9, late=1)`: so many resolved in November, of which so many late, and the same facts for all."""

    def add(count: int, late: int = 0, month: int = 11, **facts) -> None:
        for number in range(count):
            ended = day(25 if number < late else 12, month)
            dossier(received_at=day(10, month), due_on=date(2026, month, 20), ended_at=ended, **facts)

    return add


def test_nothing_is_said_of_fewer_than_ten(centre, after_november, some):
    some(9, late=1)
    tile = shown(centre)["ontime"]
    assert (tile.n, tile.enough, tile.status, tile.change) == (9, False, None, None)
    some(1)
    tile = shown(centre)["ontime"]
    assert (tile.n, tile.rate.said, tile.status) == (10, "90\u00a0%", "missed")


def test_promises_are_kept_among_those_with_a_result_and_the_report_s_figure_stands_beside(
    centre, after_november, some, dossier
):
    some(10)
    for _ in range(10):
        dossier(due_on=date(2026, 12, 31))
    tile = shown(centre)["ontime"]
    assert (tile.rate.share, tile.status) == (Share(10, 10, "resolved"), "met")
    assert tile.base == "hồ sơ đã trả kết quả"
    assert (tile.in_report.share, tile.status_in_report) == (Share(10, 20, "total"), "missed")
    with unit_of_work(centre.id):
        own = ReportProfile.create(centre=centre, name="mẫu", settings='{"bases": {"on_time_rate": "resolved"}}')
    assert shown(centre, profile_of(centre, own.id))["ontime"].in_report is None, "the report says the same"
    tile = shown(centre, Profile(dashboard_on_time="as_report"))["ontime"]
    assert (tile.rate.share, tile.status, tile.in_report) == (Share(10, 20, "total"), "missed", None)
    assert tile.formula.startswith("((8) + (9)) ÷ (3)")
    tile = shown(centre, Profile(dashboard_on_time="progress"))["ontime"]
    assert (tile.rate.share, tile.status) == (Share(20, 20, "total"), "met")
    assert (tile.in_report.share, tile.status_in_report) == (Share(10, 20, "total"), "missed")
    assert tile.formula.startswith("((8) + (9) + (14)) ÷ (3)")


def test_a_plan_is_the_centre_s_and_else_the_usual_one(centre, after_november, some):
    some(20, late=1)
    tile = shown(centre)["ontime"]
    assert (tile.plan, tile.planned_by_centre, tile.status) == (98, False, "missed")
    with unit_of_work(centre.id):
        Target.create(centre=centre, year=2026, measure="on_time_rate", value="95")
        Target.create(centre=centre, year=2025, measure="on_time_rate", value="99")
    tile = shown(centre)["ontime"]
    assert (tile.plan, tile.planned_by_centre, tile.status) == (Decimal("95"), True, "met")


def test_it_is_told_how_a_figure_moved_and_warned_when_it_falls_near_the_plan(centre, after_november, some):
    with unit_of_work(centre.id):
        Target.create(centre=centre, year=2026, measure="on_time_rate", value="94.5")
    some(20, late=1)
    some(20, late=0, month=10)
    tile = shown(centre, against=OCTOBER)["ontime"]
    assert (tile.change, tile.compared.said, tile.status) == (Decimal("-5.0"), "100\u00a0%", "slipping")
    assert shown(centre)["ontime"].status == "met", "without anything to fall from"


def test_a_status_goes_by_the_figure_as_it_is_printed():
    def rate(value: str) -> Rate:
        return Rate("on_time_rate", Share(1, 1, "total"), Decimal(value), Decimal(value), "", "")

    plan = Decimal(98)
    assert status_of(rate("98.0"), plan, None) == "met"
    assert status_of(rate("97.9"), plan, Decimal(1)) == "missed"
    assert status_of(rate("99.0"), plan, Decimal("-0.1")) == "slipping"
    assert status_of(rate("99.1"), plan, Decimal("-0.1")) == "met"
    assert status_of(rate("98.5"), plan, Decimal("0.1")) == "met"


def test_an_answer_that_nobody_gave_is_not_nought(centre, after_november, some):
    some(12, fee=4000)
    found = shown(centre)
    for key in ("digi-in", "digi-out", "pay", "reuse"):
        assert (found[key].silent, found[key].enough, found[key].status) == (True, False, None), key
    some(1, digitised_input=False)
    assert shown(centre)["digi-in"].rate.value == 0
    assert shown(centre)["digi-in"].enough


def test_payment_is_told_by_dossiers_and_by_money(centre, after_november, some):
    some(9, fee=4000, paid_online=True)
    some(3, fee=20_000, paid_online=False)
    tile = shown(centre)["pay"]
    assert (tile.rate.said, tile.also.said, tile.n) == ("75\u00a0%", "37,5\u00a0%", 12)
    by_money = shown(centre, Profile(payment_basis="money"))["pay"]
    assert (by_money.rate.said, by_money.also.said, by_money.n) == ("37,5\u00a0%", "75\u00a0%", 12)
    assert by_money.status == "missed"


def test_results_that_the_profile_leaves_out_are_told_with_the_rate_that_holds_them(
    centre, after_november, some, dossier, furnish_field
):
    some(10, digitised_result=True)
    other = furnish_field("Không có kết quả điện tử")
    for _ in range(10):
        dossier(ended_at=day(12), field=other)
    profile = Profile(digitised_result_exclusions=["Không có kết quả điện tử"])
    tile = shown(centre, profile)["digi-out"]
    assert (tile.rate.said, tile.excluded, tile.with_excluded.said) == ("100\u00a0%", 10, "50\u00a0%")


def test_satisfaction_comes_from_enough_ratings_and_says_how_many_gave_one(centre, after_november):
    def rate(votes: int, channel: str = "paper") -> None:
        with unit_of_work(centre.id):
            Rating.create(centre=centre, level=5, votes=votes, channel=channel, at=day(12))

    rate(6)
    rate(3, "tablet")
    tile = shown(centre)["sat"]
    assert (tile.n, tile.enough, tile.rated, tile.on_paper, tile.visits) == (9, False, 3, 6, 4)
    assert tile.source == "Máy đánh giá ở quầy (3); Phiếu đánh giá giấy đã nhập ở Sổ theo dõi (6)"
    rate(1, "phone")
    assert (shown(centre)["sat"].rate.said, shown(centre)["sat"].status) == ("100\u00a0%", "met")


def test_a_figure_that_was_typed_in_stands_before_what_is_counted(centre, after_november, some):
    some(10, reused=False)
    with unit_of_work(centre.id):
        EnteredFigure.create(
            centre=centre,
            key="reuse_rate",
            first=NOVEMBER.first,
            last=NOVEMBER.last,
            numerator="81.5",
            source="Cổng",
            dated_on=date(2026, 12, 1),
        )
    tile = shown(centre)["reuse"]
    assert (tile.rate.said, tile.n, tile.enough, tile.status) == ("81,5\u00a0%", None, True, "met")
    assert tile.entered.source == "Cổng"
    assert (tile.counted.said, tile.counted.share) == ("0\u00a0%", Share(0, 10, "in_period")), "and is named beside it"
    assert shown(centre)["ontime"].counted is None
