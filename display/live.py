"""What the hall screen is told: each call at once, the whole picture soon after, and a heartbeat.

A screen is admitted by its device's cookie and joins the room of its own centre only. It says in
`auth.since` which call it announced last. Described in docs/realtime.md.
"""

import logging
import threading
from typing import Any

from flask import request
from flask_socketio import join_room

import events
from admin import access, devices
from display import calls, voice
from display.board import board
from extensions import centre_room, device_room, socketio
from models.access import Device
from models.base import now
from models.centre import Centre
from models.ticket import State
from repaint import Repainter
from runtime import run_blocking

log = logging.getLogger(__name__)

NAMESPACE = "/display"
HEARTBEAT_SECONDS = 5

_heart = threading.Lock()


@events.on(events.TicketCalled)
def call(event: events.TicketCalled) -> None:
    """Show and speak a call. First on every screen, before any picture is made."""
    socketio.emit("call", calls.told(event), namespace=NAMESPACE, to=centre_room(event.centre))
    socketio.sleep(0)  # let it leave now, and not when the desk's answer has been drawn


@events.on(events.TicketMoved)
def settle(event: events.TicketMoved) -> None:
    """A number that is no longer called need not be spoken."""
    if event.state not in (State.CALLED, State.WAITING) or isinstance(event, events.TicketTransferred):
        news = {"number": event.number, "state": event.state}
        socketio.emit("settled", news, namespace=NAMESPACE, to=centre_room(event.centre))


def paint(centre_id: int) -> None:
    """Send every screen of the centre its picture."""
    picture = board(Centre.get_by_id(centre_id))
    socketio.emit("board", picture, namespace=NAMESPACE, to=centre_room(centre_id))


repaint = Repainter(paint, pause_seconds=0.15)


@events.on(events.TicketMoved, events.CounterChanged, events.DayChanged, events.MinutePassed, events.SettingsChanged)
def picture_soon(event: events.Event) -> None:
    """Send the centre's picture within 200 ms, once for all that happens until then."""
    repaint(event.centre)


@socketio.on("connect", namespace=NAMESPACE)
def connect(auth: Any = None) -> None:
    """Admit a screen and give it its whole picture, and the calls it has missed."""
    device = access.socket_device(Device.DISPLAY)
    centre: Centre = device.centre
    session = {"device": device.id, "centre": centre.id}
    socketio.server.save_session(request.sid, session, namespace=NAMESPACE)
    join_room(centre_room(centre.id))  # before looking: a call made meanwhile comes twice rather than never
    join_room(device_room(device.id))
    picture = board(centre)
    since = auth.get("since") if isinstance(auth, dict) else None
    owed = calls.missed(centre, calls.since_of(since))
    for name, content in (("board", picture), ("missed", owed)):
        socketio.emit(name, content, namespace=NAMESPACE, to=request.sid)
    _beat()
    _make_names(centre.id, [counter["name"] for counter in picture["counters"] if counter["name"]])


@socketio.on("disconnect", namespace=NAMESPACE)
def disconnect(*_: Any) -> None:
    """Tell staff that this screen is gone."""
    if session := _session():
        devices.note_gone(session["device"], NAMESPACE)


@socketio.on("since", namespace=NAMESPACE)
def since(sequence: Any = None, *_: Any) -> dict[str, Any]:
    """The calls after `sequence`, for a screen that noticed a gap."""
    centre = Centre.get_by_id(_session()["centre"])
    return calls.missed(centre, calls.since_of(sequence))


@socketio.on("sound", namespace=NAMESPACE)
def sound(state: Any = None, *_: Any) -> None:
    """How the screen's sound is: on, chime (no words), blocked (the browser wants a touch), off."""
    if state in Device.CONDITIONS and state != Device.LOST:
        devices.note(_session()["device"], state)


def _session() -> dict[str, Any]:
    session: dict[str, Any] = socketio.server.get_session(request.sid, namespace=NAMESPACE)
    return session


def _beat() -> None:
    if _heart.acquire(blocking=False):  # one heart for all screens, from the first one on
        socketio.start_background_task(_heartbeat)


def _heartbeat() -> None:
    while True:
        socketio.sleep(HEARTBEAT_SECONDS)
        socketio.emit("heartbeat", {"now": _moment()}, namespace=NAMESPACE)


def _moment() -> str:
    return now().isoformat(timespec="milliseconds")


def _make_names(centre_id: int, names: list[str]) -> None:
    lacking = [name for name in names if voice.phrases.name_clip(name) not in calls.speech.names]
    if lacking:
        socketio.start_background_task(_make_clips, centre_id, lacking)


def _make_clips(centre_id: int, names: list[str]) -> None:
    try:
        made = run_blocking(voice.make, calls.speech.region, names=names)
    except (voice.EngineFailed, OSError) as failure:
        log.warning("no clip for the names of counters: %s", failure)
        return
    calls.speech.names = voice.names(calls.speech.region)
    if made.new:
        socketio.emit("voice", {}, namespace=NAMESPACE, to=centre_room(centre_id))
