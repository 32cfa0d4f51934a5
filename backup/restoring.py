"""Puts a copy in the place of the database. Everything is checked first: a copy that is refused changes nothing."""

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from backup import postgresql, shelf
from backup.sqlite import NotWhole, look_through
from models.base import db, now, open_database, today, unit_of_work
from models.centre import Centre
from models.tables import OtherVersion, create_tables
from models.ticket import Series

LEAP = 100  # numbers of today that the copy may not know: none of them is given twice
PARTS = ("", "-wal", "-shm")


class CannotRestore(Exception):
    """The copy is refused; the message says why, and that nothing was changed."""


def restore(copy: Path, file: Path, *, other_centre: bool = False) -> Path:
    """Put `copy` in the place of the database `file`; answers the folder into which the former one was moved.

    The server must be stopped. Raises CannotRestore: a copy that is cut short or broken, of another version, or, unless
    `other_centre`, of another centre.
    """
    beside = file.with_name(f"{file.name}.restoring")
    try:
        _check(copy, beside, None if other_centre else _slugs(file))
        before = _numbers_of_today(file)
        aside = file.parent / f"before-restore-{datetime.now():%Y-%m-%dT%H%M%S}"
        aside.mkdir()
        for part in PARTS:
            path = file.with_name(file.name + part)
            if path.exists():
                path.rename(aside / path.name)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    _leap(f"sqlite:///{file}", before)
    return aside


def restore_postgresql(copy: Path, url: str, folder: Path, *, other_centre: bool = False) -> Path:
    """Put the dump `copy` in the place of what a PostgreSQL database holds; answers the dump, in `folder`, of what it
    held before. Raises CannotRestore as `restore` does, and where PostgreSQL refuses."""
    try:
        found, theirs = postgresql.look_through(copy), postgresql.slugs(copy)
    except NotWhole as error:
        raise CannotRestore(f"{copy} is not a whole dump. Nothing was changed; try an older copy.") from error
    _check_known(copy, found)
    if not other_centre:
        _check_centre(copy, theirs, _slugs_in(url))
    before = _numbers_in(url)
    aside = folder / f"before-restore-{datetime.now():%Y-%m-%dT%H%M%S}.dump"
    _run(*postgresql.dumping(url, aside))
    aside.chmod(0o600)
    _run(*postgresql.restoring(url, copy))
    try:
        with _opened(url):
            create_tables()
    except OtherVersion as error:
        _run(*postgresql.restoring(url, aside))
        raise CannotRestore(str(error)) from error
    _leap(url, before)
    return aside


def _run(asked: list[str], environ: dict[str, str]) -> None:
    done = subprocess.run(asked, env=environ, capture_output=True, text=True)
    if done.returncode != 0:
        raise CannotRestore(f"{Path(asked[0]).name}: {done.stderr.strip()[-500:]} Nothing was changed.")


@contextmanager
def _opened(url: str) -> Iterator[None]:
    engine = open_database(url)
    try:
        with db.connection_context():
            yield
    finally:
        engine.close_all()  # type: ignore[attr-defined]


def _slugs_in(url: str) -> set[str]:
    with _opened(url):
        if not db.table_exists(Centre._meta.table_name):
            return set()
        return {slug for (slug,) in Centre.select(Centre.slug).tuples()}


def _numbers_in(url: str) -> dict[tuple[str, str], int]:
    """(centre's slug, letter) → the last number given today."""
    with _opened(url):
        if not db.table_exists(Series._meta.table_name):
            return {}
        given = Series.select(Centre.slug, Series.letter, Series.last_number).join(Centre)
        return {(slug, letter): last for slug, letter, last in given.where(Series.business_day == today()).tuples()}


def _check(copy: Path, beside: Path, slugs: set[str] | None) -> None:
    try:
        shutil.copyfile(copy, beside)
    except OSError as error:
        raise CannotRestore(f"{copy} cannot be read: {error}. Nothing was changed.") from error
    try:
        found = look_through(beside)
    except NotWhole as error:
        raise CannotRestore(f"{copy} is not a whole database. Nothing was changed; try an older copy.") from error
    _check_known(copy, found)
    engine = open_database(f"sqlite:///{beside}")
    try:
        with db.connection_context():
            create_tables()
    except OtherVersion as error:
        raise CannotRestore(str(error)) from error
    finally:
        engine.close_all()  # type: ignore[attr-defined]
        for part in PARTS[1:]:
            beside.with_name(beside.name + part).unlink(missing_ok=True)
    _check_centre(copy, _slugs(beside), slugs)


def _check_known(copy: Path, found: dict[str, int]) -> None:
    known = next((one for one in shelf.copies(copy.parent) if one.name == copy.name and one.rows), None)
    if known is not None and found != known.rows:
        raise CannotRestore(
            f"{copy} does not hold what it held when it was made. Nothing was changed; try an older copy."
        )


def _check_centre(copy: Path, theirs: set[str], ours: set[str] | None) -> None:
    if ours and theirs != ours:
        raise CannotRestore(
            f"{copy} is of another centre ({', '.join(sorted(theirs))}). Nothing was changed; --other-centre takes it."
        )


def _slugs(file: Path) -> set[str]:
    """The centres of a database; none when it cannot be read, which is why one restores."""
    try:
        with closing(sqlite3.connect(file)) as database:
            return {slug for (slug,) in database.execute("SELECT slug FROM centre").fetchall()}
    except sqlite3.Error:
        return set()


def _numbers_of_today(file: Path) -> dict[tuple[str, str], int]:
    """(centre's slug, letter) → the last number given today, of the database that is put aside."""
    asked = (
        "SELECT centre.slug, series.letter, series.last_number FROM series JOIN centre ON centre.id = series.centre_id"
        " WHERE series.business_day = ?"
    )
    try:
        with closing(sqlite3.connect(file)) as database:
            return {(slug, letter): last for slug, letter, last in database.execute(asked, [today().isoformat()])}
    except sqlite3.Error:
        return {}


def _leap(url: str, before: dict[tuple[str, str], int]) -> None:
    """Go on after the highest number that anybody may hold today, so that none is given a second time."""
    with _opened(url), unit_of_work():
        for centre in list(Centre.select()):
            if centre.business_day != now().date():
                continue
            for row in list(Series.select().where(Series.centre == centre, Series.business_day == centre.business_day)):
                highest = max(row.last_number, before.get((centre.slug, row.letter), 0)) + LEAP
                Series.update(last_number=highest).where(Series.id == row.id).execute()
            Centre.update(call_sequence=Centre.call_sequence + LEAP).where(Centre.id == centre.id).execute()
