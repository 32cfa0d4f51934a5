"""A counter opens, pauses, closes, and changes what it serves."""

import events
from models.base import now, unit_of_work
from models.centre import Counter, CounterService, Service
from queueing.errors import CounterBusy
from queueing.moves import ticket_at


def open_counter(counter: Counter) -> Counter:
    """Open or reopen a counter."""
    return _set_counter(counter, Counter.OPEN, "")


def pause_counter(counter: Counter, why: str) -> Counter:
    """Pause a counter for a stated reason. Raises CounterBusy while a ticket is at it."""
    return _set_counter(counter, Counter.PAUSED, why)


def close_counter(counter: Counter) -> Counter:
    """Close a counter for the day. Raises CounterBusy while a ticket is at it."""
    return _set_counter(counter, Counter.CLOSED, "")


def _set_counter(counter: Counter, state: str, why: str) -> Counter:
    with unit_of_work(counter.centre_id):
        counter = Counter.get_by_id(counter.id)
        if state != Counter.OPEN and (present := ticket_at(counter)) is not None:
            raise CounterBusy(counter.label, present.code)
        counter.state, counter.pause_reason, counter.state_since = state, why, now()
        counter.save(only=[Counter.state, Counter.pause_reason, Counter.state_since])
    events.announce(events.CounterChanged(counter.centre_id, counter.number))
    return counter


def set_services(counter: Counter, first: list[Service], fallback: list[Service]) -> None:
    """Change what a counter serves, from its next call on."""
    with unit_of_work(counter.centre_id):
        CounterService.delete().where(CounterService.counter == counter).execute()
        rows = [(counter.id, s.id, CounterService.FIRST_CHOICE) for s in first]
        rows += [(counter.id, s.id, CounterService.FALLBACK) for s in fallback if s not in first]
        if rows:
            columns = [CounterService.counter, CounterService.service, CounterService.preference]
            CounterService.insert_many(rows, fields=columns).execute()
    events.announce(events.CounterChanged(counter.centre_id, counter.number))
