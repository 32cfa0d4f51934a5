"""What the shift lead does about the hall: a sentence on its screens, a test of their sound."""

from flask import g

import events
from admin import access
from models.access import Device
from queueing.errors import NotFound
from supervisor import acts, schemas, wishes
from supervisor.door import MAY_ACT, act, blueprint, whole_board


@act("/api/live/notices", wishes.NoticeWish)
def show_notice(wish: wishes.NoticeWish):
    """Show a sentence in the hall for some minutes."""
    acts.show_notice(g.centre, wish.text, wish.text_en, wish.minutes)
    return whole_board()


@blueprint.delete("/api/live/notices/<int:notice_id>")
@access.role_required(*MAY_ACT)
@blueprint.output(schemas.Board)
def take_notice_away(notice_id: int):
    """End a short notice before its time."""
    acts.take_notice_away(g.centre, notice_id)
    return whole_board()


@act("/api/live/sound-tests", wishes.DeviceWish)
def test_sound(wish: wishes.DeviceWish):
    """Have a display ring and say a test sentence."""
    mine = (Device.id == wish.device) & (Device.centre == g.centre) & (Device.kind == Device.DISPLAY) & ~Device.revoked
    if not Device.select().where(mine).exists():
        raise NotFound(field="device")
    events.announce(events.SoundTestAsked(g.centre.id, wish.device))
    return whole_board()
