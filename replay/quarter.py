"""The whole file, as fast as it goes: nobody watches, and the director's table at the end must be the expected one."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from app import create_app
from config import Config
from models.base import clock, db, forget_on_power_cut
from repaint import nobody_watching
from replay import stage
from replay.browser import InProcess, Refused
from replay.clocks import JumpingClock
from replay.export import read_cases
from replay.plan import Plan, first_days, plan
from replay.play import Play
from replay.verdict import Cells, Expectation, cells_of

BEFORE_OPENING = timedelta(minutes=15)


@dataclass(frozen=True)
class Outcome:
    """What a replay came to. `found` is the director's table, None when none was asked for."""

    dossiers: int
    visits: int
    results: int
    found: Cells | None


def replay(
    path: Path,
    expectation: Expectation | None,
    days: int | None = None,
    progress: Callable[[Plan], Callable[[], None]] = lambda plan: lambda: None,
) -> Outcome:
    """Play the file, or its first `days`, in a centre that is thrown away afterwards.

    `progress(plan)` gives what is to be called once for every visit and every result. Raises
    imports.faults.ImportRefused, and Refused when a route does not do what the plan needs.
    """
    with tempfile.TemporaryDirectory(prefix="mot-cua-replay-") as folder:
        config = Config(instance=Path(folder), sign_in_limit="100000 per minute", phone_limit="100000 per minute")
        set_up = stage.set_up(config, quickly=True)
        with db.connection_context():
            made = plan(read_cases(path, set_up.centre))
        if days is not None:
            made = first_days(made, days)
        try:
            return _play(config, set_up, made, expectation, progress(made))
        finally:
            clock.release()
            stage.close_database()


def _play(config: Config, set_up: stage.Stage, made: Plan, expectation: Expectation | None, progress) -> Outcome:
    hands = JumpingClock(made.visits[0].arrives_at - BEFORE_OPENING)
    clock.drive(hands.now)
    app = create_app(config)
    forget_on_power_cut()

    def new_browser() -> InProcess:
        return InProcess(app)

    with db.connection_context():
        desks = set_up.desks(new_browser)
    play = Play(
        made,
        hands,
        set_up.kiosk(new_browser),
        desks,
        set_up.department(new_browser),
        progress,
    )
    with nobody_watching():
        play.run()
    if play.visits != len(made.visits):
        raise Refused("the hall", 0, {"error": {"message_en": f"{len(made.visits) - play.visits} still wait"}})
    found = None
    if expectation is not None:
        hands.reach(datetime.combine(expectation.last + timedelta(days=1), time()))  # when the period is over
        director = set_up.director(new_browser)
        found = cells_of(director.table(expectation.first, expectation.last))
    received = {line.case for visit in made.visits for line in visit.lines if line.case}
    return Outcome(len(received), play.visits, len(made.results), found)
