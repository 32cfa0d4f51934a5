"""The measures of a period and of each of its fields: found once, the same for whoever asks."""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given

from dashboard.profile import on_dashboard
from figures.counts import Scope
from figures.doubts import contradicted
from figures.evidence import Share, gather
from figures.measured import measured, measured_by, measured_with_fields
from figures.measures import Rate, measures
from figures.profile import Profile, read_profile
from figures.verdict import reached, target_of, verdict
from models.base import unit_of_work
from models.centre import Field
from models.dossier import Dossier
from models.register import Feedback, Rating
from models.report import EnteredFigure
from reports.findings import gather as findings_of
from tests.figures.conftest import NOVEMBER, day
from tests.figures.reference import Reading, cut
from tests.figures.strategies import days, dossiers, periods, profiles, stored
from tests.figures.test_any_dossiers import few, quick

__all__ = ["quick"]


def agree(rates: dict[str, Rate], told: Reading, profile: Profile) -> None:
    """Every measure of dossiers is the one that the definitions give."""
    for key, share in told.shares().items():
        part, whole = share or (0, 0)
        assert (key, rates[key].share.part, rates[key].share.whole) == (key, part, whole)
        assert rates[key].value == cut(part, whole, profile.rounding.mode, profile.rounding.digits)


@few
@given(dossiers, periods, profiles(), days)
def test_the_measures_of_each_field_are_those_of_its_own_dossiers(quick, hands, kept, period, profile, today):
    hands.at = datetime.combine(today, time(8))
    stored(quick, kept)
    scope = Scope(quick, period, profile)
    whole, by_field = measured_with_fields(scope)
    assert replace(whole.evidence, others=()) == gather(scope)
    for field in Field.select().where(Field.centre == quick):
        own = [one for one in kept if one["field_name"] == field.name]
        agree(measures(by_field[field.id].evidence, profile), Reading(own, period, profile, today), profile)


@few
@given(dossiers, periods, profiles(), days)
def test_the_dashboard_and_the_report_say_the_same_under_any_profile(quick, hands, kept, period, profile, today):
    hands.at = datetime.combine(today, time(8))
    stored(quick, kept)
    scope = Scope(quick, period, profile)
    tile, report = measured(scope), findings_of(quick, period, profile)
    assert tile.rates == report.rates
    assert tile.silent == report.measured.silent
    by_field = measured_by(scope, Dossier.field)
    for field, one in report.by_field.items():
        drawn = by_field.get(field)
        of_dossiers = {key: rate for key, rate in one.rates.items() if drawn and key in drawn.rates}
        assert drawn is None or drawn.rates == of_dossiers
    shown = tile.under(on_dashboard(profile)).rates
    same_base = profile.base("on_time_rate") == "resolved" or profile.dashboard_on_time == "as_report"
    kept_apart = {"on_time_rate", "late_rate"}
    assert {key: rate for key, rate in shown.items() if key not in kept_apart} == {
        key: rate for key, rate in tile.rates.items() if key not in kept_apart
    }
    assert not same_base or shown["on_time_rate"].share == tile.rates["on_time_rate"].share


@pytest.fixture
def typed(centre):
    """Types a figure of November in."""

    def put(key, numerator, denominator="", field=None):
        with unit_of_work(centre.id):
            EnteredFigure.create(
                centre=centre,
                key=key,
                field=field,
                first=NOVEMBER.first,
                last=NOVEMBER.last,
                numerator=numerator,
                denominator=denominator,
                source="Cổng",
                dated_on=date(2026, 12, 1),
            )

    return put


def test_a_typed_rate_that_the_dossiers_contradict_is_named_with_both_figures(
    centre, after_november, dossier, typed, civil_field
):
    for number in range(10):
        dossier(channel="online" if number < 9 else "direct", ended_at=day(12))
    typed("online_rate", "81", "100")
    typed("finish_rate", "100")
    typed("reuse_rate", "50")
    typed("on_time_rate", "12", field=civil_field)
    whole, by_field = measured_with_fields(Scope(centre, NOVEMBER))
    [doubt] = contradicted(whole)
    assert doubt.sentence.replace("\u00a0", " ") == (
        "Tỷ lệ hồ sơ trực tuyến: số nhập tay là 81 % (nguồn: Cổng), nhưng số liệu đếm được là 9/10, tức 90 %. "
        "Báo cáo in số nhập tay. Mời xem lại một trong hai."
    )
    [doubt] = contradicted(by_field[civil_field.id], "Hộ tịch")
    assert doubt.sentence.startswith("Hộ tịch, tỷ lệ trả đúng và trước hạn: số nhập tay là 12")
    assert doubt.sentence_en.startswith("Hộ tịch, on time rate: 12")


def test_registers_tell_of_each_field_what_they_tell_of_the_whole(centre, after_november, dossier, civil_field):
    dossier()
    with unit_of_work(centre.id):
        for answered, field in ((day(10), civil_field), (None, civil_field), (day(20), None)):
            Feedback.create(
                centre=centre,
                source="1022",
                field=field,
                received_on=date(2026, 11, 3),
                due_on=date(2027, 2, 1) if answered is None else date(2026, 11, 16),
                state="verifying" if answered is None else "answered",
                answered_on=answered and answered.date(),
            )
        Feedback.create(centre=centre, source="1022", received_on=date(2026, 10, 3), due_on=date(2026, 10, 20))
        Rating.create(centre=centre, level=5, votes=18, channel="paper", at=day(12), field=civil_field)
        Rating.create(centre=centre, level=2, votes=12, channel="paper", at=day(12), field=civil_field)
    key = "feedback_on_time_rate"
    whole, by_field = measured_with_fields(Scope(centre, NOVEMBER))
    assert whole.rates[key].share == Share(1, 3, "feedback_in_period"), "what is open in time is in the base"
    assert by_field[civil_field.id].rates[key].share == Share(1, 2, "feedback_in_period")
    assert by_field[civil_field.id].rates["satisfaction_rate"].printed == "60%"
    due = read_profile({"bases": {key: "due"}})
    whole, by_field = measured_with_fields(Scope(centre, NOVEMBER, due))
    assert whole.rates[key].share == Share(1, 3, "feedback_due"), "with what was carried over"
    assert by_field[civil_field.id].rates[key].share == Share(1, 1, "feedback_due")


def test_one_rule_says_reached_or_missed_of_the_figure_as_it_is_printed():
    def rate(key: str, value: str) -> Rate:
        return Rate(key, Share(1, 1, "total"), Decimal(value), Decimal(value), "", "")

    assert reached(rate("on_time_rate", "98.0"), Decimal(98))
    assert verdict(rate("on_time_rate", "97.9"), Decimal(98)) == "chưa đạt"
    assert verdict(rate("late_rate", "2"), Decimal(2)) == "đạt", "a limit"
    assert not reached(rate("late_rate", "2.1"), Decimal(2))
    plans = {("on_time_rate", None): Decimal(98), ("on_time_rate", 7): Decimal(90)}
    assert [target_of(plans, "on_time_rate", field) for field in (None, 7, 8)] == [98, 90, 98]
    assert target_of(plans, "late_rate", 7) is None
