"""A citizen is given a number: the first verb of a ticket's life."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from peewee import fn

import events
from models.access import Device
from models.base import now, unit_of_work
from models.booking import Booking
from models.centre import Centre, Officer, Service
from models.prepared import add, prepared
from models.ticket import Lane, Ticket
from queueing import day, estimates, hours, moves, numbering
from queueing.errors import CentreClosed, KeyReused, NumbersStopped, QuotaReached, ServiceClosed


def issue(
    service: Service,
    *,
    key: str,
    priority: bool = False,
    language: str = "vi",
    device: Device | None = None,
    officer: Officer | None = None,
    lane: int = Lane.ARRIVED,
    why: str = "",
    also: Callable[[Ticket], object] | None = None,
) -> Ticket:
    """Give the next number of `service`. The same `key` gives the same ticket again, and nothing else happens.

    `lane`: where it stands in line; one that was promised a place is bound by no quota. `why`: noted in its history.
    `also(ticket)` runs inside the transaction, for what must be stored with the ticket: its print job.
    Raises KeyReused, ServiceClosed, CentreClosed, NumbersStopped, QuotaReached.
    """
    request = f"{service.id}:{int(priority)}:{language}" + (f":{why}" if why else "")
    centre_id = service.centre_id
    with unit_of_work(centre_id):
        if (known := _given_for(centre_id, key)) is not None:
            if known.request != request:
                raise KeyReused
            return known
        centre = Centre.get_by_id(centre_id)
        if news := day.begin_if_due(centre):
            service = Service.get_by_id(service.id)  # the new day may have given it another letter
        if lane == Lane.ARRIVED:
            check_issuing(centre, service)
        else:
            check_open(centre, service)
        ticket, told = give(
            centre,
            service,
            key=key,
            request=request,
            priority=priority,
            language=language,
            device=device,
            officer=officer,
            why=why,
            also=also,
            lane=lane,
        )
    events.announce(*news, told)
    return ticket


def give(
    centre: Centre,
    service: Service,
    *,
    key: str,
    request: str,
    priority: bool,
    language: str,
    device: Device | None = None,
    officer: Officer | None = None,
    why: str = "",
    also: Callable[[Ticket], object] | None = None,
    **place: Any,
) -> tuple[Ticket, events.TicketIssued]:
    """The next number of a service, and its news; `place`: columns of its place in line, where that is not the end.

    For verbs that give a number by other rules than `issue`: inside their unit of work, the day begun, all checked.
    """
    moment = now()
    ticket = add(
        Ticket(
            centre=centre,
            business_day=centre.business_day,
            letter=service.letter,
            # Not None: the day was begun before.
            number=numbering.next_number(centre.id, service.letter, centre.business_day),  # type: ignore[arg-type]
            token=numbering.new_token(),
            idempotency_key=key,
            request=request,
            device=device,
            language=language,
            service=service,
            priority=priority,
            issued_at=moment,
            moved_at=moment,
            **({"queued_at": moment} | place),
        )
    )
    moves.write_history(ticket, "issue", None, moment, device=device, officer=officer, why=why)
    estimates.promise(ticket)
    if also is not None:
        also(ticket)
    return ticket, moves.news(events.TicketIssued, ticket)


def _given_for(centre_id: int, key: str) -> Ticket | None:
    """The ticket that this key has made; nearly always there is none."""
    return _of_key(centre_id, key).first()


@prepared
def _of_key(centre, key):
    return Ticket.select().where(Ticket.centre == centre, Ticket.idempotency_key == key)


def check_issuing(centre: Centre, service: Service) -> None:
    """Whether a number may be given to whoever comes now. Raises as `issue` does."""
    check_open(centre, service)
    if service.daily_quota is not None and taken(centre, service, centre.business_day) >= service.daily_quota:
        raise QuotaReached(service.name, service.name_en)


def check_open(centre: Centre, service: Service) -> None:
    """The same, whatever the day's quota says."""
    if not service.active:
        raise ServiceClosed(service.name, service.name_en)
    open_now = hours.at(centre)
    if not open_now.gives_numbers:
        refusal = NumbersStopped if open_now.state == hours.OPEN else CentreClosed
        raise refusal(open_now.opens_vi, open_now.opens_en)


def taken(centre: Centre, service: Service, day: date | None) -> int:
    """How many of a day's numbers of this service's letter are gone: given, or promised to bookings still awaited."""
    given = Ticket.select().where(Ticket.centre == centre, Ticket.business_day == day, Ticket.letter == service.letter)
    return given.count() + promised(centre, day).get(service.id, 0)


def promised(centre: Centre, day: date | None) -> dict[int, int]:
    """Service id → numbers of a day that are kept for bookings; a booking that is late no longer holds its place."""
    if day is None:
        return {}
    return dict(_promised(centre.id, day, now() - timedelta(minutes=centre.booking_late_minutes)).execute())


@prepared
def _promised(centre, day, late):
    return (
        Booking.select(Booking.service, fn.COUNT(Booking.id))
        .where(Booking.centre == centre, Booking.day == day, Booking.state == Booking.BOOKED, Booking.begins >= late)
        .group_by(Booking.service)
        .tuples()
    )
