"""Numbers, and the conditions under which one is given."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

import queueing
from models.base import db, unit_of_work
from models.centre import Centre, Service, SpecialDay
from models.ticket import Series, State, Ticket, TicketMove
from queueing.errors import CentreClosed, KeyReused, QuotaReached, ServiceClosed
from tests.conftest import new_key


def test_numbers_begin_at_one_and_count_per_letter(certification, civil_status):
    codes = [queueing.issue(service, key=new_key()).code for service in (certification, certification, civil_status)]
    assert codes == ["C001", "C002", "H001"]


def test_past_nine_hundred_ninety_nine_a_number_has_four_digits(centre, certification):
    with unit_of_work():
        Series.create(centre=centre, letter="C", business_day=centre.business_day, last_number=999)
    assert queueing.issue(certification, key=new_key()).code == "C1000"


def test_two_centres_count_apart(certification, elsewhere):
    theirs = Service.get(Service.centre == elsewhere, Service.letter == "C")
    assert [queueing.issue(s, key=new_key()).code for s in (certification, theirs)] == ["C001", "C001"]


def test_the_same_key_gives_the_same_ticket_and_nothing_more(certification):
    key = new_key()
    first = queueing.issue(certification, key=key)
    assert queueing.issue(certification, key=key) == first
    assert (Ticket.select().count(), TicketMove.select().count()) == (1, 1)


def test_the_same_key_for_another_wish_is_refused(certification):
    key = new_key()
    queueing.issue(certification, key=key)
    with pytest.raises(KeyReused):
        queueing.issue(certification, key=key, priority=True)


def test_what_is_stored_with_the_ticket_fails_with_it(certification):
    def fail(ticket):
        raise RuntimeError("the print job cannot be stored")

    with pytest.raises(RuntimeError):
        queueing.issue(certification, key=new_key(), also=fail)
    assert (Ticket.select().count(), Series.select().count()) == (0, 0)


def test_a_service_that_is_switched_off_gives_no_number(certification):
    certification.active = False
    with pytest.raises(ServiceClosed):
        queueing.issue(certification, key=new_key())


def test_when_the_quota_is_reached_no_further_number_is_given(certification):
    certification.daily_quota = 1
    queueing.issue(certification, key=new_key())
    with pytest.raises(QuotaReached):
        queueing.issue(certification, key=new_key())
    assert Ticket.select().count() == 1


def test_a_closed_centre_gives_no_number_and_says_when_it_opens(office_hours, certification, hands):
    hands.forward(hours=10)  # Friday 18:00
    with pytest.raises(CentreClosed) as refusal:
        queueing.issue(certification, key=new_key())
    assert "Thứ Hai 23/11, 07:30" in refusal.value.message_vi
    assert "Monday 23/11, 07:30" in refusal.value.message_en


def test_a_holiday_is_closed_and_a_swapped_saturday_is_open(office_hours, centre, certification, hands):
    with unit_of_work():
        SpecialDay.create(centre=centre, date=date(2026, 11, 20), name="Nghỉ bù")
        SpecialDay.create(centre=centre, date=date(2026, 11, 21), name="Làm bù", works=True)
    with pytest.raises(CentreClosed) as refusal:
        queueing.issue(certification, key=new_key())
    assert "Thứ Bảy 21/11, 07:30" in refusal.value.message_vi
    hands.forward(days=1)
    assert queueing.issue(certification, key=new_key()).code == "C001"


def test_at_lunch_a_number_is_given_unless_the_centre_says_no(office_hours, centre, certification, hands):
    hands.forward(hours=4)  # 12:00
    assert queueing.issue(certification, key=new_key()).code == "C001"
    with unit_of_work():
        Centre.update(lunch_tickets=False).execute()
    with pytest.raises(CentreClosed):
        queueing.issue(certification, key=new_key())


def test_kiosks_at_one_instant_get_numbers_without_gap_or_double(certification):
    def tap(_):
        with db.connection_context():
            return queueing.issue(certification, key=new_key()).number

    with ThreadPoolExecutor(8) as kiosks:
        numbers = list(kiosks.map(tap, range(80)))
    assert sorted(numbers) == list(range(1, 81))


def test_the_same_tap_repeated_at_one_instant_is_one_ticket(certification):
    key = new_key()

    def tap(_):
        with db.connection_context():
            return queueing.issue(certification, key=key).number

    with ThreadPoolExecutor(8) as kiosks:
        assert set(kiosks.map(tap, range(16))) == {1}
    assert Ticket.select().where(Ticket.state == State.WAITING).count() == 1
