"""What the checks say when something does not add up, in the table and from one report to the next."""

import pytest

from figures.doubts import idle_settings
from figures.identities import HandedIn, checks, months_in
from figures.named_periods import month, quarter
from figures.profile import Profile, read_profile
from figures.table import table
from tests.figures.conftest import NOVEMBER, day

pytestmark = pytest.mark.usefixtures("after_november")
OCTOBER_TO_DECEMBER = quarter(2026, 4, 1)
CALENDAR = Profile(cut_off_day=1)


def broken(found, handed_in=()):
    return {check.key: check for check in checks(found, handed_in) if not check.holds}


def test_a_channel_nobody_knows_is_in_no_group(centre, dossier):
    for _ in range(3):
        dossier(channel="fax")
    dossier()
    found = table(centre, NOVEMBER)
    assert found.cells(found.total)["3"] == 4
    check = broken(found)["I1"]
    assert check.faults == (
        "Hộ tịch: còn 3 hồ sơ chưa xếp vào nhóm nào",
        "Tổng cộng: còn 3 hồ sơ chưa xếp vào nhóm nào",
    )
    assert check.faults_en[1] == "Tổng cộng: 3 dossiers are in no group"


def test_an_ending_nobody_knows_is_in_no_group(centre, dossier):
    dossier(ended_at=day(12), outcome=None)
    dossier(ended_at=day(12), outcome="lost")
    found = table(centre, NOVEMBER)
    assert (found.cells(found.total)["7"], found.cells(found.total)["13"]) == (2, 0)
    assert broken(found).keys() == {"I2"}
    assert broken(found)["I2"].faults[-1] == "Tổng cộng: còn 2 hồ sơ chưa xếp vào nhóm nào"


def test_a_dossier_that_ended_before_it_came_is_neither_done_nor_pending(centre, dossier):
    dossier(received_at=day(10), ended_at=day(20, 10))
    dossier(received_at=day(5, 12), ended_at=day(20))
    assert broken(table(centre, NOVEMBER)).keys() == {"I4"}


def told(found, period, **other):
    by_field = {row.field: row.counts.pending for row in found.rows}
    facts = {"pending": found.total.pending, "pending_by_field": by_field} | other
    return HandedIn(period, found.total.received, found.total.finished, **facts)


def test_carried_over_is_held_against_what_was_handed_in(centre, dossier):
    dossier(received_at=day(20, 10), ended_at=day(3))
    october = month(2026, 10, 1)
    before = told(table(centre, october), october)
    found = table(centre, NOVEMBER)
    assert broken(found, [before]) == {}
    assert [check.key for check in checks(found, [before])] == ["I1", "I2", "I3", "I4", "I5", "I6", "I7"]
    wrong = told(table(centre, october), october, pending=5, pending_by_field={"Hộ tịch": 5})
    check = broken(found, [wrong])["I6"]
    assert check.sentence == ("Từ kỳ trước chuyển sang = đang giải quyết của báo cáo kỳ trước (1/10/2026–31/10/2026).")
    assert check.faults == (
        "Hộ tịch: kỳ này 1 hồ sơ, báo cáo kỳ trước 5",
        "Tổng cộng: kỳ này 1 hồ sơ, báo cáo kỳ trước 5",
    )
    assert broken(found, [wrong, before]) == {}, "the later of two for one period counts"


def test_gaps_and_overlaps_are_told_and_nothing_where_nothing_was_handed_in(centre):
    found = table(centre, NOVEMBER)
    assert [check.key for check in checks(found)] == ["I1", "I2", "I3", "I4", "I5"]
    [check] = [one for one in checks(found, [HandedIn(month(2026, 10), 0, 0, 0)]) if one.key == "I7"]
    assert check.faults == ("Kỳ này bỏ sót 17 ngày (15/10–31/10) sau báo cáo đã xuất.",)


def test_months_are_held_against_their_quarter_for_flows(centre, dossier):
    dossier(received_at=day(2, 10), ended_at=day(4, 12))
    dossier(ended_at=day(12))
    found = table(centre, OCTOBER_TO_DECEMBER, CALENDAR)
    months = months_in(found)
    assert [(one.received, one.finished) for one in months] == [(1, 0), (1, 1), (0, 1)]
    assert {check.key: check.holds for check in checks(found, months)}["I8"]
    wrong = [*months[:2], HandedIn(months[2].period, 7, 1, 0)]
    check = broken(found, wrong)["I8"]
    assert check.faults == ("Tiếp nhận trong kỳ: kỳ này 2, các tháng cộng lại 9",)
    assert "I8" not in {check.key for check in checks(found, months[:2])}, "one month is not there"


def test_settings_that_name_nothing_of_the_centre_are_told(centre):
    profile = read_profile(
        {
            "digitised_result_exclusions": ["2.000815", "9.999999"],
            "source_blocks": [{"name": "Đất đai", "fields": ["Hộ tịch", "Địa chính"]}],
        }
    )
    exclusion, block = idle_settings(centre, profile)
    assert (exclusion.key, block.key) == ("digitised_result_exclusions", "source_blocks")
    assert "“9.999999”" in exclusion.sentence
    assert "“Địa chính”" in block.sentence
