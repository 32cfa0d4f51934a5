"""Which part of the hall a screen shows, and which of its screens speaks."""

from dataclasses import dataclass
from typing import Any

from models.access import Device
from models.base import unit_of_work
from models.centre import Centre
from models.counter import CounterService
from models.hall import Zone, ZonePart
from models.prepared import prepared


@dataclass(frozen=True, slots=True)
class Part:
    """The counters and services of a zone. The whole hall has no Part."""

    name: str
    name_en: str
    counters: frozenset[int]  # numbers
    services: frozenset[int]  # ids of the services that were put into the zone
    offered: frozenset[int]  # … and of all that are queued for there: those that its counters serve are too

    def holds(self, call: dict[str, Any]) -> bool:
        """Whether a call, as display.calls tells it, is shown and spoken in the zone."""
        return call["counter"] in self.counters or call["service_id"] in self.services

    def as_dict(self) -> dict[str, Any]:
        """As a screen is told it, to know its own calls."""
        return {
            "name": self.name,
            "name_en": self.name_en,
            "counters": sorted(self.counters),
            "services": sorted(self.services),
        }


def part(zone_id: int | None) -> Part | None:
    """The zone as it stands; None for the whole hall."""
    zone = Zone.get_or_none(Zone.id == zone_id) if zone_id is not None else None
    if zone is None:
        return None
    parts = list(_parts(zone.id))
    served = {link.service_id for link in _served([row.counter_id for row in parts if row.counter_id])}
    services = frozenset(row.service_id for row in parts if row.service_id)
    counters = frozenset(row.counter.number for row in parts if row.counter_id)
    return Part(zone.name, zone.name_en, counters, services, services | frozenset(served))


def ids(centre_id: int) -> list[int]:
    """The zones of a centre, by their ids."""
    return [row.id for row in _zones(centre_id)]


@prepared
def _zones(centre):
    return Zone.select(Zone.id).where(Zone.centre == centre).order_by(Zone.id)


@prepared
def _parts(zone):
    return ZonePart.select().where(ZonePart.zone == zone)


def _served(counters: list[int]) -> list[CounterService]:
    return list(CounterService.select().where(CounterService.counter.in_(counters))) if counters else []


def let_speak(device: Device) -> None:
    """This display speaks from now on, and no other of its zone: a call said twice is not understood."""
    with unit_of_work(device.centre_id):
        Device.update(speaks=False).where(_same_place(device)).execute()
        Device.update(speaks=True).where(Device.id == device.id).execute()


def speak_first(device: Device) -> None:
    """A display connects: it is given the voice when no other of its zone has it. One that was just paired takes it
    from a display that is not there; one that comes back, after a power cut, leaves it where it was set."""
    speaking = _displays(device.centre_id).where(_same_place(device), Device.speaks)
    if device.condition == "":
        speaking = speaking.where(Device.condition.not_in(("", Device.LOST)))
    if not device.speaks and not speaking.exists():
        let_speak(device)


def heal(centre: Centre) -> list[int]:
    """Where a zone's voice was taken away with its display, another one there is given it; answers their ids."""
    healed = []
    for device in _displays(centre.id).where(Device.condition.not_in(("", Device.LOST))).order_by(Device.id):
        if not _displays(centre.id).where(_same_place(device), Device.speaks).exists():
            let_speak(device)
            healed.append(device.id)
    return healed


def _displays(centre: int) -> Any:
    return Device.select().where(Device.centre == centre, Device.kind == Device.DISPLAY, ~Device.revoked)


def _same_place(device: Device) -> Any:
    place = Device.zone.is_null() if device.zone_id is None else Device.zone == device.zone_id
    return (Device.centre == device.centre_id) & (Device.kind == Device.DISPLAY) & place
