"""Each leaf of the table and its edges. The period is November 2026; a dossier is due on the 20th unless said."""

from datetime import date, datetime

import pytest

from figures.counts import NAMES, NONE, Scope, counts
from figures.identities import checks
from figures.period import Period
from figures.profile import read_profile
from figures.table import blocks_of, table
from models.base import unit_of_work
from models.dossier import Dossier, Pause
from tests.figures.conftest import NOVEMBER, day

pytestmark = pytest.mark.usefixtures("after_november")


@pytest.fixture
def leaf(centre, dossier):
    """The columns, besides sums, in which a dossier with these facts is counted."""

    def of(period=NOVEMBER, **facts):
        dossier(**facts)
        total = table(centre, period).total
        return {name for name in NAMES if getattr(total, name)}

    return of


def test_received_online_and_pending_in_time(leaf):
    assert leaf(due_on=date(2026, 12, 10)) == {"online", "pending_in_time"}


@pytest.mark.parametrize("channel", ["direct", "postal"])
def test_the_counter_and_the_post_share_a_column(centre, leaf, channel):
    assert leaf(channel=channel, due_on=None) == {channel, "pending_in_time"}
    found = table(centre, NOVEMBER)
    assert found.cells(found.total)["5"] == 1


@pytest.mark.parametrize(
    ("ended_at", "column"),
    [
        (datetime(2026, 11, 19, 23, 59), "early"),
        (datetime(2026, 11, 20, 0, 0), "on_time"),
        (datetime(2026, 11, 20, 23, 59, 59, 999999), "on_time"),
        (datetime(2026, 11, 21, 0, 0), "late"),
    ],
)
def test_a_result_is_early_on_time_or_late_by_the_calendar_day(leaf, ended_at, column):
    assert leaf(ended_at=ended_at) == {"online", column}


def test_a_result_without_a_due_date_is_on_time(leaf):
    assert leaf(due_on=None, ended_at=day(29)) == {"online", "on_time"}


@pytest.mark.parametrize("outcome", ["refused", "withdrawn"])
def test_refused_and_withdrawn_are_no_matter_of_time(leaf, outcome):
    assert leaf(ended_at=day(29), outcome=outcome) == {"online", outcome}


def test_due_on_the_last_day_is_in_time(leaf):
    assert leaf(due_on=date(2026, 11, 30)) == {"online", "pending_in_time"}


def test_due_the_day_before_the_last_is_overdue(leaf):
    assert leaf(due_on=date(2026, 11, 29)) == {"online", "pending_overdue"}


def test_before_the_period_is_over_nothing_is_overdue_that_is_not_overdue_today(leaf, centre, hands):
    hands.at = day(20)
    assert leaf(due_on=date(2026, 11, 20)) == {"online", "pending_in_time"}
    hands.at = day(21)
    figures = table(centre, NOVEMBER)
    assert (figures.as_at, figures.total.pending_overdue) == (date(2026, 11, 21), 1)


def test_a_period_that_is_over_is_told_as_at_its_last_day(centre):
    assert table(centre, NOVEMBER).as_at == date(2026, 11, 30)


def test_finished_after_the_period_is_pending_in_it(leaf):
    assert leaf(due_on=date(2026, 12, 5), ended_at=datetime(2026, 12, 1, 0, 0)) == {"online", "pending_in_time"}


def test_finished_on_the_last_day_is_finished_in_it(leaf):
    assert leaf(ended_at=datetime(2026, 11, 30, 23, 59)) == {"online", "late"}


def test_received_before_and_still_pending_is_carried_over(leaf):
    assert leaf(received_at=datetime(2026, 10, 31, 23, 59)) == {"carried_online", "pending_overdue"}


def test_received_before_and_finished_on_the_first_day_is_carried_over(leaf):
    assert leaf(received_at=day(20, 10), ended_at=datetime(2026, 11, 1, 0, 0)) == {"carried_online", "early"}


def test_finished_before_the_period_is_not_in_it(leaf):
    assert leaf(received_at=day(20, 10), ended_at=datetime(2026, 10, 31, 23, 59)) == set()


def test_received_after_the_period_is_not_in_it(leaf):
    assert leaf(received_at=datetime(2026, 12, 1, 0, 0)) == set()


def test_what_was_never_received_is_not_counted(leaf):
    assert leaf(counted=False) == set()


@pytest.mark.parametrize("ended_on", [None, date(2026, 12, 1)])
def test_waiting_for_papers_on_the_last_day_is_a_leaf_of_its_own(leaf, ended_on):
    pause = {"began_on": date(2026, 11, 30), "ended_on": ended_on}
    assert leaf(pauses=[pause]) == {"online", "supplement_waiting"}


def test_papers_that_came_on_the_last_day_are_waited_for_no_longer(leaf):
    pause = {"began_on": date(2026, 11, 12), "ended_on": date(2026, 11, 30), "due_after": date(2026, 12, 8)}
    assert leaf(pauses=[pause]) == {"online", "pending_in_time"}


def test_papers_asked_for_after_the_period_stop_nothing_in_it(leaf):
    assert leaf(pauses=[{"began_on": date(2026, 12, 1)}]) == {"online", "pending_overdue"}


def test_a_stop_for_financial_duty_is_in_time(centre, leaf):
    pause = {"kind": Pause.FINANCIAL_DUTY, "began_on": date(2026, 11, 15)}
    assert leaf(pauses=[pause]) == {"online", "duty_waiting"}
    found = table(centre, NOVEMBER)
    assert found.cells(found.total)["14"] == 1


def test_an_ended_stop_prolongs_the_due_date(leaf):
    pause = {"began_on": date(2026, 11, 12), "ended_on": date(2026, 11, 17), "due_after": date(2026, 11, 25)}
    assert leaf(pauses=[pause], ended_at=day(25)) == {"online", "on_time"}


def test_two_stops_do_not_count_a_dossier_twice(leaf, centre):
    pauses = [{"began_on": date(2026, 11, 12)}, {"kind": Pause.FINANCIAL_DUTY, "began_on": date(2026, 11, 12)}]
    assert leaf(pauses=pauses) == {"online", "supplement_waiting"}
    assert table(centre, NOVEMBER).total.total_received == 1


def test_a_stop_that_ends_after_the_period_prolongs_nothing_in_it(leaf):
    first = {"began_on": date(2026, 11, 12), "ended_on": date(2026, 11, 13), "due_after": date(2026, 11, 23)}
    second = {"began_on": date(2026, 12, 1), "ended_on": date(2026, 12, 20), "due_after": date(2026, 12, 31)}
    assert leaf(pauses=[first, second]) == {"online", "pending_overdue"}


def test_a_past_period_gives_the_same_table_after_the_dossier_has_ended(centre, dossier):
    pending = dossier()
    before = table(centre, NOVEMBER).total
    pending.ended_at, pending.outcome = day(3, 12), "resolved"
    with unit_of_work(centre.id):
        pending.save()
    assert table(centre, NOVEMBER).total == before


def test_rows_are_the_fields_of_the_centre_in_their_order(centre, dossier):
    dossier()
    assert [(row.position, row.field) for row in table(centre, NOVEMBER).rows] == [(1, "Hộ tịch"), (2, "Chứng thực")]
    assert table(centre, NOVEMBER).rows[1].counts == NONE


def test_another_centre_s_dossiers_are_nowhere(centre, elsewhere, dossier):
    dossier(centre=elsewhere, field=elsewhere.fields.get())
    assert table(centre, NOVEMBER).total == NONE
    assert table(elsewhere, NOVEMBER).total.total_received == 1


def test_a_dossier_in_another_centre_s_field_is_named_by_the_check(centre, elsewhere, dossier):
    dossier(field=elsewhere.fields.get())
    broken = [check for check in checks(table(centre, NOVEMBER)) if not check.holds]
    assert [check.key for check in broken] == ["I5"]
    assert broken[0].faults[0] == "Cột (3): tổng cộng 1, các lĩnh vực cộng lại 0"


def test_a_year_is_the_sum_of_its_flows(centre, dossier):
    dossier(ended_at=day(12))
    dossier(received_at=day(2, 12), ended_at=day(5, 12), due_on=date(2026, 12, 4))
    both = table(centre, Period(date(2026, 11, 1), date(2026, 12, 31))).total
    assert (both.finished, both.early, both.late) == (2, 1, 1)


def test_blocks_of_fields_are_told_apart_and_make_the_whole_together(centre, dossier, furnish_field):
    dossier(latest_only=True)
    dossier(field=furnish_field("Đất đai"), received_at=day(20, 10), latest_only=True)
    dossier(field=furnish_field("Môi trường"), ended_at=day(12))
    blocks = [{"name": "Chi nhánh Văn phòng đăng ký đất đai", "fields": ["Đất đai", "Môi trường"]}]
    profile = read_profile({"source_blocks": blocks})
    scope = Scope(centre, NOVEMBER, profile)
    own, apart = blocks_of(scope, counts(scope, Dossier.field))
    assert [row.field for row in own.rows] == ["Hộ tịch", "Chứng thực"]
    assert [(row.position, row.field) for row in apart.rows] == [(1, "Đất đai"), (2, "Môi trường")]
    assert (own.block, apart.block) == ("", "Chi nhánh Văn phòng đăng ký đất đai")
    whole = table(centre, NOVEMBER, profile)
    assert own.total + apart.total == whole.total
    assert (own.latest_only, apart.latest_only, whole.latest_only) == (1, 1, 2)
    assert blocks_of(Scope(centre, NOVEMBER), {}) == []
