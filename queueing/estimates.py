"""How long the wait may be: a range, or honestly nothing.

People ahead × service time ÷ open counters, rounded out to 5 minutes. The service time is the middle half (P25–P75) of
the last 20, until enough waits of the service were measured to fit the range to them: queueing.calibration. What is
said when a number is given is stored with it and judged when it is called. Source: docs/decisions.md, "Waiting times".
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median, quantiles
from typing import NamedTuple

from peewee import fn

from models.base import today
from models.centre import Centre, Service
from models.counter import Counter, CounterService
from models.prepared import change, prepared
from models.ticket import State, Ticket, TicketMove
from queueing import calibration, hours, order
from queueing.calibration import Given, Spread, rounded

SAMPLES = 20
ENOUGH = 5  # fewer finished services than this: the catalogue's typical time is used
KEEP_SECONDS = 20.0
GRACE = timedelta(minutes=15)  # into lunch, whoever is nearly next may still be called
MEASURED_DAYS = 28  # before today: a range stays the same all day


class Words(NamedTuple):
    """How a wait is said: not known, not before a time, none, below one bound, between two."""

    unknown: str
    later: str
    none: str
    under: str
    between: str


SCREEN = Words("Chưa ước tính được", "Gọi từ {time}", "Không phải chờ", "Dưới {latest} phút", "{soonest}–{latest} phút")
SCREEN_EN = Words(
    "Cannot estimate yet", "Calls from {time}", "No wait", "Under {latest} minutes", "{soonest}–{latest} minutes"
)
# Of a number that is given: its citizen does wait, if only for the call.
ISSUED = SCREEN._replace(none="Sắp được gọi")
ISSUED_EN = SCREEN_EN._replace(none="Called soon")


@dataclass(frozen=True)
class Wait:
    """(soonest, latest) in whole minutes; both None when no counter is open for the service, or the centre is not."""

    soonest: int | None
    latest: int | None
    calls_from: datetime | None = None  # of a centre that rests now and calls today

    def said(self, words: Words) -> str:
        """The wait in these words."""
        if self.calls_from is not None:
            return words.later.format(time=f"{self.calls_from:%H:%M}")
        if self.soonest is None:
            return words.unknown
        if self.latest == 0:
            return words.none
        return (words.between if self.soonest else words.under).format(soonest=self.soonest, latest=self.latest)

    @property
    def text(self) -> str:
        return self.said(SCREEN)

    @property
    def text_en(self) -> str:
        return self.said(SCREEN_EN)


class Pace(NamedTuple):
    """Service times in minutes."""

    low: float
    high: float
    usual: float


class Fit(NamedTuple):
    """What the waits of a service have taught, from the days before one."""

    spread: Spread | None
    alone: int  # minutes; see calibration.limit_alone


_paces: dict[int, tuple[float, Pace]] = {}  # service id → (when measured, pace); derived, never truth
_fits: dict[int, tuple[date, Fit]] = {}  # service id → (day, fit); likewise


def wait(ahead: int, open_counters: int, pace: tuple[float, float]) -> Wait:
    """The range for `ahead` people, `pace` = (shortest, longest) service minutes."""
    if open_counters == 0:
        return Wait(None, None)
    if ahead == 0:
        return Wait(0, 0)
    low, high = (ahead * minutes / open_counters for minutes in pace)
    return Wait(*rounded(low, high))


def wait_for(service: Service, ahead: int, open_counters: int, at: hours.Hours) -> Wait:
    """The range for whoever has `ahead` people of `service` before them: as `wait`, fitted to what was measured.

    No range outside the hours, nor one that lies behind lunch: who comes back to their counter, and how many, is known
    when calls go on. Nor where only counters help out that have a line of their own: they come to it when that is done.
    """
    if at.state != hours.OPEN:
        return Wait(None, None, _calls_from(service, at.calls_from))
    if open_counters and not _own_counters(service.id).scalar() and _before_it(service.id).scalar():
        return Wait(None, None)
    if not ahead and open_counters:
        return Wait(0, _fit(service).alone or _until_one_is_free(service, open_counters))
    said = wait(ahead, open_counters, pace(service))
    if said.soonest is None or at.closes is None or at.reopens is None:
        return said
    behind = at.moment + timedelta(minutes=said.soonest) > at.closes + GRACE
    return Wait(None, None, at.reopens) if behind else said


def _until_one_is_free(service: Service, open_counters: int) -> int:
    """Minutes, for whoever is next: none where a counter is free, else what may be left of the visits there."""
    if _free_counters(service.id).scalar():
        return 0
    _, longest = pace(service)
    return rounded(0, longest / open_counters)[1]


def _calls_from(service: Service, moment: datetime | None) -> datetime | None:
    """`moment`, where the hall has a counter for the service at all: else nobody would call even then."""
    return moment if moment and _has_counter(service.id).scalar() else None


@prepared
def _own_counters(service):
    """How many open counters take the service by their first choice."""
    links = CounterService.select(fn.COUNT(CounterService.id)).join(Counter)
    first = CounterService.preference == CounterService.FIRST_CHOICE
    return links.where(CounterService.service == service, first, Counter.state == Counter.OPEN)


@prepared
def _free_counters(service):
    """How many open counters that may take the service have nobody there."""
    busy = Ticket.select(Ticket.counter).where(Ticket.state.in_(State.AT_A_COUNTER), Ticket.counter.is_null(False))
    links = CounterService.select(fn.COUNT(CounterService.id)).join(Counter).join(Centre)
    own = (CounterService.preference == CounterService.FIRST_CHOICE) | Centre.helps_out
    return links.where(CounterService.service == service, own, Counter.state == Counter.OPEN, Counter.id.not_in(busy))


@prepared
def _before_it(service):
    """How many wait for what the open counters that help out with the service call first."""
    helping = CounterService.alias()
    first = CounterService.preference == CounterService.FIRST_CHOICE
    return (
        Ticket.select(fn.COUNT(fn.DISTINCT(Ticket.id)))
        .join(CounterService, on=(CounterService.service == Ticket.service) & first)
        .join(Counter, on=CounterService.counter == Counter.id)
        .join(helping, on=(helping.counter == Counter.id) & (helping.service == service))
        .where(Ticket.state == State.WAITING, Counter.state == Counter.OPEN)
    )


@prepared
def _has_counter(service):
    links = CounterService.select(fn.COUNT(CounterService.id)).join(Counter)
    return links.where(CounterService.service == service, Counter.active)


def promise(ticket: Ticket) -> None:
    """Store what is now said of the wait of a ticket just given. To be called inside its unit of work."""
    service = ticket.service
    counters = len(open_counters([service.id], ticket.centre_id).get(service.id, ()))
    at = hours.at(ticket.centre, ticket.issued_at)
    columns = promise_columns(service, order.people_ahead(ticket), counters, at)
    change(Ticket, columns, id=ticket.id)
    for name, value in columns.items():
        setattr(ticket, name, value)


def promise_columns(service: Service, ahead: int, open_counters: int, at: hours.Hours) -> dict[str, int | None]:
    """The columns of a ticket that keep what it was told, so that it can be judged; as `wait_for`."""
    said = wait_for(service, ahead, open_counters, at)
    usual = _measured(service).usual * 60
    return {
        "promised_ahead": ahead,
        "promised_soonest": said.soonest,
        "promised_latest": said.latest,
        "promised_seconds": round(ahead * usual / open_counters) if open_counters and at.state == hours.OPEN else None,
    }


def promised(ticket: Ticket) -> Wait:
    """The wait that was said when the ticket was given."""
    if ticket.promised_soonest is None:
        at = hours.at(ticket.centre, ticket.issued_at)
        # Seconds are stored only where the centre was open: then the range lay behind lunch, else the centre rested.
        calls_from = at.calls_from if ticket.promised_seconds is None else at.reopens
        return Wait(None, None, _calls_from(ticket.service, calls_from))
    return Wait(ticket.promised_soonest, ticket.promised_latest)


def pace(service: Service) -> tuple[float, float]:
    """(shortest, longest) minutes that a person before one takes, fitted to the measured waits."""
    measured, spread = _measured(service), _fit(service).spread
    if spread is None:
        return measured.low, measured.high
    return measured.usual * spread.low, measured.usual * spread.high


def usual_minutes(service: Service) -> float:
    """The median of the latest service times."""
    return _measured(service).usual


def forget() -> None:
    """Measure everything anew: another database is open."""
    _paces.clear()
    _fits.clear()


def given_on(service: Service, first: date, last: date, most: int | None = None) -> list[tuple[date, Given]]:
    """(day, estimate) of all given from `first` to `last` for `service`, of those who were called; the latest first.

    Whoever let others pass is left out, since that wait was their own wish.
    """
    rows = (
        Ticket.select(
            Ticket.business_day,
            Ticket.promised_ahead,
            Ticket.promised_soonest,
            Ticket.promised_latest,
            Ticket.promised_seconds,
            Ticket.issued_at,
            fn.MIN(TicketMove.at).converter(TicketMove.at.python_value),
        )
        .join(TicketMove, on=(TicketMove.ticket == Ticket.id) & (TicketMove.verb == "call"))
        .where(
            Ticket.centre == service.centre_id,
            Ticket.business_day.between(first, last),
            Ticket.letter == service.letter,
            Ticket.promised_latest.is_null(False),
            ~Ticket.deferred,
        )
        .group_by(Ticket.id)
        .order_by(Ticket.id.desc())
        .limit(most)
    )
    return [
        (day, Given(ahead, soonest, latest, seconds, (called - issued).total_seconds()))
        for day, ahead, soonest, latest, seconds, issued, called in rows.tuples().execute()
    ]


def given(service: Service, first: date, last: date, most: int | None = None) -> list[Given]:
    """The same without their days."""
    return [one for _, one in given_on(service, first, last, most)]


def fit(service: Service, before: date) -> Fit:
    """What the days before one teach."""
    day = timedelta(days=1)
    return fit_to(given(service, before - MEASURED_DAYS * day, before - day, calibration.LATEST))


def fit_to(known: Sequence[Given]) -> Fit:
    """What these estimates teach, the latest first."""
    return Fit(calibration.spread(known[: calibration.LATEST]), calibration.limit_alone(known[: calibration.LATEST]))


def _fit(service: Service) -> Fit:
    day = today()
    cached = _fits.get(service.id)
    if cached is None or cached[0] != day:
        cached = _fits[service.id] = (day, fit(service, day))
    return cached[1]


def _measured(service: Service) -> Pace:
    """Measured anew every 20 seconds."""
    cached = _paces.get(service.id)
    if cached is None or time.monotonic() - cached[0] > KEEP_SECONDS:
        cached = _paces[service.id] = (time.monotonic(), _measure(service))
    return cached[1]


def _measure(service: Service) -> Pace:
    finished = (
        TicketMove.select(TicketMove.ticket, TicketMove.at)
        .where(TicketMove.service == service, TicketMove.verb == "finish")
        .order_by(TicketMove.id.desc())
        .limit(SAMPLES)
        .tuples()
        .execute()
    )
    ends = dict(finished)
    begun = TicketMove.select(TicketMove.ticket, TicketMove.at).where(
        TicketMove.ticket.in_(list(ends)), TicketMove.verb == "serve"
    )
    # The last start wins: a hold is not work.
    starts = dict(begun.order_by(TicketMove.id).tuples().execute()) if ends else {}
    minutes = [(ends[t] - starts[t]).total_seconds() / 60 for t in ends if t in starts]
    if len(minutes) < ENOUGH:
        return Pace(service.typical_minutes * 0.75, service.typical_minutes * 1.25, service.typical_minutes)
    low, _, high = quantiles(minutes, n=4, method="inclusive")
    return Pace(low, high, median(minutes))


def open_counters(service_ids: list[int] | None, centre_id: int) -> dict[int, list[int]]:
    """Service id → numbers of the counters now open for it: those of its first choice, then those that help out."""
    found: dict[int, list[int]] = {}
    for service_id, number in _open(centre_id):
        if service_ids is None or service_id in service_ids:
            found.setdefault(service_id, []).append(number)
    return found


def paused(centre_id: int) -> set[int]:
    """Ids of the services of which a counter has paused: it comes back, as one that has not opened may not."""
    return {service for (service,) in _paused(centre_id)}


@prepared
def _paused(centre):
    return (
        CounterService.select(CounterService.service)
        .join(Counter)
        .where(Counter.centre == centre, Counter.state == Counter.PAUSED)
        .distinct()
        .tuples()
    )


@prepared
def _open(centre):
    return (
        CounterService.select(CounterService.service, Counter.number)
        .join(Counter)
        .join(Centre)
        .where(Counter.centre == centre, Counter.state == Counter.OPEN)
        .where((CounterService.preference == CounterService.FIRST_CHOICE) | Centre.helps_out)
        .order_by(CounterService.preference, Counter.number)
        .tuples()
    )
