"""The hall of the past months: tickets with their moves and calls, as the days before the simulated one have left them.

Written in bulk, by a simple hall of its own: first come, first served, at the counter that is free first.
"""

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from demo.day import NO_SHOWS, OPENING, PRIORITY, SHARES, arrival, talk
from dossiers.calendar import WorkingDays
from models.base import unit_of_work
from models.bulk import add_many
from models.centre import Centre, Service
from models.counter import Counter, CounterService
from models.register import Rating
from models.ticket import Call, State, Ticket, TicketMove
from queueing import rules
from queueing.numbering import new_token

VISITS_OF_A_DAY = (110, 205)  # on the quietest, on the busiest
WALK = timedelta(seconds=25)
UNTIL_CALLED_AGAIN = timedelta(seconds=20)
A_MOMENT = timedelta(seconds=20)
LUNCH, AFTERNOON = time(11, 45), time(13, 30)
RATED = 0.12  # of the finished visits
LEVELS = (5, 4, 3, 2, 1)
LEVEL_SHARES = (62, 31, 5, 1, 1)  # of a hundred ratings
CHIPS = ("wait", "advice", "trips", "other")


@dataclass(eq=False)
class Visit:
    """One past visit with the moments at which it moved."""

    service: Service
    number: int
    priority: bool
    issued_at: datetime
    counter: Counter = field(init=False)
    called_at: datetime = field(init=False)
    finished_at: datetime | None = None  # None: nobody came

    @property
    def served_at(self) -> datetime:
        return self.called_at + WALK

    @property
    def missed_at(self) -> datetime:
        return self.called_at + 2 * UNTIL_CALLED_AGAIN


def write(
    centre: Centre, today: date, seed: int, back: int, visits_of_a_day: tuple[int, int] = VISITS_OF_A_DAY
) -> None:
    """Write the tickets of the working days of the `back` days before `today`, and what citizens said of some."""
    dice = random.Random(f"{seed} hall {today}")
    works = WorkingDays.of(centre).works
    days = [day for ago in range(back, 0, -1) if works(day := today - timedelta(days=ago))]
    desks, services = _desks(centre), Service.offered(centre)
    with unit_of_work(centre.id):
        for day in days:
            line = _arrivals(dice, day, services, dice.randint(*visits_of_a_day))
            _write_day(centre, day, dice, _visits(dice, day, line, desks, centre))


def _arrivals(dice: random.Random, day: date, services: list[Service], visits: int) -> list[Visit]:
    """Who takes a number on that day, in order."""
    moments = sorted(arrival(dice, day) for _ in range(visits))
    shares = [SHARES.get(service.letter, 0) for service in services]
    numbers = dict.fromkeys((service.id for service in services), 0)
    line = []
    for issued_at in moments:
        service = dice.choices(services, shares)[0]
        numbers[service.id] += 1
        line.append(Visit(service, numbers[service.id], dice.random() < PRIORITY, issued_at))
    return line


def _desks(centre: Centre) -> list[tuple[Counter, list[set[int]]]]:
    """(counter, [ids of the services of its first choice, of its fallback]), by number."""
    choices = (CounterService.FIRST_CHOICE, CounterService.FALLBACK)
    return [
        (counter, [{link.service_id for link in counter.services if link.preference == choice} for choice in choices])
        for counter in Counter.of(centre)
    ]


def _visits(
    dice: random.Random, day: date, line: list[Visit], desks: list[tuple[Counter, list[set[int]]]], centre: Centre
) -> list[Visit]:
    """The same visits in the order of their calls: whenever a counter is free it calls whoever is next for it."""
    line = list(line)
    free = [(datetime.combine(day, OPENING) + timedelta(seconds=place), place) for place in range(len(desks))]
    runs = [0] * len(desks)  # calls of priority in a row
    called = []
    while line and free:
        at, place = heapq.heappop(free)
        counter, choices = desks[place]
        pools = [[visit for visit in line if visit.service.id in services] for services in choices]
        here = next((there for pool in pools if (there := [visit for visit in pool if visit.issued_at < at])), [])
        if not here:
            if coming := [pool[0].issued_at for pool in pools if pool]:
                heapq.heappush(free, (_not_at_lunch(min(coming) + A_MOMENT), place))
            continue  # or else nobody will come for this counter any more
        waited_long = at - here[0].issued_at >= timedelta(minutes=centre.age_cap_minutes)
        may_overtake = runs[place] < centre.priority_run and not waited_long
        preferred = [visit for visit in here if visit.priority] if may_overtake else []
        visit = (preferred or here)[0]
        runs[place] = runs[place] + 1 if visit.priority and len(here) > 1 else 0
        line.remove(visit)
        visit.counter, visit.called_at = counter, at
        if dice.random() >= NO_SHOWS:
            visit.finished_at = visit.served_at + talk(dice, visit.service.letter)
        called.append(visit)
        rest = timedelta(seconds=dice.randint(5, 40))
        heapq.heappush(free, (_not_at_lunch((visit.finished_at or visit.missed_at) + rest), place))
    return called


def _not_at_lunch(moment: datetime) -> datetime:
    ends = datetime.combine(moment.date(), AFTERNOON)
    return ends if LUNCH <= moment.time() < AFTERNOON else moment


def _write_day(centre: Centre, day: date, dice: random.Random, visits: list[Visit]) -> None:
    visits.sort(key=lambda visit: visit.issued_at)
    first = (Ticket.select(Ticket.id).order_by(Ticket.id.desc()).scalar() or 0) + 1
    names = tuple(_ticket(centre, day, 0, visits[0]))
    add_many(Ticket, names, [tuple(_ticket(centre, day, first + at, v).values()) for at, v in enumerate(visits)])
    moves = [move for at, visit in enumerate(visits) for move in _moves(centre, day, first + at, visit)]
    moves.sort(key=lambda move: move["at"])
    add_many(TicketMove, tuple(moves[0]), [tuple(move.values()) for move in moves])
    sequence = Centre.get_by_id(centre.id).call_sequence
    calls = [
        (centre.id, sequence + at, ticket, visit.counter.id, 1, visit.called_at)
        for at, (ticket, visit) in enumerate(sorted(enumerate(visits, first), key=lambda one: one[1].called_at), 1)
    ]
    add_many(Call, ("centre", "sequence", "ticket", "counter", "times", "at"), calls)
    Centre.update(call_sequence=sequence + len(calls)).where(Centre.id == centre.id).execute()
    _rate(centre, dice, first, visits)


def _ticket(centre: Centre, day: date, number: int, visit: Visit) -> dict[str, Any]:
    return Ticket._meta.get_default_dict() | {
        "id": number,
        "centre": centre.id,
        "business_day": day,
        "letter": visit.service.letter,
        "number": visit.number,
        "token": new_token(),
        "idempotency_key": f"past-{number}",
        "request": "",
        "language": "vi",
        "service": visit.service.id,
        "priority": visit.priority,
        "state": State.FINISHED if visit.finished_at else State.EXPIRED,
        "counter": visit.counter.id,
        "issued_at": visit.issued_at,
        "queued_at": visit.issued_at,
        "calls": 1 if visit.finished_at else 2,
        "called_at": visit.called_at,
        "moved_at": visit.finished_at or visit.missed_at,
    }


def _moves(centre: Centre, day: date, ticket: int, visit: Visit) -> Iterator[dict[str, Any]]:
    def move(verb: str, before: str | None, after: str, at: datetime, rule: str | None = None) -> dict[str, Any]:
        called = verb != "issue"
        return TicketMove._meta.get_default_dict() | {
            "centre": centre.id,
            "ticket": ticket,
            "business_day": day,
            "verb": verb,
            "before": before,
            "after": after,
            "service": visit.service.id,
            "counter": visit.counter.id if called else None,
            "at": at,
            "rule": rule,
        }

    yield move("issue", None, State.WAITING, visit.issued_at)
    rule = rules.PRIORITY if visit.priority else rules.ARRIVAL
    yield move("call", State.WAITING, State.CALLED, visit.called_at, rule)
    if visit.finished_at is None:
        yield move("recall", State.CALLED, State.CALLED, visit.called_at + UNTIL_CALLED_AGAIN)
        yield move("miss", State.CALLED, State.NO_SHOW, visit.missed_at)
        yield move("expire", State.NO_SHOW, State.EXPIRED, datetime.combine(day, time(23, 59)))
        return
    yield move("serve", State.CALLED, State.SERVING, visit.served_at)
    yield move("finish", State.SERVING, State.FINISHED, visit.finished_at)


def _rate(centre: Centre, dice: random.Random, first: int, visits: list[Visit]) -> None:
    rows = []
    for ticket, visit in enumerate(visits, first):
        if visit.finished_at is None or dice.random() >= RATED:
            continue
        level = dice.choices(LEVELS, LEVEL_SHARES)[0]
        chips = dice.choice(CHIPS) if level <= 3 else ""
        channel = dice.choice((Rating.TABLET, Rating.TABLET, Rating.PHONE))
        at = visit.finished_at + timedelta(seconds=15)
        rows.append((centre.id, ticket, visit.counter.id, visit.service.id, level, chips, channel, 1, at))
    add_many(Rating, ("centre", "ticket", "counter", "service", "level", "chips", "channel", "votes", "at"), rows)
