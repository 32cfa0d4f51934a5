"""What has just happened. Rules announce after their commit; rooms, paper and sound listen.

An event carries plain values only, so that a listener may run anywhere. Listening to a base class hears all below it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Event:
    """Something that has happened in one centre (its id)."""

    centre: int


@dataclass(frozen=True)
class TicketMoved(Event):
    """A ticket has made a move: the base of all that can happen to one."""

    ticket: int  # id
    token: str
    number: str  # "C025"
    state: str  # after the move
    service: int  # id
    service_name: str
    service_name_en: str
    priority: bool
    counter: int | None  # number of the counter it is at, or was at
    counter_name: str  # its own name, "" when it is known by its number


class TicketIssued(TicketMoved):
    """A citizen has taken a number."""


@dataclass(frozen=True)
class TicketCalled(TicketMoved):
    """A number is called to a counter for the first time since it waited."""

    call: int  # id of the Call
    sequence: int  # counts the centre's calls without a gap
    times: int  # 1, 2 …
    at: datetime
    language: str  # of the ticket: "vi", "en", or one that the centre has added
    priority_shown: bool  # whether the centre wants its hall to see who has priority
    voice_region: str  # this and the two below: how the centre wants it said, as in Centre
    voice_reading: str
    voice_template: str


class TicketRecalled(TicketCalled):
    """A number is called again."""


class TicketServed(TicketMoved):
    """The citizen has come to the counter; the service begins."""


class TicketHeld(TicketMoved):
    """A ticket is put aside by its counter, for the citizen to come back."""


class TicketReturned(TicketMoved):
    """A ticket waits again, first in line at its counter: after a hold, or after another counter has finished."""


class TicketTransferred(TicketMoved):
    """A ticket is sent on to another service or counter."""


class TicketMissed(TicketMoved):
    """Called often enough and nobody came."""


class TicketRejoined(TicketMoved):
    """A missed ticket is back in line."""


class TicketDeferred(TicketMoved):
    """A citizen lets some people pass."""


class TicketFinished(TicketMoved):
    """The visit is over."""


class TicketCancelled(TicketMoved):
    """The number is given up."""


class TicketExpired(TicketMoved):
    """The day has ended before the ticket's turn."""


class MoveUndone(TicketMoved):
    """The last move is taken back."""


@dataclass(frozen=True)
class CounterChanged(Event):
    """A counter was opened, paused or closed, or serves other services."""

    counter: int


@dataclass(frozen=True)
class CounterAsked(Event):
    """The shift lead says something to whoever sits at a counter; kept as a `CounterMessage` until it is seen."""

    counter: int  # number
    message: int  # id
    kind: str  # one of CounterMessage.KINDS
    text: str  # in Vietnamese, as it is read at the desk
    by: str  # initials of who says it
    at: datetime


@dataclass(frozen=True)
class CounterAnswered(Event):
    """The officer has seen what was said to the counter."""

    counter: int  # number
    message: int  # id


@dataclass(frozen=True)
class SoundTestAsked(Event):
    """A display is to say a test sentence, whatever it is at."""

    device: int  # id


@dataclass(frozen=True)
class AlertsChanged(Event):
    """Something is wrong now that was not, or is no longer, or somebody looks after it."""


@dataclass(frozen=True)
class DayChanged(Event):
    """A new business day has begun."""

    day: str  # ISO date


@dataclass(frozen=True)
class VisitRated(Event):
    """Somebody has said how satisfied they were; what they said is told to nobody."""

    ticket: int  # id
    token: str
    counter: int | None  # number of the counter that served


@dataclass(frozen=True)
class BookingChanged(Event):
    """A number was booked, given up, or has become a ticket."""

    token: str


@dataclass(frozen=True)
class DossierLogged(Event):
    """A dossier was logged or its result recorded."""

    code: str
    ticket: str | None


@dataclass(frozen=True)
class PrinterChanged(Event):
    """A printer's condition has changed."""

    printer: int  # id
    status: str


@dataclass(frozen=True)
class PaperChanged(Event):
    """A print job is printed, has failed, or is unconfirmed."""

    token: str  # of its ticket; "" for a sheet
    job: int  # id
    state: str


@dataclass(frozen=True)
class ScreenChanged(Event):
    """A kiosk or a hall screen has come, gone, or says how its sound is."""

    device: int  # id
    condition: str  # one of Device.CONDITIONS


@dataclass(frozen=True)
class SoundTried(Event):
    """Somebody wants to hear the hall's loudspeakers: each display speaks a sentence of trial."""


@dataclass(frozen=True)
class MinutePassed(Event):
    """The clock's own news: waits have grown, lunch may have begun."""


@dataclass(frozen=True)
class SettingsChanged(Event):
    """Somebody changed the centre's furniture: services, hours, notices."""


_listeners: dict[type[Event], list[Callable]] = {}


def on(*kinds: type[Event]) -> Callable:
    """Register a listener for these kinds of events and all below them."""

    def register(listener: Callable) -> Callable:
        for kind in kinds:
            if listener not in _listeners.setdefault(kind, []):
                _listeners[kind].append(listener)
        return listener

    return register


def announce(*news: Event) -> None:
    """Tell every listener, in the order of the events: those of an event's own class first, then those of the classes
    above it, as they were registered. One that fails is logged; the others still hear."""
    for event in news:
        for kind in type(event).__mro__:
            for listener in _listeners.get(kind, ()):
                try:
                    listener(event)
                except Exception:
                    log.exception("a listener failed", extra={"event": type(event).__name__})
