"""What the shift lead does about tickets: send one on, print it again, give one by hand, end what is open."""

from flask import g

import queueing
from admin import access, addresses
from printing import queue
from queueing import sweeping
from shapes import PressKey
from supervisor import acts, schemas, wishes
from supervisor.board import stamp
from supervisor.door import MAY_LOOK, act, blueprint, look_now, whole_board


@act("/api/live/transfers", wishes.MoveWish)
def move(wish: wishes.MoveWish):
    """Send a ticket on, from wherever it is; it keeps its number."""
    queueing.redirect(
        queueing.find_ticket(g.centre, wish.ticket),
        to_service=acts.find_service(g.centre, wish.to_service) if wish.to_service is not None else None,
        to_counter=acts.find_counter(g.centre, wish.to_counter) if wish.to_counter is not None else None,
        at_tail=wish.at_tail,
        why=wish.why.strip(),
        officer=g.officer,
    )
    return whole_board()


@act("/api/live/reprints", wishes.TicketWish, keyed=True)
def reprint(key: PressKey, wish: wishes.TicketWish):
    """Print a ticket again, marked "In lại"."""
    ticket = queueing.find_ticket(g.centre, wish.ticket)
    queue.reprint(ticket, url=addresses.ticket_url(g.centre, ticket.token), key=key.idempotency_key)
    return whole_board()


@act("/api/live/tickets", wishes.HandWish, answer=schemas.GivenByHand, keyed=True)
def give_number(key: PressKey, wish: wishes.HandWish):
    """Give a number for a citizen, and print it."""
    service = acts.find_service(g.centre, wish.service)
    ticket, job = acts.give_number(g.centre, service, wish.priority, key.idempotency_key, g.officer)
    return {"number": ticket.code, "token": ticket.token, "job": job}


@blueprint.get("/api/live/open-tickets")
@access.role_required(*MAY_LOOK)
@blueprint.output(schemas.OpenTickets)
def still_open():
    """What has not ended today, with the outcome that is proposed for each."""
    return _still_open()


@act("/api/live/outcomes", wishes.OutcomeWish, answer=schemas.OpenTickets)
def confirm(wish: wishes.OutcomeWish):
    """Confirm how an open ticket ended; what is still open afterwards."""
    sweeping.confirm(queueing.find_ticket(g.centre, wish.ticket), wish.outcome, officer=g.officer)
    return _still_open()


def _still_open() -> dict:
    return {
        "tickets": [
            {
                "token": ticket.token,
                "number": ticket.code,
                "state": ticket.state,
                "counter": ticket.counter.number if ticket.counter_id else None,
                "since": stamp(ticket.moved_at),
                "outcome": outcome,
            }
            for ticket, outcome in sweeping.still_open(look_now().centre)
        ]
    }
