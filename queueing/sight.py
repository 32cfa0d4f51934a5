"""One look at who is in the hall, from which the pictures of a whole centre are drawn.

What a picture shares among its parts is asked once, and of a ticket only what some picture shows.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache, cached_property
from typing import NamedTuple

from models.base import now
from models.centre import Centre
from models.counter import Counter, CounterService
from models.prepared import prepared
from models.ticket import State, Ticket, written
from queueing import day, hours


class Seen(NamedTuple):
    """What is shown of a ticket that is still in the hall."""

    id: int
    token: str
    letter: str
    number: int
    service_id: int
    state: str
    priority: bool
    note: str
    lane: int
    issued_at: datetime
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
    deferred: bool

    @property
    def code(self) -> str:
        """The number as printed and called."""
        return written(self.letter, self.number)

    @property
    def waits_since(self) -> datetime:
        """When its citizen came, or the slot they came before. `queued_at` is a place in line: it may lie earlier, for
        whoever booked, or later, for whoever let others pass."""
        return max(self.issued_at, self.booked_for or self.issued_at)


class Sight:
    """The centre as it stands at one moment."""

    states: tuple[str, ...] = (State.WAITING, State.CALLED, State.SERVING, State.HELD)

    def __init__(self, centre_id: int) -> None:
        self.moment = now()
        self.centre: Centre = Centre.get_by_id(centre_id)

    @cached_property
    def hours(self) -> hours.Hours:
        return hours.at(self.centre)

    @cached_property
    def counters(self) -> dict[int, Counter]:
        return {row.id: row for row in Counter.of(self.centre)}

    @cached_property
    def preferences(self) -> dict[int, dict[int, int]]:
        """Counter id → {service id: preference}."""
        found: dict[int, dict[int, int]] = {}
        for counter_id, service_id, preference in _links(self.centre.id):
            found.setdefault(counter_id, {})[service_id] = preference
        return found

    @cached_property
    def tickets(self) -> list[Seen]:
        """Everybody who is in one of `states`, in order of arrival; nobody of a day that is over."""
        if day.is_over(self.centre):
            return []
        return [Seen(*row) for row in _in(self.states)(self.centre.id, self.centre.business_day)]


@prepared
def _links(centre):
    links = CounterService.select(CounterService.counter, CounterService.service, CounterService.preference)
    return links.join(Counter).where(Counter.centre == centre).tuples()


@cache
def _in(states: tuple[str, ...]) -> Callable:
    @prepared
    def asked(centre, business_day):
        return (
            Ticket.select(*(getattr(Ticket, name.removesuffix("_id")) for name in Seen._fields))
            .where(Ticket.centre == centre, Ticket.state.in_(states), Ticket.business_day == business_day)
            .order_by(Ticket.queued_at, Ticket.id)
            .tuples()
        )

    return asked
