"""Figures are read on a real thread: SQLite lets go of the interpreter while it looks, and the hall goes on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, TypeVar

import runtime
from models.base import OneWriterSqlite, db

T = TypeVar("T")


def read_apart(work: Callable[..., T], *args: Any) -> T:
    """`work(*args)` on a real thread, with a connection of its own; it may not write."""
    return runtime.run_blocking(_connected, work, *args)


def _connected(work: Callable[..., T], *args: Any) -> T:
    with _own_connection():
        return work(*args)


@contextmanager
def _own_connection() -> Iterator[None]:
    """A reading connection for this thread alone. The pool's lock is a green one, which threads may not share."""
    engine = db.obj
    if not isinstance(engine, OneWriterSqlite):
        with db.connection_context() if db.is_closed() else nullcontext():
            yield
        return
    state = engine._state  # type: ignore[attr-defined]  # missing in peewee's stubs
    before, was_closed = state.conn, state.closed
    connection = engine._connect()
    state.conn, state.closed = connection, False
    try:
        yield
    finally:
        state.conn, state.closed = before, was_closed
        engine._close(connection)
