"""A counter's last move is taken back, within seconds of it."""

from datetime import timedelta

import events
from models.base import now, unit_of_work
from models.centre import Centre, Officer
from models.counter import Counter
from models.prepared import prepared
from models.ticket import State, Ticket, TicketMove
from queueing import moves
from queueing.errors import Refusal, TooLate, count_of

CAN_BE_UNDONE = ("finish", "come_back", "miss", "transfer", "hold")


def undo(counter: Counter, *, officer: Officer | None = None) -> Ticket:
    """Take back this counter's latest finish, miss, transfer or hold, within `undo_seconds`.

    Raises TooLate, CounterClosed, CounterBusy, WrongState when the ticket has moved on.
    """
    with unit_of_work(counter.centre_id):
        last, ticket = _to_undo(counter, Centre.get_by_id(counter.centre_id))
        news = moves.take_back(ticket, last, counter, officer)
    events.announce(news)
    return ticket


def undoable(counter: Counter, centre: Centre) -> TicketMove | None:
    """The move that `undo` would take back now; None when it would refuse. It can until `undo_seconds` after."""
    try:
        move, _ = _to_undo(counter, centre)
    except Refusal:
        return None
    return move


def _to_undo(counter: Counter, centre: Centre) -> tuple[TicketMove, Ticket]:
    last = _latest_at(counter.id).first()
    limit = centre.undo_seconds
    if last is None or last.verb not in CAN_BE_UNDONE or now() - last.at > timedelta(seconds=limit):
        raise TooLate(f"Chỉ hoàn tác được trong {limit} giây.", f"Undo works for {count_of(limit, 'second')} only.")
    ticket = moves.fresh(last.ticket)
    if TicketMove.select().where(TicketMove.ticket == ticket, TicketMove.id > last.id).exists():
        raise moves.wrong_state(ticket, counter)
    if last.before in State.AT_A_COUNTER:
        moves.ready_counter(counter)
    return last, ticket


@prepared
def _latest_at(counter):
    return TicketMove.select().where(TicketMove.counter == counter).order_by(TicketMove.id.desc()).limit(1)
