"""Whether the server's clock jumps: compared with a count that nobody sets, while the server runs."""

import time
from datetime import timedelta

from models.alert import ClockJump
from models.base import now, unit_of_work
from models.centre import Centre, Officer
from models.ticket import TicketMove


class Pendulum:
    """Compares the clock on the wall with the steady count since it was asked before."""

    def __init__(self) -> None:
        self._before = (time.time(), time.monotonic())

    def jumped(self) -> float:
        """By how many seconds the clock was set since it was asked before; below 0: backwards."""
        wall, steady = time.time(), time.monotonic()
        before, self._before = self._before, (wall, steady)
        return (wall - before[0]) - (steady - before[1])


def note(jump: float) -> None:
    """Keep a jump in every centre whose threshold it passes."""
    for centre in list(Centre.select()):
        if abs(jump) >= centre.clock_alert_seconds:
            with unit_of_work(centre.id):
                ClockJump.create(centre=centre, seconds=round(jump))


def note_at_start() -> None:
    """The server begins: a clock that is behind what was written last was set back, or its battery is empty."""
    moment = now()
    for centre in list(Centre.select()):
        latest = TicketMove.select().where(TicketMove.centre == centre).order_by(TicketMove.id.desc()).first()
        if latest is not None and latest.at - moment >= timedelta(seconds=centre.clock_alert_seconds):
            with unit_of_work(centre.id):
                ClockJump.create(centre=centre, seconds=-round((latest.at - moment).total_seconds()))


def check(centre: Centre, officer: Officer) -> None:
    """Somebody has looked at the clock and says that it is right."""
    with unit_of_work(centre.id):
        ClockJump.update(checked_at=now(), checked_by=officer).where(
            ClockJump.centre == centre, ClockJump.checked_at.is_null()
        ).execute()
