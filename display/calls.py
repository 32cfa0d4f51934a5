"""A call as a screen receives it: what to draw, and the readings to speak."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import events
from display import phrases
from display.numerals import Region
from models.base import now
from models.centre import Centre, Counter, Service
from models.prepared import prepared
from models.ticket import Call, State, Ticket

LAST_CALLS = 6
SHOWN_FOR = timedelta(minutes=10)
MOST_MISSED = 30  # calls that a returning screen is given; older ones have left every list
NO_LONGER_CALLED = (State.WAITING, State.CANCELLED, State.EXPIRED)  # their row would send somebody in vain


@dataclass
class Speech:
    """How this installation speaks: set when it starts, and when new clips of names are there."""

    region: Region = "north"
    names: frozenset[str] = frozenset()  # clips of named counters


speech = Speech()


def told(event: events.TicketCalled) -> dict[str, Any]:
    """The call that has just happened. Asks no database: this is the way from the button to the screen."""
    return _call(
        call=event.call,
        sequence=event.sequence,
        number=event.number,
        counter=event.counter or 0,
        counter_name=event.counter_name,
        service=event.service_name,
        priority=event.priority and event.priority_shown,
        times=event.times,
        at=event.at,
    ) | _spoken(event.number, event.counter or 0, event.counter_name, event.language)


def recent(centre: Centre) -> list[dict[str, Any]]:
    """The last calls of the list, newest first, one per ticket: at most 6, none older than 10 minutes."""
    return _newest_of_each(_since(centre.id, now() - SHOWN_FOR), centre)[:LAST_CALLS]


def last(centre: Centre) -> dict[str, Any] | None:
    """The latest call of the business day, however old."""
    day = centre.business_day
    if day is None:
        return None
    return next(iter(_newest_of_each(_of_day(centre.id, day, datetime.combine(day, time())), centre)), None)


def missed(centre: Centre, since: int | None) -> dict[str, Any]:
    """The calls after sequence `since`, oldest first, and the sequence up to which nothing more is owed.
    Each says whether it is `settled`: nobody needs to be told any more. None: a screen that begins afresh."""
    centre = Centre.get_by_id(centre.id)
    current = centre.call_sequence
    if since is None or not 0 <= since < current:
        return {"calls": [], "sequence": current}
    rows = list(_rows(centre.id).where(Call.sequence > since).limit(MOST_MISSED))
    calls = [
        _of_row(row, centre)
        | _spoken(row.ticket.code, row.counter.number, row.counter.name, row.ticket.language)
        | {"settled": row.ticket.state != State.CALLED}
        for row in reversed(rows)
    ]
    return {"calls": calls, "sequence": max([current, *(call["sequence"] for call in calls)])}


def since_of(value: object) -> int | None:
    """What a screen says that it has announced, or None when that is no sequence number at all."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31:
        return value
    return None


@prepared
def _since(centre, moment):
    return _rows(centre).where(Call.at >= moment).limit(LAST_CALLS * 8)


@prepared
def _of_day(centre, business_day, midnight):
    """The day's latest; `midnight`, when it began, spares a look through all the years while nobody is called yet."""
    return _rows(centre).where(Ticket.business_day == business_day, Call.at >= midnight).limit(LAST_CALLS)


def _rows(centre: Any) -> Any:
    return (
        Call.select(Call, Ticket, Counter, Service)
        .join(Ticket)
        .join(Service)
        .switch(Call)
        .join(Counter)
        .where(Call.centre == centre)
        .order_by(Call.sequence.desc())
    )


def _newest_of_each(rows: Iterable[Call], centre: Centre) -> list[dict[str, Any]]:
    found: dict[int, Call] = {}
    for row in rows:
        found.setdefault(row.ticket_id, row)
    return [_of_row(row, centre) for row in found.values() if row.ticket.state not in NO_LONGER_CALLED]


def _of_row(row: Call, centre: Centre) -> dict[str, Any]:
    ticket, counter = row.ticket, row.counter
    return _call(
        call=row.id,
        sequence=row.sequence,
        number=ticket.code,
        counter=counter.number,
        counter_name=counter.name,
        service=ticket.service.name,
        priority=ticket.priority and centre.priority_shown,
        times=row.times,
        at=row.at,
    )


def _call(
    *,
    call: int,
    sequence: int,
    number: str,
    counter: int,
    counter_name: str,
    service: str,
    priority: bool,
    times: int,
    at: datetime,
) -> dict[str, Any]:
    return {
        "id": call,
        "sequence": sequence,
        "number": number,
        "counter": counter,
        "counter_name": counter_name or None,
        "service": service,
        "priority": priority,
        "times": times,
        "at": at.isoformat(timespec="milliseconds"),
    }


def _spoken(number: str, counter: int, counter_name: str, language: str) -> dict[str, Any]:
    call = phrases.phrase(number, counter, counter_name or None, region=speech.region, recorded_names=speech.names)
    return call.as_dict(language)
