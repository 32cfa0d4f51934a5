"""`python -m backup`: list the copies; `now` makes one; `restore NAME` puts one back, while the server is stopped."""

import argparse
import getpass
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import config
from admin import console
from backup import copies, sealing, shelf
from backup.restoring import CannotRestore, restore, restore_postgresql
from backup.sqlite import NotWhole
from models.base import open_database


def main() -> None:
    """Do what is asked; a refusal is one line, and the exit is not 0."""
    parser = argparse.ArgumentParser(prog="python -m backup", description=__doc__)
    parser.add_argument("act", choices=("list", "now", "restore"), nargs="?", default="list")
    parser.add_argument("copy", nargs="?", help="of `restore`: a name from the list, or a path")
    parser.add_argument("--other-centre", action="store_true", help="take a copy of another centre")
    asked = parser.parse_args()
    instance = Path(os.environ.get("MOTCUA_INSTANCE", "instance")).resolve()
    try:
        settings = config.load(instance)
        place = copies.Place(instance, settings.database_url, time.sleep)
        if asked.act == "restore":
            _restore(place, asked.copy, asked.other_centre)
        elif asked.act == "now":
            _make(place)
        else:
            _list(place)
    except (config.ConfigError, console.CannotStart, CannotRestore, NotWhole, OSError) as error:
        sys.exit(f"backup: {error}")


def _make(place: copies.Place) -> None:
    open_database(place.database)
    if place.is_sqlite and not place.file.exists():
        sys.exit(f"backup: {place.file} is not there")
    made = copies.back_up(place)
    if made is None:
        sys.exit(f"backup: failed ({shelf.record(place.folder).error})")
    print(place.folder / made.name)


def _list(place: copies.Place) -> None:
    for copy in shelf.copies(place.folder):
        state = "checked" if copy.checked else "NOT CHECKED"
        print(f"{copy.name}  {copy.size / 1e6:8.1f} MB  {state}{'  restored in a drill' if copy.drill_ok else ''}")


def _restore(place: copies.Place, name: str | None, other_centre: bool) -> None:
    if name is None:
        sys.exit("backup: name the copy; `python -m backup` lists them")
    named = Path(name) if Path(name).exists() else place.folder / name
    with console.only_server(place.instance), _opened(named, place.instance) as copy:
        if place.is_sqlite:
            aside = restore(copy, place.file, other_centre=other_centre)
        else:
            aside = restore_postgresql(copy, place.database, place.instance, other_centre=other_centre)
    print(f"restored {copy.name}; the former database lies in {aside}")


@contextmanager
def _opened(copy: Path, folder: Path) -> Iterator[Path]:
    """The copy; of a sealed one, what its passphrase opens, for as long as it is needed."""
    if copy.suffix != sealing.ENDING:
        yield copy
        return
    plain = folder / f"{copy.stem}.opened"
    try:
        sealing.unseal(copy, plain, os.environ.get("MOTCUA_PASSPHRASE") or getpass.getpass("Passphrase: "))
        yield plain
    except sealing.WrongPassphrase:
        sys.exit("backup: this passphrase does not open the copy. Nothing was changed.")
    finally:
        plain.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
