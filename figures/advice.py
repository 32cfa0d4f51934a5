"""The hints of which counter to open, and, where there is none though people wait long, why opening one is no help."""

from collections.abc import Sequence
from dataclasses import dataclass

from figures.staffing import Hint, outlook, usual_limit
from models.centre import Centre, Service

ALL_OPEN, LITTLE, EASES = "all open", "little", "eases"


@dataclass(frozen=True)
class Advice:
    """`hints`, or else which `services` wait long nevertheless, and `why` no counter is hinted. Without any such
    service no further counter is needed."""

    hints: Sequence[Hint] = ()
    services: Sequence[Service] = ()
    why: str = ""  # ALL_OPEN: each counter that serves them; LITTLE: one more shortens little; EASES: the line does so
    limit: int = 0  # minutes that nine in ten are to wait at most


def advise(centre: Centre) -> Advice:
    """As figures.staffing.hints, and as long to compute: ask it through apart.read_apart."""
    coming, limit = outlook(centre), usual_limit(centre)
    if coming is None:
        return Advice()
    late, slow = coming.late(limit), coming.slow()
    if hints := coming.hints(limit):
        return Advice(hints)
    services = [service for service in coming.services.values() if service.id in late | slow]
    if not services:
        return Advice()
    if not any(coming.helpers(service.id) for service in services):
        return Advice((), services, ALL_OPEN, limit)
    if late:
        return Advice((), [service for service in services if service.id in late], LITTLE, limit)
    return Advice((), services, EASES, limit)
