"""Satisfaction, incidents, home visits, guide-desk reasons: what goes in, what is refused, what a period comes to."""

from datetime import date, datetime

import pytest

from figures import registers as figures
from figures.period import Period
from figures.satisfaction import satisfaction, satisfaction_by_counter, satisfaction_by_field
from models.base import unit_of_work
from models.centre import Centre
from models.register import HomeVisit, Incident, Rating
from tests.registers.test_feedback import said

NOVEMBER = Period(date(2026, 11, 15), date(2026, 12, 14))
VISIT = {"asked_on": "2026-11-19", "planned_on": "2026-11-27", "reason": "elderly", "contact": "0912 345 678"}
DOWN = {"system": "Cổng Dịch vụ công Quốc gia", "began_at": "2026-11-20T07:10"}


def rate(centre, level, votes, field=None, on=date(2026, 11, 19), counter=None):
    with unit_of_work(centre.id):
        at = datetime.combine(on, datetime.min.time())
        facts = {"field": field, "counter": counter, "channel": Rating.TABLET, "at": at}
        Rating.create(centre=centre, level=level, votes=votes, **facts)


def test_satisfaction_is_told_from_ten_ratings_on(centre):
    rate(centre, 5, 7)
    rate(centre, 2, 2)
    few = satisfaction(centre, NOVEMBER)
    assert (few.n, few.levels, few.satisfied, few.share, few.printed) == (9, None, None, None, "Chưa đủ số liệu")
    rate(centre, 4, 1, on=date(2026, 12, 14))
    rate(centre, 1, 50, on=date(2026, 12, 15))  # after the period
    enough = satisfaction(centre, NOVEMBER)
    assert (enough.n, enough.levels, enough.satisfied, enough.printed) == (10, (0, 2, 0, 1, 7), 8, "80%")


def test_the_totals_of_a_counter_are_seen_by_whom_the_centre_has_chosen(
    centre, counter_1, counter_2, counter_3, person
):
    for counter, votes in ((counter_1, 40), (counter_2, 12), (counter_3, 4)):
        rate(centre, 5, votes, counter=counter)
    found = satisfaction_by_counter(centre, NOVEMBER)
    assert [(one.number, told.n, told.satisfied) for one, told in found.items()] == [
        (1, 40, 40),
        (2, 12, None),  # else the four of counter 3 would follow
        (3, 4, None),
    ]
    seen_by = {"nobody": set(), "director": {"ha"}, "lead": {"ha", "truong"}}
    staff = {name: person().sign_in(name) for name in ("ha", "truong", "quan", "lan")}
    for choice, those in seen_by.items():
        with unit_of_work(centre.id):
            Centre.update(counter_ratings=choice).execute()
        pages = {name: one.get("/registers/satisfaction").get_data(as_text=True) for name, one in staff.items()}
        assert {name for name, page in pages.items() if 'data-testid="by-counter"' in page} == those


def test_a_small_field_does_not_follow_from_the_total(centre, civil_field, other_field):
    rate(centre, 5, 30, civil_field)
    rate(centre, 1, 3, other_field)
    by_field = satisfaction_by_field(centre, NOVEMBER)
    assert list(by_field) == [civil_field.id, other_field.id]
    assert [told.share for told in by_field.values()] == [None, None], "33 in all: 30 would tell the other 3"
    rate(centre, 4, 7)
    assert [str(told.share) for told in satisfaction_by_field(centre, NOVEMBER).values()] == [
        "100.0",
        "None",
        "None",
    ]


def test_paper_slips_go_in_once_a_day_and_can_be_taken_out(director, centre, civil_field):
    wish = {"day": "2026-11-19", "field": civil_field.id, "votes": {"very_satisfied": 20, "dissatisfied": 5}}
    assert director.post("/api/registers/paper-ratings", json=wish).json == {"slips": 25}
    assert said(director.post("/api/registers/paper-ratings", json=wish)) == (409, "slips_known", "day")
    assert director.post("/api/registers/paper-ratings", json=wish | {"field": None}).status_code == 201
    page = director.get("/registers/satisfaction").get_data(as_text=True)
    assert "40 trên 50 phiếu" in page
    where = {"day": "2026-11-19", "field": civil_field.id}
    assert director.post("/api/registers/paper-ratings/removals", json=where).json == {"slips": 25}
    assert director.post("/api/registers/paper-ratings/removals", json=where).status_code == 404
    assert satisfaction(centre, NOVEMBER).n == 25


def test_slips_that_cannot_be_are_refused(director):
    wish = {"day": "2026-11-19", "votes": {"satisfied": 1}}
    for change, field in (({"votes": {}}, "votes"), ({"day": "2026-11-21"}, "day")):
        assert said(director.post("/api/registers/paper-ratings", json=wish | change)) == (422, "invalid", field)
    assert director.post("/api/registers/paper-ratings", json=wish | {"votes": {"satisfied": -1}}).status_code == 422


def test_an_incident_is_a_sentence_of_the_report(centre):
    for system, began, ended, dossiers in (
        ("VNeID", datetime(2026, 5, 12, 8, 10), datetime(2026, 5, 12, 10, 30), 12),
        ("thanh toán VNPAY", datetime(2026, 5, 12, 9, 0), datetime(2026, 5, 13, 7, 5), None),
        ("Hệ thống thông tin giải quyết TTHC", datetime(2026, 2, 5, 7, 30), None, 1200),
    ):
        with unit_of_work(centre.id):
            Incident.create(centre=centre, system=system, began_at=began, ended_at=ended, dossiers=dossiers)
    may = Period(date(2026, 5, 13), date(2026, 6, 14))
    assert [note.sentence for note in figures.incidents(centre, Period(date(2026, 5, 1), date(2026, 5, 12)))] == [
        "Từ 07:30 ngày 05/02/2026 đến nay hệ thống thông tin giải quyết TTHC không truy cập được, "
        "ảnh hưởng 1.200 hồ sơ.",
        "Từ 08:10 đến 10:30 ngày 12/5/2026 VNeID không truy cập được, ảnh hưởng 12 hồ sơ.",
        "Từ 09:00 ngày 12/5/2026 đến 07:05 ngày 13/5/2026 hệ thống thanh toán VNPAY không truy cập được.",
    ]
    assert [note.ended_at for note in figures.incidents(centre, may)] == [None, datetime(2026, 5, 13, 7, 5)]


def test_an_incident_lasts_until_somebody_says_that_it_is_over(director):
    row = director.post("/api/registers/incidents", json=DOWN).json
    assert 'data-testid="running"' in director.get("/registers/incidents").get_data(as_text=True)
    over = DOWN | {"ended_at": "2026-11-20T07:55", "dossiers": 3}
    assert director.put(f"/api/registers/incidents/{row['id']}", json=over).status_code == 200
    page = director.get("/registers/incidents").get_data(as_text=True)
    assert 'data-testid="running"' not in page
    assert "Từ 07:10 đến 07:55 ngày 20/11/2026 Cổng Dịch vụ công Quốc gia không truy cập được" in page


def test_an_incident_that_cannot_be_is_refused(director):
    for change, field in (
        ({"ended_at": "2026-11-20T07:10"}, "ended_at"),
        ({"ended_at": "2026-11-20T09:00"}, "ended_at"),  # in an hour
        ({"began_at": "2026-11-20 07:10"}, "began_at"),
        ({"system": "  "}, "system"),
    ):
        assert said(director.post("/api/registers/incidents", json=DOWN | change)) == (422, "invalid", field)


@pytest.mark.parametrize("state", ["done", "cancelled"])
def test_where_to_go_is_wiped_with_the_end_of_the_visit_and_in_no_file(director, centre, state):
    number = director.post("/api/registers/home-visits", json=VISIT).json["id"]
    path = f"/api/registers/home-visits/{number}"
    assert director.put(path, json=VISIT | {"contact": "12 Lê Lợi"}).status_code == 200
    assert "12 Lê Lợi" in director.get("/registers/home-visits").get_data(as_text=True)
    file = director.get("/registers/home-visits.csv?from=2026-11-01&to=2026-12-31").data.decode("utf-8-sig")
    assert "Người cao tuổi" in file and "Lê Lợi" not in file
    early = director.post(f"{path}/endings", json={"state": state, "closed_on": "2026-11-18"})
    assert said(early) == (422, "invalid", "closed_on")
    assert HomeVisit.get_by_id(number).contact == "12 Lê Lợi", "refused as a whole"
    assert director.post(f"{path}/endings", json={"state": state, "closed_on": "2026-11-20"}).status_code == 200
    row = HomeVisit.get_by_id(number)
    assert (row.state, row.contact, row.closed_on) == (state, "", date(2026, 11, 20))
    assert said(director.put(path, json=VISIT))[:2] == (409, "visit_closed")
    assert said(director.post(f"{path}/endings", json={"state": "done", "closed_on": "2026-11-20"}))[0] == 409
    counts = figures.home_visits(centre, NOVEMBER)
    assert (counts.asked, counts.planned, counts.done + counts.cancelled) == (1, 0, 1)
    assert counts.done_by_reason == ({"elderly": 1} if state == "done" else {})


def test_a_visit_is_planned_no_earlier_than_it_was_asked_for(director):
    wish = VISIT | {"planned_on": "2026-11-18"}
    assert said(director.post("/api/registers/home-visits", json=wish)) == (422, "invalid", "planned_on")


def test_an_officer_at_the_guide_desk_notes_reasons_and_sees_no_other_register(person, kiosk, certification, director):
    token = kiosk.take_number(certification).json["ticket"]["token"]
    lan = person().sign_in("lan")
    for wish in ({"reason": "no_vneid", "ticket": token}, {"reason": "no_vneid"}, {"reason": "elderly"}):
        assert lan.post("/api/registers/guide-reasons", json=wish).status_code == 201
    assert said(lan.post("/api/registers/guide-reasons", json={"reason": "elderly", "ticket": "BCGHKLMN"})) == (
        404,
        "not_found",
        "ticket",
    )
    assert lan.post("/api/registers/guide-reasons", json={"reason": "lazy"}).status_code == 422
    page = lan.get("/registers/guide-reasons").get_data(as_text=True)
    assert "Hôm nay đã ghi 3 lượt" in page and "/registers/feedback" not in page
    assert 'data-testid="sign-in"' in lan.get("/registers/feedback").get_data(as_text=True)
    assert lan.delete("/api/registers/guide-reasons/1").status_code == 403
    file = director.get("/registers/guide-reasons.csv?from=2026-11-20&to=2026-11-20").data.decode("utf-8-sig")
    assert file.splitlines()[:2] == ["Lý do,Số lượt,Tỷ lệ", 'Chưa có VNeID,2,"66,7%"']
