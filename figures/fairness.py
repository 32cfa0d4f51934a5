"""The ledger of fairness of a day: who was called before whom, by which rule, and who called out of turn, and why.

Counts numbers, never people by name. What each figure means is said in `DEFINITIONS`, on the page and in the file.
"""

from collections import Counter as Tally
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from figures.day import KINDS, PRIORITY, Made, Number, numbers
from figures.queue import Times
from figures.rates import rate
from models.centre import Centre, Service
from models.counter import Counter
from models.ticket import Ticket
from queueing.overtaking import Overtaking, Turn, Waiting, overtakings
from queueing.rules import CHOSEN, NO_CAP_MINUTES, Rule

ENOUGH = 10  # fewer waits than this say nothing about a service and class


@dataclass(frozen=True)
class Entry:
    """A number of the day."""

    number: Number
    service: Service
    kind: str
    wait: int | None  # seconds until the first call; None: never called
    overtaken_by: tuple[Overtaking, ...]

    @property
    def code(self) -> str:
        return self.number.ticket.code

    @property
    def id(self) -> int:
        return self.number.ticket.id


@dataclass(frozen=True)
class Line:
    """The numbers of one service and class. Times in seconds."""

    service: Service
    kind: str
    issued: int
    wait: Times
    overtaken: int  # of them, by at least one
    overtakings: int
    most: int  # that overtook one of them

    @property
    def enough(self) -> bool:
        return self.wait.n >= ENOUGH


@dataclass(frozen=True)
class HandCall:
    """A call out of turn."""

    at: datetime
    id: int  # of the ticket
    code: str
    service: Service
    counter: Counter | None
    reason: str
    passed: int  # people who had come before, for the same service, and still waited


@dataclass(frozen=True)
class Ledger:
    """A day's ledger."""

    centre: Centre
    day: date
    entries: list[Entry]  # in the order in which the numbers were given
    lines: list[Line]
    by_rule: dict[str, int]  # rule → overtakings
    hand_calls: list[HandCall]
    past_cap: list[Overtaking]  # of who had waited as long as the cap, by a rule: there should be none

    @property
    def called(self) -> int:
        return sum(entry.wait is not None for entry in self.entries)

    @property
    def overtakings(self) -> int:
        return sum(self.by_rule.values())

    @property
    def overtaken(self) -> int:
        return sum(bool(entry.overtaken_by) for entry in self.entries)

    @property
    def overtaken_share(self) -> Decimal | None:
        """Percent of the numbers that were called; None under ENOUGH."""
        return rate(self.overtaken, self.called) if self.called >= ENOUGH else None

    @property
    def priority(self) -> int:
        return sum(entry.kind == PRIORITY for entry in self.entries)

    @property
    def priority_share(self) -> Decimal | None:
        return rate(self.priority, len(self.entries)) if len(self.entries) >= ENOUGH else None

    @property
    def longest(self) -> list[Entry]:
        """Who waited longest, first."""
        return sorted((e for e in self.entries if e.wait is not None), key=lambda e: (-(e.wait or 0), e.id))

    @property
    def most_overtaken(self) -> list[Entry]:
        return sorted((e for e in self.entries if e.overtaken_by), key=lambda e: (-len(e.overtaken_by), e.id))


def turns(found: list[Number]) -> list[Turn]:
    """Every call of the day."""
    return [
        Turn(move.at, number.ticket.id, move.service, move.rule or "")
        for number in found
        for move in number.moves
        if move.verb == "call"
    ]


def waits(found: list[Number]) -> dict[int, Waiting]:
    """Everybody's wait."""
    return {number.ticket.id: Waiting(number.came, number.service, number.gave_way) for number in found}


def ledger(centre: Centre, day: date) -> Ledger:
    """The ledger of a business day."""
    found = numbers(centre, day)
    services = {s.id: s for s in Service.select().where(Service.centre == centre)}
    counters = {c.id: c for c in Counter.of(centre)}
    passed = overtakings(turns(found), waits(found))
    by_who: dict[int, list[Overtaking]] = defaultdict(list)
    for one in passed:
        by_who[one.who].append(one)
    entries = [_entry(number, services, by_who) for number in found]
    came = {number.ticket.id: number.came for number in found}
    cap = Rule.of(centre).age_cap_minutes
    return Ledger(
        centre,
        day,
        entries,
        _lines(entries),
        dict(Tally(one.rule for one in passed)),
        _hand_calls(found, services, counters, passed),
        [
            one
            for one in passed
            if one.rule != CHOSEN and cap < NO_CAP_MINUTES and (one.at - came[one.who]).total_seconds() > cap * 60
        ],
    )


def _entry(number: Number, services: dict[int, Service], by_who: dict[int, list[Overtaking]]) -> Entry:
    call = number.first_call
    wait = None if call is None else max(int((call.at - number.came).total_seconds()), 0)
    return Entry(number, services[number.service], number.kind, wait, tuple(by_who[number.ticket.id]))


def _lines(entries: list[Entry]) -> list[Line]:
    grouped: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        grouped[entry.service.position, KINDS.index(entry.kind)].append(entry)
    return [
        Line(
            some[0].service,
            some[0].kind,
            len(some),
            Times.of(e.wait for e in some if e.wait is not None),
            sum(bool(e.overtaken_by) for e in some),
            sum(len(e.overtaken_by) for e in some),
            max(len(e.overtaken_by) for e in some),
        )
        for _, some in sorted(grouped.items())
    ]


def _hand_calls(
    found: list[Number], services: dict[int, Service], counters: dict[int, Counter], passed: list[Overtaking]
) -> list[HandCall]:
    over = Tally((one.by, one.at) for one in passed)
    calls = [
        HandCall(
            move.at,
            number.ticket.id,
            number.ticket.code,
            services[move.service],
            counters[move.counter] if move.counter else None,
            move.why,
            over[number.ticket.id, move.at],
        )
        for number in found
        for move in number.moves
        if move.verb == "call" and move.rule == CHOSEN
    ]
    return sorted(calls, key=lambda call: call.at)


@dataclass(frozen=True)
class Story:
    """One number from its issue to its end."""

    entry: Entry
    moves: list[tuple[Made, Counter | None, Service]]
    before: list[tuple[Overtaking, Ticket, Made, Counter | None]]  # who came later and was called before, and how


def story(centre: Centre, ticket: Ticket) -> Story:
    """Everything that is known of a number, and who was called before it though they came later."""
    found = numbers(centre, ticket.business_day)
    by_id = {number.ticket.id: number for number in found}
    services = {s.id: s for s in Service.select().where(Service.centre == centre)}
    counters = {c.id: c for c in Counter.of(centre)}
    passed = [one for one in overtakings(turns(found), waits(found)) if one.who == ticket.id]
    number = by_id[ticket.id]
    before = []
    for one in passed:
        other = by_id[one.by]
        call = next(move for move in other.moves if move.verb == "call" and move.at == one.at)
        before.append((one, other.ticket, call, counters.get(call.counter or 0)))
    return Story(
        _entry(number, services, {ticket.id: passed}),
        [(move, counters.get(move.counter or 0), services[move.service]) for move in number.moves],
        before,
    )
