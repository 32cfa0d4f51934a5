"""One rating of a visit, the first; told to nobody but in totals."""

from datetime import timedelta

import pytest

import queueing
from models.access import Device
from models.base import db, now, unit_of_work
from models.centre import Centre
from models.dossier import Dossier, DossierEntry
from models.register import Rating
from queueing import rating
from queueing.errors import Invalid, NotAtCounter, TooLate, WrongState
from queueing.rating import RatingsOff
from tests.conftest import new_key


@pytest.fixture
def visit(certification, counter_1):
    """A visit to counter 1 that is done."""
    ticket = queueing.issue(certification, key=new_key())
    queueing.call_next(counter_1)
    queueing.serve(ticket, counter_1)
    return queueing.finish(ticket, counter_1)


@pytest.fixture
def tablet(person, centre, counter_1):
    """The tablet at counter 1."""
    somebody = person().at_device(Device.TABLET, centre)
    db.connect(reuse_if_open=True)
    with unit_of_work():
        Device.update(counter=counter_1).where(Device.kind == Device.TABLET).execute()
    return somebody


def kept():
    db.connect(reuse_if_open=True)
    return Rating.get()


def test_a_rating_is_of_the_visit_its_service_its_counter_and_its_field(visit, certification, counter_1):
    rating.rate(visit, 2, Rating.TABLET, chips=["advice", "wait"])
    row = kept()
    assert (row.ticket, row.service, row.counter, row.field.name) == (visit, certification, counter_1, "Chứng thực")
    assert (row.level, row.chips, row.votes) == (2, "wait advice", 1)


def test_the_first_answer_stands_and_only_its_own_reasons_are_added(visit):
    rating.rate(visit, 3, Rating.TABLET)
    rating.rate(visit, 5, Rating.PHONE)
    rating.rate(visit, 3, Rating.PHONE, chips=["wait"])
    assert (kept().level, kept().chips, kept().channel) == (3, "", Rating.TABLET)
    rating.rate(visit, 3, Rating.TABLET, chips=["wait"])
    rating.rate(visit, 3, Rating.TABLET, chips=["other"])
    assert (Rating.select().count(), kept().chips) == (1, "wait")


def test_who_is_satisfied_is_not_asked_why(visit):
    rating.rate(visit, 4, Rating.PHONE, chips=["wait"])
    assert kept().chips == ""


def test_only_a_visit_that_is_done_is_rated_and_within_a_day(certification, visit, hands):
    with pytest.raises(WrongState):
        rating.rate(queueing.issue(certification, key=new_key()), 5, Rating.PHONE)
    for level, chips in ((0, []), (6, []), (2, ["nonsense"])):
        with pytest.raises(Invalid):
            rating.rate(visit, level, Rating.PHONE, chips=chips)
    hands.forward(hours=24, seconds=1)
    with pytest.raises(TooLate):
        rating.rate(visit, 5, Rating.PHONE)


def test_what_a_tablet_kept_is_dated_when_it_was_said_and_never_before_the_visit(visit, hands):
    done = now()
    hands.forward(hours=5)
    rating.rate(visit, 5, Rating.TABLET, ago=timedelta(hours=4))
    assert kept().at == done + timedelta(hours=1)
    with unit_of_work():
        Rating.delete().execute()
    rating.rate(visit, 5, Rating.TABLET, ago=timedelta(hours=9))
    assert kept().at == done


def test_a_centre_may_ask_nobody(centre, visit):
    with unit_of_work():
        Centre.update(ratings=False).execute()
    with pytest.raises(RatingsOff):
        rating.rate(visit, 5, Rating.PHONE)


def test_the_tablet_asks_for_25_seconds_until_the_next_is_called_or_the_phone_has_answered(
    tablet, visit, certification, counter_1, hands
):
    def asks():
        return tablet.get("/api/rating/question").json["visit"]

    assert asks() == {"ticket": visit.token, "seconds_left": 25.0}
    hands.forward(seconds=24)
    assert asks()["seconds_left"] == 1
    db.connect(reuse_if_open=True)
    after = queueing.issue(certification, key=new_key())
    queueing.call_next(counter_1)
    assert asks() is None
    db.connect(reuse_if_open=True)
    queueing.serve(after, counter_1)
    queueing.finish(after, counter_1)
    assert asks()["ticket"] == after.token
    db.connect(reuse_if_open=True)
    rating.rate(after, 5, Rating.PHONE)
    assert asks() is None
    hands.forward(seconds=26)
    assert asks() is None


def test_a_tablet_answers_for_its_own_counter_only(tablet, visit, civil_status, counter_1, counter_2):
    db.connect(reuse_if_open=True)
    other = queueing.issue(civil_status, key=new_key())
    queueing.call_next(counter_2)
    queueing.serve(other, counter_2)
    queueing.finish(other, counter_2)
    with pytest.raises(NotAtCounter):
        rating.rate(other, 5, Rating.TABLET, at_counter=counter_1)
    assert tablet.post("/api/ratings", json={"ticket": other.token, "level": 5}).status_code == 403
    assert tablet.post("/api/ratings", json={"ticket": visit.token, "level": 1}).json == {"thanks": True}
    assert tablet.post("/api/ratings", json={"ticket": visit.token, "level": 5}).json == {"thanks": True}
    assert kept().level == 1


def test_no_officer_reads_or_gives_a_rating(person, visit):
    officer = person().sign_in("lan", counter=1)
    assert officer.post(f"/t/{visit.token}/ratings", data={"level": "5"}).status_code == 403
    assert officer.post(f"/api/tickets/{visit.token}/ratings", json={"level": 5}).status_code == 403
    assert officer.post("/api/ratings", json={"ticket": visit.token, "level": 5}).status_code == 401
    db.connect(reuse_if_open=True)
    assert Rating.select().count() == 0


def test_a_phone_rates_once_without_script_and_the_page_never_shows_the_level_again(person, visit):
    phone = person()
    page = phone.get(f"/t/{visit.token}").text
    assert [page.index(f'data-testid="rate-{level}"') for level in (5, 4, 3, 2, 1)] == sorted(
        page.index(f'data-testid="rate-{level}"') for level in range(1, 6)
    )
    why = phone.post(f"/t/{visit.token}/ratings", data={"level": "2"})
    assert "rate-send" in why.text
    said = phone.post(
        f"/t/{visit.token}/ratings", data={"level": "2", "said": "1", "chip": ["wait", "trips"]}, follow_redirects=True
    )
    assert "rate-thanks" in said.text and "rate-send" not in said.text and "rate-2" not in said.text
    assert "Đã nhận đánh giá: Chưa hài lòng." in said.text
    assert "Đã nhận đánh giá" not in phone.get(f"/t/{visit.token}").text
    assert (kept().level, kept().chips, kept().channel) == (2, "wait trips", Rating.PHONE)


def test_a_served_citizen_reads_when_the_result_is_promised_and_no_code(person, visit, certification):
    procedure = certification.procedures.get()
    with unit_of_work():
        row = Dossier.create(
            centre=visit.centre,
            code="H99.01-261120-0001",
            code_key="H99.01-261120-0001",
            field=procedure.field,
            procedure=procedure,
            channel="direct",
            received_at=now(),
            due_on=now().date(),
        )
        DossierEntry.create(centre=visit.centre, ticket=visit, dossier=row, procedure=procedure, outcome="received")
    page = person().get(f"/t/{visit.token}").text
    assert "Hẹn trả kết quả: 20/11/2026." in page
    assert "H99.01" not in page


def test_on_the_servers_own_pc_the_address_says_at_which_counter_the_tablet_stands(person, centre):
    here = person()
    here.get("/rate")  # is paired, and sent back here
    page = here.get("/rate").text
    assert 'data-testid="rate-choices"' in page and '<option value="2">' in page, "no dead end"
    for number in (1, 2):
        assert here.get(f"/rate?counter={number}").status_code == 303
        db.connect(reuse_if_open=True)
        assert Device.get(Device.kind == Device.TABLET).counter.number == number
    elsewhere = {"environ_overrides": {"REMOTE_ADDR": "192.168.1.77"}}
    assert 'data-testid="rate-choices"' not in person().get("/rate", **elsewhere).text
