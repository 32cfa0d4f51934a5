"""Somebody is helped at once, without a number: a question at the desk, a paper handed over (phục vụ nhanh).

Source: docs/decisions.md, "A visit without a number".
"""

import events
from models.base import now, unit_of_work
from models.centre import Centre, Officer, Service
from models.counter import Counter
from models.prepared import add
from models.ticket import State, Ticket
from queueing import day, moves, numbering
from queueing.errors import Conflict, KeyReused, ServiceClosed


class NoNumber(Conflict):
    """Who was helped at once has no number by which they could be called later."""

    code = "no_number"

    def __init__(self) -> None:
        super().__init__(
            "Lượt phục vụ nhanh không có số để gọi lại. Mời hoàn thành, rồi công dân lấy số.",
            "A quick visit has no number to be called by. Finish it; the citizen then takes a number.",
        )


LETTER = "Q"  # no service bears it: Q is never given to a citizen


def serve_quickly(
    counter: Counter, service: Service, *, key: str, why: str = "", officer: Officer | None = None
) -> Ticket:
    """Begin a visit that nobody waited for. It is counted, its dossiers are logged, and no wait is measured of it.

    The same `key` gives the same visit. Raises CounterClosed, CounterBusy, ServiceClosed, KeyReused.
    """
    request = f"quick:{service.id}:{counter.id}"
    with unit_of_work(counter.centre_id):
        centre = Centre.get_by_id(counter.centre_id)
        known = Ticket.get_or_none(Ticket.centre == centre, Ticket.idempotency_key == key)
        if known is not None:
            if known.request != request:
                raise KeyReused
            return known
        news = day.begin_if_due(centre)
        counter = moves.ready_counter(counter)
        if not service.active:
            raise ServiceClosed(service.name, service.name_en)
        moment = now()
        ticket = add(
            Ticket(
                centre=centre,
                business_day=centre.business_day,
                letter=LETTER,
                # Not None: the day was begun above.
                number=numbering.next_number(centre.id, LETTER, centre.business_day),  # type: ignore[arg-type]
                token=numbering.new_token(),
                idempotency_key=key,
                request=request,
                service=service,
                quick=True,
                state=State.SERVING,
                counter=counter,
                officer=officer,
                issued_at=moment,
                queued_at=moment,
                moved_at=moment,
            )
        )
        moves.write_history(ticket, "quick", None, moment, counter=counter, officer=officer, why=why.strip())
        news.append(moves.news(events.TicketServed, ticket, counter))
    events.announce(*news)
    return ticket
