"""The one connection that writes, when somebody else has the file."""

import sqlite3
import threading

import pytest
from peewee import OperationalError

from models import base
from models.base import OneWriterSqlite, db, open_database, unit_of_work


@pytest.fixture
def held(tmp_path):
    """A fresh file that another program holds: `held.rollback()` lets it go."""
    engine = open_database(f"sqlite:///{tmp_path / 'centre.sqlite3'}")
    other = sqlite3.connect(tmp_path / "centre.sqlite3", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    yield other
    other.close()
    engine.close_all()


def test_the_first_write_waits_until_another_program_lets_the_file_go(held, monkeypatch):
    refused = threading.Event()
    opened = OneWriterSqlite._open

    def once_refused_let_go(self, pragmas):
        try:
            return opened(self, pragmas)
        except OperationalError:
            if not refused.is_set():
                refused.set()
                held.rollback()
            raise

    monkeypatch.setattr(OneWriterSqlite, "_open", once_refused_let_go)
    with unit_of_work():
        db.execute_sql("CREATE TABLE paper (width INTEGER)")
    assert refused.is_set()


def test_it_gives_up_when_the_file_is_never_let_go(held, monkeypatch):
    monkeypatch.setattr(base, "LOCK_DEADLINE_SECONDS", 0.05)
    with pytest.raises(OperationalError, match="locked"), unit_of_work():
        pass
