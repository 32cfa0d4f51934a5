"""The printers are told: a ticket was given, so look for its paper. And the page of papers is told of each new one."""

from pathlib import Path

from flask import current_app, request
from flask_socketio import ConnectionRefusedError, join_room

import events
from admin import access, listening
from extensions import centre_room, device_room, socketio
from models.access import Device
from models.printing import PrintJob
from printing import shelf
from printing.worker import PrintQueue

NAMESPACE = "/papers"

_running: PrintQueue | None = None


def start(folder: Path) -> PrintQueue:
    """Print in the background for as long as the server runs; virtual papers are kept in `folder`."""
    global _running
    _running = PrintQueue(folder, socketio.start_background_task)
    _running.start()
    return _running


@events.on(events.TicketIssued)
def look_for_jobs(event: events.TicketIssued) -> None:
    """A ticket was given: its paper is queued."""
    if _running is not None:
        _running.wake(event.centre)


@events.on(events.PaperChanged)
def look_for_copies(event: events.PaperChanged) -> None:
    """A paper was asked for again, or is still to be printed."""
    if _running is not None and event.state in PrintJob.OPEN:
        _running.wake(event.centre)


@events.on(events.SettingsChanged)
def look_for_printers(event: events.SettingsChanged) -> None:
    """A printer may have been added, moved or taken away."""
    if _running is not None:
        _running.look_again(event.centre)
        _running.wake(event.centre)


@socketio.on("connect", namespace=NAMESPACE)
def connect(auth=None):
    """Admit an officer, or a kiosk, to the papers of its centre, and show them."""
    session = access.current_session()
    device = None if session else access.current_device(Device.KIOSK)
    whose = session or device
    if whose is None:
        raise ConnectionRefusedError("unauthorized")
    join_room(listening.session_room(session) if session else device_room(whose.id))  # to be put out by
    join_room(centre_room(whose.centre_id))
    picture = shelf.picture(shelf.folder_of(current_app.config["MOTCUA"]), whose.centre_id)
    socketio.emit("papers", picture, namespace=NAMESPACE, to=request.sid)


@events.on(events.PaperChanged)
def show_paper(event: events.PaperChanged) -> None:
    """Show a virtual printer's new paper to whoever looks at the page."""
    if _running is not None and event.state == PrintJob.PRINTED and shelf.has_virtual_printer(event.centre):
        picture = shelf.picture(_running.folder, event.centre)
        socketio.emit("papers", picture, namespace=NAMESPACE, to=centre_room(event.centre))


@events.on(events.MinutePassed)
def close_lapsed(event: events.MinutePassed) -> None:
    """Whoever was switched off or signed in too long ago is disconnected."""
    listening.drop_lapsed(event.centre, NAMESPACE, access.EVERY_OFFICER)
