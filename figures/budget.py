"""What the counters' time went into: serving, free while people waited, free with nobody there, paused, closed.

Read from the history of moves and of the counters' states; a day counts from its first opening hour, or the first act
before it, to its last. Counters, not people; in the order of their numbers, never ranked.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from figures.day import CounterState, counter_states, last_act, numbers, visitor_of
from figures.period import Period
from models.base import now
from models.centre import Centre
from models.counter import Counter, CounterService
from queueing import hours
from queueing.past_day import Stay

SERVING, IDLE_WAITING, IDLE, PAUSED, CLOSED = "serving", "idle_waiting", "idle", "paused", "closed"
PARTS = (SERVING, IDLE_WAITING, IDLE, PAUSED, CLOSED)

Stretch = tuple[datetime, datetime]


@dataclass
class Budget:
    """One counter's time, in seconds."""

    counter: Counter
    parts: dict[str, float] = field(default_factory=lambda: dict.fromkeys(PARTS, 0.0))
    pauses: dict[str, float] = field(default_factory=dict)  # reason → seconds, together parts["paused"]

    @property
    def total(self) -> float:
        return sum(self.parts.values())

    def share(self, part: str) -> int:
        """Whole percent of the total."""
        return round(100 * self.parts[part] / self.total) if self.total else 0

    def add(self, part: str, seconds: float, reason: str = "") -> None:
        self.parts[part] += seconds
        if part == PAUSED:
            self.pauses[reason] = self.pauses.get(reason, 0.0) + seconds


@dataclass(frozen=True)
class Budgets:
    """The counters of a period, and on how many days something is known of them."""

    period: Period
    days: list[date]
    counters: list[Budget]

    @property
    def reasons(self) -> list[str]:
        """Why counters paused, the longest first."""
        times: dict[str, float] = defaultdict(float)
        for one in self.counters:
            for reason, seconds in one.pauses.items():
                times[reason] += seconds
        return sorted(times, key=lambda reason: -times[reason])


def budgets(centre: Centre, period: Period) -> Budgets:
    """What the counters' time of the period went into; days on which no counter opened are left out."""
    found = {counter.id: Budget(counter) for counter in Counter.of(centre)}
    days = []
    day = period.first
    while day <= min(period.last, now().date()):
        if _add_day(centre, day, found):
            days.append(day)
        day += timedelta(days=1)
    return Budgets(period, days, list(found.values()))


def _add_day(centre: Centre, day: date, found: dict[int, Budget]) -> bool:
    given = numbers(centre, day)
    stretches = hours.stretches(centre, day)
    ends = max([end for _, end in stretches] + [at for at in (last_act(given),) if at is not None], default=None)
    if ends is None:
        return False
    ends = min(ends, now())
    states = {
        number: known
        for number, known in counter_states(centre, day, ends).items()
        if any(one.state != Counter.CLOSED for one in known)
    }
    if not states:
        return False
    stays: list[Stay] = []
    lines = [(visitor_of(number, ends, stays)) for number in given]
    legs = {visitor.id: visitor.legs for visitor in lines}
    first_open = min(one.since for known in states.values() for one in known if one.state != Counter.CLOSED)
    window = _within_hours(stretches, min(first_open, ends), ends)
    preferences = _preferences(centre)
    for number, budget in found.items():
        busy = [(s.called, s.freed or ends) for s in stays if s.called is not None and s.desk == number]
        waiting = _union(
            (stay.entered, stay.called or _gave_up(stay, legs, ends))
            for stay in stays
            if _callable_by(number, stay, legs, preferences[number])
        )
        _add(budget, states.get(number, []), _union(busy), waiting, window)
    return True


def _within_hours(stretches: list[Stretch], first: datetime, last: datetime) -> list[Stretch]:
    """The opening hours, and what was worked before, between and after them."""
    begins = min([first, *(opens for opens, _ in stretches if opens < last)])
    return [(begins, last)] if last > begins else []


def _preferences(centre: Centre) -> dict[int, set[int]]:
    served: dict[int, set[int]] = defaultdict(set)
    links = CounterService.select(CounterService.counter, CounterService.service).join(Counter)
    for counter, service in links.where(Counter.centre == centre).tuples().execute():
        served[counter].add(service)
    return served


def _callable_by(counter: int, stay: Stay, legs: dict, served: set[int]) -> bool:
    leg = legs[stay.visitor][stay.leg]
    return leg.reserved_for == counter or (leg.reserved_for is None and leg.service in served)


def _gave_up(stay: Stay, legs: dict, ends: datetime) -> datetime:
    patience = legs[stay.visitor][stay.leg].patience
    return ends if patience is None else min(stay.entered + timedelta(seconds=patience), ends)


def _add(
    budget: Budget, states: list[CounterState], busy: list[Stretch], waiting: list[Stretch], window: list[Stretch]
) -> None:
    total = _length(window)
    known = 0.0
    for state in states:
        own = _cut([(state.since, state.until)], window)
        serving = _cut(own, busy)
        budget.add(SERVING, _length(serving))
        known += _length(own)
        rest = _length(own) - _length(serving)
        if state.state == Counter.OPEN:
            with_people = _length(_cut(own, waiting)) - _length(_cut(serving, waiting))
            budget.add(IDLE_WAITING, with_people)
            budget.add(IDLE, rest - with_people)
        else:
            budget.add(PAUSED if state.state == Counter.PAUSED else CLOSED, rest, state.reason)
    budget.add(CLOSED, total - known)


def _union(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same time without overlaps, in order."""
    found: list[Stretch] = []
    for since, until in sorted(stretches):
        if found and since <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        elif until > since:
            found.append((since, until))
    return found


def _cut(some: list[Stretch], others: list[Stretch]) -> list[Stretch]:
    """What is in both; each without overlaps."""
    return [(max(a, c), min(b, d)) for a, b in some for c, d in others if max(a, c) < min(b, d)]


def _length(stretches: Iterable[Stretch]) -> float:
    return sum((until - since).total_seconds() for since, until in stretches)
