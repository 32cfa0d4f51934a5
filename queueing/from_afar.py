"""What citizens do with their own number from a phone, while they wait or are on their way."""

from datetime import timedelta
from functools import partial

import events
from models.base import now, unit_of_work
from models.ticket import State, Ticket
from queueing import moves, order
from queueing.errors import TooLate

DEFER_BEHIND = 3  # people that "Lùi lượt" lets pass


def may_pass(ticket: Ticket) -> int:
    """How many people "Lùi lượt" would let pass: those of the service behind this ticket, up to three.

    0 once it has let others pass, and while it does not wait.
    """
    if ticket.state != State.WAITING or ticket.deferred:
        return 0
    return min(order.people_behind(ticket), DEFER_BEHIND)


def _behind(ticket: Ticket) -> list[Ticket]:
    """Those whom `may_pass` counts, in their order."""
    centre = ticket.centre
    rank = partial(order.rank, capped_since=order.capped_since(centre), prefers=centre.priority_run > 0)
    mine = rank(ticket)
    line = Ticket.select().where(
        Ticket.centre == ticket.centre_id, Ticket.state == State.WAITING, Ticket.service == ticket.service_id
    )
    return sorted((other for other in line if rank(other) > mine), key=rank)[:DEFER_BEHIND]


def defer(ticket: Ticket) -> Ticket:
    """The citizen lets three people pass, once. Raises TooLate when it has done so before, or nobody is behind."""
    with unit_of_work(ticket.centre_id):
        ticket = moves.fresh(ticket)
        if ticket.deferred:
            raise TooLate(
                "Ông/bà đã lùi lượt một lần. Mời ông/bà chờ gọi số.",
                "You have already let people pass once. Please wait for the call.",
            )
        if ticket.state != State.WAITING:
            raise moves.wrong_state(ticket)
        if not (behind := _behind(ticket)):  # and the one chance is kept
            raise TooLate(
                "Chưa có ai sau ông/bà để nhường lượt. Mời ông/bà chờ gọi số.",
                "Nobody is behind you to let pass. Please wait for the call.",
            )
        last = behind[-1]
        # It takes the class of the one it now stands behind: else priority would overtake the three again.
        changes = {
            "deferred": True,
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
