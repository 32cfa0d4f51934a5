"""What the checks say when something does not add up, in the table and from one report to the next."""

from dataclasses import replace

import pytest

from figures.doubts import idle_settings
from figures.named_periods import half, month, quarter
from figures.profile import Profile, read_profile
from figures.succession import Earlier, months_in
from figures.table import table
from models.base import unit_of_work
from models.centre import Field
from reports.checks import checks_of
from tests.figures.conftest import NOVEMBER, day

pytestmark = pytest.mark.usefixtures("after_november")
OCTOBER_TO_DECEMBER = quarter(2026, 4, 1)
CALENDAR = Profile(cut_off_day=1)


def by_key(found, earlier=()):
    return {check.key: check for check in checks_of(found, earlier)}


def broken(found, earlier=()):
    return {key: check for key, check in by_key(found, earlier).items() if not check.holds}


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
    rows = {row.field_id: (row.field, row.counts.pending) for row in found.rows}
    facts = {"pending": found.total.pending, "rows": rows} | other
    return Earlier(period, found.total.received, found.total.finished, **facts)


def test_what_there_is_nothing_to_compare_with_says_so_and_is_not_left_out(centre):
    found = checks_of(table(centre, NOVEMBER), [])
    assert [(check.key, check.state) for check in found[5:]] == [("I6", "idle"), ("I7", "idle"), ("I8", "idle")]
    assert found[5].sentence == (
        "Chưa có báo cáo nào được xuất cho kỳ trước (đến hết ngày 31/10/2026), nên chưa so được hồ sơ từ kỳ trước "
        "chuyển sang. Muốn so, mời xuất báo cáo kỳ trước."
    )
    assert found[6].sentence.startswith("Chưa có báo cáo nào của kỳ khác được xuất")
    assert found[7].sentence.startswith("Kỳ này không gồm từ hai tháng báo cáo trọn vẹn trở lên")
    assert all(check.holds and check.sentence_en for check in found)


def test_carried_over_is_held_against_the_report_before(centre, dossier):
    dossier(received_at=day(20, 10), ended_at=day(3))
    october = month(2026, 10, 1)
    before = told(table(centre, october), october)
    found = table(centre, NOVEMBER)
    assert broken(found, [before]) == {}
    assert [check.key for check in checks_of(found, [before])] == [f"I{number}" for number in range(1, 9)]
    wrong = told(table(centre, october), october, pending=5, rows={1: ("Hộ tịch", 5)})
    check = broken(found, [wrong])["I6"]
    assert check.sentence == ("Từ kỳ trước chuyển sang = đang giải quyết của báo cáo kỳ trước (1/10/2026–31/10/2026).")
    assert check.faults == (
        "Hộ tịch: kỳ này 1 hồ sơ, báo cáo kỳ trước 5",
        "Tổng cộng: kỳ này 1 hồ sơ, báo cáo kỳ trước 5",
    )
    trial = replace(wrong, handed_in=False)
    assert "31/10/2026, chưa đánh dấu đã nộp)" in broken(found, [trial])["I6"].sentence
    too_early = replace(trial, final=False)
    assert "được xuất khi kỳ chưa kết thúc" in by_key(found, [too_early])["I6"].sentence


def test_an_english_sentence_has_english_numbers_whatever_signs_the_report_has(centre, dossier):
    dossier(received_at=day(20, 10), ended_at=day(3))
    october = month(2026, 10, 1)
    wrong = told(table(centre, october), october, pending=3575, rows={1: ("Hộ tịch", 1)})
    check = broken(table(centre, NOVEMBER), [wrong])["I6"]
    assert check.faults == ("Tổng cộng: kỳ này 1 hồ sơ, báo cáo kỳ trước 3.575",)
    assert check.faults_en == ("Tổng cộng: 1 now, 3,575 in the report before",)


def test_a_field_with_a_new_name_or_a_new_number_is_the_same_field(centre, dossier, civil_field):
    dossier(received_at=day(20, 10), ended_at=day(3))
    october = month(2026, 10, 1)
    before = told(table(centre, october), october)
    with unit_of_work(centre.id):
        Field.update(name="Hộ tịch, quốc tịch").where(Field.id == civil_field.id).execute()
    assert by_key(table(centre, NOVEMBER), [before])["I6"].state == "holds"
    taken_back = replace(before, rows={number + 7: said for number, said in before.rows.items()})
    with unit_of_work(centre.id):
        Field.update(name="Hộ tịch").where(Field.id == civil_field.id).execute()
    assert by_key(table(centre, NOVEMBER), [taken_back])["I6"].state == "holds"
    wrong = replace(before, rows={civil_field.id: ("Tên cũ", 9)})
    assert broken(table(centre, NOVEMBER), [wrong])["I6"].faults == ("Tên cũ: kỳ này 1 hồ sơ, báo cáo kỳ trước 9",)


def test_gaps_and_overlaps_are_told_and_bind_where_the_other_report_was_handed_in(centre):
    found = table(centre, NOVEMBER)
    trial = Earlier(month(2026, 10), handed_in=False)
    check = by_key(found, [trial])["I7"]
    assert check.faults == ("Kỳ này bỏ sót 17 ngày (15/10–31/10) sau báo cáo đã xuất.",)
    assert (check.state, check.holds) == ("warns", True)
    assert check.sentence == "Kỳ này chưa nối tiếp các báo cáo đã xuất.", "its sentence says no other than its faults"
    assert by_key(found, [replace(trial, handed_in=True)])["I7"].state == "fails"
    follows = by_key(found, [Earlier(month(2026, 10, 1))])["I7"]
    assert follows.state == "holds" and "không bỏ sót ngày nào" in follows.sentence


def test_months_are_held_against_their_quarter_for_flows(centre, dossier):
    dossier(received_at=day(2, 10), ended_at=day(4, 12))
    dossier(ended_at=day(12))
    found = table(centre, OCTOBER_TO_DECEMBER, CALENDAR)
    months = months_in(found)
    assert [(one.received, one.finished) for one in months] == [(1, 0), (1, 1), (0, 1)]
    assert "tổng của 3 tháng (tính lại); hồ sơ tồn" in by_key(found, [])["I8"].sentence
    wrong = Earlier(months[2].period, 7, 1, 0)
    check = broken(found, [wrong])["I8"]
    assert "(1 tháng theo báo cáo đã xuất, 2 tháng tính lại)" in check.sentence
    assert check.faults == ("Tiếp nhận trong kỳ: kỳ này 2, các tháng cộng lại 9",)


def test_a_half_year_is_held_against_its_months_once_all_of_them_were_exported(centre, dossier):
    dossier()
    found = table(centre, half(2026, 2, 1), CALENDAR)
    months = [Earlier(one.period, one.received, one.finished) for one in months_in(found)]
    check = by_key(found, months[:4])["I8"]
    assert (check.state, "(còn thiếu: Tháng 11/2026; Tháng 12/2026)" in check.sentence) == ("idle", True)
    assert by_key(found, months)["I8"].state == "holds"
    assert broken(found, [*months[:5], Earlier(months[5].period, 1, 0)])["I8"].faults


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
