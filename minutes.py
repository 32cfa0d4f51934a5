"""Lets the clock act by itself for as long as the server runs: queueing.clockwork, once a minute."""

import logging

from extensions import socketio
from queueing import clockwork

log = logging.getLogger(__name__)


def start(every_seconds: float = 60) -> None:
    """Tick in the background. A tick that fails is logged, and the next one heals it."""

    def run() -> None:
        while True:
            try:
                clockwork.tick()
            except Exception:
                log.exception("the clock's act failed; it tries again in %g s", every_seconds)
            socketio.sleep(every_seconds)

    socketio.start_background_task(run)
