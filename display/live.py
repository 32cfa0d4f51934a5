"""What the hall screen is told: each call at once, the whole picture soon after, and a heartbeat.

A screen is admitted by its device's cookie and joins the room of its own centre only. It says in
`auth.since` which call it announced last. Described in docs/realtime.md.
"""

import logging
import threading
from typing import Any

from flask import current_app, request
from flask_socketio import join_room

import events
from admin import devices, listening
from display import calls, phrases, voice, zones
from display.board import board
from extensions import centre_room, device_room, drop_room, socketio
from models.access import Device
from models.base import db, now
from models.centre import Centre
from models.counter import Counter
from models.ticket import State
from repaint import Repainter
from runtime import run_blocking

log = logging.getLogger(__name__)

NAMESPACE = "/display"
HEARTBEAT_SECONDS = 5
HALL = "hall"  # stands for a zone where a screen shows all of them

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
    """Send every screen of the centre its picture, which those of one zone have in common."""
    centre = Centre.get_by_id(centre_id)
    for zone in (None, *zones.ids(centre_id)):
        socketio.emit("board", board(centre, zone), namespace=NAMESPACE, to=_place_room(centre_id, zone))


repaint = Repainter(paint, pause_seconds=0.15)


@events.on(events.TicketMoved, events.CounterChanged, events.DayChanged, events.MinutePassed, events.SettingsChanged)
def picture_soon(event: events.Event) -> None:
    """Send the centre's picture within 200 ms, once for all that happens until then."""
    repaint(event.centre)


@socketio.on("connect", namespace=NAMESPACE)
def connect(auth: Any = None) -> None:
    """Admit a screen and give it its whole picture, and the calls it has missed."""
    device = listening.socket_device(Device.DISPLAY)
    centre: Centre = device.centre
    zones.speak_first(device)
    session = {"device": device.id, "centre": centre.id}
    socketio.server.save_session(request.sid, session, namespace=NAMESPACE)
    join_room(centre_room(centre.id))  # before looking: a call made meanwhile comes twice rather than never
    join_room(_place_room(centre.id, device.zone_id))
    join_room(device_room(device.id))
    picture = board(centre, device.zone_id)
    since = auth.get("since") if isinstance(auth, dict) else None
    owed = calls.missed(centre, calls.since_of(since))
    for name, content in (("you", _you(device.id)), ("board", picture), ("missed", owed)):
        socketio.emit(name, content, namespace=NAMESPACE, to=request.sid)
    _beat()
    if (lack := _lacking(centre))[-1]:
        socketio.start_background_task(_make_clips, centre.id, *lack)


@socketio.on("clock", namespace=NAMESPACE)
def clock_off(seconds: object = None, *_: object) -> None:
    """By how many seconds this screen's own clock is ahead of the server's; a trial's server has a time of its own."""
    if not current_app.config["MOTCUA"].trial:
        devices.note_clock(_session()["device"], seconds)


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


@socketio.on("time", namespace=NAMESPACE)
def time(*_: Any) -> str:
    """The centre's time, for a screen that measures how long a word takes on the way."""
    return _moment()


@socketio.on("report", namespace=NAMESPACE)
def report(said: Any = None, *_: Any) -> None:
    """How quickly the screen shows calls, and how far its voice is behind: {draw_ms, backlog_seconds}."""
    if isinstance(said, dict):
        devices.note_pace(_session()["device"], _number(said.get("draw_ms")), _number(said.get("backlog_seconds")) or 0)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1_000_000 else None


def tell(device_id: int) -> None:
    """Let a display know at once what an administrator has just chosen for it."""
    socketio.emit("you", _you(device_id), namespace=NAMESPACE, to=device_room(device_id))


def move(device_id: int) -> None:
    """A display shows another zone from now on: it connects anew and is sent the picture of that."""
    drop_room(device_room(device_id))


def _you(device_id: int) -> dict[str, Any]:
    device = Device.get_by_id(device_id)
    return {"speaks": device.speaks, "volume": device.volume_percent}


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


def _place_room(centre_id: int, zone_id: int | None) -> str:
    """The room of the screens that show the same: one zone, or the whole hall."""
    return f"{centre_room(centre_id)}:{HALL if zone_id is None else zone_id}"


@events.on(events.SettingsChanged)
def make_up_for(event: events.SettingsChanged) -> None:
    """Another wording, another name, a display less: what no clip says yet is made, and some display speaks."""
    if not repaint.idle:
        socketio.start_background_task(_make_up_for, event.centre)


def _make_up_for(centre_id: int) -> None:
    with db.connection_context():
        centre = Centre.get_by_id(centre_id)
        for device in zones.heal(centre):
            tell(device)
        lack = _lacking(centre)
    _make_clips(centre_id, *lack)


def _lacking(centre: Centre) -> tuple[phrases.Style, list[str], bool]:
    names = [row.name for row in Counter.of(centre) if row.name]
    style = calls.style_of(centre)
    wanted = {*map(phrases.name_clip, names), *phrases.template_texts(style.template)}
    return style, names, bool(wanted - set(voice.made(style.region)))


def _make_clips(centre_id: int, style: phrases.Style, names: list[str], lacking: bool) -> None:
    if not lacking:
        return
    try:
        made = run_blocking(voice.make, style.region, names=names, template=style.template)
    except (voice.EngineFailed, OSError) as failure:
        log.warning("no clips for the wording or for the names of counters: %s", failure)
        return
    if made.new:
        load_voice(centre_id)


def load_voice(centre_id: int) -> None:
    """There are other clips than before: every screen of the centre loads them."""
    socketio.emit("voice", {}, namespace=NAMESPACE, to=centre_room(centre_id))


@events.on(events.SoundTried)
def say_trial(event: events.SoundTried) -> None:
    """Somebody sets the hall's sound up and listens in its furthest seat."""
    say_example(Centre.get_by_id(event.centre))


def say_example(centre: Centre) -> None:
    """Let every display that speaks say an example of a call, which no screen shows."""
    call = calls.example(centre)
    socketio.emit("example", call, namespace=NAMESPACE, to=centre_room(centre.id))


@events.on(events.SoundTestAsked)
def test_sound(event: events.SoundTestAsked) -> None:
    """Let one display say the example, if it speaks."""
    call = calls.example(Centre.get_by_id(event.centre))
    socketio.emit("example", call, namespace=NAMESPACE, to=device_room(event.device))
