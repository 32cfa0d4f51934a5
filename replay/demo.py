"""A day that a newcomer can watch: the real server, and people who come to it over the network, faster than life.

The busiest day of the file is played on every screen at once, then again a week later, until Ctrl+C. Whoever takes a
number is called and served too; whoever signs in at a counter has it for themselves, its officer stays away.
"""

import logging
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import config as configuration
import minutes
from admin import console
from app import create_app
from config import Config, ConfigError
from extensions import socketio
from imports.faults import ImportRefused
from models.base import clock, db
from models.centre import Service
from models.ticket import State, Ticket
from printing import live as printing_live
from printing import shelf
from replay import stage
from replay.browser import OverHttp
from replay.clocks import FastClock
from replay.export import read_cases
from replay.plan import ADVICE, Line, Plan, Visit, later, only_day, plan
from replay.play import Play
from runtime import serve

log = logging.getLogger(__name__)

WEEK = 7  # days
BEFORE_OPENING = timedelta(minutes=5)
ADVICE_TAKES = timedelta(minutes=2)
A_STRANGER_WAITS = timedelta(minutes=3)
REST_SECONDS = 10  # between two days


def demo(path: Path, speed: float, port: int | None) -> None:
    """Serve until asked to stop. Exits with a sentence when the file, the port or a setting cannot be used."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with tempfile.TemporaryDirectory(prefix="mot-cua-demo-") as folder:
        try:
            config = configuration.load(Path(folder), **_settings(port))
            with console.only_server(config.instance):
                _demo(config, path, speed)
        except (ConfigError, console.CannotStart, ImportRefused, OSError) as error:
            sys.exit(f"The demo cannot start: {error}")


def _demo(config: Config, path: Path, speed: float) -> None:
    scene = stage.set_up(config)
    with db.connection_context():
        made = plan(read_cases(path, scene.centre))
    day = only_day(made, made.busiest_day)
    hands = FastClock(_before(day), speed, socketio.sleep)
    clock.drive(hands.now)
    app = create_app(config)
    app.extensions["first_run"] = scene.sign_in_text
    people = People(scene, day, hands, f"http://127.0.0.1:{config.port}")

    def ready() -> None:
        console.welcome(app, config)
        print(_about(day, speed), flush=True)
        socketio.start_background_task(people.live)

    minutes.start(every_seconds=max(1.0, 60 / speed))  # as often as the driven minutes pass
    printing_live.start(shelf.folder_of(config))
    serve(app, socketio, config.host, config.port, ready)


def _settings(port: int | None) -> dict[str, int]:
    """A shift is over in minutes; the newcomer stays signed in."""
    return {"session_hours": 24 * 36_500} | ({"port": port} if port else {})


def _about(day: Plan, speed: float) -> str:
    date = f"{day.visits[0].arrives_at:%d/%m/%Y}"
    return (
        f"  CHẠY THỬ: ngày {date}, nhanh gấp {speed:g} lần; giọng đọc không kịp mọi số. Dữ liệu tạm, mất khi dừng.\n"
        f"  DEMO: the day {date} at {speed:g} times its pace; the voice cannot keep up with every call. "
        "The data is thrown away at the end; yours is not touched.\n"
    )


def _before(day: Plan) -> datetime:
    return day.visits[0].arrives_at - BEFORE_OPENING


class People:
    """Everybody of the demo: plays the day, rests, and plays it again a week later."""

    def __init__(self, scene: stage.Stage, day: Plan, hands: FastClock, address: str) -> None:
        self._scene, self._day, self._hands, self._address = scene, day, hands, address
        self._new_browser: Callable[[], OverHttp] = lambda: OverHttp(address)

    def live(self) -> None:
        """Until the server stops."""
        with db.connection_context():
            desks = self._scene.desks(self._new_browser)
        kiosk = self._scene.kiosk(self._new_browser)
        weeks = 0
        while True:
            day = later(self._day, WEEK * weeks)
            self._hands.jump(_before(day))
            department = self._scene.department(self._new_browser)
            play = Play(day, self._hands, kiosk, desks, department, patient=True, strangers=self._strangers)
            try:
                play.run()
            except Exception:
                log.exception("the day was broken off; the next one begins")
            desks = [desk for desk in desks if not desk.taken]
            weeks += 1
            socketio.sleep(REST_SECONDS)

    def _strangers(self, known: set[str]) -> dict[str, Visit]:
        """Whoever has waited for a while without being of the plan: the newcomer, with a number of their own."""
        now = self._hands.now()
        advice = (Line(now + ADVICE_TAKES, ADVICE),)
        with db.connection_context():
            waiting = (
                Ticket.select(Ticket, Service)
                .join(Service)
                .where(
                    Ticket.centre == self._scene.centre,
                    Ticket.state == State.WAITING,
                    Ticket.issued_at < now - A_STRANGER_WAITS,
                )
            )
            return {
                ticket.token: Visit(ticket.issued_at, now, ticket.service.letter, advice)
                for ticket in waiting
                if ticket.token not in known
            }
