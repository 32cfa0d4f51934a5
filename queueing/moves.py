"""How a ticket moves: the table of what may happen, and the one place that writes `Ticket.state`.

A move is one conditional update, made only where the state is still the expected one, and one row of history in the
same transaction. The verbs that use it are in queueing.issuing, lifecycle and undoing.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from peewee import IntegrityError

import events
from models.base import may_fail, now
from models.centre import Centre, Officer
from models.counter import Counter
from models.prepared import add, change, prepared
from models.ticket import Call, State, Ticket, TicketMove
from queueing.errors import CounterBusy, CounterClosed, NotAtCounter, NotFound, TicketGone, WrongState

News = TypeVar("News", bound=events.TicketMoved)

WAITING, CALLED, SERVING, HELD = State.WAITING, State.CALLED, State.SERVING, State.HELD
NO_SHOW, FINISHED, CANCELLED, EXPIRED = State.NO_SHOW, State.FINISHED, State.CANCELLED, State.EXPIRED


@dataclass(frozen=True)
class Move:
    """From which states, to which, and what the centre hears."""

    before: frozenset[str]
    after: str
    news: type[events.TicketMoved]


def _from(*states: str) -> frozenset[str]:
    return frozenset(states)


WRITTEN_ANYWAY = ("state", "moved_at")  # by every move, and by the undoing of it
LEFT_OVER = (WAITING, CALLED, SERVING, HELD)  # expire at the end of the day

# fmt: off
MOVES = {       # from                                    to         what the centre hears
    "issue":     Move(_from(),                            WAITING,   events.TicketIssued),
    "quick":     Move(_from(),                            SERVING,   events.TicketServed),
    "call":      Move(_from(WAITING),                     CALLED,    events.TicketCalled),
    "recall":    Move(_from(CALLED),                      CALLED,    events.TicketRecalled),
    "serve":     Move(_from(CALLED),                      SERVING,   events.TicketServed),
    "hold":      Move(_from(CALLED, SERVING),             HELD,      events.TicketHeld),
    "resume":    Move(_from(HELD),                        WAITING,   events.TicketReturned),
    "transfer":  Move(_from(CALLED, SERVING),             WAITING,   events.TicketTransferred),
    "redirect":  Move(_from(WAITING, HELD, NO_SHOW),      WAITING,   events.TicketTransferred),
    "come_back": Move(_from(SERVING),                     WAITING,   events.TicketReturned),
    "miss":      Move(_from(CALLED),                      NO_SHOW,   events.TicketMissed),
    "rejoin":    Move(_from(NO_SHOW),                     WAITING,   events.TicketRejoined),
    "defer":     Move(_from(WAITING),                     WAITING,   events.TicketDeferred),
    "finish":    Move(_from(SERVING),                     FINISHED,  events.TicketFinished),
    "cancel":    Move(_from(WAITING, HELD, NO_SHOW),      CANCELLED, events.TicketCancelled),
    "expire":    Move(_from(*LEFT_OVER),                  EXPIRED,   events.TicketExpired),
}
# fmt: on


def number_at(counter: Counter) -> str | None:
    """The number that is called to or served at this counter."""
    ticket = ticket_at(counter)
    return ticket.code if ticket else None


def ticket_at(counter: Counter) -> Ticket | None:
    """The ticket that is called to or served at this counter."""
    return _at_counter(counter.id).first()


@prepared
def _at_counter(counter):
    return Ticket.select().where(Ticket.counter == counter, Ticket.state.in_(State.AT_A_COUNTER))


def fresh(ticket: Ticket) -> Ticket:
    """The row as it stands inside this transaction. Raises TicketGone for a ticket of another day."""
    ticket = Ticket.get_by_id(ticket.id)
    check_day(ticket)
    return ticket


def check_day(ticket: Ticket) -> None:
    """Raises TicketGone for a ticket of another day than the one its centre now has."""
    if ticket.business_day != ticket.centre.business_day:
        raise TicketGone


def wrong_state(ticket: Ticket, asked_at: Counter | None = None) -> WrongState:
    """The refusal that says where the ticket is; `asked_at`: the counter that wants it, None for a citizen."""
    at = ticket.counter
    taken = asked_at is not None and ticket.counter_id not in (None, asked_at.id)
    names = (at.label, at.label_en) if at else (None, None)
    return WrongState(ticket.code, ticket.state, *names, taken=taken)


def fresh_at(ticket: Ticket, counter: Counter, verb: str) -> Ticket:
    """The same, and it must be at this counter when the verb begins there."""
    ticket = fresh(ticket)
    if ticket.centre_id != counter.centre_id:
        raise NotFound
    if ticket.state not in MOVES[verb].before:
        raise wrong_state(ticket, counter)
    if ticket.counter_id != counter.id:
        raise NotAtCounter(ticket.code)
    return ticket


def move(ticket: Ticket, verb: str, *, counter: Counter | None = None, **facts: Any) -> events.TicketMoved:
    """Make one move, as `step` does; returns its news, to be announced after the commit."""
    step(ticket, verb, counter=counter, **facts)
    return news(MOVES[verb].news, ticket, counter)


def call(ticket: Ticket, verb: str, counter: Counter, moment: datetime, **facts: Any) -> events.TicketMoved:
    """Make a call or a recall, stored under the centre's next sequence number; returns its news."""
    step(ticket, verb, counter=counter, at=moment, **facts)
    stored = _store_call(ticket, counter, moment)
    return news(MOVES[verb].news, ticket, counter, **stored, times=ticket.calls, at=moment, language=ticket.language)


def step(
    ticket: Ticket,
    verb: str,
    *,
    counter: Counter | None = None,
    officer: Officer | None = None,
    why: str = "",
    rule: str | None = None,
    facts: Mapping[str, Any] | None = None,
    at: datetime | None = None,
    changes: dict | None = None,
    leaves: bool = False,
) -> None:
    """Change the columns, where the state is still the expected one, and add the row of history.

    `leaves`: the ticket is no longer at `counter` afterwards. Raises WrongState, CounterBusy.
    """
    move, moment, before = MOVES[verb], at or now(), ticket.state
    if before not in move.before:
        raise wrong_state(ticket, counter)
    columns = dict(changes or {}, state=move.after, moved_at=moment)
    if leaves or counter is not None:
        columns |= {"counter": None if leaves else counter, "officer": None if leaves else officer}
    restore = json.dumps({name: _plain(ticket.__data__.get(name)) for name in columns if name not in WRITTEN_ANYWAY})
    update(ticket, columns, expected=before)
    known = None if facts is None else json.dumps(facts)
    by = {"counter": counter, "officer": officer}
    write_history(ticket, verb, before, moment, **by, why=why, rule=rule, facts=known, restore=restore)


def take_back(ticket: Ticket, last: TicketMove, counter: Counter, officer: Officer | None) -> events.MoveUndone:
    """Undo the ticket's last move, where the state is still the one it led to; returns its news.

    Raises WrongState, CounterBusy.
    """
    moment = now()
    update(ticket, columns(last.restore) | {"state": last.before, "moved_at": moment}, expected=last.after)
    write_history(ticket, "undo", last.after, moment, counter=counter, officer=officer, undoes=last)
    return news(events.MoveUndone, ticket)


def update(ticket: Ticket, columns: dict, expected: str | None = None) -> None:
    """Write columns of one ticket, where its state is still `expected`. Raises WrongState, CounterBusy."""
    where = {"id": ticket.id} | ({} if expected is None else {"state": expected})
    try:
        with may_fail():
            changed = change(Ticket, columns, **where)
    except IntegrityError as error:  # the index that allows one ticket at a counter
        counter = columns["counter"]
        raise CounterBusy(counter.label, number_at(counter) or "") from error
    if changed == 0:
        raise wrong_state(Ticket.get_by_id(ticket.id))
    for name, value in columns.items():
        setattr(ticket, name, value)


def write_history(ticket: Ticket, verb: str, before: str | None, at, **facts) -> None:
    add(
        TicketMove(
            centre=ticket.centre_id,
            ticket=ticket.id,
            business_day=ticket.business_day,
            verb=verb,
            before=before,
            after=ticket.state,
            service=ticket.service_id,
            at=at,
            **facts,
        )
    )


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def columns(restore: str | None) -> dict:
    """A stored snapshot as column values again."""
    stored = json.loads(restore or "{}")
    return {name: Ticket._meta.fields[name].python_value(value) for name, value in stored.items()}


# What the hall's screens must know of the centre to show and speak a call, told with it so that they need not ask.
TOLD_WITH_A_CALL = ("priority_shown", "voice_region", "voice_reading", "voice_template")


def _store_call(ticket: Ticket, counter: Counter, moment: datetime) -> dict[str, Any]:
    """Store the call under the centre's next sequence number; returns what the event of a call says of it."""
    [(sequence, *choices)] = _next_sequence(ticket.centre_id).execute()
    call = add(
        Call(centre=ticket.centre_id, sequence=sequence, ticket=ticket, counter=counter, times=ticket.calls, at=moment)
    )
    return {"call": call.id, "sequence": sequence, **dict(zip(TOLD_WITH_A_CALL, choices, strict=True))}


@prepared
def _next_sequence(centre):
    return (
        Centre.update(call_sequence=Centre.call_sequence + 1)
        .where(Centre.id == centre)
        .returning(Centre.call_sequence, *(getattr(Centre, choice) for choice in TOLD_WITH_A_CALL))
        .tuples()
    )


def news(kind: type[News], ticket: Ticket, counter: Counter | None = None, **more) -> News:
    service, at = ticket.service, counter or ticket.counter
    return kind(
        centre=ticket.centre_id,
        ticket=ticket.id,
        token=ticket.token,
        number=ticket.code,
        state=ticket.state,
        service=service.id,
        service_name=service.name,
        service_name_en=service.name_en,
        priority=ticket.priority,
        counter=at.number if at else None,
        counter_name=at.name if at else "",
        **more,
    )


def ready_counter(counter: Counter) -> Counter:
    """The counter as it stands, open and free. Raises CounterClosed, CounterBusy."""
    counter = Counter.get_by_id(counter.id)
    if counter.state != Counter.OPEN:
        raise CounterClosed(counter.label)
    if (present := number_at(counter)) is not None:
        raise CounterBusy(counter.label, present)
    return counter
