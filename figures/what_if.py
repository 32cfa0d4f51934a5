"""A past day under another rule: what each class and service would have waited, who would have been overtaken, and how
long counters would have stood free. First the day is played under the rule it had, and it is said how far that is
from what happened: no comparison is worth more than that.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from figures.day import KINDS, Number, playable
from figures.fairness import waits
from figures.quantiles import half, nine_in_ten
from models.centre import Centre, Service
from models.counter import Counter, CounterService
from queueing.overtaking import Turn, overtakings
from queueing.past_day import Day, Desk, Leg, Played, Visitor
from queueing.rules import CHOSEN, Rule
from queueing.simulation import play

ENOUGH = 10  # fewer people than this have no P90
EXTRA = -1  # id of the counter that is added


@dataclass(frozen=True)
class Extra:
    """One more counter, serving what `like` serves."""

    like: Counter
    opens: time
    closes: time


@dataclass(frozen=True)
class Trial:
    """What is tried."""

    rule: Rule
    by_slot: bool = True  # booked numbers stand by their slot; False: by when they came
    by_hand: bool = True  # officers call out of turn as they did, where they still can
    extra: Extra | None = None


@dataclass(frozen=True)
class Waits:
    """The waits of some people, in whole seconds as the ledger counts them; None where too few were there."""

    n: int
    half: float | None
    most: float | None  # P90
    longest: float | None

    @classmethod
    def of(cls, seconds: list[float]) -> "Waits":
        ordered = sorted(map(int, seconds))
        if len(ordered) < ENOUGH:
            return cls(len(ordered), None, None, None)
        return cls(len(ordered), half(ordered), nine_in_ten(ordered), ordered[-1])


@dataclass(frozen=True)
class Row:
    """One service and class: as under the day's own rule, and as tried."""

    service: Service | None  # None: all of them
    kind: str | None  # likewise
    own: Waits
    tried: Waits

    @property
    def longer(self) -> float:
        """Seconds that nine in ten wait longer; 0 where too few waited."""
        return 0.0 if self.own.most is None or self.tried.most is None else self.tried.most - self.own.most


@dataclass(frozen=True)
class Outcome:
    """What came of a day under one rule."""

    overtakings: int
    most: int  # that overtook one person
    idle_while_waiting: float  # counters' seconds
    idle: float
    never: int  # people who were not called


@dataclass(frozen=True)
class Validation:
    """How far the day, played under its own rule, is from what happened. Seconds."""

    n: int  # people called in both
    same: int  # of them, whose wait is the same to the second
    typical: float  # median distance of a wait
    p90: tuple[float, float] | None  # of their waits, (as it was, as played)
    hand_calls: int


@dataclass(frozen=True)
class Comparison:
    """A day under its own rule and under another."""

    day: date
    own_rule: Rule
    trial: Trial
    validation: Validation
    rows: list[Row]  # the first is everybody
    own: Outcome
    tried: Outcome

    @property
    def better(self) -> bool | None:
        """Whether nine in ten wait less by a minute at least; None where it hardly changes."""
        own, tried = self.rows[0].own.most, self.rows[0].tried.most
        if own is None or tried is None or abs(own - tried) < 60:
            return None
        return tried < own

    @property
    def worse(self) -> list[Row]:
        """Where the whole gains, the services and classes of which nine in ten wait longer by a minute at least."""
        if not self.better:
            return []
        return [row for row in self.rows if row.service is not None and row.longer >= 60]


def compare(centre: Centre, day: date, trial: Trial) -> Comparison:
    """The day as it would have been. Reads its moves once, for tenths of a second: ask it through apart.read_apart."""
    as_it_was, found = playable(centre, day)
    rule = Rule.of(centre)
    own, changed = play(as_it_was, rule), _changed(as_it_was, trial, day)
    tried = play(changed, trial.rule)
    services = {s.id: s for s in Service.select().where(Service.centre == centre).order_by(Service.position)}
    return Comparison(
        day,
        rule,
        trial,
        _validation(as_it_was, found, own),
        _rows(as_it_was, own.waits(as_it_was), tried.waits(changed), services),
        _outcome(as_it_was, own, found),
        _outcome(changed, tried, found),
    )


def _changed(day: Day, trial: Trial, date_: date) -> Day:
    visitors, desks = list(day.visitors), list(day.desks)
    if not trial.by_slot:
        visitors = [_by_arrival(visitor) for visitor in visitors]
    if (extra := trial.extra) is not None:
        like = next((desk for desk in desks if desk.id == extra.like.id), None)
        stretch = (datetime.combine(date_, extra.opens), datetime.combine(date_, extra.closes))
        preferences = like.preferences if like else dict(_links(extra.like))
        pace = like.usual_pause if like else max((desk.usual_pause for desk in desks), default=1.0)
        desks.append(Desk(EXTRA, preferences, (stretch,), (), pace))
    return Day(visitors, desks, day.usual, day.hand_calls if trial.by_hand else ())


def _links(counter: Counter) -> list[tuple[int, int]]:
    links = CounterService.select(CounterService.service, CounterService.preference)
    return list(links.where(CounterService.counter == counter).tuples().execute())


def _by_arrival(visitor: Visitor) -> Visitor:
    if visitor.booked_for is None:
        return visitor
    legs: list[Leg] = [replace(visitor.legs[0], place=visitor.arrives), *visitor.legs[1:]] if visitor.legs else []
    return replace(visitor, booked_for=None, legs=tuple(legs))


def _validation(day: Day, found: list[Number], own: Played) -> Validation:
    real = {n.ticket.id: (call.at - n.came).total_seconds() for n in found if (call := n.first_call) is not None}
    played = own.waits(day)
    both = real.keys() & played.keys()  # who was called in one only has no wait to compare
    off = sorted(abs(real[who] - played[who]) for who in both)
    was, is_ = Waits.of([real[who] for who in both]), Waits.of([played[who] for who in both])
    return Validation(
        len(off),
        sum(distance < 1 for distance in off),
        half(off) if off else 0.0,
        None if was.most is None or is_.most is None else (was.most, is_.most),
        sum(move.rule == CHOSEN for number in found for move in number.moves),
    )


def _rows(day: Day, own: Mapping[int, float], tried: Mapping[int, float], services: dict[int, Service]) -> list[Row]:
    grouped: dict[tuple[int | None, str | None], list[int]] = defaultdict(list)
    for visitor in day.visitors:
        service = visitor.legs[0].service if visitor.legs else None
        for key in {(None, None), (None, visitor.kind), (service, visitor.kind)}:
            grouped[key].append(visitor.id)

    def some(of: Mapping[int, float], who: list[int]) -> Waits:
        return Waits.of([of[one] for one in who if one in of])

    keys = [(None, None)] + [(None, kind) for kind in KINDS] + [(s, kind) for s in services for kind in KINDS]
    return [
        Row(services[s] if s else None, kind, some(own, grouped[s, kind]), some(tried, grouped[s, kind]))
        for s, kind in keys
        if grouped.get((s, kind)) or kind is None
    ]


def _outcome(day: Day, played: Played, found: list[Number]) -> Outcome:
    made = [Turn(call.at, call.visitor, call.service, call.rule) for call in played.calls]
    passed = overtakings(made, waits(found))
    by_who: dict[int, int] = defaultdict(int)
    for one in passed:
        by_who[one.who] += 1
    called = {call.visitor for call in played.calls}
    gone = {number.ticket.id for number in found if number.moves[-1].verb == "cancel"}
    return Outcome(
        len(passed),
        max(by_who.values(), default=0),
        sum(played.idle_while_waiting.values()),
        sum(played.idle.values()),
        sum(visitor.id not in called and visitor.id not in gone for visitor in day.visitors),
    )
