"""The shift lead moves a ticket that waits: to another service, or to a counter by name."""

from functools import partial

import events
from models.base import now, unit_of_work
from models.centre import Officer, Service
from models.counter import Counter
from models.ticket import Lane, State, Ticket
from queueing import moves
from queueing.errors import Invalid, SameQueue
from queueing.lifecycle import transfer


def redirect(
    ticket: Ticket,
    *,
    to_service: Service | None = None,
    to_counter: Counter | None = None,
    why: str = "",
    at_tail: bool = False,
    officer: Officer | None = None,
) -> Ticket:
    """Send a ticket on from wherever it is: one at a counter is transferred, one that waits, is held or was missed
    waits there now. It keeps its number, and goes to the head unless `at_tail`. Raises SameQueue, Invalid, WrongState.
    """
    if (to_service is None) == (to_counter is None):
        raise Invalid("Mời chọn một dịch vụ hoặc một quầy.", "Choose one service or one counter.", field="to_service")
    with unit_of_work(ticket.centre_id):
        ticket = moves.fresh(ticket)
        at = ticket.counter if ticket.state in State.AT_A_COUNTER else None
        news = _send_on(ticket, to_service, to_counter, why, at_tail, officer) if at is None else None
    if at is not None:
        whom = partial(transfer, ticket, at, to_service=to_service, to_counter=to_counter)
        return whom(why=why, at_tail=at_tail, officer=officer)
    events.announce(*filter(None, [news]))
    return ticket


def _send_on(
    ticket: Ticket,
    to_service: Service | None,
    to_counter: Counter | None,
    why: str,
    at_tail: bool,
    officer: Officer | None,
) -> events.TicketMoved:
    if ticket.state == State.WAITING:
        kept_here = to_counter is not None and to_counter.id == ticket.reserved_for_id
        if kept_here or (to_service is not None and to_service.id == ticket.service_id):
            raise SameQueue("to_counter" if to_counter is not None else "to_service")
    changes: dict[str, object] = {
        "service": to_service or ticket.service,
        "reserved_for": to_counter,
        "lane": Lane.ARRIVED if at_tail else Lane.TRANSFERRED,
        "calls": 0,
    }
    if at_tail:
        changes |= {"queued_at": now(), "booked_for": None}
    return moves.move(ticket, "redirect", officer=officer, why=why, changes=changes, leaves=True)
