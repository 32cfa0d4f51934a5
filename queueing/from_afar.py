"""What citizens do with their own number from a phone, while they wait or are on their way."""

from datetime import timedelta
from functools import partial

import events
from models.base import now, unit_of_work
from models.ticket import State, Ticket
from queueing import moves, order
from queueing.errors import TooLate

DEFER_BEHIND = 3  # people that "Lùi lượt" lets pass


def defer(ticket: Ticket) -> Ticket:
    """The citizen lets three people pass, once. Raises TooLate when it has done so before."""
    with unit_of_work(ticket.centre_id):
        ticket = moves.fresh(ticket)
        if ticket.deferred:
            raise TooLate(
                "Ông/bà đã lùi lượt một lần. Mời ông/bà chờ gọi số.",
                "You have already let people pass once. Please wait for the call.",
            )
        centre = ticket.centre
        rank = partial(order.rank, capped_since=order.capped_since(centre), prefers=centre.priority_run > 0)
        behind = [
            other
            for other in Ticket.select().where(
                Ticket.centre == ticket.centre_id,
                Ticket.state == State.WAITING,
                Ticket.service == ticket.service_id,
            )
            if rank(other) > rank(ticket)
        ]
        behind = sorted(behind, key=rank)[:DEFER_BEHIND]
        changes: dict = {"deferred": True}
        if behind:
            last = behind[-1]
            # It takes the class of the one it now stands behind: else priority would overtake the three again.
            changes |= {
                "queued_at": last.queued_at + timedelta(microseconds=1),
                "lane": last.lane,
                "priority": ticket.priority and last.priority,
                "booked_for": None,
            }
        news = moves.move(ticket, "defer", changes=changes)
    events.announce(news)
    return ticket


def coming(ticket: Ticket) -> Ticket:
    """The citizen says they are on the way to the counter that calls; said again, it changes nothing. Not a move."""
    with unit_of_work(ticket.centre_id):
        ticket = moves.fresh(ticket)
        if ticket.state != State.CALLED:
            raise moves.wrong_state(ticket)
        if ticket.coming_at is not None:
            return ticket
        moves.update(ticket, {"coming_at": now()})
        news = moves.news(events.TicketMoved, ticket)
    events.announce(news)
    return ticket
