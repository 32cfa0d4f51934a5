"""One day of the hall, read from the history of moves: everybody's stays in line and at counters, and the counters.

Moves that were undone never happened. From it come the ledger of overtaking, the counters' time, and the day that
queueing.simulation plays again.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from statistics import median
from typing import Any

from models.centre import Centre, Service
from models.counter import Counter, CounterService
from models.ticket import Lane, State, Ticket, TicketMove
from models.visit import CounterMove
from queueing.past_day import Day, Desk, HandCall, Leg, Stay, Visitor
from queueing.rules import CHOSEN
from queueing.simulation import with_pauses

ORDINARY, PRIORITY, BOOKED, CAME_BACK = "ordinary", "priority", "booked", "came_back"
KINDS = (ORDINARY, PRIORITY, BOOKED, CAME_BACK)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Made:
    """One move of a ticket that was not undone."""

    id: int
    verb: str
    before: str | None
    after: str
    service: int
    counter: int | None
    officer: int | None
    at: datetime
    rule: str | None
    facts: str | None
    why: str
    restore: dict[str, Any]


@dataclass(frozen=True)
class Number:
    """A ticket and its moves, the issue first."""

    ticket: Ticket
    moves: Sequence[Made]

    @property
    def kind(self) -> str:
        """By which class its wait is told apart; none says anything about the person."""
        if self.value("priority", 0):
            return PRIORITY
        if self.ticket.booked_for is not None:
            return BOOKED
        return CAME_BACK if self.value("lane", 0) == Lane.CAME_BACK else ORDINARY

    @property
    def service(self) -> int:
        """The one that was first chosen."""
        return self.moves[0].service

    @property
    def came(self) -> datetime:
        return self.moves[0].at

    @property
    def first_call(self) -> Made | None:
        return next((move for move in self.moves if move.verb == "call"), None)

    @property
    def gave_way(self) -> datetime | None:
        """When, before the first call, it was given up, expired, or let others pass by its own wish."""
        for move in self.moves:
            if move.verb == "call":
                return None
            if move.verb in ("cancel", "expire", "defer"):
                return move.at
        return None

    def value(self, column: str, after: int) -> Any:
        """What a column held after the move of that place in the list: the next move to change it wrote it down."""
        for move in self.moves[after + 1 :]:
            if column in move.restore:
                stored = move.restore[column]
                return Ticket._meta.fields[column].python_value(stored)
        return self.ticket.__data__[column]


def numbers(centre: Centre, day: date) -> list[Number]:
    """Every ticket of a business day, in the order in which they were given."""
    tickets = {t.id: t for t in Ticket.select().where(Ticket.centre == centre, Ticket.business_day == day)}
    m = TicketMove
    columns = (m.id, m.ticket, m.verb, m.before, m.after, m.service, m.counter, m.officer, m.at, m.rule, m.facts, m.why)
    rows = (
        m.select(*columns, m.restore, m.undoes)
        .where(m.centre == centre, m.business_day == day)
        .order_by(m.ticket, m.id)
        .namedtuples()
    )
    return [Number(tickets[number], _made(list(moves))) for number, moves in groupby(rows, key=lambda row: row.ticket)]


def of_ticket(ticket: Ticket) -> Number:
    """One ticket and its moves."""
    rows = TicketMove.select().where(TicketMove.ticket == ticket).order_by(TicketMove.id)
    return Number(ticket, _made(list(rows.namedtuples())))


def _made(rows: list[Any]) -> list[Made]:
    undone = {row.undoes for row in rows if row.undoes is not None}
    return [
        Made(
            row.id,
            row.verb,
            row.before,
            row.after,
            row.service,
            row.counter,
            row.officer,
            row.at,
            row.rule,
            row.facts,
            row.why,
            json.loads(row.restore or "{}"),
        )
        for row in rows
        if row.undoes is None and row.id not in undone
    ]


@dataclass(frozen=True)
class CounterState:
    """What a counter was for a while."""

    since: datetime
    until: datetime
    state: str  # Counter.OPEN, PAUSED, CLOSED
    reason: str = ""  # of a pause


def counter_states(centre: Centre, day: date, until: datetime) -> dict[int, list[CounterState]]:
    """Counter id → its states of the date, from midnight to `until`, in order. A counter that nothing is known of is
    not there."""
    midnight = datetime.combine(day, time())
    changes: dict[int, list[CounterMove]] = defaultdict(list)
    of_state = (CounterMove.centre == centre) & CounterMove.verb.in_(
        (CounterMove.OPEN, CounterMove.PAUSE, CounterMove.CLOSE)
    )
    for counter in Counter.of(centre):
        earlier = CounterMove.select().where(of_state, CounterMove.counter == counter, CounterMove.at < midnight)
        if (last := earlier.order_by(CounterMove.at.desc(), CounterMove.id.desc()).first()) is not None:
            changes[counter.id].append(last)
    today = CounterMove.select().where(
        of_state, CounterMove.at >= midnight, CounterMove.at < min(until, midnight + ONE_DAY)
    )
    for move in today.order_by(CounterMove.at, CounterMove.id):
        changes[move.counter_id].append(move)
    return {number: list(_states(moves, midnight, until)) for number, moves in changes.items()}


def _states(moves: list[CounterMove], midnight: datetime, until: datetime) -> Iterator[CounterState]:
    ends = [move.at for move in moves[1:]] + [until]
    for move, end in zip(moves, ends, strict=True):
        since = max(move.at, midnight)
        if end > since:
            yield CounterState(since, end, move.state, move.reason)


def last_act(found: Sequence[Number]) -> datetime | None:
    """When somebody last did something, the clock left out."""
    return max((move.at for number in found for move in number.moves if move.verb != "expire"), default=None)


def playable(centre: Centre, day: date) -> tuple[Day, list[Number]]:
    """The day as queueing.simulation plays it, and the numbers it is made of."""
    found = numbers(centre, day)
    ends = last_act(found) or datetime.combine(day, time()) + ONE_DAY
    desks = _desks(centre, day, found, ends)
    over = max((until for desk in desks for _, until in desk.stretches), default=ends)
    stays: list[Stay] = []
    visitors = [visitor_of(number, over, stays) for number in found]
    times: dict[int, list[float]] = defaultdict(list)
    for visitor in visitors:
        for leg in visitor.legs:
            if leg.busy is not None:
                times[leg.service].append(leg.busy)
    services = Service.select().where(Service.centre == centre)
    usual = {s.id: median(times[s.id]) if times[s.id] else s.typical_minutes * 60.0 for s in services}
    by_hand = {(n.ticket.id, m.at) for n in found for m in n.moves if m.verb == "call" and m.rule == CHOSEN}
    hand_calls = tuple(
        HandCall(stay.called, stay.desk, stay.visitor, stay.leg)
        for stay in stays
        if stay.called is not None and stay.desk is not None and (stay.visitor, stay.called) in by_hand
    )
    return with_pauses(Day(visitors, desks, usual, hand_calls), stays), found


def _desks(centre: Centre, day: date, found: list[Number], ends: datetime) -> list[Desk]:
    """Counters as they were open; where nothing was written down of that, from their first act to their last."""
    preferences: dict[int, dict[int, int]] = defaultdict(dict)
    columns = (CounterService.counter, CounterService.service, CounterService.preference)
    links = CounterService.select(*columns).join(Counter).where(Counter.centre == centre)
    for counter_id, service, preference in links.tuples().execute():
        preferences[counter_id][service] = preference
    acted: dict[int, list[datetime]] = defaultdict(list)
    for number in found:
        for move in number.moves:
            if move.counter is not None and move.verb != "expire":
                acted[move.counter].append(move.at)
                if move.verb == "call" and move.rule != CHOSEN:  # what it served that day, whatever it serves now
                    preferences[move.counter].setdefault(move.service, CounterService.FIRST_CHOICE)
    states = counter_states(centre, day, ends)
    desks = []
    for counter in Counter.of(centre):
        known = states.get(counter.id)
        if known is not None:
            stretches = tuple((one.since, one.until) for one in known if one.state == Counter.OPEN)
        else:
            acts = acted[counter.id]
            stretches = ((min(acts), max(acts)),) if acts else ()
        if stretches:
            desks.append(Desk(counter.id, preferences[counter.id], stretches))
    return desks


def visitor_of(number: Number, over: datetime, stays: list[Stay]) -> Visitor:
    """Somebody's legs; what they really were is added to `stays`. `over`: when the last counter closed."""
    legs: list[Leg] = []
    entered, left_at, before = number.came, number.came, 0
    called: tuple[int, Made] | None = None
    for place, move in enumerate(number.moves):
        if move.verb == "call":
            called = place, move
        elif called is not None and move.after not in State.AT_A_COUNTER:
            call = called[1]
            known = None if move.verb == "expire" else (move.at - call.at).total_seconds()
            legs.append(_leg(number, called[0] - 1, entered, before, left_at, known))
            freed = None if known is None else move.at
            stays.append(Stay(number.ticket.id, len(legs) - 1, entered, call.at, call.counter, freed))
            called, left_at = None, move.at
            if move.after == State.WAITING:
                entered, before = move.at, place
        elif move.verb in ("resume", "rejoin"):
            entered, before = move.at, place
        elif move.before == State.WAITING and move.verb in ("cancel", "expire"):
            gone = min(move.at, over) if move.verb == "expire" else move.at
            legs.append(_waited(number, place - 1, entered, left_at, gone))
            stays.append(Stay(number.ticket.id, len(legs) - 1, entered, None, None, None))
    last = number.moves[-1]
    if called is not None:  # still at the counter
        legs.append(_leg(number, called[0] - 1, entered, before, left_at, None))
        stays.append(Stay(number.ticket.id, len(legs) - 1, entered, called[1].at, called[1].counter, None))
    elif last.after == State.WAITING:
        legs.append(_waited(number, len(number.moves) - 1, entered, left_at, max(over, entered)))
        stays.append(Stay(number.ticket.id, len(legs) - 1, entered, None, None, None))
    first = number.ticket
    return Visitor(first.id, number.came, tuple(legs), bool(number.value("priority", 0)), first.booked_for, number.kind)


def _leg(number: Number, at: int, entered: datetime, before: int, left_at: datetime, busy: float | None) -> Leg:
    """The leg whose last moment in line was after the move `at`."""
    place = number.value("queued_at", at)
    new_place = before > 0 and number.moves[before].verb == "transfer" and place >= entered
    return Leg(
        service=number.moves[at + 1].service if at + 1 < len(number.moves) else number.moves[at].service,
        busy=busy,
        after=max((entered - left_at).total_seconds(), 0.0),
        lane=number.value("lane", at),
        place=None if new_place else place,
        reserved_for=number.value("reserved_for", at),
    )


def _waited(number: Number, at: int, entered: datetime, left_at: datetime, gone: datetime) -> Leg:
    leg = _leg(number, at, entered, 0, left_at, None)
    patience = max((gone - entered).total_seconds(), 0.0)
    return Leg(leg.service, None, leg.after, leg.lane, leg.place, leg.reserved_for, patience)
