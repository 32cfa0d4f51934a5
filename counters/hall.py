"""One look at a whole centre, from which every desk of it is drawn.

Fifteen desks are drawn anew when a ticket moves; what they share is asked once, and of a ticket only what is shown.
"""

from datetime import datetime
from functools import cached_property
from typing import NamedTuple

import queueing
from counters import alerts
from models.base import now
from models.centre import Centre, Counter, CounterService, Service
from models.prepared import prepared
from models.ticket import State, Ticket, written
from queueing import day, hours, order
from queueing.rules import Chosen

IN_SIGHT = (State.WAITING, State.CALLED, State.SERVING, State.HELD, State.NO_SHOW)


class Seen(NamedTuple):
    """What a desk shows of a ticket that is still in the hall."""

    id: int
    token: str
    letter: str
    number: int
    service_id: int
    state: str
    priority: bool
    note: str
    lane: int
    queued_at: datetime
    booked_for: datetime | None
    moved_at: datetime
    counter_id: int | None
    reserved_for_id: int | None
    come_back_to_id: int | None
    calls: int
    called_at: datetime | None
    coming_at: datetime | None
    language: str
    quick: bool

    @property
    def code(self) -> str:
        """The number as printed and called."""
        return written(self.letter, self.number)


class Hall:
    """The centre as it stands at one moment."""

    def __init__(self, centre_id: int) -> None:
        self.moment = now()
        self.centre: Centre = Centre.get_by_id(centre_id)

    @cached_property
    def hours(self) -> hours.Hours:
        return hours.at(self.centre)

    @cached_property
    def services(self) -> dict[int, Service]:
        return {row.id: row for row in _services(self.centre.id)}

    @cached_property
    def counters(self) -> dict[int, Counter]:
        return {row.id: row for row in Counter.of(self.centre)}

    @cached_property
    def links(self) -> dict[int, list[tuple[Service, int]]]:
        """Counter id → its services with their preference, first choices first."""
        found: dict[int, list[tuple[Service, int]]] = {}
        for counter_id, service_id, preference in _links(self.centre.id):
            found.setdefault(counter_id, []).append((self.services[service_id], preference))
        for links in found.values():
            links.sort(key=lambda link: (link[1], link[0].position))
        return found

    @cached_property
    def tickets(self) -> list[Seen]:
        """Everybody still in the hall, in order of arrival; nobody of a day that is over."""
        if day.is_over(self.centre):
            return []
        return [Seen(*row) for row in _in_sight(self.centre.id, self.centre.business_day)]

    @cached_property
    def alerts(self) -> dict:
        return alerts.alerts(self.centre)

    @cached_property
    def line(self) -> list[Seen]:
        """Everybody who waits, in order of arrival."""
        return [ticket for ticket in self.tickets if ticket.state == State.WAITING]

    @cached_property
    def closed(self) -> set[int]:
        """The ids of the counters that are closed."""
        return {counter.id for counter in self.counters.values() if counter.state == Counter.CLOSED}

    def next_for(self, counter: Counter) -> Chosen | None:
        """Whom this counter would call and by which rule; None when nobody waits for it."""
        preferences = {service.id: preference for service, preference in self.links.get(counter.id, [])}
        return order.next_of(*order.split(self.line, counter.id, preferences, self.closed), self.centre)

    def waiting(self, counter: Counter, services: set[int]) -> list[Seen]:
        """Who waits for one of `services` or for this counter by name, in order of arrival."""
        return [ticket for ticket in self.line if ticket.service_id in services or ticket.reserved_for_id == counter.id]

    def at(self, counter: Counter) -> Seen | None:
        """The ticket that is called to or served at this counter."""
        present = (t for t in self.tickets if t.counter_id == counter.id and t.state in State.AT_A_COUNTER)
        return next(present, None)

    def held(self, counter: Counter) -> list[Seen]:
        """Put aside at this counter; and at those that are not open now, so that nobody is left behind."""
        held = [
            ticket
            for ticket in self.tickets
            if ticket.state == State.HELD
            and ticket.counter_id is not None
            and queueing.may_resume(self.counters[ticket.counter_id], counter)
        ]
        return sorted(held, key=lambda ticket: (ticket.counter_id != counter.id, ticket.moved_at))

    def missed(self, services: set[int]) -> list[Seen]:
        """Whoever was missed and may still come back, the latest first, this counter's services before others."""
        missed = [ticket for ticket in self.tickets if queueing.may_rejoin(ticket, self.centre)]
        missed.sort(key=lambda ticket: ticket.moved_at, reverse=True)
        return sorted(missed, key=lambda ticket: ticket.service_id not in services)


@prepared
def _services(centre):
    return Service.select().where(Service.centre == centre)


@prepared
def _links(centre):
    links = CounterService.select(CounterService.counter, CounterService.service, CounterService.preference)
    return links.join(Counter).where(Counter.centre == centre).tuples()


@prepared
def _in_sight(centre, business_day):
    return (
        Ticket.select(*(getattr(Ticket, name.removesuffix("_id")) for name in Seen._fields))
        .where(Ticket.centre == centre, Ticket.state.in_(IN_SIGHT), Ticket.business_day == business_day)
        .order_by(Ticket.queued_at, Ticket.id)
        .tuples()
    )
