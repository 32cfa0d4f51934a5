"""At the end of the day: what is still open, the outcome each most likely had, and a person who confirms it."""

from typing import NamedTuple

import events
from models.base import unit_of_work
from models.centre import Centre, Officer
from models.ticket import State, Ticket
from queueing import given, moves
from queueing.errors import Invalid

FINISH, MISS, EXPIRE = "finish", "miss", "expire"
OUTCOMES = (FINISH, MISS, EXPIRE)
PROPOSED = {State.SERVING: FINISH, State.CALLED: MISS, State.WAITING: EXPIRE, State.HELD: EXPIRE}


class Open(NamedTuple):
    """A ticket that is still open, and what is proposed."""

    ticket: Ticket
    outcome: str


def still_open(centre: Centre) -> list[Open]:
    """What has not ended of the business day, those at counters first, with the outcome that is proposed for each."""
    mine = (Ticket.centre == centre) & (Ticket.business_day == centre.business_day)
    rows = list(Ticket.select().where(mine, Ticket.state.in_(tuple(PROPOSED))).order_by(Ticket.queued_at, Ticket.id))
    turn = list(PROPOSED)
    return [Open(row, PROPOSED[row.state]) for row in sorted(rows, key=lambda row: turn.index(row.state))]


def confirm(ticket: Ticket, outcome: str, *, officer: Officer) -> Ticket:
    """Staff confirm how an open ticket ended: served to the end, nobody came, or the day was over before its turn.

    Nobody came: after one call as well, since there will be no second. Raises Invalid, WrongState.
    """
    if outcome not in OUTCOMES:
        raise Invalid("Mời chọn một kết quả.", "Choose an outcome.", field="outcome")
    with unit_of_work(ticket.centre_id):
        ticket = moves.fresh(ticket)
        news = moves.move(ticket, outcome, counter=ticket.counter, officer=officer, why=given.SWEPT, leaves=True)
    events.announce(news)
    return ticket
