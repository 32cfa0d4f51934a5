"""Hours and days off: today's alone, the week's, and the public holidays of a year."""

from datetime import date, datetime, time

import pytest

from dossiers.holidays import from_lunar, of_year
from models.centre import DatedOpening, Opening, SpecialDay
from models.journal import Change
from queueing import hours
from tests.setup.forms import fields_of

PAGE = "/admin/hours"
NEW_YEARS = {2020: "2020-01-25", 2024: "2024-02-10", 2025: "2025-01-29", 2026: "2026-02-17", 2027: "2027-02-06",
             1985: "1985-01-21", 2007: "2007-02-17", 2030: "2030-02-02", 2033: "2033-01-31"}  # fmt: skip


def sent(somebody, form: str) -> dict:
    return fields_of(somebody.get(PAGE).get_data(as_text=True), f"{PAGE}/{form}")


@pytest.mark.parametrize(("year", "day"), NEW_YEARS.items())
def test_the_lunar_year_begins_on_its_day_in_vietnam(year, day):
    assert from_lunar(1, 1, year) == date.fromisoformat(day)


def test_a_holiday_on_a_weekend_is_made_up_for_on_the_next_working_day():
    names = {one.date.isoformat(): one.name for one in of_year(2026)}
    assert names["2026-04-26"] == "Giỗ Tổ Hùng Vương"
    assert names["2026-04-27"] == "Nghỉ bù Giỗ Tổ Hùng Vương"
    assert [one.date.isoformat() for one in of_year(2026) if not one.law] == ["2026-11-24"]


def test_a_lead_closes_early_today_and_tomorrow_is_as_ever(person, centre):
    lead = person().sign_in("truong")
    form = sent(lead, "today") | {"today_a_opens": "7h30", "today_a_closes": "09:00"}
    assert lead.post(f"{PAGE}/today", data=form).status_code == 303
    assert hours.at(centre, datetime(2026, 11, 20, 9, 5)).state == hours.CLOSED
    assert hours.at(centre, datetime(2026, 11, 21, 9, 5)).state == hours.OPEN
    assert lead.post(f"{PAGE}/today", data=sent(lead, "today") | {"usual": "yes"}).status_code == 303
    assert not DatedOpening.select().exists()
    assert Change.select().where(Change.subject == "hours").count() == 2
    assert lead.post(f"{PAGE}/week", data={}).status_code == 403


@pytest.mark.parametrize("typed", ["1330", "13h30", "13.30", "13:30", "13 30", "13H30"])
def test_a_time_is_taken_however_it_is_written(person, centre, typed):
    lead = person().sign_in("truong")
    form = sent(lead, "today") | {"today_a_opens": "730", "today_a_closes": "1130"}
    form |= {"today_b_opens": typed, "today_b_closes": "17h"}
    assert lead.post(f"{PAGE}/today", data=form).status_code == 303
    kept = [(row.opens, row.closes) for row in DatedOpening.select().order_by(DatedOpening.opens)]
    assert kept == [(time(7, 30), time(11, 30)), (time(13, 30), time(17))]


def test_a_day_off_holds_over_the_hours_that_the_day_was_given_before(person, centre):
    admin, at_nine = person().sign_in("quan"), datetime(2026, 11, 20, 9)
    short = {"today_a_opens": "07:30", "today_a_closes": "15:00"}
    admin.post(f"{PAGE}/today", data=sent(admin, "today") | short)
    assert hours.at(centre, at_nine).state == hours.OPEN
    admin.post(f"{PAGE}/days", data={"date": "20/11/2026", "name": "Bão số 9", "works": "no"})
    assert hours.at(centre, at_nine).state == hours.HOLIDAY
    admin.post(f"{PAGE}/today", data=sent(admin, "today") | short)
    assert hours.at(centre, at_nine).state == hours.OPEN, "hours that were given after it hold"


def test_the_week_is_kept_as_typed_and_an_empty_day_is_closed(person, centre):
    admin = person().sign_in("quan")
    form = dict.fromkeys(sent(admin, "week"), "") | {"version": sent(admin, "week")["version"]}
    form |= {"d0_a_opens": "07:30", "d0_a_closes": "11:30", "d0_b_opens": "13:30", "d0_b_closes": "24:00"}
    assert admin.post(f"{PAGE}/week", data=form).status_code == 303
    rows = [(row.weekday, row.opens, row.closes) for row in Opening.select().order_by(Opening.opens)]
    assert rows == [(0, time(7, 30), time(11, 30)), (0, time(13, 30), time())]
    assert admin.post(f"{PAGE}/week", data=form).status_code == 409, "sent over an older state"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"d0_a_opens": "12:00", "d0_a_closes": "11:30"}, "d0_a_closes"),
        ({"d0_a_opens": "25:00"}, "d0_a_opens"),
        ({"d0_a_closes": ""}, "d0_a_closes"),
        ({"d0_a_closes": "12:00", "d0_b_opens": "11:00", "d0_b_closes": "17:00"}, "d0_b_opens"),
    ],
)
def test_hours_that_cannot_be_are_refused_beside_their_field(person, centre, typed, field):
    admin = person().sign_in("quan")
    answer = admin.post(f"{PAGE}/week", data=sent(admin, "week") | typed)
    assert answer.status_code == 422 and f'data-testid="error-{field}"' in answer.get_data(as_text=True)
    assert Opening.select().count() == 7


def test_a_years_holidays_are_offered_added_and_taken_away(person, centre):
    admin = person().sign_in("quan")
    page = admin.get(f"{PAGE}?year=2027").get_data(as_text=True)
    offered = fields_of(page, f"{PAGE}/holidays")
    assert admin.post(f"{PAGE}/holidays", data=offered).status_code == 303
    kept = {row.date for row in SpecialDay.select()}
    assert date(2027, 2, 6) in kept and date(2027, 11, 24) not in kept
    admin.post(f"{PAGE}/days/2027-02-06/removals")
    assert not SpecialDay.select().where(SpecialDay.date == date(2027, 2, 6)).exists()
    again = admin.post(f"{PAGE}/days", data={"date": "2027-02-08", "name": "x", "works": "no"})
    assert again.status_code == 409 and "đã có trong lịch" in again.get_data(as_text=True)
