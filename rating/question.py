"""What a tablet shows: its counter, and the visit that it asks about, if there is one now."""

from models.access import Device
from models.base import now
from models.centre import Centre
from models.counter import Counter
from queueing import moves, rating


def question(device: Device) -> dict:
    """The tablet's whole picture."""
    centre, counter = Centre.get_by_id(device.centre_id), device.counter
    asked = rating.asked_at(counter) if counter is not None and centre.ratings else None
    return {
        "now": now().isoformat(timespec="milliseconds"),
        "organisation": centre.organisation,
        "name": centre.name,
        "counter": counter.number if counter else None,
        "counter_name": counter.name if counter else "",
        "visit": _visit(*asked) if asked else None,
        "busy": counter is not None and moves.ticket_at(counter) is not None,
        "ratings": centre.ratings,
    }


def _visit(ticket, since) -> dict:
    left = rating.ASK_SECONDS - (now() - since).total_seconds()
    return {"ticket": ticket.token, "seconds_left": max(round(left, 1), 0)}


def counter_of(centre: Centre, number: int) -> Counter | None:
    """The counter of that number in the centre."""
    return Counter.get_or_none(Counter.centre == centre, Counter.number == number)
