"""How long people waited and were served, from the history of moves and from nothing else.

A visit is one ticket: wait = first call − issue; service = the sum of its stretches of being served, hold left out.
A move that was undone never happened. Whoever did not come, gave up, or was left at the day's end is counted but
not timed; whoever is still here is shown as unfinished; whoever was helped at once, without a number, is counted and
has not waited. A visit belongs to the service it first chose, the hour it
was issued in and the counter that finished it (the one that first called it, while nobody has), so each cut adds up
to the total.
"""

import math
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Self

from figures.period import Period
from figures.quantiles import half, nine_in_ten
from figures.rates import rate
from models.centre import Centre, Service
from models.counter import Counter
from models.ticket import State, TicketMove

NOT_TIMED = (State.NO_SHOW, State.CANCELLED, State.EXPIRED)
NOT_CALLED = ("Chưa gọi", "Not called")


@dataclass(frozen=True)
class Visit:
    """One ticket's way through the hall; lengths in seconds."""

    service: int  # id, first chosen
    counter: int | None  # id, that finished it; of one without a finish: that first called
    hour: int  # of the issue
    state: str  # after its last move
    wait_seconds: int | None  # None: never called
    service_seconds: int
    held_seconds: int


@dataclass(frozen=True)
class Times:
    """Lengths of time in whole seconds; None where nothing was measured."""

    n: int
    mean: int | None
    median: int | None
    p90: int | None
    longest: int | None

    @classmethod
    def of(cls, seconds: Iterable[int]) -> Self:
        ordered = sorted(seconds)
        if not ordered:
            return cls(0, None, None, None, None)
        n = len(ordered)
        return cls(
            n,
            mean=(2 * sum(ordered) + n) // (2 * n),  # half up
            median=math.floor(half(ordered) + 0.5),
            p90=int(nine_in_ten(ordered)),
            longest=ordered[-1],
        )


@dataclass(frozen=True)
class Group:
    """The visits of one service, counter or hour, or all of them."""

    label: str
    label_en: str
    issued: int
    served: int
    no_show: int
    cancelled: int
    expired: int
    unfinished: int  # waiting, called, being served or on hold when the report was made
    wait: Times
    service: Times
    held: Times  # of those that were put on hold
    in_target: int  # of `wait.n`

    @property
    def target_share(self) -> Decimal | None:
        """Percent of the waits that were within the target; None without any."""
        return rate(self.in_target, self.wait.n)


@dataclass(frozen=True)
class QueueReport:
    """The queue of one centre and period."""

    centre: Centre
    period: Period
    target_minutes: int
    total: Group
    by_service: list[Group]
    by_counter: list[Group]
    by_hour: list[Group]

    @property
    def adds_up(self) -> bool:
        """Issued is the sum of the ends, and every cut adds up to the total."""
        ends = ("served", "no_show", "cancelled", "expired", "unfinished")
        counted = ("issued", *ends, "in_target")
        return self.total.issued == sum(getattr(self.total, end) for end in ends) and all(
            getattr(self.total, name) == sum(getattr(group, name) for group in cut)
            for cut in (self.by_service, self.by_counter, self.by_hour)
            for name in counted
        )


@dataclass
class _Pile:
    """Visits thrown on one pile."""

    states: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    waits: list[int] = field(default_factory=list)
    services: list[int] = field(default_factory=list)
    holds: list[int] = field(default_factory=list)

    def add(self, visit: Visit) -> None:
        self.states[visit.state] += 1
        if visit.wait_seconds is not None and visit.state not in NOT_TIMED:
            self.waits.append(visit.wait_seconds)
        if visit.state == State.FINISHED:
            self.services.append(visit.service_seconds)
        if visit.held_seconds:
            self.holds.append(visit.held_seconds)

    def group(self, label: str, label_en: str, target_minutes: int) -> Group:
        issued = sum(self.states.values())
        ended = {state: self.states.get(state, 0) for state in (State.FINISHED, *NOT_TIMED)}
        return Group(
            label,
            label_en,
            issued,
            served=ended[State.FINISHED],
            no_show=ended[State.NO_SHOW],
            cancelled=ended[State.CANCELLED],
            expired=ended[State.EXPIRED],
            unfinished=issued - sum(ended.values()),
            wait=Times.of(self.waits),
            service=Times.of(self.services),
            held=Times.of(self.holds),
            in_target=sum(wait <= target_minutes * 60 for wait in self.waits),
        )


def queue(centre: Centre, period: Period) -> QueueReport:
    """Tickets issued, served and lost, and their times: in total, by service, by counter, by hour of issue."""
    total = _Pile()
    services: dict[int, _Pile] = defaultdict(_Pile)
    counters: dict[int | None, _Pile] = defaultdict(_Pile)
    hours: dict[int, _Pile] = defaultdict(_Pile)
    for visit in visits(centre, period):
        for pile in (total, services[visit.service], counters[visit.counter], hours[visit.hour]):
            pile.add(visit)
    target = centre.wait_target_minutes
    called = Counter.select().where(Counter.centre == centre).order_by(Counter.number)
    asked = Service.select().where(Service.centre == centre).order_by(Service.position, Service.id)
    by_counter = [counters[c.id].group(c.label, c.label_en, target) for c in called if c.id in counters]
    if None in counters:
        by_counter.append(counters[None].group(*NOT_CALLED, target))
    return QueueReport(
        centre,
        period,
        target,
        total.group("Tổng cộng", "Total", target),
        [_of_service(s, services[s.id], target) for s in asked if s.id in services],
        by_counter,
        [_of_hour(hour, hours[hour], target) for hour in sorted(hours)],
    )


def _of_service(service: Service, pile: _Pile, target: int) -> Group:
    return pile.group(f"{service.letter} · {service.name}", f"{service.letter} · {service.name_en}", target)


def _of_hour(hour: int, pile: _Pile, target: int) -> Group:
    said = f"{hour:02d}:00–{hour:02d}:59"
    return pile.group(said, said, target)


def visits(centre: Centre, period: Period) -> Iterator[Visit]:
    """Every visit that began in the period, day by day, oldest first."""
    days = (
        TicketMove.select(TicketMove.business_day)
        .where(TicketMove.centre == centre, TicketMove.business_day.between(period.first, period.last))
        .distinct()
        .order_by(TicketMove.business_day)
    )
    for (day,) in list(days.tuples().execute()):
        yield from _of_day(centre, day)
        time.sleep(0)  # a long report lets the hall go on after each day


def _of_day(centre: Centre, day: date) -> Iterator[Visit]:
    m = TicketMove
    rows = (
        m.select(m.ticket, m.id, m.undoes, m.before, m.after, m.service, m.counter, m.verb, m.at)
        .where(m.centre == centre, m.business_day == day)
        .order_by(m.ticket, m.id)
        .namedtuples()
    )
    for _, made in groupby(rows, key=lambda row: row.ticket):
        moves = list(made)
        undone = {row.undoes for row in moves if row.undoes is not None}
        yield visit_of([row for row in moves if row.undoes is None and row.id not in undone])


def visit_of(moves: list) -> Visit:
    """The visit that these moves of one ticket make, in order, none undone. The first is its issue."""
    issue, last = moves[0], moves[-1]
    call = next((move for move in moves if move.verb == "call"), None)
    finished = last.counter if last.after == State.FINISHED else None  # whoever was transferred counts where they ended
    spent: dict[str, int] = defaultdict(int)
    for move, following in pairwise(moves):
        spent[move.after] += _seconds(move.at, following.at)
    return Visit(
        service=issue.service,
        counter=finished or (call.counter if call else issue.counter),  # of a visit without a number: where it began
        hour=issue.at.hour,
        state=last.after,
        wait_seconds=_seconds(issue.at, call.at) if call and issue.verb != "quick" else None,
        service_seconds=spent[State.SERVING],
        held_seconds=spent[State.HELD],
    )


def _seconds(begun: datetime, over: datetime) -> int:
    return max(0, int((over - begun).total_seconds()))  # a clock set back makes nobody wait less than nothing
