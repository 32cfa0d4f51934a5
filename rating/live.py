"""A tablet is told: at once what happens at its own counter. It is never told what was answered."""

from flask import request
from flask_socketio import join_room

import events
from admin import devices, listening
from extensions import device_room, occupied, socketio
from models.access import Device
from models.base import db
from rating.question import question

NAMESPACE = "/rate"


@socketio.on("connect", namespace=NAMESPACE)
def connect(auth=None):
    """Admit a paired tablet and give it its picture."""
    device = listening.socket_device(Device.TABLET)
    socketio.server.save_session(request.sid, {"device": device.id}, namespace=NAMESPACE)
    join_room(device_room(device.id))
    socketio.emit("question", question(device), namespace=NAMESPACE, to=request.sid)
    devices.note(device.id, Device.ON)


@socketio.on("disconnect", namespace=NAMESPACE)
def disconnect(*_):
    """Tell staff that this tablet is gone."""
    session = socketio.server.get_session(request.sid, namespace=NAMESPACE)
    if "device" in session:
        devices.note_gone(session["device"], NAMESPACE)


@events.on(events.TicketMoved, events.VisitRated)
def at_the_counter(event: events.TicketMoved | events.VisitRated) -> None:
    """What moves at a counter concerns its tablet: it asks, or is cleared for the next citizen."""
    if event.counter is not None and occupied(NAMESPACE):
        socketio.start_background_task(_tell, event.centre, event.counter)


@events.on(events.SettingsChanged)
def settings_changed(event: events.SettingsChanged) -> None:
    """Another counter, another name, or nobody is asked any more."""
    if occupied(NAMESPACE):
        socketio.start_background_task(_tell, event.centre, None)


def _tell(centre_id: int, counter: int | None) -> None:
    with db.connection_context():
        tablets = Device.select().where(Device.centre == centre_id, Device.kind == Device.TABLET, ~Device.revoked)
        for device in tablets:
            at = device.counter.number if device.counter else None
            if counter in (None, at) and device_room(device.id) in occupied(NAMESPACE):
                socketio.emit("question", question(device), namespace=NAMESPACE, to=device_room(device.id))
