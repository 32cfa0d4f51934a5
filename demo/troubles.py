"""What goes wrong on the simulated day: the kiosk's paper runs out once, and the hall screen is cut off once."""

import logging
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_socketio import ConnectionRefusedError

from extensions import drop_room, occupied, socketio
from printing.transports import VirtualPrinter

log = logging.getLogger(__name__)

PAPER_RUNS_OUT = time(9, 40)
PAPER_FOR = timedelta(minutes=8)
SCREEN_IS_CUT_OFF = time(10, 20)
CUT_OFF_SECONDS = 40.0  # of the world: long enough for the screen's own state
DISPLAYS = "/display"
DEVICE_ROOM = "device"

Trouble = tuple[datetime, Callable[[], None]]


def of(day: date) -> Iterator[Trouble]:
    """(when, what) of one day."""
    out_of_paper = datetime.combine(day, PAPER_RUNS_OUT)
    yield out_of_paper, paper_runs_out
    yield out_of_paper + PAPER_FOR, paper_is_filled
    yield datetime.combine(day, SCREEN_IS_CUT_OFF), cut_off_the_screens


def paper_runs_out() -> None:
    """From now on the virtual printers say that they have no paper."""
    VirtualPrinter.out_of_paper = True


def paper_is_filled() -> None:
    """Somebody has put in a new roll."""
    VirtualPrinter.out_of_paper = False


def cut_off_the_screens() -> None:
    """Every hall screen loses the server, and finds it again after `CUT_OFF_SECONDS`."""
    usual = socketio.server.handlers[DISPLAYS]["connect"]

    def nobody_answers(*_: Any) -> None:
        raise ConnectionRefusedError("the trial has cut this screen off")

    def be_back() -> None:
        socketio.sleep(CUT_OFF_SECONDS)
        socketio.server.handlers[DISPLAYS]["connect"] = usual

    socketio.server.handlers[DISPLAYS]["connect"] = nobody_answers
    for room in [room for room in list(occupied(DISPLAYS)) if room and room.startswith(DEVICE_ROOM)]:
        drop_room(room)
    socketio.start_background_task(be_back)
