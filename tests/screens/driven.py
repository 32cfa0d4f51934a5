"""`python -m tests.screens.driven`: the real server, on a clock that stands where a file says, with known dice.

Nothing of its work is replaced: only what differs from run to run (the hour, the tokens) is the same each time, so that
a picture of a screen is the same picture tomorrow.
"""

import os

os.environ["MOTCUA_ASYNC"] = "eventlet"
import runtime  # noqa: F401  isort: skip  (first: everything after it is cooperative)

import random
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from apiflask import APIFlask

from config import Config

HANDS = Path(os.environ.pop("HANDS"))  # holds the moment, "2026-11-20T08:42:00"
PAST = os.environ.pop("PAST", "") == "yes"


def by_the_file() -> datetime:
    return datetime.fromisoformat(HANDS.read_text())


def main() -> None:
    from models.base import clock

    clock.drive(by_the_file)
    dice = random.Random(2026)
    secrets.choice = dice.choice  # type: ignore[assignment]
    secrets.randbelow = dice.randrange  # type: ignore[assignment]
    import app

    if PAST:
        app.create_app = with_a_past(app.create_app)
    app.main()


def with_a_past(create_app: Callable[[Config], APIFlask]) -> Callable[[Config], APIFlask]:
    """As soon as the centre is there, so is what lies behind it."""

    def create(config: Config) -> APIFlask:
        from tests.screens import past

        made = create_app(config)
        past.write()
        return made

    return create


if __name__ == "__main__":
    main()
