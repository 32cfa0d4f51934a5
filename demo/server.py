"""The trial's own server: a fresh folder, six months that have gone by, one day that begins, and everybody in it."""

import logging
import os
import sys
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import config as configuration
import minutes
import supervisor.live
from admin import console
from app import create_app
from config import Config, ConfigError
from demo import hall_past, past
from demo.end import stop, wipe
from demo.hands import HANDS, HOME, Hands
from demo.people import OPENS, People
from dossiers.calendar import WorkingDays
from extensions import socketio
from models.base import clock, db, today, unit_of_work
from models.centre import Centre, Opening
from printing import live as printing_live
from printing import shelf
from replay import stage
from runtime import serve

log = logging.getLogger(__name__)

SEED = 20261120
HOURS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))
TICK_SECONDS = 1.0  # a driven minute at 60 times the pace
PARENT_LOOK_SECONDS = 1.0


def run(
    folder: Path, speed: float, port: int | None, days: int, *, parent: int | None = None, home: int | None = None
) -> None:
    """Serve a trial in `folder`, which is emptied before and removed after, until asked to stop or `parent` is gone.
    `days` of dossiers and visits lie behind the day that begins; `home` is the port of the centre beside it.

    Exits with a sentence when the port or a setting cannot be used.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    wipe(folder)
    folder.mkdir(parents=True, mode=0o700)
    try:
        config = configuration.load(folder, **_settings(port))
        with console.only_server(folder):
            _serve(config, speed, days, parent, home)
    except (ConfigError, console.CannotStart, OSError) as error:
        sys.exit(f"The trial cannot start: {console.reason(error)}")
    finally:
        wipe(folder)


def _settings(port: int | None) -> dict[str, object]:
    """A shift is over in minutes: the visitor stays signed in."""
    settings: dict[str, object] = {"trial": True, "session_hours": 24 * 36_500, "sample": "sample/binh-minh"}
    settings |= {"database": "", "redis": "", "sign_in_limit": "1000 per minute"}
    return settings | ({"port": port} if port else {})


def _serve(config: Config, speed: float, days: int, parent: int | None, home: int | None) -> None:
    scene = stage.set_up(config)
    with db.connection_context():
        begins = _first_day(scene.centre)
        _keep_office_hours(scene.centre)
        clock.drive(lambda: datetime.combine(begins, OPENS))
        to_collect = past.bring_in(scene.centre, begins, SEED, days)
        hall_past.write(scene.centre, begins, SEED, days)
    hands = Hands(datetime.combine(begins, OPENS), speed, socketio.sleep)
    clock.drive(hands.now)
    app = create_app(config)
    app.extensions["first_run"] = scene.sign_in_text
    app.extensions[HANDS] = hands
    app.extensions[HOME] = home
    people = People(scene, hands, f"http://127.0.0.1:{config.port}", to_collect, SEED)

    def ready() -> None:
        hands.go_on()  # the day begins when the screens answer, and not while the past is written
        console.welcome(app, config)
        print(ABOUT.format(day=f"{begins:%d/%m/%Y}", speed=speed), flush=True)
        socketio.start_background_task(people.live)
        if parent is not None:
            socketio.start_background_task(_end_with, parent)

    minutes.start(every_seconds=TICK_SECONDS)
    supervisor.live.look_after(config)
    printing_live.start(shelf.folder_of(config))
    serve(app, socketio, config.host, config.port, ready)


ABOUT = (
    "  CHẠY THỬ: ngày {day}, nhanh gấp {speed:g} lần. Dữ liệu tạm, mất khi dừng; dữ liệu thật không bị đụng đến.\n"
    "  TRIAL: the day {day} at {speed:g} times its pace. The data is thrown away at the end; yours is not touched.\n"
)


def _first_day(centre: Centre) -> date:
    """Today, or the next day on which people work."""
    return WorkingDays.of(centre).first_from(today())


def _keep_office_hours(centre: Centre) -> None:
    """The sample centre never closes; a day that is looked at should have its lunch and its evening."""
    with unit_of_work(centre.id):
        Opening.delete().where(Opening.centre == centre).execute()
        for weekday in range(5):
            for opens, closes in HOURS:
                Opening.create(centre=centre, weekday=weekday, opens=opens, closes=closes)


def _end_with(parent: int, sleep: Callable[[float], object] = socketio.sleep) -> None:
    """Stop this server once its parent is gone: nobody could end the trial any more."""
    while os.getppid() == parent:
        sleep(PARENT_LOOK_SECONDS)
    stop()
