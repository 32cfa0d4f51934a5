"""The hall in a period, as a dashboard asks for it: when it is full, how long people wait, what each counter carries.

The visits are those of figures.queue. A year holds a quarter of a million moves, so most visits are read as one line.
"""

import time
from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any

from peewee import Case, fn

from figures.period import Period
from figures.queue import NOT_TIMED, Times, Visit, visit_of
from figures.rates import rate
from models.base import db
from models.centre import Centre, Service
from models.counter import Counter
from models.ticket import State, TicketMove

A_SLICE = timedelta(days=7)  # read at once; between two of them the hall goes on

LOST = ("miss", "cancel", "expire")
STRAIGHT = ("issue", "call", "recall", "serve", "finish", *LOST)  # with one call, a ticket's way is plain


@dataclass(frozen=True)
class Load:
    """Tickets given at one hour of one weekday (Monday is 0), over the days on which that weekday gave any."""

    weekday: int
    hour: int
    tickets: int
    days: int

    @property
    def mean(self) -> int:
        """Tickets a day, half up."""
        return (2 * self.tickets + self.days) // (2 * self.days)


@dataclass(frozen=True)
class Line:
    """Those who queued for one service, or were finished by one counter; times in seconds."""

    id: int
    label: str
    label_en: str
    issued: int
    served: int
    wait: Times
    in_target: int  # of `wait.n`
    service: Times

    def named(self, english: bool) -> str:
        return self.label_en if english else self.label


@dataclass(frozen=True)
class Hall:
    """A period's visits, cut three ways."""

    target_minutes: int
    issued: int
    served: int
    waits: int  # how many were timed
    in_target: int
    load: list[Load]
    services: list[Line]
    counters: list[Line]

    @property
    def target_share(self) -> Decimal | None:
        """Percent of the waits that were within the target; None without any."""
        return rate(self.in_target, self.waits)

    @property
    def peak(self) -> Load | None:
        """The hour of the week with most tickets a day; the earlier of two."""
        return max(self.load, key=lambda one: (one.tickets * 1000 // one.days, -one.weekday, -one.hour), default=None)


class _Pile:
    def __init__(self) -> None:
        self.issued = self.served = 0
        self.waits: list[int] = []
        self.services: list[int] = []

    def add(self, visit: Visit) -> None:
        self.issued += 1
        if visit.wait_seconds is not None and visit.state not in NOT_TIMED:
            self.waits.append(visit.wait_seconds)
        if visit.state == State.FINISHED:
            self.served += 1
            self.services.append(visit.service_seconds)

    def in_target(self, minutes: int) -> int:
        return sum(wait <= minutes * 60 for wait in self.waits)

    def line(self, number: int, label: str, label_en: str, target: int) -> Line:
        wait = Times.of(self.waits)
        in_target, service = self.in_target(target), Times.of(self.services)
        return Line(number, label, label_en, self.issued, self.served, wait, in_target, service)


def hall(centre: Centre, period: Period) -> Hall:
    """The visits that began in the period."""
    whole = _Pile()
    services: dict[int, _Pile] = defaultdict(_Pile)
    counters: dict[int | None, _Pile] = defaultdict(_Pile)
    load: Tally[tuple[int, int]] = Tally()
    days: dict[int, set[date]] = defaultdict(set)
    for day, visit in visits(centre, period):
        for pile in (whole, services[visit.service], counters[visit.counter]):
            pile.add(visit)
        load[day.weekday(), visit.hour] += 1
        days[day.weekday()].add(day)
    target = centre.wait_target_minutes
    asked = Service.select().where(Service.centre == centre).order_by(Service.position, Service.id)
    called = [one for one in Counter.of(centre) if one.id in counters]
    return Hall(
        target_minutes=target,
        issued=whole.issued,
        served=whole.served,
        waits=len(whole.waits),
        in_target=whole.in_target(target),
        load=[Load(weekday, hour, load[weekday, hour], len(days[weekday])) for weekday, hour in sorted(load)],
        services=[services[one.id].line(one.id, one.name, one.name_en, target) for one in asked if one.id in services],
        counters=[counters[one.id].line(one.number, one.label, one.label_en, target) for one in called],
    )


def visits(centre: Centre, period: Period) -> Iterator[tuple[date, Visit]]:
    """(business day, visit) of every visit that began in the period."""
    first = period.first
    while first <= period.last:
        last = min(first + A_SLICE - timedelta(days=1), period.last)
        yield from _between(centre, first, last)
        time.sleep(0)  # a long report lets the hall go on after each slice
        first = last + timedelta(days=1)


def _between(centre: Centre, first: date, last: date) -> Iterator[tuple[date, Visit]]:
    """What went straight through the hall is told by one line each; the others by their moves."""
    m = TicketMove
    chosen = (m.centre == centre) & m.business_day.between(first, last)
    lines = m.select(
        m.ticket,
        fn.MIN(m.business_day),
        _only("issue", m.service),
        _only("issue", m.at),
        _only("call", m.counter),
        _only("call", m.at),
        _only("serve", m.at),
        _only("finish", m.at),
        fn.SUM(Case(None, [(m.verb.in_(LOST), 1)], 0)),
        fn.SUM(Case(None, [(m.verb.in_(STRAIGHT), 0)], 1)),
        fn.SUM(Case(m.verb, [("call", 1)], 0)),
    )
    winding = []
    for ticket, day, service, issued, counter, called, served, finished, lost, others, calls in db.execute(
        lines.where(chosen).group_by(m.ticket)
    ).fetchall():
        if others or calls > 1:
            winding.append(ticket)
            continue
        began = _moment(issued)
        state = State.NO_SHOW if lost else State.FINISHED if finished else State.WAITING  # told apart no further
        spent = _seconds(_moment(served), _moment(finished)) if finished and served else 0
        wait = _seconds(began, _moment(called)) if called else None
        yield _day(day), Visit(service, counter, began.hour, state, wait, spent, 0)
    yield from _winding(chosen, winding)


def _winding(chosen: Any, tickets: list[int]) -> Iterator[tuple[date, Visit]]:
    m = TicketMove
    rows = (
        m.select(m.ticket, m.id, m.undoes, m.before, m.after, m.service, m.counter, m.verb, m.at, m.business_day)
        .where(chosen, m.ticket.in_(tickets))
        .order_by(m.ticket, m.id)
    )
    for _, made in groupby(rows.namedtuples() if tickets else (), key=attrgetter("ticket")):
        moves = list(made)
        undone = {move.undoes for move in moves if move.undoes is not None}
        yield moves[0].business_day, visit_of([m for m in moves if m.undoes is None and m.id not in undone])


def _only(verb: str, column: Any) -> Any:
    return fn.MAX(Case(TicketMove.verb, [(verb, column)]))


def _moment(value: Any) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _seconds(begun: datetime, over: datetime) -> int:
    return max(0, int((over - begun).total_seconds()))
