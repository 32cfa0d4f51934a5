"""The database, the unit of work, and the clock. The only module that knows which engine is underneath.

SQLite keeps one connection that writes and checkpoints; every other one only reads. SQLite before 3.51.3 can
lose committed pages when two connections write or checkpoint at one instant (the "WAL-reset" defect), and the
library that comes with a distribution is often older. PostgreSQL takes one advisory lock per centre instead, so
both engines give the rules the same promise: whoever is inside a unit of work for a centre is alone there.
"""

import random
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, datetime, timedelta, timezone
from typing import ClassVar, Self, TypeVar

from peewee import AutoField, Database, DatabaseProxy, Model, OperationalError, SqliteDatabase
from playhouse.db_url import parse as parse_url
from playhouse.pool import PooledPostgresqlDatabase

from models.prepared import PreparedStatements, by_id

VIETNAM = timezone(timedelta(hours=7))  # one zone, no daylight saving since 1975
LOCK_DEADLINE_SECONDS = 5.0

T = TypeVar("T")

db = DatabaseProxy()


class Clock:
    """What time it is in Vietnam, as naive datetimes. A replay sets its own hands."""

    def __init__(self) -> None:
        self._read: Callable[[], datetime] = _by_computer

    def now(self) -> datetime:
        return self._read()

    def drive(self, read: Callable[[], datetime]) -> None:
        """From here on, ask `read` for the time instead of the computer."""
        self._read = read

    def release(self) -> None:
        """From here on, ask the computer again."""
        self._read = _by_computer

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """Within the block, the time is `moment`, for whoever asks what another day knew."""
        read, self._read = self._read, lambda: moment
        try:
            yield
        finally:
            self._read = read


def _by_computer() -> datetime:
    return datetime.now(VIETNAM).replace(tzinfo=None)


clock = Clock()


def now() -> datetime:
    """This moment in Vietnam, naive."""
    return clock.now()


def today() -> date:
    """The calendar day in Vietnam. For the centre's business day ask `Centre.business_day`."""
    return clock.now().date()


class BaseModel(Model):
    """A row of ours."""

    # For the type checker: peewee makes these attributes itself, here and wherever a model bears a bare annotation.
    id: "AutoField[int]"

    class Meta:
        database = db
        legacy_table_names = False

    @classmethod
    def get_by_id(cls, number: int) -> Self:
        """The row of that id. Raises DoesNotExist."""
        row = by_id(cls, number)
        if row is None:
            raise cls.DoesNotExist(f"{cls.__name__} {number}")  # type: ignore[attr-defined]  # missing in the stubs
        return row


class Postgresql(PreparedStatements, PooledPostgresqlDatabase):
    """PostgreSQL with a pool of connections."""


class OneWriterSqlite(PreparedStatements, SqliteDatabase):
    """SQLite with a pool of reading connections and a single writing one."""

    READER: ClassVar = {"query_only": 1, "wal_autocheckpoint": 0, "cache_size": -8000}
    # FULL: with NORMAL a power cut forgets the last acknowledged tickets.
    WRITER: ClassVar = {"journal_mode": "wal", "synchronous": "FULL", "foreign_keys": 1, "cache_size": -16000}

    def __init__(self, path: str) -> None:
        # A C-level wait would stop the whole server: never wait inside SQLite, retry outside (see _begin).
        super().__init__(path, timeout=0, check_same_thread=False, autoconnect=False)
        self._idle: deque = deque()
        self._writer = None
        self.write_lock = threading.RLock()

    def _open(self, pragmas: dict):
        connection = super()._connect()  # type: ignore[misc]  # missing in peewee's stubs, like _state
        try:
            for pragma, value in pragmas.items():
                connection.execute(f"PRAGMA {pragma} = {value}")
        except sqlite3.OperationalError as error:
            connection.close()
            raise OperationalError(*error.args) from error
        return connection

    def _connect(self):
        return self._idle.pop() if self._idle else self._open(self.READER)

    def _close(self, connection) -> None:
        self._idle.append(connection)

    @contextmanager
    def as_writer(self) -> Iterator[None]:
        """Let this greenlet or thread use the writing connection, alone. May be nested."""
        with self.write_lock:
            state = self._state  # type: ignore[attr-defined]  # likewise
            reader, was_closed = state.conn, state.closed
            if self._writer is None:
                self._writer = _patiently(lambda: self._open(self.WRITER))
            state.conn, state.closed = self._writer, False
            try:
                yield
            finally:
                state.conn, state.closed = reader, was_closed

    def close_all(self) -> None:
        """Close every connection; the next one opens afresh."""
        while self._idle:
            self._idle.pop().close()
        if self._writer is not None:
            self._writer.close()
            self._writer = None


def open_database(url: str) -> Database:
    """Connect the models to `sqlite:///path` or `postgresql://user:password@host/name`."""
    if url.startswith("sqlite:///"):
        engine: Database = OneWriterSqlite(url.removeprefix("sqlite:///"))
    elif url.startswith("postgresql://"):
        engine = Postgresql(**parse_url(url), max_connections=40, timeout=10, stale_timeout=300, autoconnect=False)
    else:
        raise ValueError(f"database: {url!r} is neither sqlite:///path nor postgresql://user:password@host/name")
    db.initialize(engine)
    return engine


def forget_on_power_cut() -> None:
    """Let SQLite answer before the disk has: for a database that is thrown away afterwards."""
    if isinstance(db.obj, OneWriterSqlite):
        with db.obj.as_writer():
            db.execute_sql("PRAGMA synchronous = OFF")


@contextmanager
def unit_of_work(centre_id: int = 0) -> Iterator[None]:
    """One transaction, alone in its centre: locks before it looks. Nested units join the outer one.

    Announce events after it, never inside. Raises OperationalError when another program holds the database
    for longer than `LOCK_DEADLINE_SECONDS`, or when the disk is full.
    """
    if db.obj.transaction_depth() > 0:
        yield
        return
    if isinstance(db.obj, OneWriterSqlite):
        with db.obj.as_writer(), _sqlite_transaction():
            yield
    else:
        with db.connection_context() if db.is_closed() else nullcontext(), db.atomic():
            db.execute_sql("SELECT pg_advisory_xact_lock(%s)", (centre_id,))
            yield


@contextmanager
def may_fail() -> Iterator[None]:
    """Inside a unit of work, around one statement whose refusal is caught: the unit goes on after it.

    PostgreSQL answers nothing more in a transaction that has failed, unless it is taken back to a savepoint.
    """
    with nullcontext() if isinstance(db.obj, OneWriterSqlite) else db.atomic():
        yield


@contextmanager
def _sqlite_transaction() -> Iterator[None]:
    transaction = _patiently(_begin)
    try:
        yield
    except BaseException as error:
        _roll_back(transaction, error)
        raise
    try:
        transaction.__exit__(None, None, None)
    except OperationalError as error:
        raise _first_cause(error) from error


def _begin():
    transaction = db.atomic("IMMEDIATE")
    transaction.__enter__()
    return transaction


def _patiently(act: Callable[[], T]) -> T:
    """`act`, again while another program holds the database, at most for `LOCK_DEADLINE_SECONDS`."""
    deadline, pause = time.monotonic() + LOCK_DEADLINE_SECONDS, 0.001
    while True:
        try:
            return act()
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
        time.sleep(pause * random.uniform(0.5, 1.5))
        pause = min(pause * 2, 0.02)


def _roll_back(transaction, error: BaseException) -> None:
    try:
        transaction.__exit__(type(error), error, error.__traceback__)
    except OperationalError as second:
        # On a full disk SQLite has rolled back by itself, and says so instead of the reason.
        if "no transaction is active" not in str(second):
            raise


def _first_cause(error: OperationalError) -> BaseException:
    cause = error.__context__
    return cause if isinstance(cause, OperationalError) else error
