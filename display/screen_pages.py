"""/admin/displays: which part of the hall each display shows, which of them speaks, and from how far it is read."""

from typing import Any

from apiflask import APIBlueprint
from flask import g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from pydantic import Field

import events
from admin import access, frame, sight
from admin.doors import own
from display import live, zones
from models.access import Device
from models.base import unit_of_work
from models.centre import Centre, Service
from models.counter import Counter
from models.hall import Zone, ZonePart
from models.journal import Change
from queueing.errors import Conflict, Invalid
from shapes import Id, Shape, Strict, Text

blueprint = APIBlueprint("displays", __name__, tag="Display")

HERE = "/admin/displays"
MOST_ZONES = 20


class DisplayWish(Strict):
    """What one display shows and whether it speaks."""

    zone: Id | None = Field(default=None, description="null: the whole hall")
    speaks: bool = Field(description="true takes the voice from the others of its zone")
    volume_percent: int = Field(default=100, ge=10, le=100, description="of the hall's loudness at each hour")
    diagonal_inches: float | None = Field(default=None, ge=10, le=150)
    furthest_seat_metres: float | None = Field(default=None, ge=1, le=60)


class ZoneWish(Strict):
    """A part of the hall."""

    name: Text = Field(min_length=1, max_length=40, examples=["Tầng 1"])
    name_en: Text = Field(default="", max_length=40, examples=["Floor 1"])
    counters: list[int] = Field(default=[], max_length=100, description="numbers")
    services: list[Id] = Field(default=[], max_length=100)


class DisplayState(Shape):
    """A paired display, as it is set and as it is."""

    id: int
    name: str
    zone: int | None
    speaks: bool
    volume_percent: int
    diagonal_inches: float | None
    furthest_seat_metres: float | None
    reach_metres: float | None = Field(description="how far its called numbers can be read; null: size unknown")
    too_far: bool = Field(description="whether the furthest seat is further")
    condition: str
    draw_ms: int | None = Field(description="from a press to the number on this screen: median of its last 20 calls")
    voice_backlog_seconds: int


class ZoneState(Shape):
    """A part of the hall, and whether a display speaks there."""

    id: int
    name: str
    name_en: str
    counters: list[int]
    services: list[int]
    spoken_for: bool


class DisplaysState(Shape):
    """The displays of a centre, and the parts of its hall."""

    displays: list[DisplayState]
    zones: list[ZoneState]


@blueprint.get(HERE)
@blueprint.doc(hide=True)
@frame.door(*frame.LOOK)
def page() -> ResponseReturnValue:
    """Displays and zones."""
    return frame.page(
        "display/displays.html",
        HERE,
        state=_state(g.centre),
        counters=Counter.in_use(g.centre),
        services=Service.offered(g.centre),
        words=_words(),
        diagonal_for=sight.diagonal_for,
    )


def _words() -> dict[str, str]:
    return {
        "": _("chưa nối lần nào"),
        Device.ON: _("đang chạy, có tiếng"),
        Device.CHIME: _("chỉ có chuông"),
        Device.BLOCKED: _("chưa bật tiếng"),
        Device.OFF: _("đang chạy, không đọc"),
        Device.LOST: _("mất kết nối"),
    }


@blueprint.get("/api/displays")
@access.role_required(*frame.LOOK)
@blueprint.output(DisplaysState)
def read() -> ResponseReturnValue:
    """The displays of this centre, and the parts of its hall."""
    return _state(g.centre)


@blueprint.put("/api/displays/<int:device_id>")
@access.role_required(*frame.CHANGE)
@blueprint.input(DisplayWish, arg_name="wish")
@blueprint.output(DisplaysState)
def change(device_id: int, wish: DisplayWish) -> ResponseReturnValue:
    """Show another part of the hall, speak or be silent; takes effect at once."""
    device = own(Device, device_id, Device.kind == Device.DISPLAY, ~Device.revoked)
    if wish.zone is not None:
        own(Zone, wish.zone)
    wanted = wish.model_dump()
    with unit_of_work(g.centre.id):
        before = {name: getattr(device, "zone_id" if name == "zone" else name) for name in wanted}
        Device.update(wanted).where(Device.id == device.id).execute()
        if wish.speaks:
            zones.let_speak(Device.get_by_id(device.id))
        zone_names = {None: None} | {row.id: row.name for row in Zone.select().where(Zone.centre == g.centre)}
        was, now = ({**one, "zone": zone_names.get(one["zone"])} for one in (before, wanted))
        Change.note(g.centre, g.officer, "device", device.name, was, now)
    if before["zone"] != wish.zone:
        live.move(device.id)
    for row in Device.select().where(Device.centre == g.centre, Device.kind == Device.DISPLAY, ~Device.revoked):
        live.tell(row.id)
    return _state(g.centre)


@blueprint.post("/api/zones")
@access.role_required(*frame.CHANGE)
@blueprint.input(ZoneWish, arg_name="wish")
@blueprint.output(DisplaysState, status_code=201)
def add_zone(wish: ZoneWish) -> ResponseReturnValue:
    """A new part of the hall; displays are put there one by one."""
    with unit_of_work(g.centre.id):
        if Zone.select().where(Zone.centre == g.centre).count() >= MOST_ZONES:
            raise Invalid(
                f"Đã có {MOST_ZONES} khu vực. Mời bỏ bớt một khu vực.",
                f"There are {MOST_ZONES} zones. Please remove one.",
            )
        _check_name(wish.name, None)
        zone = Zone.create(centre=g.centre, name=wish.name, name_en=wish.name_en)
        _fill(zone, wish)
        Change.note(g.centre, g.officer, "zone", wish.name, {}, _spoken(wish.model_dump()), Change.ADDED)
    return _told()


@blueprint.put("/api/zones/<int:zone_id>")
@access.role_required(*frame.CHANGE)
@blueprint.input(ZoneWish, arg_name="wish")
@blueprint.output(DisplaysState)
def change_zone(zone_id: int, wish: ZoneWish) -> ResponseReturnValue:
    """Other counters or services belong to the zone; its screens show them at once."""
    zone = own(Zone, zone_id)
    with unit_of_work(g.centre.id):
        _check_name(wish.name, zone)
        before = _zone_as_dict(zone)
        Zone.update(name=wish.name, name_en=wish.name_en).where(Zone.id == zone.id).execute()
        ZonePart.delete().where(ZonePart.zone == zone).execute()
        _fill(zone, wish)
        Change.note(g.centre, g.officer, "zone", wish.name, _spoken(before), _spoken(wish.model_dump()))
    return _told()


@blueprint.delete("/api/zones/<int:zone_id>")
@access.role_required(*frame.CHANGE)
@blueprint.output(DisplaysState)
def remove_zone(zone_id: int) -> ResponseReturnValue:
    """Take a zone away; its screens show the whole hall from then on."""
    zone = own(Zone, zone_id)
    with unit_of_work(g.centre.id):
        before = _spoken(_zone_as_dict(zone))
        moved = [row.id for row in Device.select(Device.id).where(Device.zone == zone)]
        Device.update(zone=None, speaks=False).where(Device.zone == zone).execute()
        ZonePart.delete().where(ZonePart.zone == zone).execute()
        Zone.delete().where(Zone.id == zone.id).execute()
        Change.note(g.centre, g.officer, "zone", zone.name, before, {}, Change.REMOVED)
    for device in moved:
        live.move(device)
    return _told()


def _spoken(zone: dict[str, Any]) -> dict[str, Any]:
    """A zone as the journal keeps it: by the names that its counters and services have now."""
    counters = {row.number: row.label for row in Counter.of(g.centre)}
    services = {row.id: row.name for row in Service.select().where(Service.centre == g.centre)}
    return {
        "name": zone["name"],
        **({"name_en": zone["name_en"]} if zone["name_en"] else {}),
        "counters": [counters[one] for one in sorted(zone["counters"])],
        "services": [services[one] for one in sorted(zone["services"])],
    }


def _check_name(name: str, but: Zone | None) -> None:
    other = Zone.get_or_none(Zone.centre == g.centre, Zone.name == name)
    if other is not None and other != but:
        raise Conflict(
            f"Đã có khu vực tên “{name}”. Mời đặt tên khác.",
            f"There is a zone called “{name}” already. Choose another name.",
            field="name",
        )


def _fill(zone: Zone, wish: ZoneWish) -> None:
    counters = {row.number: row for row in Counter.of(g.centre)}
    services = {row.id: row for row in Service.select().where(Service.centre == g.centre)}
    if not wish.counters and not wish.services:
        raise Invalid(
            "Mời chọn ít nhất một quầy hoặc một dịch vụ.", "Choose at least one counter or service.", field="counters"
        )
    if unknown := [*(set(wish.counters) - set(counters)), *(set(wish.services) - set(services))]:
        raise Invalid(
            f"Không có quầy hay dịch vụ này: {unknown[0]}.", f"There is no such counter or service: {unknown[0]}."
        )
    for number in sorted(set(wish.counters)):
        ZonePart.create(zone=zone, counter=counters[number])
    for service in sorted(set(wish.services)):
        ZonePart.create(zone=zone, service=services[service])


def _told() -> dict[str, Any]:
    events.announce(events.SettingsChanged(g.centre.id))
    return _state(g.centre)


def _state(centre: Centre) -> dict[str, Any]:
    rows = list(
        Device.select()
        .where(Device.centre == centre, Device.kind == Device.DISPLAY, ~Device.revoked)
        .order_by(Device.id)
    )
    found = Zone.select().where(Zone.centre == centre).order_by(Zone.name)
    return {
        "displays": [_display_as_dict(row) for row in rows],
        "zones": [
            {
                "id": zone.id,
                **_zone_as_dict(zone),
                "spoken_for": any(row.speaks and row.zone_id == zone.id for row in rows),
            }
            for zone in found
        ],
    }


def _zone_as_dict(zone: Zone) -> dict[str, Any]:
    part = zones.part(zone.id)
    return part.as_dict() if part else {"name": zone.name, "name_en": zone.name_en, "counters": [], "services": []}


def _display_as_dict(device: Device) -> dict[str, Any]:
    reach = sight.reach_metres(device.diagonal_inches) if device.diagonal_inches else None
    seat = device.furthest_seat_metres
    return {
        "id": device.id,
        "name": device.name,
        "zone": device.zone_id,
        "speaks": device.speaks,
        "volume_percent": device.volume_percent,
        "diagonal_inches": device.diagonal_inches,
        "furthest_seat_metres": seat,
        "reach_metres": reach,
        "too_far": bool(reach and seat and seat > reach),
        "condition": device.condition,
        "draw_ms": device.draw_ms,
        "voice_backlog_seconds": device.voice_backlog_seconds,
    }
