"""How the hall's kiosks and displays are, as their sockets say: kept with the device, and told to staff."""

from datetime import timedelta

import events
from extensions import device_room, is_anybody_in
from models.access import Device
from models.base import now, unit_of_work
from models.centre import Centre
from models.prepared import prepared

# A page that is opened anew, or a server that was, is back within this time: nobody need be told.
LOST_AFTER_SECONDS = 30
CLOCK_BEARABLE_SECONDS = 120  # a screen whose own clock is further off is said to be wrong
NEWS_SECONDS = 5
FARTHEST_SECONDS = 2_000_000_000  # a PC without a battery begins in 1970


def note(device_id: int, condition: str) -> None:
    """Keep how a device is, one of `Device.CONDITIONS`, and announce it when that is news."""
    device: Device = Device.get_by_id(device_id)
    if device.condition == condition:
        return
    with unit_of_work(device.centre_id):
        Device.update(condition=condition, condition_since=now()).where(Device.id == device_id).execute()
    events.announce(events.ScreenChanged(device.centre_id, device_id, condition))


def note_pace(device_id: int, draw_ms: int | None, backlog_seconds: int) -> None:
    """Keep how quickly a display shows calls, and how far its voice is behind; announce when the voice falls behind by
    more than the centre bears, or has caught up."""
    device = Device.select(Device, Centre).join(Centre).where(Device.id == device_id).get()
    if (device.draw_ms, device.voice_backlog_seconds) == (draw_ms, backlog_seconds):
        return
    with unit_of_work(device.centre_id):
        values = {"draw_ms": draw_ms, "voice_backlog_seconds": backlog_seconds}
        Device.update(values).where(Device.id == device_id).execute()
    bearable = device.centre.voice_alert_seconds
    if (device.voice_backlog_seconds > bearable) != (backlog_seconds > bearable):
        events.announce(events.ScreenChanged(device.centre_id, device_id, device.condition))


def note_clock(device_id: int, seconds: object) -> None:
    """Keep how far a screen's own clock is from the server's, where that is news by some seconds; announce when it goes
    wrong, or is right again. What is no number of seconds is passed over."""
    if not isinstance(seconds, int) or isinstance(seconds, bool) or abs(seconds) > FARTHEST_SECONDS:
        return
    device: Device = Device.get_by_id(device_id)
    before = device.clock_off_seconds
    if abs(before - seconds) < NEWS_SECONDS:
        return
    with unit_of_work(device.centre_id):
        Device.update(clock_off_seconds=seconds).where(Device.id == device_id).execute()
    if (abs(before) > CLOCK_BEARABLE_SECONDS) != (abs(seconds) > CLOCK_BEARABLE_SECONDS):
        events.announce(events.ScreenChanged(device.centre_id, device_id, device.condition))


def note_gone(device_id: int, namespace: str) -> None:
    """A socket of the device has closed: the device is lost unless another window of it is still open."""
    if not is_anybody_in(namespace, device_room(device_id)):
        note(device_id, Device.LOST)


def note_all_gone() -> None:
    """The server has just started, so no screen is connected: each that comes back says so by itself."""
    with unit_of_work():
        Device.update(condition=Device.LOST, condition_since=now()).where(Device.condition != "").execute()


def troubled(centre: Centre) -> list[Device]:
    """Screens that staff should look at, of those in use today: gone, wanting a touch, or without words."""
    found = _in_trouble(centre.id, now() - timedelta(seconds=LOST_AFTER_SECONDS))
    return [device for device in found if device.condition_since.date() == centre.business_day]


@prepared
def _in_trouble(centre, settled):
    return (
        Device.select()
        .where(
            Device.centre == centre,
            ~Device.revoked,
            Device.condition.in_((Device.LOST, Device.BLOCKED, Device.CHIME)),
            (Device.condition != Device.LOST) | (Device.condition_since <= settled),
        )
        .order_by(Device.id)
    )
