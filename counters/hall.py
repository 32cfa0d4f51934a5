"""One look at a whole centre, from which every desk of it is drawn.

Fifteen desks are drawn anew when a ticket moves; what they share is asked once, and of a ticket only what is shown.
"""

from functools import cached_property

import queueing
from counters import alerts
from models.centre import Service
from models.counter import Counter
from models.prepared import prepared
from models.ticket import State
from queueing import order
from queueing.rules import Chosen
from queueing.sight import Seen, Sight


class Hall(Sight):
    """The centre as it stands at one moment, with those who did not come and may still come back."""

    states = (*Sight.states, State.NO_SHOW)

    @cached_property
    def services(self) -> dict[int, Service]:
        return {row.id: row for row in _services(self.centre.id)}

    @cached_property
    def links(self) -> dict[int, list[tuple[Service, int]]]:
        """Counter id → its services with their preference, first choices first."""
        found = {}
        for counter_id, preferences in self.preferences.items():
            links = [(self.services[service_id], preference) for service_id, preference in preferences.items()]
            found[counter_id] = sorted(links, key=lambda link: (link[1], link[0].position))
        return found

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
        preferences = self.preferences.get(counter.id, {})
        return order.next_of(*order.split(self.line, counter.id, preferences, self.closed), counter.id, self.centre)

    def waiting(self, counter: Counter, services: set[int]) -> list[Seen]:
        """Who waits for one of `services` or for this counter by name, in order of arrival."""
        return [ticket for ticket in self.line if ticket.service_id in services or ticket.reserved_for_id == counter.id]

    def alone(self, counter: Counter, waiting: list[Seen]) -> int:
        """How many of `waiting` nobody could call if this counter closed now."""
        others = [one.id for one in self.counters.values() if one.state == Counter.OPEN and one.id != counter.id]
        served = {service for number in others for service in self.preferences.get(number, {})}
        mine = [ticket for ticket in waiting if ticket.reserved_for_id in (None, counter.id, *self.closed)]
        return sum(ticket.service_id not in served for ticket in mine)

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
