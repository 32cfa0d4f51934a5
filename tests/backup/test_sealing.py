"""A second copy that is sealed opens with its passphrase and with nothing else, and says when it was harmed."""

import os
import subprocess
import sys
import time

import pytest

import queueing
from backup import copies, sealing, shelf
from backup.sqlite import NotWhole, look_through
from models.base import db, unit_of_work
from models.centre import Centre
from tests.conftest import config_of, new_key
from tests.real_server import ROOT

PASSPHRASE = "sông Hồng mùa nước nổi"


@pytest.fixture
def usb(tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


@pytest.fixture
def sealed(database, certification, usb):
    """A copy of a centre with a ticket, sealed on a USB disk."""
    queueing.issue(certification, key=new_key())
    place = copies.Place(database, config_of(database).database_url, time.sleep)
    made = copies.back_up(place, str(usb), sealing.lock_of(PASSPHRASE))
    assert made.second and not shelf.record(place.folder).second_error
    [file] = usb.iterdir()
    assert file.name == f"{made.name}{sealing.ENDING}" and oct(file.stat().st_mode)[-3:] == "600"
    assert b"SQLite" not in file.read_bytes() and b"An B" not in file.read_bytes()
    return file


def test_it_is_put_back_with_its_passphrase_alone(sealed, database):
    db.close()
    db.obj.close_all()
    known = look_through(database / "centre.sqlite3")
    (database / "config.toml").write_text(f'database = "sqlite:///{database / "centre.sqlite3"}"\n')

    def restore(passphrase: str) -> subprocess.CompletedProcess:
        environ = os.environ | {"MOTCUA_INSTANCE": str(database), "MOTCUA_PASSPHRASE": passphrase}
        asked = [sys.executable, "-m", "backup", "restore", str(sealed)]
        return subprocess.run(asked, cwd=ROOT, env=environ, capture_output=True, text=True)

    refused = restore("sông Hồng mùa nước cạn")
    assert refused.returncode != 0 and "Nothing was changed" in refused.stderr
    (database / "centre.sqlite3").write_bytes(b"lost")
    done = restore(PASSPHRASE)
    assert done.returncode == 0, done.stderr
    assert look_through(database / "centre.sqlite3") == known
    assert not list(database.glob("*.opened"))


@pytest.mark.parametrize("harm", ["cut", "changed", "no copy"])
def test_one_that_was_harmed_is_not_opened(tmp_path, monkeypatch, harm):
    monkeypatch.setattr(sealing, "PIECE", 50_000)
    (tmp_path / "copy").write_bytes(os.urandom(170_000))
    sealed = tmp_path / "copy.sealed"
    sealing.seal(tmp_path / "copy", sealed, sealing.lock_of(PASSPHRASE))
    sealing.unseal(sealed, tmp_path / "plain", PASSPHRASE)
    assert (tmp_path / "plain").read_bytes() == (tmp_path / "copy").read_bytes()
    content = sealed.read_bytes()
    middle = len(content) // 2
    sealed.write_bytes(
        {
            "cut": content[: len(content) - 20_017],
            "changed": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
            "no copy": b"x" * 1000,
        }[harm]
    )
    with pytest.raises(NotWhole):
        sealing.unseal(sealed, tmp_path / "plain", PASSPHRASE)


def test_the_administrator_chooses_it_and_the_server_does_not_keep_it(person, centre):
    admin = person().sign_in("quan")
    assert "chưa có bản nào để khóa" in admin.get("/admin/backup").text
    with unit_of_work():
        Centre.update(backup_folder="/mnt/usb").execute()
    assert "chưa khóa" in admin.get("/admin/backup").text
    assert admin.post("/api/backup-passphrases", json={"passphrase": "ngắn"}).status_code == 422
    assert (
        person().sign_in("truong").post("/api/backup-passphrases", json={"passphrase": PASSPHRASE}).status_code == 403
    )
    assert admin.post("/api/backup-passphrases", json={"passphrase": PASSPHRASE}).status_code == 201
    page = admin.get("/admin/backup").text
    assert "chưa khóa" not in page and PASSPHRASE not in page
    db.connect(reuse_if_open=True)
    kept = Centre.get()
    assert copies.lock_of(kept) and PASSPHRASE.encode().hex() not in kept.backup_salt + kept.backup_key
    assert admin.post("/api/backup-passphrases", json={"passphrase": ""}).status_code == 201
    assert copies.lock_of(Centre.get()) is None
