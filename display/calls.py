"""A call as a screen receives it: what to draw, and the readings to speak."""

from collections.abc import Callable, Container, Iterable
from datetime import datetime, time, timedelta
from typing import Any

import events
from display import clips, phrases
from display.numerals import Region
from models.base import now
from models.centre import Centre, Service
from models.counter import Counter
from models.prepared import prepared
from models.ticket import Call, State, Ticket

LAST_CALLS = 6
SHOWN_FOR = timedelta(minutes=10)
MOST_RECENT = 200  # calls looked through for those of one zone; ten minutes of 15 counters have fewer
MOST_MISSED = 30  # calls that a returning screen is given; older ones have left every list
NO_LONGER_CALLED = (State.WAITING, State.CANCELLED, State.EXPIRED)  # their row would send somebody in vain
# What a screen is told of the number: only one that is still called is pointed out.
CALLED, SERVED, OVER = "called", "served", "over"
SHOWN = tuple(state for state in State.ALL if state not in NO_LONGER_CALLED)


Holds = Callable[[dict[str, Any]], bool]


def everything(call: dict[str, Any]) -> bool:
    """What a screen of the whole hall shows."""
    return True


def told(event: events.TicketCalled) -> dict[str, Any]:
    """The call that has just happened. Asks no database: this is the way from the button to the screen."""
    return _call(
        call=event.call,
        sequence=event.sequence,
        number=event.number,
        counter=event.counter or 0,
        counter_name=event.counter_name,
        service=event.service_name,
        service_id=event.service,
        priority=event.priority and event.priority_shown,
        times=event.times,
        state=CALLED,
        at=event.at,
    ) | _spoken(
        event.centre,
        phrases.Style(_region(event.voice_region), event.voice_reading, event.voice_template),
        event.number,
        event.counter or 0,
        event.counter_name,
        event.language,
    )


def recent(centre: Centre, holds: Holds = everything) -> list[dict[str, Any]]:
    """The last calls of the list, newest first, one per ticket: at most 6, none older than 10 minutes. Only those that
    the screen's zone `holds`."""
    rows = _since(centre.id, now() - SHOWN_FOR)
    return [call for call in _newest_of_each(rows, centre, SHOWN) if holds(call)][:LAST_CALLS]


def last(centre: Centre, holds: Holds = everything) -> dict[str, Any] | None:
    """The latest call of the business day, however old, that still holds: its number is called or served there."""
    day = centre.business_day
    if day is None:
        return None
    rows = _of_day(centre.id, day, datetime.combine(day, time()))
    newest = _newest_of_each(rows, centre, State.AT_A_COUNTER)
    return next((call for call in newest if holds(call)), None)


def begun(centre: Centre) -> bool:
    """Whether anybody has been called on this business day."""
    day = centre.business_day
    return day is not None and _of_day(centre.id, day, datetime.combine(day, time())).first() is not None


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
        | _spoken(
            centre.id, style_of(centre), row.ticket.code, row.counter.number, row.counter.name, row.ticket.language
        )
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
    return _rows(centre).where(Call.at >= moment).limit(MOST_RECENT)


@prepared
def _of_day(centre, business_day, midnight):
    """The day's latest; `midnight`, when it began, spares a look through all the years while nobody is called yet."""
    return _rows(centre).where(Ticket.business_day == business_day, Call.at >= midnight).limit(MOST_RECENT)


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


def _newest_of_each(rows: Iterable[Call], centre: Centre, states: Container[str]) -> list[dict[str, Any]]:
    found: dict[int, Call] = {}
    for row in rows:
        found.setdefault(row.ticket_id, row)
    return [_of_row(row, centre) for row in found.values() if row.ticket.state in states]


def _of_row(row: Call, centre: Centre) -> dict[str, Any]:
    ticket, counter = row.ticket, row.counter
    return _call(
        call=row.id,
        sequence=row.sequence,
        number=ticket.code,
        counter=counter.number,
        counter_name=counter.name,
        service=ticket.service.name,
        service_id=ticket.service_id,
        priority=ticket.priority and centre.priority_shown,
        times=row.times,
        state={State.CALLED: CALLED, State.SERVING: SERVED}.get(ticket.state, OVER),
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
    service_id: int,
    priority: bool,
    times: int,
    state: str,
    at: datetime,
) -> dict[str, Any]:
    return {
        "id": call,
        "sequence": sequence,
        "number": number,
        "counter": counter,
        "counter_name": counter_name or None,
        "service": service,
        "service_id": service_id,
        "priority": priority,
        "times": times,
        "state": state,
        "at": at.isoformat(timespec="milliseconds"),
    }


def example(centre: Centre) -> dict[str, Any]:
    """What is said to try the loudspeaker: the first service's number 25, to the first counter."""
    letter = next((row.letter for row in Service.offered(centre)), "C")
    counter = next(iter(Counter.of(centre)), None)
    said = _spoken(
        centre.id,
        style_of(centre),
        f"{letter}025",
        counter.number if counter else 1,
        counter.name if counter else "",
        "vi",
    )
    return {"number": f"{letter}025", "counter": counter.number if counter else 1, **said}


def style_of(centre: Centre) -> phrases.Style:
    """How the centre wants its calls said."""
    return phrases.Style(_region(centre.voice_region), centre.voice_reading, centre.voice_template)


def _region(word: str) -> Region:
    return "south" if word == "south" else "north"


def _spoken(
    centre: int, style: phrases.Style, number: str, counter: int, counter_name: str, language: str
) -> dict[str, Any]:
    call = phrases.phrase(
        number,
        counter,
        counter_name or None,
        style=style,
        can_say=lambda clip: clips.has(clip, style.region, centre),
    )
    return call.as_dict(language)
