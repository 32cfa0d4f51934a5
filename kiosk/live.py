"""The kiosk is told: its picture when a queue changes, and how its paper is doing."""

from flask import current_app, request
from flask_socketio import join_room

import events
from admin import devices, listening
from extensions import centre_room, device_room, occupied, socketio
from kiosk.tiles import of_its_own, picture_for, tiles
from models.access import Device
from models.centre import Centre
from models.printing import PrintJob
from repaint import Repainter

NAMESPACE = "/kiosk"


@socketio.on("connect", namespace=NAMESPACE)
def connect(auth=None):
    """Admit a paired kiosk to its centre's room, and show it everything."""
    device = listening.socket_device(Device.KIOSK)
    join_room(centre_room(device.centre_id))
    join_room(device_room(device.id))
    socketio.server.save_session(request.sid, {"device": device.id}, namespace=NAMESPACE)
    socketio.emit("picture", picture_for(device.centre, device.id), namespace=NAMESPACE, to=request.sid)
    devices.note(device.id, Device.ON)


@socketio.on("clock", namespace=NAMESPACE)
def clock_off(seconds: object = None, *_: object) -> None:
    """By how many seconds this screen's own clock is ahead of the server's; a trial's server has a time of its own."""
    if not current_app.config["MOTCUA"].trial:
        devices.note_clock(socketio.server.get_session(request.sid, namespace=NAMESPACE)["device"], seconds)


@socketio.on("disconnect", namespace=NAMESPACE)
def disconnect(*_):
    """Tell staff that this kiosk is gone."""
    if session := socketio.server.get_session(request.sid, namespace=NAMESPACE):
        devices.note_gone(session["device"], NAMESPACE)


def paint(centre_id: int) -> None:
    """Send every kiosk of the centre its picture: one alike, and what it has of its own."""
    there = [device for device in _kiosks(centre_id) if device_room(device) in occupied(NAMESPACE)]
    if not there:
        return
    picture = tiles(Centre.get_by_id(centre_id))
    for device in there:
        own = picture | of_its_own(centre_id, device)
        socketio.emit("picture", own, namespace=NAMESPACE, to=device_room(device))


def _kiosks(centre_id: int) -> list[int]:
    of_centre = Device.select(Device.id).where(Device.centre == centre_id, Device.kind == Device.KIOSK, ~Device.revoked)
    return [number for (number,) in of_centre.tuples()]


repaint = Repainter(paint, pause_seconds=1.0)


@events.on(events.TicketMoved, events.CounterChanged, events.DayChanged, events.MinutePassed, events.SettingsChanged)
@events.on(events.PrinterChanged)
def queue_changed(event: events.Event) -> None:
    repaint(event.centre)


@events.on(events.PaperChanged)
def paper_changed(event: events.PaperChanged) -> None:
    """Tell the kiosk that gave the ticket, or was asked for a sheet, whether it came out, and how its printer is."""
    job = PrintJob.get_or_none(PrintJob.id == event.job)
    asked_by = None if job is None else job.ticket.device_id if job.ticket_id else job.device_id
    if asked_by is not None:
        paper = {"token": event.token, "job": event.job, "state": event.state, "printer": job.printer.status}
        socketio.emit("paper", paper, namespace=NAMESPACE, to=device_room(asked_by))
