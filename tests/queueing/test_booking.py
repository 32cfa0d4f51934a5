"""Booking a number, coming on time or late, and the one line in which all then stand."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import queueing
from models.base import db, now, unit_of_work
from models.booking import Booking
from models.centre import Centre, Service, SpecialDay
from models.ticket import Call, State, Ticket, TicketMove
from queueing import booking, clockwork, order
from queueing.errors import (
    BookingClosed,
    BookingGone,
    CentreClosed,
    EnoughBookings,
    KeyReused,
    NotToday,
    QuotaReached,
    SlotTaken,
)
from tests.conftest import new_key

NINE = datetime(2026, 11, 20, 9, 0)


def book(service, begins=NINE, holder=None, **more):
    return booking.book(service, begins, key=new_key(), holder=holder or new_key(), **more)


def at(hands, hour: int, minute: int = 0):
    hands.at = NINE.replace(hour=hour, minute=minute)


def tick():
    db.close()
    clockwork.tick()
    db.connect()


def test_slots_are_cut_from_the_opening_hours_and_those_of_today_that_have_begun_are_gone(
    office_hours, centre, certification
):
    begins = [f"{slot.begins:%H:%M}" for slot in booking.slots(centre, certification, NINE.date())]
    assert begins[:2] == ["08:30", "09:00"]
    assert begins[-1] == "16:30"
    assert "11:30" not in begins
    assert {slot.free for slot in booking.slots(centre, certification, NINE.date())} == {2}


def test_days_off_are_not_offered(office_hours, centre, certification):
    with unit_of_work():
        SpecialDay.create(centre=centre, date=NINE.date() + timedelta(days=3), name="Nghỉ bù")
    assert [f"{day:%a %d}" for day in booking.days(centre)] == ["Fri 20", "Tue 24", "Wed 25", "Thu 26", "Fri 27"]
    with pytest.raises(SlotTaken):
        book(certification, NINE + timedelta(days=3))


def test_a_slot_takes_as_many_as_the_service_allows_and_one_given_up_is_free_again(certification):
    first, _ = book(certification), book(certification)
    with pytest.raises(SlotTaken):
        book(certification)
    booking.cancel(first)
    assert book(certification).begins == NINE


def test_one_browser_books_one_number_of_a_service_for_a_day_and_two_in_all(certification, civil_status):
    book(certification, holder="h")
    with pytest.raises(EnoughBookings):
        book(certification, NINE + timedelta(minutes=30), holder="h")
    book(civil_status, holder="h")
    with pytest.raises(EnoughBookings):
        book(civil_status, NINE + timedelta(days=1), holder="h")


def test_the_same_key_books_once(certification):
    key = new_key()
    first = booking.book(certification, NINE, key=key, holder="h")
    assert booking.book(certification, NINE, key=key, holder="h") == first
    with pytest.raises(KeyReused):
        booking.book(certification, NINE, key=key, holder="h", priority=True)


def test_bookings_can_be_switched_off_for_the_centre_and_for_a_service(centre, certification):
    with unit_of_work():
        Service.update(booked_per_slot=0).where(Service.id == certification.id).execute()
    with pytest.raises(BookingClosed):
        book(certification)
    with unit_of_work():
        Service.update(booked_per_slot=2).execute()
        Centre.update(bookings=False).execute()
    with pytest.raises(BookingClosed):
        book(certification)


def test_who_comes_on_time_stands_as_if_here_a_quarter_before_the_slot(certification, counter_1, hands):
    booked = book(certification)
    at(hands, 8, 50)
    walk_in = queueing.issue(certification, key=new_key())
    at(hands, 9, 5)
    ticket = booking.check_in(booked)
    assert ticket.queued_at == NINE - timedelta(minutes=15)
    assert queueing.call_next(counter_1) == ticket
    said = TicketMove.get(TicketMove.ticket == ticket, TicketMove.verb == "call")
    assert (said.rule, said.why) == ("booked", "Đã đặt trước lúc 09:00 và đến đúng hẹn.")
    assert walk_in.queued_at < ticket.issued_at


def test_who_comes_early_stands_since_they_came(certification, hands):
    booked = book(certification)
    at(hands, 8, 10)
    assert booking.check_in(booked).queued_at == NINE.replace(hour=8, minute=10)


def test_who_comes_late_stands_as_one_just_come(certification, hands):
    booked = book(certification)
    at(hands, 9, 11)
    ticket = booking.check_in(booked)
    assert (ticket.queued_at, ticket.booked_for) == (now(), None)


def test_a_booking_overtakes_nobody_who_has_waited_past_the_cap(centre, certification, counter_1, hands):
    with unit_of_work():
        Centre.update(age_cap_minutes=10, booking_head_start_minutes=60).execute()
    booked = book(certification)
    at(hands, 8, 55)
    oldest = queueing.issue(certification, key=new_key())
    at(hands, 9, 5)
    booking.check_in(booked)
    assert queueing.call_next(counter_1) == oldest


def test_a_booking_is_checked_in_once_whoever_asks_again(certification):
    booked = book(certification)
    first = booking.check_in(booked)
    assert booking.check_in(booked) == first
    assert Ticket.select().count() == 1
    with pytest.raises(BookingGone):
        booking.cancel(booked)


def test_what_was_given_up_or_is_for_another_day_is_not_checked_in(certification):
    gone, tomorrow = book(certification), book(certification, NINE + timedelta(days=1))
    booking.cancel(gone)
    with pytest.raises(BookingGone):
        booking.check_in(gone)
    with pytest.raises(NotToday) as refusal:
        booking.check_in(tomorrow)
    assert "09:00 ngày 21/11/2026" in refusal.value.message_vi


def test_a_day_off_written_in_later_says_when_the_centre_opens(office_hours, centre, certification):
    booked = book(certification)
    with unit_of_work():
        SpecialDay.create(centre=centre, date=NINE.date(), name="Mất điện")
    with pytest.raises(CentreClosed):
        booking.check_in(booked)


def test_booked_numbers_count_in_the_quota_until_they_are_late(certification, hands):
    with unit_of_work():
        Service.update(daily_quota=2).execute()
    certification = Service.get_by_id(certification.id)
    book(certification)
    on_time = book(certification, NINE + timedelta(hours=1))
    with pytest.raises(QuotaReached):
        queueing.issue(certification, key=new_key())
    at(hands, 9, 11)  # the first did not come
    queueing.issue(certification, key=new_key())
    with pytest.raises(QuotaReached):
        queueing.issue(certification, key=new_key())
    booking.check_in(on_time)  # its place was kept


def test_where_the_centre_wants_it_a_booking_becomes_a_number_by_itself_when_its_slot_begins(
    centre, certification, hands
):
    with unit_of_work():
        Centre.update(booking_check_in=booking.BY_ITSELF).execute()
    booked = book(certification)
    tick()
    assert Ticket.select().count() == 0
    at(hands, 9, 0)
    tick()
    tick()
    assert Ticket.get().booked_for == booked.begins


def test_who_booked_is_forgotten_when_the_day_is_over(certification, hands):
    book(certification, holder="fingerprint")
    hands.forward(days=1)
    tick()
    assert Booking.get().holder == ""


ACTS = st.lists(
    st.tuples(st.sampled_from(("walk in", "walk in first", "book", "come", "call")), st.integers(0, 12)), max_size=40
)


@given(acts=ACTS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bookings_and_walk_ins_make_one_line_that_skips_nobody(centre, certification, counter_1, hands, acts):
    """Of those without priority the one called is always the first by place; nobody past the cap is overtaken; the
    caps of the slots hold; and whom bookings overtook was overtaken by no more than the slots around allow."""
    with unit_of_work():
        TicketMove.delete().execute()
        Call.delete().execute()
        Booking.delete().execute()
        Ticket.delete().execute()
    hands.at = NINE.replace(hour=8)
    awaited: list[Booking] = []
    for act, minutes in acts:
        hands.forward(minutes=minutes)
        if act == "book":
            slot = next((s for s in booking.slots(centre, certification, now().date()) if s.free), None)
            awaited += [book(certification, slot.begins)] if slot else []
        elif act == "come" and awaited:
            booking.check_in(awaited.pop(0))
        elif act == "call":
            _call(centre, counter_1)
        elif act.startswith("walk in"):
            queueing.issue(certification, key=new_key(), priority=act.endswith("first"))
    for slot in {row.begins for row in Booking.select()}:
        assert Booking.select().where(Booking.begins == slot).count() <= certification.booked_per_slot
    while _call(centre, counter_1):
        pass
    assert not Ticket.select().where(Ticket.state == State.WAITING).exists()
    _check_overtaken(centre, certification)


def _call(centre, counter):
    line = list(Ticket.select().where(Ticket.state == State.WAITING).order_by(Ticket.queued_at, Ticket.id))
    called = queueing.call_next(counter)
    if called is None:
        assert not line
        return None
    if line[0].queued_at <= order.capped_since(centre):
        assert called == line[0]
    elif not called.priority:
        assert called == next(ticket for ticket in line if not ticket.priority)
    queueing.serve(called, counter)
    return queueing.finish(called, counter)


def _check_overtaken(centre, service):
    called = [move.ticket for move in TicketMove.select().where(TicketMove.verb == "call").order_by(TicketMove.id)]
    plain = [ticket for ticket in called if not ticket.priority]
    head, late = (timedelta(minutes=m) for m in (centre.booking_head_start_minutes, centre.booking_late_minutes))
    slots_around = 1 + (head + late) // timedelta(minutes=centre.booking_slot_minutes)
    for place, ticket in enumerate(plain):
        before = [one for one in plain[:place] if one.issued_at > ticket.issued_at]
        assert all(one.booked_for for one in before)
        if ticket.booked_for is None:
            assert len(before) <= service.booked_per_slot * slots_around
