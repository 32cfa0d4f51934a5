"""A day of the hall before the simulated one: who came, and what became of it. The same seed gives the same day.

Who comes, for what and how long it takes is as in demo.day; who is called, by which counter and by which part of the
rule is played by the queue's own simulation, so that a past day is one that the hall could have had.
"""

import random
from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from demo.day import AFTERNOON, CLOSING, LUNCH, NO_SHOWS, OPENING, PRIORITY, SHARES, arrival, talk
from models.centre import Centre, Service
from models.counter import Counter, CounterService
from queueing import simulation
from queueing.past_day import Call, Day, Desk, Leg, Visitor
from queueing.rules import Rule

WALK = timedelta(seconds=25)
UNTIL_CALLED_AGAIN = timedelta(seconds=20)
GIVE_UP = 0.03  # of all visits: they give their number back unless it is called soon
PATIENCE_SECONDS = (360, 1800)
PAUSE_SECONDS, SIGMA = 35, 0.9  # until an officer calls: the dossier before is still being entered; logarithm's spread
PAUSES_DRAWN = 100  # more than one counter calls in a day; further ones are of the usual length
AWAY = 0.3  # of the counters that can be spared
FEWEST = 2  # counters that each service keeps, where it has as many
BREAK = 0.4  # of the halves of a day
BREAK_MINUTES, EARLIEST_BREAK = (8, 20), timedelta(minutes=75)
LATE_SECONDS = 360  # at most, to sit down
LONGER_SECONDS = 900  # at most, before lunch: for who still waits
BREAKS = ("#meeting", "#other_work", "#other_work", "#fault")


@dataclass(frozen=True)
class Stretch:
    """A counter was open; why it paused after that, "" where it closed."""

    since: datetime
    until: datetime
    pause: str = ""


@dataclass(frozen=True)
class PastVisit:
    """One visit with the moments at which it moved; `call` is None where it was given back before."""

    service: Service
    number: int
    priority: bool
    issued_at: datetime
    comes: bool
    call: Call | None
    busy: timedelta  # from the call until the counter was free again
    given_up_at: datetime | None = None

    @property
    def served_at(self) -> datetime | None:
        return self.call.at + WALK if self.call and self.comes else None

    @property
    def ended_at(self) -> datetime | None:
        """Served to the end, missed, or given back; None: it waited until the day was over."""
        return self.call.at + self.busy if self.call else self.given_up_at


@dataclass(frozen=True)
class HallDay:
    """The visits in the order of their numbers' moments, and the counters that were open."""

    visits: list[PastVisit]
    stretches: dict[int, list[Stretch]]  # by id of the counter


def live(dice: random.Random, centre: Centre, day: date, visits: int) -> HallDay:
    """One day on which so many people took a number."""
    services = Service.offered(centre)
    links = [(link.counter_id, link.service_id, link.preference) for link in _links(centre)]
    stretches = {counter: list(_stretches(dice, day)) for counter in _present(dice, links)}
    line = list(_arrivals(dice, day, services, visits))
    played = simulation.play(
        Day([visitor for visitor, _ in line], list(_desks(dice, links, stretches)), {}), Rule.of(centre)
    )
    calls = {call.visitor: call for call in played.calls}
    offered = {service.id: service for service in services}
    numbers = dict.fromkeys(offered, 0)
    told = []
    for visitor, comes in line:
        leg = visitor.legs[0]
        numbers[leg.service] += 1
        left = None if leg.patience is None else visitor.arrives + timedelta(seconds=leg.patience)
        told.append(
            PastVisit(
                offered[leg.service],
                numbers[leg.service],
                visitor.priority,
                visitor.arrives,
                comes,
                calls.get(visitor.id),
                timedelta(seconds=leg.busy or 0),
                left,
            )
        )
    for visit in told:
        if visit.call is not None:
            _stay_for(visit, visit.call, stretches[visit.call.desk])
    return HallDay(told, stretches)


def _stay_for(visit: PastVisit, call: Call, stretches: list[Stretch]) -> None:
    """A counter closes once it has done with its last visitor."""
    last, until = stretches[-1], call.at + visit.busy
    if until > last.until:
        stretches[-1] = replace(last, until=until)


def _links(centre: Centre) -> Sequence[CounterService]:
    return (
        CounterService.select().join(Counter).where(Counter.centre == centre, Counter.active).order_by(Counter.number)
    )


def _arrivals(dice: random.Random, day: date, services: list[Service], visits: int) -> Iterator[tuple[Visitor, bool]]:
    """(who takes a number on that day, whether they come when they are called), in order."""
    shares = [SHARES.get(service.letter, 0) for service in services]
    for place, moment in enumerate(sorted(arrival(dice, day) for _ in range(visits))):
        service = dice.choices(services, shares)[0]
        comes = dice.random() >= NO_SHOWS
        busy = WALK + talk(dice, service.letter) if comes else 2 * UNTIL_CALLED_AGAIN
        patience = dice.randint(*PATIENCE_SECONDS) if dice.random() < GIVE_UP else None
        leg = Leg(service.id, round(busy.total_seconds()), patience=patience)
        yield Visitor(place, moment.replace(microsecond=0), (leg,), dice.random() < PRIORITY), comes


def _present(dice: random.Random, links: list[tuple[int, int, int]]) -> list[int]:
    """The counters at which somebody sits that day: every service keeps two that take it by their first choice, or all
    that it has."""
    first = [(counter, service) for counter, service, choice in links if choice == CounterService.FIRST_CHOICE]
    here = {counter for counter, _ in first}
    for counter in sorted(here):
        others = Tally(service for one, service in first if one in here and one != counter)
        spared = all(others[service] >= FEWEST for one, service in first if one == counter)
        if spared and dice.random() < AWAY:
            here.discard(counter)
    return sorted(here)


def _stretches(dice: random.Random, day: date) -> Iterator[Stretch]:
    lunch = datetime.combine(day, LUNCH) + timedelta(seconds=dice.randint(0, LONGER_SECONDS))
    for opens, until, then in ((OPENING, lunch, "#lunch"), (AFTERNOON, datetime.combine(day, CLOSING), "")):
        since = datetime.combine(day, opens) + timedelta(seconds=dice.randint(0, LATE_SECONDS))
        if dice.random() < BREAK:
            length = timedelta(minutes=dice.randint(*BREAK_MINUTES))
            latest = until - EARLIEST_BREAK - since - length
            begins = since + EARLIEST_BREAK + timedelta(minutes=dice.randint(0, int(latest.total_seconds() // 60)))
            yield Stretch(since, begins, dice.choice(BREAKS))
            since = begins + length
        yield Stretch(since, until, then)


def _desks(
    dice: random.Random, links: list[tuple[int, int, int]], stretches: dict[int, list[Stretch]]
) -> Iterator[Desk]:
    for counter, open_for in stretches.items():
        preferences = {service: choice for one, service, choice in links if one == counter}
        pauses = tuple(round(PAUSE_SECONDS * dice.lognormvariate(0, SIGMA)) for _ in range(PAUSES_DRAWN))
        yield Desk(counter, preferences, tuple((one.since, one.until) for one in open_for), pauses, PAUSE_SECONDS)
