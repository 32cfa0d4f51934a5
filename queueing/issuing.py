"""A citizen is given a number: the first verb of a ticket's life."""

from collections.abc import Callable

import events
from models.access import Device
from models.base import now, unit_of_work
from models.centre import Centre, Officer, Service
from models.prepared import add, prepared
from models.ticket import Lane, Ticket
from queueing import day, hours, moves, numbering
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
        news = day.begin_if_due(centre)
        _check_issuing(centre, service, promised=lane != Lane.ARRIVED)
        moment = now()
        ticket = add(
            Ticket(
                centre=centre,
                business_day=centre.business_day,
                letter=service.letter,
                # Not None: the day was begun above.
                number=numbering.next_number(centre_id, service.letter, centre.business_day),  # type: ignore[arg-type]
                token=numbering.new_token(),
                idempotency_key=key,
                request=request,
                device=device,
                language=language,
                service=service,
                priority=priority,
                lane=lane,
                issued_at=moment,
                queued_at=moment,
                moved_at=moment,
            )
        )
        moves.write_history(ticket, "issue", None, moment, device=device, officer=officer, why=why)
        if also is not None:
            also(ticket)
        news.append(moves.news(events.TicketIssued, ticket))
    events.announce(*news)
    return ticket


def _given_for(centre_id: int, key: str) -> Ticket | None:
    """The ticket that this key has made; nearly always there is none."""
    return _of_key(centre_id, key).first()


@prepared
def _of_key(centre, key):
    return Ticket.select().where(Ticket.centre == centre, Ticket.idempotency_key == key)


def _check_issuing(centre: Centre, service: Service, promised: bool) -> None:
    if not service.active:
        raise ServiceClosed(service.name, service.name_en)
    open_now = hours.at(centre)
    if not open_now.gives_numbers:
        refusal = NumbersStopped if open_now.state == hours.OPEN else CentreClosed
        raise refusal(open_now.opens_vi, open_now.opens_en)
    if not promised and service.daily_quota is not None and issued_today(centre, service) >= service.daily_quota:
        raise QuotaReached(service.name, service.name_en)


def issued_today(centre: Centre, service: Service) -> int:
    """How many numbers of this service's letter the business day has given."""
    return (
        Ticket.select()
        .where(
            Ticket.centre == centre,
            Ticket.business_day == centre.business_day,
            Ticket.letter == service.letter,
        )
        .count()
    )
