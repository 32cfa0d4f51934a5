"""The calendar as data: what may be pasted, what a change does, and what it never does. Friday 20/11/2026."""

from datetime import date, time

import pytest

from dossiers import special_days
from dossiers.calendar import WorkingDays, due_date
from dossiers.stop_register import start_clock, stop_clock
from models.base import now, unit_of_work
from models.centre import Centre, SpecialDay
from models.dossier import Dossier
from queueing.errors import Conflict, Invalid, NotFound
from tests.deadlines.conftest import day


@pytest.mark.parametrize(
    ("line", "days", "name", "works"),
    [
        ("02/09/2026 Quốc khánh", ["2026-09-02"], "Quốc khánh", False),
        ("  2/9/2026 - Quốc khánh ", ["2026-09-02"], "Quốc khánh", False),
        ("2.9.2026;Quốc khánh", ["2026-09-02"], "Quốc khánh", False),
        ("17/02–18/02/2026 Tết Nguyên đán", ["2026-02-17", "2026-02-18"], "Tết Nguyên đán", False),
        ("31/12/2026 đến 01/01/2027: Tết Dương lịch", ["2026-12-31", "2027-01-01"], "Tết Dương lịch", False),
        ("22/08/2026 làm bù cho ngày 31/8", ["2026-08-22"], "Làm bù cho ngày 31/8", True),
        ("22/08/2026 + bù", ["2026-08-22"], "Bù", True),
    ],
)
def test_a_line_is_read_as_a_person_writes_it(line, days, name, works):
    assert list(special_days.read(line)) == [(date.fromisoformat(one), (name, works)) for one in days]


@pytest.mark.parametrize(
    "line",
    ["02/09 Quốc khánh", "32/09/2026 Quốc khánh", "02/09/2026", "09-2026 x", "5/9/2026–2/9/2026 x", "1/1–1/6/2026 x"],
)
def test_one_line_that_cannot_be_read_refuses_all_and_is_named(centre, line):
    with pytest.raises(Invalid) as refusal:
        special_days.paste(centre, f"01/09/2026 Quốc khánh\n\n{line}")
    assert "Dòng 3" in refusal.value.message_vi and "Line 3" in refusal.value.message_en
    assert not SpecialDay.select().exists()


def test_a_year_pasted_twice_changes_nothing_the_second_time(centre):
    text = "01/09/2026 Quốc khánh\n02/09/2026 Quốc khánh\n22/08/2026 làm bù"
    assert special_days.paste(centre, text).added == 3
    again = special_days.paste(centre, text.replace("02/09/2026 Quốc khánh", "02/09/2026 Ngày Quốc khánh"))
    assert (again.added, again.replaced, again.unchanged, again.days) == (0, 1, 2, (day(2, 9),))
    assert SpecialDay.get(SpecialDay.date == day(2, 9)).name == "Ngày Quốc khánh"


def test_a_change_moves_no_promise_but_what_is_added_from_now_on(centre, dossier):
    promised, standing = dossier(25), dossier(25)
    stop = stop_clock(standing, "financial_duty", day(19))
    special_days.add(centre, day(25), "Nghỉ đột xuất", works=False)
    assert Dossier.get_by_id(promised.id).due_on == day(25)
    start_clock(stop, day(20))  # one working day more: the 25th rests now
    assert Dossier.get_by_id(standing.id).due_after == day(26)
    assert due_date(centre, now(), 2) == day(26)


def test_the_answer_says_whom_a_change_concerns(director, dossier):
    dossier(30)
    dossier(30, ended_at=now(), outcome="resolved")
    stop_clock(dossier(27), "supplement", day(19))
    answer = director.post("/api/calendar/days", json={"date": "2026-11-30", "name": "Nghỉ"})
    assert answer.status_code == 201
    assert (answer.json["promised_for_days_off"], answer.json["standing_stops"]) == (1, 1)
    page = director.get("/deadlines/calendar?changed=2026-11-30").get_data(as_text=True)
    assert "1 hồ sơ đang giải quyết có ngày hẹn trả rơi vào ngày nghỉ vừa thêm" in page


def test_a_date_stands_once_and_can_be_taken_out(centre, director):
    special_days.add(centre, day(30), "Nghỉ", works=False)
    with pytest.raises(Conflict, match="Nghỉ"):
        special_days.add(centre, day(30), "Khác", works=False)
    assert director.delete("/api/calendar/days/2026-11-30").status_code == 200
    assert WorkingDays.of(centre).works(day(30))
    with pytest.raises(NotFound):
        special_days.remove(centre, day(30))
    assert director.delete("/api/calendar/days/2026-02-30").status_code == 404


def test_the_week_and_the_hour_of_the_same_day_are_set_here(centre, director):
    week = {"weekdays": [0, 1, 2, 3, 4, 5], "same_day_until": "14:30"}
    assert director.put("/api/calendar/week", json=week).status_code == 200
    centre = Centre.get_by_id(centre.id)
    assert WorkingDays.of(centre).works(day(21))
    assert due_date(centre, now().replace(hour=14, minute=30), 0) == day(21)
    for wrong in ({"weekdays": []}, {"weekdays": [7]}, {"same_day_until": "25:00"}):
        assert director.put("/api/calendar/week", json=week | wrong).status_code == 422
    with pytest.raises(Invalid):
        special_days.set_week(centre, [], time(15))


def test_only_director_and_administrator_keep_the_calendar(person, lead):
    body = {"date": "2026-11-30", "name": "Nghỉ"}
    assert lead.post("/api/calendar/days", json=body).status_code == 403
    assert lead.put("/api/calendar/week", json={"weekdays": [0], "same_day_until": "15:00"}).status_code == 403
    assert lead.post("/api/calendar/imports", json={"text": "x"}).status_code == 403
    assert lead.delete("/api/calendar/days/2026-11-30").status_code == 403
    assert 'data-testid="sign-in"' in lead.get("/deadlines/calendar").get_data(as_text=True)
    assert "Lịch làm việc" not in lead.get("/deadlines").get_data(as_text=True)
    assert person().sign_in("quan").post("/api/calendar/days", json=body).status_code == 201


def test_another_centres_calendar_is_its_own(centre, elsewhere, director):
    with unit_of_work(elsewhere.id):
        SpecialDay.create(centre=elsewhere, date=day(30), name="Nghỉ")
    assert director.delete("/api/calendar/days/2026-11-30").status_code == 404
    assert WorkingDays.of(centre).works(day(30))
