"""A counter opens, pauses, closes, and changes what it serves; officers sit down at it and leave it."""

import events
from models.access import Session
from models.base import now, unit_of_work
from models.centre import Officer, Service
from models.counter import Counter, CounterService
from models.prepared import add
from models.ticket import State, Ticket
from models.visit import CounterMove
from queueing import moves
from queueing.errors import CounterBusy
from queueing.moves import ticket_at


def open_counter(counter: Counter, *, officer: Officer | None = None) -> Counter:
    """Open or reopen a counter."""
    return _set_counter(counter, CounterMove.OPEN, Counter.OPEN, officer)


def pause_counter(counter: Counter, why: str, *, officer: Officer | None = None) -> Counter:
    """Pause a counter for a stated reason. Raises CounterBusy while a ticket is at it."""
    return _set_counter(counter, CounterMove.PAUSE, Counter.PAUSED, officer, why)


def close_counter(counter: Counter, *, officer: Officer | None = None) -> Counter:
    """Close a counter for the day. Raises CounterBusy while a ticket is at it."""
    return _set_counter(counter, CounterMove.CLOSE, Counter.CLOSED, officer)


def _set_counter(counter: Counter, verb: str, state: str, officer: Officer | None, why: str = "") -> Counter:
    with unit_of_work(counter.centre_id):
        counter = Counter.get_by_id(counter.id)
        if state != Counter.OPEN and (present := ticket_at(counter)) is not None:
            raise CounterBusy(counter.label, present.code)
        counter.state, counter.pause_reason, counter.state_since = state, why, now()
        counter.save(only=[Counter.state, Counter.pause_reason, Counter.state_since])
        _note(counter, verb, officer, counter.state_since)
    events.announce(events.CounterChanged(counter.centre_id, counter.number))
    return counter


def sit_down(counter: Counter, officer: Officer, relieved: Officer | None = None) -> None:
    """An officer takes the counter, from the one who sat there; what is called or served there becomes theirs.

    To be called inside a unit of work, together with the change of the session.
    """
    counter = Counter.get_by_id(counter.id)
    ticket = ticket_at(counter)
    if ticket is not None:
        moves.update(ticket, {"officer": officer})
    _note(counter, CounterMove.SIT, officer, now(), relieved=relieved, ticket=ticket)


def leave(counter: Counter, officer: Officer) -> None:
    """An officer leaves the counter, which stays as it is. To be called inside a unit of work."""
    counter = Counter.get_by_id(counter.id)
    _note(counter, CounterMove.LEAVE, officer, now(), ticket=ticket_at(counter))


def _note(counter: Counter, verb: str, officer: Officer | None, at, **facts) -> None:
    add(
        CounterMove(
            centre=counter.centre_id,
            counter=counter,
            verb=verb,
            state=counter.state,
            reason=counter.pause_reason,
            officer=officer,
            at=at,
            **facts,
        )
    )


def set_services(counter: Counter, first: list[Service], fallback: list[Service]) -> None:
    """Change what a counter serves, from its next call on."""
    with unit_of_work(counter.centre_id):
        CounterService.delete().where(CounterService.counter == counter).execute()
        rows = [(counter.id, s.id, CounterService.FIRST_CHOICE) for s in first]
        rows += [(counter.id, s.id, CounterService.FALLBACK) for s in fallback if s not in first]
        if rows:
            columns = [CounterService.counter, CounterService.service, CounterService.preference]
            CounterService.insert_many(rows, fields=columns).execute()
    events.announce(events.CounterChanged(counter.centre_id, counter.number))


def retire(counter: Counter) -> None:
    """Take a counter away: it closes, is offered nowhere, and keeps its history. Who waited for it alone may be called
    by the others. Raises CounterBusy while a ticket is at it."""
    with unit_of_work(counter.centre_id):
        counter = Counter.get_by_id(counter.id)
        if (present := ticket_at(counter)) is not None:
            raise CounterBusy(counter.label, present.code)
        Ticket.update(reserved_for=None).where(Ticket.reserved_for == counter, Ticket.state == State.WAITING).execute()
        Ticket.update(come_back_to=None).where(Ticket.come_back_to == counter).execute()
        CounterService.delete().where(CounterService.counter == counter).execute()
        Session.update(counter=None).where(Session.counter == counter).execute()
        Counter.update(active=False, state=Counter.CLOSED, pause_reason="", state_since=now()).where(
            Counter.id == counter.id
        ).execute()
    events.announce(events.CounterChanged(counter.centre_id, counter.number))


def bring_back(counter: Counter) -> None:
    """Use a counter again that was taken away; it is closed, and serves nothing until it is told what."""
    with unit_of_work(counter.centre_id):
        Counter.update(active=True).where(Counter.id == counter.id).execute()
    events.announce(events.CounterChanged(counter.centre_id, counter.number))
