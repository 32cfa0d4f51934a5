"""One look at a centre, from which all that is wrong is told and the live board is drawn.

A fixed number of questions to the database, however many wait.
"""

from collections import Counter as Tally
from datetime import datetime, timedelta
from functools import cached_property

from peewee import Case, fn

from alerts import help_calls
from alerts.machine import Machine
from models.access import Device
from models.alert import ClockJump, HelpCall
from models.centre import Service
from models.counter import Counter
from models.prepared import prepared
from models.printing import Printer, PrintJob
from models.register import Rating
from models.ticket import State, Ticket, TicketMove
from queueing import hours, issuing, numbering
from queueing.sight import Seen, Sight

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SOON = timedelta(minutes=2)  # whoever saw no paper has pressed again by then


class Look(Sight):
    """The centre as it stands at one moment."""

    def __init__(self, centre_id: int, machine: Machine | None = None) -> None:
        super().__init__(centre_id)
        self.machine = machine  # the server itself; None: nobody has measured it

    @cached_property
    def works(self) -> bool:
        """Whether people are served at this hour; what is missing at night is no alert."""
        return self.hours.state in (hours.OPEN, hours.LUNCH)

    @cached_property
    def stretches(self) -> list[tuple[datetime, datetime]]:
        """The (opens, closes) of today."""
        return hours.stretches(self.centre, self.moment.date())

    def minutes_open(self, since: datetime) -> int:
        """Whole minutes from `since` until now in which the centre was open: lunch is nobody's delay, and the morning
        is not forgotten."""
        return hours.open_between(self.stretches, since, self.moment) // MINUTE

    @cached_property
    def counters(self) -> dict[int, Counter]:
        """Those that the hall has today: one that was taken away is no counter."""
        return {row.id: row for row in Counter.in_use(self.centre)}

    @cached_property
    def services(self) -> dict[int, Service]:
        return {row.id: row for row in Service.offered(self.centre)}

    @cached_property
    def waiting(self) -> dict[int, list[Seen]]:
        """Service id → who waits for it, in order of arrival."""
        found: dict[int, list[Seen]] = {}
        for ticket in self.tickets:
            if ticket.state == State.WAITING:
                found.setdefault(ticket.service_id, []).append(ticket)
        return found

    @cached_property
    def present(self) -> dict[int, Seen]:
        """Counter id → the ticket that is called to it or served there."""
        return {t.counter_id: t for t in self.tickets if t.state in State.AT_A_COUNTER and t.counter_id is not None}

    def serving(self, service_id: int, state: str | None = Counter.OPEN) -> list[Counter]:
        """The counters of a service in that state (None: in any), its first choices before those that help out."""
        found = [
            (self.preferences[number].get(service_id, 0), counter.number, counter)
            for number, counter in self.counters.items()
            if service_id in self.preferences.get(number, {}) and (state is None or counter.state == state)
        ]
        return [counter for *_, counter in sorted(found, key=lambda one: one[:2])]

    @cached_property
    def days(self) -> dict[int, tuple[int, datetime]]:
        """Counter id → (visits finished there today, when it did something last)."""
        rows = _days(self.centre.id, self.centre.business_day)
        return {counter: (visits, latest) for counter, visits, latest in rows if counter is not None}

    def free_since(self, counter: Counter) -> datetime:
        """Since when an open counter has had nobody."""
        _, latest = self.days.get(counter.id, (0, counter.state_since))
        return max(latest, counter.state_since)

    @cached_property
    def issued(self) -> dict[str, int]:
        """Letter → numbers given today."""
        return numbering.issued(self.centre.id, self.centre.business_day)

    @cached_property
    def promised(self) -> dict[int, int]:
        """Service id → today's numbers that are kept for bookings."""
        return issuing.promised(self.centre, self.centre.business_day)

    @cached_property
    def calls_of_the_hour(self) -> tuple[int, int]:
        """(how many were called in the last hour and came or did not, how many of those did not)."""
        verbs = _outcomes(self.centre.id, self.centre.business_day, self.moment - HOUR).execute()
        tally = Tally(dict(verbs))
        return tally["serve"] + tally["miss"], tally["miss"]

    @cached_property
    def printers(self) -> list[Printer]:
        return list(_printers(self.centre.id))

    @cached_property
    def devices(self) -> list[Device]:
        """The paired screens that have been on; one of another week is not missed."""
        return list(_devices(self.centre.id))

    @cached_property
    def rated(self) -> int:
        """How many have rated today."""
        today = self.moment.replace(hour=0, minute=0, second=0, microsecond=0)
        count: int = _ratings(self.centre.id, today).scalar()
        return count

    @cached_property
    def ghosts(self) -> list[tuple[str, str, int, str]]:
        """(number, token, service id, the next number) of those who wait without a paper, where the same kiosk gave a
        further number of the service within two minutes."""
        waiting = {ticket.id: ticket for ticket in self.tickets if ticket.state == State.WAITING}
        if not waiting:
            return []
        found = []
        for lost in _without_paper(self.centre.id, self.centre.business_day):
            until = lost.issued_at + SOON
            later = _given_after(
                self.centre.id, lost.device_id, lost.service_id, lost.issued_at, until, lost.id
            ).first()
            if lost.id in waiting and later is not None:
                found.append((lost.code, lost.token, lost.service_id, later.code))
        return found

    @cached_property
    def help_calls(self) -> list[HelpCall]:
        """Who asks for somebody at a kiosk, today, and still waits."""
        return help_calls.standing(self.centre.id, self.moment.replace(hour=0, minute=0, second=0, microsecond=0))

    @cached_property
    def jumps(self) -> list[ClockJump]:
        """Jumps of the clock that nobody has looked at."""
        return list(_jumps(self.centre.id))


@prepared
def _days(centre, business_day):
    taken_back = (TicketMove.verb == "undo") & (TicketMove.before == State.FINISHED)
    finished = Case(None, ((TicketMove.verb == "finish", 1), (taken_back, -1)), 0)
    return (
        TicketMove.select(TicketMove.counter, fn.SUM(finished), fn.MAX(TicketMove.at))
        .where(TicketMove.centre == centre, TicketMove.business_day == business_day)
        .group_by(TicketMove.counter)
        .tuples()
    )


@prepared
def _outcomes(centre, business_day, since):
    moves = TicketMove.select(TicketMove.verb, fn.COUNT(TicketMove.id))
    return (
        moves.where(
            TicketMove.centre == centre,
            TicketMove.business_day == business_day,
            TicketMove.verb.in_(("serve", "miss")),
            TicketMove.at >= since,
        )
        .group_by(TicketMove.verb)
        .tuples()
    )


@prepared
def _printers(centre):
    return Printer.select().where(Printer.centre == centre, Printer.active).order_by(Printer.id)


@prepared
def _devices(centre):
    return Device.select().where(Device.centre == centre, ~Device.revoked).order_by(Device.kind.desc(), Device.id)


@prepared
def _ratings(centre, since):
    return Rating.select(fn.COUNT(Rating.id)).where(Rating.centre == centre, Rating.at >= since)


@prepared
def _without_paper(centre, business_day):
    return (
        Ticket.select()
        .join(PrintJob)
        .where(
            Ticket.centre == centre,
            Ticket.business_day == business_day,
            Ticket.state == State.WAITING,
            Ticket.device.is_null(False),
            PrintJob.state == PrintJob.FAILED,
        )
        .order_by(Ticket.id)
    )


@prepared
def _given_after(centre, device, service, since, until, number):
    later = Ticket.select().where(Ticket.centre == centre, Ticket.device == device, Ticket.service == service)
    return later.where(Ticket.id > number, Ticket.issued_at >= since, Ticket.issued_at <= until).order_by(Ticket.id)


@prepared
def _jumps(centre):
    return ClockJump.select().where(ClockJump.centre == centre, ClockJump.checked_at.is_null()).order_by(ClockJump.id)
