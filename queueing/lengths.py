"""How long a visit to a service may take before something is odd about it: the 99th percentile of those before."""

import math
import time

from models.centre import Service
from models.prepared import prepared
from models.ticket import TicketMove

SAMPLES = 300  # the latest visits
ENOUGH = 100  # fewer say nothing of the hundredth
TIMES_TYPICAL = 5  # until then: so often the catalogue's typical time
LEAST_MINUTES = 10.0
KEEP_SECONDS = 600.0

_longest: dict[int, tuple[float, float]] = {}  # service id → (when measured, minutes); derived, never truth


def longest_usual(service: Service) -> float:
    """Minutes that 99 of 100 visits to the service did not exceed. Measured anew every ten minutes."""
    cached = _longest.get(service.id)
    if cached is None or time.monotonic() - cached[0] > KEEP_SECONDS:
        cached = _longest[service.id] = (time.monotonic(), max(_measure(service), LEAST_MINUTES))
    return cached[1]


def forget() -> None:
    """Measure anew: another database is open."""
    _longest.clear()


def _measure(service: Service) -> float:
    starts: dict[int, list] = {}
    for ticket, at in _starts(service.id):
        starts.setdefault(ticket, []).append(at)
    minutes = []
    for ticket, at in _ends(service.id):
        if begun := [start for start in starts.get(ticket, ()) if start <= at]:
            minutes.append((at - begun[0]).total_seconds() / 60)  # of its latest start: a hold is not work
    if len(minutes) < ENOUGH:
        return float(service.typical_minutes * TIMES_TYPICAL)
    return sorted(minutes)[math.ceil(len(minutes) * 0.99) - 1]


@prepared
def _ends(service):
    finished = TicketMove.select(TicketMove.ticket, TicketMove.at)
    of_service = finished.where(TicketMove.service == service, TicketMove.verb == "finish")
    return of_service.order_by(TicketMove.id.desc()).limit(SAMPLES).tuples()


@prepared
def _starts(service):
    """The latest starts first; more of them than ends, since a visit may be held and begun again."""
    begun = TicketMove.select(TicketMove.ticket, TicketMove.at)
    of_service = begun.where(TicketMove.service == service, TicketMove.verb == "serve")
    return of_service.order_by(TicketMove.id.desc()).limit(SAMPLES * 2).tuples()
