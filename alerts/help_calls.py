"""Somebody at a kiosk asks for a member of staff: said to the guide desk and to the shift lead until somebody goes."""

from datetime import datetime

import events
from alerts import messages
from models.access import Device
from models.alert import CounterMessage, HelpCall
from models.base import now, unit_of_work
from models.centre import Centre
from models.counter import Counter, guide_desk
from models.prepared import prepared
from queueing.errors import KeyReused, NotFound


def ask(device: Device, key: str) -> HelpCall:
    """Somebody at this kiosk asks. One who asks again before somebody came has asked once. Raises KeyReused."""
    known = HelpCall.get_or_none(HelpCall.centre == device.centre_id, HelpCall.idempotency_key == key)
    if known is not None:
        if known.device_id != device.id:
            raise KeyReused
        return known
    if (standing := _standing(device)) is not None:
        return standing
    desk: Counter | None = guide_desk(device.centre_id)
    text = f"Công dân cần giúp ở {device.name_said}."
    text_en = f"A citizen needs help at {device.name_en}."
    told = desk and messages.say(desk, text, text_en, kind=CounterMessage.HELP, key=f"{key}:help")
    with unit_of_work(device.centre_id):
        asked = _standing(device) or HelpCall.create(
            centre=device.centre_id, device=device, message=told, idempotency_key=key
        )
    events.announce(events.AlertsChanged(device.centre_id))
    return asked


def came(centre: Centre, device_id: int) -> None:
    """Somebody has gone to the kiosk: nobody need be told any more. Raises NotFound when nobody asks there."""
    asked = _standing(Device.get_or_none(Device.id == device_id, Device.centre == centre))
    if asked is None:
        raise NotFound("Không còn ai gọi ở máy này.", "Nobody is asking for help at this machine any more.")
    moment = now()
    with unit_of_work(centre.id):
        HelpCall.update(ended_at=moment).where(HelpCall.id == asked.id).execute()
    if asked.message is not None:
        messages.see(asked.message.counter, asked.message.id)
    events.announce(events.AlertsChanged(centre.id))


def _standing(device: Device | None) -> HelpCall | None:
    if device is None:
        return None
    since = now().replace(hour=0, minute=0, second=0, microsecond=0)
    return next((one for one in standing(device.centre_id, since) if one.device_id == device.id), None)


def standing(centre_id: int, since: datetime) -> list[HelpCall]:
    """Who has asked since that moment and still waits, the first first."""
    return list(_unanswered(centre_id, since))


@prepared
def _unanswered(centre, since):
    return (
        HelpCall.select(HelpCall, Device, CounterMessage)
        .join(Device)
        .switch(HelpCall)
        .left_outer_join(CounterMessage)
        .where(
            HelpCall.centre == centre,
            HelpCall.at >= since,
            HelpCall.ended_at.is_null(),
            CounterMessage.seen_at.is_null(),
        )
        .order_by(HelpCall.id)
    )
