"""The live board is told: its whole picture, at most a second after anything has changed.

Looking also keeps the alerts up to date, so somebody looks every few seconds even when no board is open.
"""

import logging
from itertools import count
from typing import Any

from flask import current_app, request
from flask_socketio import join_room

import events
from admin import access, listening
from alerts import assignments, clock
from alerts.look import Look
from alerts.machine import Gauge
from alerts.watch import watch
from backup import copies, nightly
from config import Config
from extensions import centre_room, occupied, socketio
from models.base import db
from models.centre import Centre
from repaint import Repainter
from supervisor.board import board

log = logging.getLogger(__name__)

NAMESPACE = "/live"
PAUSE_SECONDS = 0.3
LOOK_SECONDS = 2.0  # how often a board that is open gets its picture when nothing happens: one of 5 s is stale
UNWATCHED = 2  # every so many looks also where no board is open: what only time makes wrong is seen so soon

_gauges: dict[str, Gauge] = {}  # instance folder → how its server is; measured anew, never truth


def gauge(config: Config) -> Gauge:
    """What measures the server of this installation."""
    return _gauges.setdefault(str(config.instance), Gauge(config.instance))


def start(config: Config) -> None:
    """Look after every centre, and make the nightly copies, for as long as the server runs."""
    with db.connection_context():
        clock.note_at_start()
    look_after(config)
    place = copies.Place(config.instance, config.database_url, socketio.sleep)
    socketio.start_background_task(nightly.run, place, gauge(config).forget)


def look_after(config: Config) -> None:
    """Look after every centre's alerts for as long as the server runs."""
    socketio.start_background_task(_keep_looking, gauge(config))


def _keep_looking(measured: Gauge) -> None:
    pendulum = clock.Pendulum()
    for turn in count(1):
        socketio.sleep(LOOK_SECONDS)
        due = turn % UNWATCHED == 0
        try:
            with db.connection_context():
                clock.note(pendulum.jumped())
                watched = occupied(NAMESPACE)
                for centre in list(Centre.select(Centre.id)) if due or watched else ():
                    if due or centre_room(centre.id) in watched:
                        _look(centre.id, measured)
        except Exception:
            log.exception("the alerts were not looked at; the next look heals it")


def _look(centre_id: int, measured: Gauge) -> None:
    look = Look(centre_id, measured.read())
    if centre_room(centre_id) in occupied(NAMESPACE):
        socketio.emit("board", board(look), namespace=NAMESPACE, to=centre_room(centre_id))
    else:
        watch(look)


@socketio.on("connect", namespace=NAMESPACE)
def connect(auth: Any = None) -> None:
    """Admit a shift lead, a director or an administrator, and show the board."""
    session = listening.socket_session(*access.REPORTS)
    join_room(centre_room(session.centre_id))
    join_room(listening.session_room(session))
    picture = board(Look(session.centre_id, gauge(current_app.config["MOTCUA"]).read()))
    socketio.emit("board", picture, namespace=NAMESPACE, to=request.sid)


def paint(centre_id: int) -> None:
    """Bring the centre's alerts up to date, and send every board its picture."""
    for measured in list(_gauges.values())[-1:]:  # one installation in a process
        _look(centre_id, measured)


repaint = Repainter(paint, PAUSE_SECONDS)


@events.on(
    events.TicketMoved,
    events.CounterChanged,
    events.CounterAnswered,
    events.DayChanged,
    events.PrinterChanged,
    events.ScreenChanged,
    events.AlertsChanged,
    events.MinutePassed,
    events.SettingsChanged,
)
def board_changed(event: events.Event) -> None:
    """Within a second, once for a burst; where nobody looks, the next look of every few seconds is soon enough."""
    if centre_room(event.centre) in occupied(NAMESPACE):
        repaint(event.centre)


@events.on(events.MinutePassed, events.DayChanged)
def day_ends(event: events.Event) -> None:
    """What was changed for a day that is over is taken back."""
    assignments.end_of_day(event.centre)


@events.on(events.MinutePassed)
def close_lapsed(event: events.MinutePassed) -> None:
    """Whoever was switched off or signed in too long ago is disconnected."""
    listening.drop_lapsed(event.centre, NAMESPACE, access.REPORTS)
