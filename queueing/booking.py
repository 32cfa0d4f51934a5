"""A number is booked beforehand for a slot of a day, and becomes a ticket in the one line when its citizen has come.

Who comes on time stands as if here `booking_head_start_minutes` before the slot began (or since they came, where that
is earlier), though never before anybody past the age cap; who comes later than `booking_late_minutes` after it stands
as one just come, and their place in the quota is free again. Source: docs/decisions.md, "Booking a number".
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import events
from models.access import Device
from models.base import now, unit_of_work
from models.booking import Booking
from models.centre import Centre, Officer, Service
from models.ticket import Ticket
from queueing import day as business_day
from queueing import given, hours, issuing, numbering, order
from queueing.errors import (
    BookingClosed,
    BookingGone,
    EnoughBookings,
    KeyReused,
    NotToday,
    Refusal,
    SlotTaken,
    TooSoon,
)

AT_KIOSK, BY_PHONE, BY_ITSELF = "kiosk", "phone", "auto"
WAYS_IN = (AT_KIOSK, BY_PHONE, BY_ITSELF)  # where a booking may be checked in; each allows those before it
EARLY = timedelta(minutes=60)  # before the slot: sooner, a phone may not say that its citizen is here


@dataclass(frozen=True)
class Slot:
    """A stretch of a day for which numbers may be booked, and how many are still free."""

    begins: datetime
    ends: datetime
    free: int


def anywhere() -> bool:
    """Whether a centre of this server takes bookings: for whoever has a code that belongs to none."""
    return bool(Centre.select().where(Centre.bookings).exists())


def bookable(centre: Centre) -> list[Service]:
    """The services of which numbers may be booked, in the order of the hall; none where bookings are off."""
    if not centre.bookings:
        return []
    return [service for service in Service.offered(centre) if service.booked_per_slot > 0]


def days(centre: Centre) -> list[date]:
    """The days for which numbers may be booked: today and the coming ones on which the centre is open."""
    first = now().date()
    ahead = [first + timedelta(days=number) for number in range(centre.booking_days + 1)]
    return [one for one in ahead if any(begins > now() for begins, _ in _cut(centre, one))]


def slots(centre: Centre, service: Service, on: date) -> list[Slot]:
    """The slots of one day that have not begun yet, full ones included; none where none may be booked."""
    if service not in bookable(centre) or on not in days(centre):
        return []
    rows = Booking.select(Booking.begins).where(
        Booking.service == service, Booking.day == on, Booking.state != Booking.CANCELLED
    )
    booked: list[datetime] = [begins for (begins,) in rows.tuples().execute()]
    left = service.booked_per_slot * len(_cut(centre, on))  # more than any slot has
    if service.daily_quota is not None:
        left = max(service.daily_quota - issuing.taken(centre, service, on), 0)
    return [
        Slot(begins, ends, min(left, max(service.booked_per_slot - sum(begins <= b < ends for b in booked), 0)))
        for begins, ends in _cut(centre, on)
        if begins > now()
    ]


def _cut(centre: Centre, on: date) -> list[tuple[datetime, datetime]]:
    """The opening hours of a day, cut into slots from each opening on; a rest shorter than a slot is none."""
    length = timedelta(minutes=max(centre.booking_slot_minutes, 5))
    found = []
    for opens, closes in hours.stretches(centre, on):
        begins = opens
        while begins + length <= closes - timedelta(minutes=centre.stop_before_close_minutes):
            found.append((begins, begins + length))
            begins += length
    return found


def book(
    service: Service,
    begins: datetime,
    *,
    key: str,
    holder: str,
    priority: bool = False,
    language: str = "vi",
) -> Booking:
    """Book a number of `service` for the slot that begins then. The same `key` gives the same booking again.

    `holder`: fingerprint of the browser's cookie. Raises KeyReused, BookingClosed, SlotTaken, EnoughBookings.
    """
    request = f"{service.id}:{begins.isoformat()}:{int(priority)}:{language}"
    with unit_of_work(service.centre_id):
        known = Booking.get_or_none(Booking.centre == service.centre_id, Booking.idempotency_key == key)
        if known is not None:
            if known.request != request:
                raise KeyReused
            return known
        centre, service = Centre.get_by_id(service.centre_id), Service.get_by_id(service.id)
        if service not in bookable(centre):
            raise BookingClosed(service.name, service.name_en)
        slot = next((slot for slot in slots(centre, service, begins.date()) if slot.begins == begins), None)
        if slot is None or not slot.free:
            raise SlotTaken
        _check_caps(centre, service, begins.date(), holder)
        booking = Booking.create(
            centre=centre,
            service=service,
            day=begins.date(),
            begins=begins,
            token=numbering.new_token(),
            idempotency_key=key,
            request=request,
            holder=holder,
            language=language,
            priority=priority,
        )
    events.announce(events.BookingChanged(booking.centre_id, booking.token))
    return booking


def _check_caps(centre: Centre, service: Service, on: date, holder: str) -> None:
    """One number of a service for a day, and `bookings_per_person` in all; one that was missed counts its whole day."""
    own = list(
        Booking.select().where(
            Booking.centre == centre,
            Booking.holder == holder,
            Booking.day >= now().date(),
            Booking.state == Booking.BOOKED,
        )
    )
    if any(booking.service_id == service.id and booking.day == on for booking in own):
        raise EnoughBookings(1, service.name, service.name_en)
    if len(own) >= centre.bookings_per_person:
        raise EnoughBookings(centre.bookings_per_person)


def of_token(token: str, centre: Centre | None = None) -> Booking | None:
    """The booking of a code, in one centre where that is given."""
    booking: Booking | None = Booking.get_or_none(Booking.token == token.strip().upper())
    return None if booking is None or (centre is not None and booking.centre_id != centre.id) else booking


def is_late(booking: Booking, centre: Centre) -> bool:
    """Whether its place is no longer kept: its citizen may still come, as one just come."""
    return now() > booking.begins + timedelta(minutes=centre.booking_late_minutes)


def may_say_here(booking: Booking, centre: Centre) -> bool:
    """Whether a phone may now check the booking in, as far as the centre allows phones to."""
    return centre.booking_check_in != AT_KIOSK and booking.begins - EARLY <= now() and booking.day == now().date()


def too_soon(booking: Booking, centre: Centre) -> TooSoon:
    """The refusal of a phone that says so too early, or where only the kiosk may."""
    if centre.booking_check_in == AT_KIOSK:
        return TooSoon(
            "Mời ông/bà quét mã này ở máy lấy số khi đến nơi.", "Please scan this code at the kiosk when you arrive."
        )
    opens = max(booking.begins - EARLY, datetime.combine(booking.day, time()))
    return TooSoon(
        f"Mời ông/bà bấm khi đã đến nơi, từ {opens:%H:%M} ngày {opens:%d/%m/%Y}.",
        f"Press this once you are here, from {opens:%H:%M} on {opens:%d/%m/%Y}.",
    )


def cancel(booking: Booking) -> Booking:
    """Give the booking up; its slot is free again. Said twice, it changes nothing. Raises BookingGone once a ticket."""
    with unit_of_work(booking.centre_id):
        booking = Booking.get_by_id(booking.id)
        if booking.state == Booking.CANCELLED:
            return booking
        if booking.ticket is not None:
            raise BookingGone(booking.ticket.code)
        _end(booking, Booking.CANCELLED)
    events.announce(events.BookingChanged(booking.centre_id, booking.token))
    return booking


def check_in(
    booking: Booking,
    *,
    device: Device | None = None,
    officer: Officer | None = None,
    also: Callable[[Ticket], object] | None = None,
) -> Ticket:
    """The citizen has come: the booking becomes a ticket in line. Said twice, it gives the same ticket.

    `also(ticket)` runs inside the transaction, the first time only.
    Raises BookingGone (cancelled), NotToday, CentreClosed, NumbersStopped, ServiceClosed; QuotaReached when late.
    """
    with unit_of_work(booking.centre_id):
        booking = Booking.get_by_id(booking.id)
        if booking.ticket is not None:
            return booking.ticket
        if booking.state == Booking.CANCELLED:
            raise BookingGone
        centre, service = Centre.get_by_id(booking.centre_id), Service.get_by_id(booking.service_id)
        news = business_day.begin_if_due(centre)
        if booking.day != centre.business_day:
            raise NotToday(booking.begins)
        late = is_late(booking, centre)
        if late:
            issuing.check_issuing(centre, service)
        else:
            issuing.check_open(centre, service)
        ticket, told = issuing.give(
            centre,
            service,
            key=f"booking:{booking.token}",
            request=booking.request,
            priority=booking.priority,
            language=booking.language,
            device=device,
            officer=officer,
            why=f"{given.BOOKED} {booking.begins:%H:%M}",
            also=also,
            **({} if late else _place(booking, centre)),
        )
        booking.ticket = ticket
        _end(booking, Booking.CHECKED_IN)
    events.announce(*news, told, events.BookingChanged(booking.centre_id, booking.token))
    return ticket


def _place(booking: Booking, centre: Centre) -> dict[str, datetime]:
    """Where a booking whose citizen is on time stands in line."""
    as_if = booking.begins - timedelta(minutes=centre.booking_head_start_minutes)
    behind_the_oldest = order.capped_since(centre) + timedelta(microseconds=1)
    return {"queued_at": max(min(as_if, now()), behind_the_oldest), "booked_for": booking.begins}


def _end(booking: Booking, state: str) -> None:
    booking.state, booking.ended_at = state, now()
    booking.save(only=[Booking.state, Booking.ended_at, Booking.ticket])


def check_in_due(centre: Centre) -> None:
    """Where bookings become tickets by themselves: those whose slot has begun. One that is refused stays a booking."""
    if centre.booking_check_in != BY_ITSELF:
        return
    due = Booking.select().where(
        Booking.centre == centre,
        Booking.day == now().date(),
        Booking.state == Booking.BOOKED,
        Booking.begins <= now(),
        Booking.begins >= now() - timedelta(minutes=centre.booking_late_minutes),
    )
    for booking in list(due.order_by(Booking.begins, Booking.id)):
        try:
            check_in(booking)
        except Refusal:
            continue  # the day off was written in later; its page says so


def forget_holders(centre: Centre) -> None:
    """Who booked is not kept once the day is over."""
    over = (Booking.centre == centre) & (Booking.day < now().date()) & (Booking.holder != "")
    if Booking.select().where(over).exists():
        with unit_of_work(centre.id):
            Booking.update(holder="").where(over).execute()
