"""A copy is whole, is kept by age, can be put back, and a bad one changes nothing."""

import shutil
import sqlite3
import time
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import queueing
from backup import copies, nightly, restoring, shelf
from backup.sqlite import NotWhole, look_through
from models.base import db
from models.centre import Centre
from models.ticket import Ticket
from tests.conftest import config_of, new_key


@pytest.fixture
def place(database: Path) -> copies.Place:
    return copies.Place(database, config_of(database).database_url, time.sleep)


def rows_of(file: Path, table: str = "ticket") -> int:
    with closing(sqlite3.connect(file)) as opened:
        return opened.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]


def test_a_copy_beside_the_running_server_holds_every_ticket_and_is_read_through(place, certification, tmp_path):
    for _ in range(3):
        queueing.issue(certification, key=new_key())
    usb = tmp_path / "usb"
    usb.mkdir()
    made = copies.back_up(place, str(usb))
    assert made.checked and made.second and made.rows["ticket"] == 3
    assert rows_of(place.folder / made.name) == 3
    assert (usb / made.name).read_bytes() == (place.folder / made.name).read_bytes()
    assert oct((place.folder / made.name).stat().st_mode)[-3:] == "600"
    assert shelf.record(place.folder).good_at == made.made_at
    assert copies.drill(place) is True
    assert shelf.copies(place.folder)[0].drill_ok is True
    assert not list(place.folder.glob("*.tmp"))


def test_a_second_folder_that_is_gone_does_not_cost_the_first_copy(place, centre):
    made = copies.back_up(place, "/nowhere/at/all")
    assert made.checked and not made.second
    assert shelf.record(place.folder).second_error == "second_missing"


def test_a_database_that_cannot_be_read_is_said_and_leaves_no_copy(place, centre):
    broken = copies.Place(place.instance, f"sqlite:///{place.instance / 'broken'}", time.sleep)
    broken.file.write_bytes(b"no database at all" * 1000)
    assert copies.back_up(broken) is None
    assert shelf.record(place.folder).error == "failed" and shelf.copies(place.folder) == []


def test_a_copy_that_was_damaged_since_fails_its_drill(place, centre):
    made = copies.back_up(place)
    file = place.folder / made.name
    content = bytearray(file.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = b"\xff" * 4096
    file.write_bytes(bytes(content))
    assert copies.drill(place) is False
    assert shelf.record(place.folder).drill_error == "not_whole"


def test_old_copies_go_and_the_newest_stays_however_old(place, centre, hands):
    old = copies.back_up(place)
    hands.forward(days=40)
    assert copies.prune(place, keep_days=30) == 0
    newer = copies.back_up(place)
    assert copies.prune(place, keep_days=30) == old.size
    assert [copy.name for copy in shelf.copies(place.folder)] == [newer.name]


NIGHT = datetime(2026, 11, 20, 2, 0)


@pytest.mark.parametrize(
    ("good_at", "moment", "due"),
    [
        (None, NIGHT, True),
        (NIGHT - timedelta(days=1), NIGHT - timedelta(minutes=1), False),
        (NIGHT - timedelta(days=1), NIGHT, True),
        (NIGHT, NIGHT + timedelta(hours=23), False),
        (NIGHT - timedelta(days=1), NIGHT + timedelta(hours=5), True),  # the PC was off at night
    ],
)
def test_a_copy_is_due_once_a_night_or_when_the_pc_is_on_again(good_at, moment, due):
    assert nightly.due(shelf.Record(good_at=good_at, tried_at=good_at), 2, moment) == due


def test_an_attempt_that_failed_rests_for_an_hour():
    failed = shelf.Record(tried_at=NIGHT, error="no_space")
    assert not nightly.due(failed, 2, NIGHT + timedelta(minutes=59))
    assert nightly.due(failed, 2, NIGHT + timedelta(minutes=60))


def test_the_night_makes_a_copy_and_tries_to_restore_it_once_a_week(place, centre, hands):
    nightly.look(place)
    first = shelf.record(place.folder)
    assert first.good_at == first.drilled_at == hands.at
    hands.forward(days=1)
    nightly.look(place)
    assert shelf.record(place.folder).good_at == hands.at
    assert shelf.record(place.folder).drilled_at == first.drilled_at


def test_restoring_puts_the_copy_back_and_gives_no_number_of_today_twice(place, centre, certification):
    queueing.issue(certification, key=new_key())
    made = copies.back_up(place)
    lost = [queueing.issue(certification, key=new_key()).number for _ in range(4)]
    db.close()
    db.obj.close_all()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(restoring, "today", lambda: date(2026, 11, 20))
        aside = restoring.restore(place.folder / made.name, place.file)
    assert rows_of(aside / place.file.name) == 5
    db.connect()
    assert Ticket.select().count() == 1
    assert queueing.issue(certification, key=new_key()).number > max(lost) + 99


@pytest.mark.parametrize("harm", ["cut", "garbage", "other version", "other centre"])
def test_a_copy_that_is_refused_changes_nothing(place, centre, harm):
    made = copies.back_up(place)
    bad = place.instance / "bad.sqlite3"
    shutil.copy(place.folder / made.name, bad)
    if harm == "cut":
        bad.write_bytes(bad.read_bytes()[:40_000])
    elif harm == "garbage":
        bad.write_bytes(b"\x00" * 10_000)
    else:
        with closing(sqlite3.connect(bad)) as opened, opened:
            change = (
                "ALTER TABLE ticket ADD COLUMN odd TEXT" if harm == "other version" else "UPDATE centre SET slug = 'x'"
            )
            opened.execute(change)
    before = place.file.read_bytes()
    with pytest.raises(restoring.CannotRestore):
        restoring.restore(bad, place.file)
    restoring.open_database(place.database)
    assert place.file.read_bytes() == before
    assert not list(place.instance.glob("before-restore*")) and not list(place.instance.glob("*.restoring*"))


def test_a_file_that_is_no_database_is_not_whole(tmp_path):
    (tmp_path / "x").write_bytes(b"x" * 5000)
    with pytest.raises(NotWhole):
        look_through(tmp_path / "x")


def test_the_page_of_copies_is_the_administrators(person, centre):
    assert "mot-cua" not in person().sign_in("truong").get("/admin/backup").text
    administrator = person().sign_in("quan")
    assert administrator.post("/api/backups", json={}).status_code == 201
    page = administrator.get("/admin/backup").text
    assert page.count('data-testid="backup-copy"') == 1 and "python -m backup restore mot-cua-" in page
    assert person().sign_in("lan").post("/api/backups", json={}).status_code == 403
    assert Centre.select().count() == 1
