"""Sends a room's whole picture to its screens, once for a burst of changes."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from extensions import socketio
from models.base import db

log = logging.getLogger(__name__)


class Repainter:
    """`repaint(centre_id)` asks for a new picture; it is painted once, at most `pause_seconds` later.

    A picture is always drawn from the database as it then stands, so one that is late or lost is healed by the next.
    """

    idle = False  # see nobody_watching

    def __init__(self, paint: Callable[[int], None], pause_seconds: float) -> None:
        self._paint, self._pause = paint, pause_seconds
        self._wanted: set[int] = set()

    def __call__(self, centre_id: int) -> None:
        if centre_id not in self._wanted and not self.idle:
            self._wanted.add(centre_id)
            socketio.start_background_task(self._later, centre_id)

    def _later(self, centre_id: int) -> None:
        socketio.sleep(self._pause)
        self._wanted.discard(centre_id)
        try:
            with db.connection_context():
                self._paint(centre_id)
        except Exception:
            log.exception("a picture of centre %s was not painted; the next one heals it", centre_id)


@contextmanager
def nobody_watching() -> Iterator[None]:
    """Inside, no picture is painted: for a replay without screens they would cost half as much as all its visits."""
    Repainter.idle = True
    try:
        yield
    finally:
        Repainter.idle = False
