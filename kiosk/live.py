"""The kiosk is told: its picture when a queue changes, and how its paper is doing."""

from flask import request
from flask_socketio import join_room

import events
from admin import access, devices
from extensions import centre_room, device_room, socketio
from kiosk.tiles import tiles
from models.access import Device
from models.centre import Centre
from models.ticket import Ticket
from repaint import Repainter

NAMESPACE = "/kiosk"


@socketio.on("connect", namespace=NAMESPACE)
def connect(auth=None):
    """Admit a paired kiosk to its centre's room, and show it everything."""
    device = access.socket_device(Device.KIOSK)
    join_room(centre_room(device.centre_id))
    join_room(device_room(device.id))
    socketio.server.save_session(request.sid, {"device": device.id}, namespace=NAMESPACE)
    socketio.emit("picture", tiles(device.centre), namespace=NAMESPACE, to=request.sid)
    devices.note(device.id, Device.ON)


@socketio.on("disconnect", namespace=NAMESPACE)
def disconnect(*_):
    """Tell staff that this kiosk is gone."""
    if session := socketio.server.get_session(request.sid, namespace=NAMESPACE):
        devices.note_gone(session["device"], NAMESPACE)


def paint(centre_id: int) -> None:
    """Send every kiosk of the centre its picture."""
    picture = tiles(Centre.get_by_id(centre_id))
    socketio.emit("picture", picture, namespace=NAMESPACE, to=centre_room(centre_id))


repaint = Repainter(paint, pause_seconds=1.0)


@events.on(events.TicketMoved, events.CounterChanged, events.DayChanged, events.MinutePassed, events.SettingsChanged)
def queue_changed(event: events.Event) -> None:
    repaint(event.centre)


@events.on(events.PaperChanged)
def paper_changed(event: events.PaperChanged) -> None:
    """Tell the kiosk that gave the ticket whether the paper came out."""
    ticket = Ticket.get_or_none(Ticket.token == event.token)
    if ticket is not None and ticket.device_id is not None:
        paper = {"token": event.token, "job": event.job, "state": event.state}
        socketio.emit("paper", paper, namespace=NAMESPACE, to=device_room(ticket.device_id))
