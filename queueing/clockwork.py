"""The clock's own acts: once a minute, begin the business day where it is due."""

import logging

from flask_socketio import SocketIO

import events
from models.base import db
from models.centre import Centre
from queueing import day

EVERY_SECONDS = 60
log = logging.getLogger(__name__)


def tick() -> None:
    """Look at every centre once; screens hear that a minute has passed, since their waits and hours change with it."""
    with db.connection_context():
        for centre in Centre.select():
            day.turn(centre)
            events.announce(events.MinutePassed(centre.id))


def start(socketio: SocketIO) -> None:
    """Tick in the background for as long as the server runs."""

    def run() -> None:
        while True:
            try:
                tick()
            except Exception:
                log.exception("the clock's act failed; it tries again in a minute")
            socketio.sleep(EVERY_SECONDS)

    socketio.start_background_task(run)
