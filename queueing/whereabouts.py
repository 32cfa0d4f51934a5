"""Where a ticket's citizen waits: the counters that will call it, and the part of the hall they stand in.

Kiosk, paper and phone say it alike.
"""

from collections.abc import Sequence

from models.counter import Counter, CounterService
from models.hall import Zone, ZonePart
from models.prepared import prepared
from models.ticket import Ticket


def counters_near(ticket: Ticket) -> list[Counter]:
    """Where to sit: the open counters that serve this first; else those open that serve it too; else, while none can
    call it, all that serve it first. By number."""
    of_service = list(_of_service(ticket.service_id))
    first = [counter for counter in of_service if counter.preference == CounterService.FIRST_CHOICE]
    open_ones = [counter for counter in of_service if counter.state == Counter.OPEN]
    return [counter for counter in first if counter in open_ones] or open_ones or first


@prepared
def _of_service(service):
    shown = (Counter.id, Counter.number, Counter.name, Counter.state, CounterService.preference.alias("preference"))
    return (
        Counter.select(*shown)
        .join(CounterService)
        .where(CounterService.service == service, Counter.active)
        .order_by(Counter.number)
        .objects()
    )


def counters_listed(counters: Sequence[Counter]) -> tuple[str, str]:
    """Those counters in one line."""
    if not counters:
        return "", ""
    if len(counters) == 1:
        return counters[0].label, counters[0].label_en
    listed = ", ".join(counter.name or str(counter.number) for counter in counters)
    return f"Khu quầy {listed}", f"Counters {listed}"


def counters_said(counters: Sequence[Counter]) -> tuple[str, str]:
    """The same, for who has just come: nobody is sent to one that has not opened unawares."""
    said = counters_listed(counters)
    if not counters or any(counter.state == Counter.OPEN for counter in counters):
        return said
    return f"{said[0]} (chưa mở)", f"{said[1]} (not open yet)"


def zone_near(ticket: Ticket, counters: Sequence[Counter]) -> tuple[str, str]:
    """The name of the one zone of the hall that has all these counters or the ticket's service; empty where none has,
    or several have."""
    near = {counter.id for counter in counters}
    parts: dict[Zone, set[int]] = {}
    for part in _parts(ticket.centre_id):
        here = parts.setdefault(part.zone, set())
        if part.service_id == ticket.service_id:
            here |= near
        elif part.counter_id is not None:
            here.add(part.counter_id)
    holding = [zone for zone, here in parts.items() if near and near <= here]
    if len(holding) != 1:
        return "", ""
    return holding[0].name, holding[0].name_en or holding[0].name


@prepared
def _parts(centre):
    return ZonePart.select(ZonePart, Zone).join(Zone).where(Zone.centre == centre)
