"""A fresh centre to play in: the sample's files, a database of its own, and people who know their secrets."""

from collections.abc import Callable
from dataclasses import dataclass

from argon2 import PasswordHasher

from admin import first_run, sample
from config import Config
from models.base import db, open_database, unit_of_work
from models.centre import Centre, Officer, SpecialDay
from models.counter import CounterService
from models.printing import Printer
from models.tables import create_tables
from replay.browser import Browser
from replay.hall import Department, Desk, Director, Kiosk

# A quarter has a thousand sign-ins; what they prove is not how long a hash takes.
quick_hash = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash


@dataclass
class Stage:
    """The centre, and the secret of everybody in it."""

    centre: Centre
    drawn: dict[Officer, str]

    @property
    def sign_in_text(self) -> str:
        return first_run.sign_in_text(self.centre, self.drawn)

    def desks(self, new_browser: Callable[[], Browser]) -> list[Desk]:
        """An officer for every counter, by their numbers."""
        officers = [officer for officer in self.drawn if officer.role == Officer.OFFICER]
        counters = sorted(self.centre.counters, key=lambda counter: counter.number)
        return [
            Desk(
                number=counter.number,
                first=_letters(counter, CounterService.FIRST_CHOICE),
                fallback=_letters(counter, CounterService.FALLBACK),
                username=officer.username,
                secret=self.drawn[officer],
                new_browser=new_browser,
            )
            for counter, officer in zip(counters, officers, strict=True)
        ]

    def kiosk(self, new_browser: Callable[[], Browser]) -> Kiosk:
        return Kiosk(new_browser())

    def department(self, new_browser: Callable[[], Browser]) -> Department:
        return Department(new_browser, *self._who(Officer.LEAD))

    def director(self, new_browser: Callable[[], Browser]) -> Director:
        return Director(new_browser(), *self._who(Officer.DIRECTOR))

    def _who(self, role: str) -> tuple[str, str]:
        return next((officer.username, secret) for officer, secret in self.drawn.items() if officer.role == role)


def _letters(counter, preference: int) -> frozenset[str]:
    return frozenset(link.service.letter for link in counter.services if link.preference == preference)


def set_up(config: Config, *, quickly: bool = False) -> Stage:
    """Load the sample into the empty database of `config`. Dossiers are received on any day: holidays are taken out.

    `quickly` makes weak hashes and prints no paper, for a replay that nobody watches.
    """
    config.instance.mkdir(parents=True, exist_ok=True)
    open_database(config.database_url)
    create_tables()
    with db.connection_context():
        centre = sample.load(sample.HOUSE / config.sample)
        drawn = first_run.draw_secrets(centre, *((quick_hash,) if quickly else ()))
        with unit_of_work(centre.id):
            SpecialDay.delete().where(SpecialDay.centre == centre).execute()
            if quickly:
                Printer.update(active=False).where(Printer.centre == centre).execute()
    return Stage(centre, drawn)


def close_database() -> None:
    """Let go of the files, so that the folder can be removed."""
    if not db.is_closed():
        db.close()
    db.obj.close_all()
