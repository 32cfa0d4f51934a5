"""The hall of the past months: tickets with their moves and calls, as the days before the simulated one have left them.

Written in bulk, day by day as demo.hall_day has played them.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from demo import hall_day, hall_promises
from demo.hall_day import UNTIL_CALLED_AGAIN, HallDay, PastVisit
from dossiers.calendar import WorkingDays
from models.base import unit_of_work
from models.bulk import add_many
from models.centre import Centre
from models.counter import Counter
from models.register import Rating
from models.ticket import Call, State, Ticket, TicketMove
from models.visit import CounterMove
from queueing import given
from queueing.numbering import new_token

SAID = timedelta(days=35)  # before the simulated day: as far back as what was said is looked at
VISITS_OF_A_DAY = (80, 165)  # on the quietest, on the busiest
RATED = 0.12  # of the finished visits
LEVELS = (5, 4, 3, 2, 1)
LEVEL_SHARES = (62, 31, 5, 1, 1)  # of a hundred ratings
CHIPS = ("wait", "advice", "trips", "other")


def write(
    centre: Centre, today: date, seed: int, back: int, visits_of_a_day: tuple[int, int] = VISITS_OF_A_DAY
) -> None:
    """Write the tickets of the working days of the `back` days before `today`, what their counters did, and what
    citizens said of some."""
    dice = random.Random(f"{seed} hall {today}")
    works = WorkingDays.of(centre).works
    days = [day for ago in range(back, 0, -1) if works(day := today - timedelta(days=ago))]
    with unit_of_work(centre.id):
        for day in days:
            lived = hall_day.live(dice, centre, day, dice.randint(*visits_of_a_day))
            _write_counters(centre, lived)
            said = hall_promises.said(centre, day, lived) if day >= today - SAID else [{}] * len(lived.visits)
            _write_visits(centre, day, dice, lived.visits, said)


def _write_counters(centre: Centre, day: HallDay) -> None:
    rows: list[tuple[datetime, int, str, str, str]] = []
    for counter, stretches in day.stretches.items():
        for stretch in stretches:
            rows.append((stretch.since, counter, CounterMove.OPEN, Counter.OPEN, ""))
            verb, state = (CounterMove.PAUSE, Counter.PAUSED) if stretch.pause else (CounterMove.CLOSE, Counter.CLOSED)
            rows.append((stretch.until, counter, verb, state, stretch.pause))
    names = ("centre", "counter", "verb", "state", "reason", "at")
    add_many(CounterMove, names, [(centre.id, *row, at) for at, *row in sorted(rows)])


def _write_visits(
    centre: Centre, day: date, dice: random.Random, visits: list[PastVisit], said: list[Mapping[str, Any]]
) -> None:
    first = (Ticket.select(Ticket.id).order_by(Ticket.id.desc()).scalar() or 0) + 1
    tickets = [
        _ticket(centre, day, number, visit) | promise
        for number, (visit, promise) in enumerate(zip(visits, said, strict=True), first)
    ]
    add_many(Ticket, tuple(tickets[0]), [tuple(ticket.values()) for ticket in tickets])
    moves = [move for number, visit in enumerate(visits, first) for move in _moves(centre, day, number, visit)]
    moves.sort(key=lambda move: move["at"])
    add_many(TicketMove, tuple(moves[0]), [tuple(move.values()) for move in moves])
    _write_calls(centre, first, visits)
    _rate(centre, dice, first, visits)


def _write_calls(centre: Centre, first: int, visits: list[PastVisit]) -> None:
    calls = []
    for number, visit in enumerate(visits, first):
        if visit.call is not None:
            calls.append((visit.call.at, number, visit.call.desk, 1))
            if not visit.comes:
                calls.append((visit.call.at + UNTIL_CALLED_AGAIN, number, visit.call.desk, 2))
    sequence = Centre.get_by_id(centre.id).call_sequence
    rows = [
        (centre.id, sequence + place, ticket, counter, times, at)
        for place, (at, ticket, counter, times) in enumerate(sorted(calls), 1)
    ]
    add_many(Call, ("centre", "sequence", "ticket", "counter", "times", "at"), rows)
    Centre.update(call_sequence=sequence + len(rows)).where(Centre.id == centre.id).execute()


def _ticket(centre: Centre, day: date, number: int, visit: PastVisit) -> dict[str, Any]:
    calls = 0 if visit.call is None else 1 if visit.comes else 2
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
        "state": _state(visit),
        "counter": visit.call.desk if visit.call else None,
        "issued_at": visit.issued_at,
        "queued_at": visit.issued_at,
        "calls": calls,
        "called_at": visit.call.at + (calls - 1) * UNTIL_CALLED_AGAIN if visit.call else None,
        "moved_at": visit.ended_at or _evening(day),
    }


def _state(visit: PastVisit) -> str:
    if visit.call is not None:
        return State.FINISHED if visit.comes else State.NO_SHOW
    return State.EXPIRED if visit.given_up_at is None else State.CANCELLED


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(23, 59))


def _moves(centre: Centre, day: date, ticket: int, visit: PastVisit) -> Iterator[dict[str, Any]]:
    call = visit.call

    def move(verb: str, before: str | None, after: str, at: datetime, **facts: str | None) -> dict[str, Any]:
        return TicketMove._meta.get_default_dict() | {
            "centre": centre.id,
            "ticket": ticket,
            "business_day": day,
            "verb": verb,
            "before": before,
            "after": after,
            "service": visit.service.id,
            "counter": call.desk if call and verb != "issue" else None,
            "at": at,
            "rule": facts.get("rule"),
            "why": facts.get("why", ""),
        }

    yield move("issue", None, State.WAITING, visit.issued_at)
    if call is None:
        if visit.given_up_at is None:
            yield move("expire", State.WAITING, State.EXPIRED, _evening(day), why=given.DAY_OVER)
        else:
            yield move("cancel", State.WAITING, State.CANCELLED, visit.given_up_at, why=given.GIVEN_UP)
        return
    yield move("call", State.WAITING, State.CALLED, call.at, rule=call.rule)
    left = call.at + visit.busy
    if visit.served_at is None:
        yield move("recall", State.CALLED, State.CALLED, call.at + UNTIL_CALLED_AGAIN)
        yield move("miss", State.CALLED, State.NO_SHOW, left)
    else:
        yield move("serve", State.CALLED, State.SERVING, visit.served_at)
        yield move("finish", State.SERVING, State.FINISHED, left)


def _rate(centre: Centre, dice: random.Random, first: int, visits: list[PastVisit]) -> None:
    rows = []
    for ticket, visit in enumerate(visits, first):
        if visit.call is None or not visit.comes or dice.random() >= RATED:
            continue
        level = dice.choices(LEVELS, LEVEL_SHARES)[0]
        chips = dice.choice(CHIPS) if level <= 3 else ""
        channel = dice.choice((Rating.TABLET, Rating.TABLET, Rating.PHONE))
        at = visit.call.at + visit.busy + timedelta(seconds=15)
        rows.append((centre.id, ticket, visit.call.desk, visit.service.id, level, chips, channel, 1, at))
    add_many(Rating, ("centre", "ticket", "counter", "service", "level", "chips", "channel", "votes", "at"), rows)
