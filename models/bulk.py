"""Thousands of rows: the words of a statement are written once, and the database's own loop runs it for each row.

Only plain columns, no joins: what a question needs beyond that is asked through peewee. To write, be in a unit of work.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date, datetime
from typing import Any

from peewee import BooleanField, DateField, DateTimeField

from models.base import BaseModel, OneWriterSqlite, db, unit_of_work

SIZES = (1, 8, 32, 128, 512)  # values in one list: few lengths, so that few statements are ever prepared


@contextmanager
def connected() -> Iterator[None]:
    """A connection for work that no request began; the one that is open already stays open."""
    with db.connection_context() if db.is_closed() else nullcontext():
        yield


@contextmanager
def forgettable_work(centre_id: int) -> Iterator[None]:
    """A unit of work that need not be on the disk before it returns: of a long work, which is begun again or taken back
    after a power cut. Whoever commits after it makes it last as well, so that nothing later outlives it."""
    if not isinstance(db.obj, OneWriterSqlite):
        with unit_of_work(centre_id):
            db.execute_sql("SET LOCAL synchronous_commit TO OFF")
            yield
        return
    with db.obj.as_writer():
        (usual,) = db.execute_sql("PRAGMA synchronous").fetchone()
        db.execute_sql(f"PRAGMA synchronous = {min(usual, 1)}")  # NORMAL: in WAL mode no commit waits for the disk
        try:
            with unit_of_work(centre_id):
                yield
        finally:
            db.execute_sql(f"PRAGMA synchronous = {usual}")


def add_many(model: type[BaseModel], names: tuple[str, ...], rows: Iterable[Sequence[Any]]) -> None:
    """Insert a row for each sequence of values, in the order of `names`."""
    _run(_insertion(model, names, db.param), rows)


def change_many(model: type[BaseModel], names: tuple[str, ...], rows: Iterable[Sequence[Any]]) -> None:
    """Write these columns of one row for each sequence of values; its last value is the row's id."""
    _run(_alteration(model, names, db.param), rows)


def remove_many(model: type[BaseModel], name: str, values: Iterable[Any]) -> None:
    """Delete every row whose column `name` is one of the values."""
    _run(f"DELETE FROM {_quoted(model)} WHERE {_column(model, name)} = {db.param}", ([value] for value in values))


def rows_of(
    model: type[BaseModel], names: tuple[str, ...], name: str, values: Sequence[Any], centre: int | None = None
) -> Iterator[Sequence[Any]]:
    """These columns of every row (of the centre, if one is named) whose column `name` is one of the values, in the
    order of ids."""
    as_text = db.param == "?"  # SQLite
    readers = _readers(model, names, as_text)
    for start in range(0, len(values), SIZES[-1]):
        some = list(values[start : start + SIZES[-1]])
        size = next(size for size in SIZES if size >= len(some))
        some += some[-1:] * (size - len(some))
        words = _selection(model, names, name, size, centre is not None, db.param)
        some += [centre] if centre is not None else []
        for row in db.execute_sql(words, some).fetchall():
            yield _revived(list(row), readers) if readers else row


def as_stored(values: Iterable[Any]) -> list[Any]:
    """The values in the words in which the database keeps them, fit for JSON: moments and days as text."""
    return [
        value.isoformat(" ") if isinstance(value, datetime) else value.isoformat() if isinstance(value, date) else value
        for value in values
    ]


def as_told(model: type[BaseModel], names: tuple[str, ...], stored: Sequence[Any]) -> list[Any]:
    """The values of these columns that `as_stored` has put into words."""
    return _revived(list(stored), _readers(model, names, True))


def _revived(row: list[Any], readers: list[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    for at, read in readers:
        if row[at] is not None:
            row[at] = read(row[at])
    return row


def _run(words: str, rows: Iterable[Sequence[Any]]) -> None:
    db.cursor().executemany(words, list(rows))


@functools.cache
def _insertion(model: type[BaseModel], names: tuple[str, ...], param: str) -> str:
    columns = ", ".join(_column(model, name) for name in names)
    return f"INSERT INTO {_quoted(model)} ({columns}) VALUES ({', '.join([param] * len(names))})"


@functools.cache
def _alteration(model: type[BaseModel], names: tuple[str, ...], param: str) -> str:
    columns = ", ".join(f"{_column(model, name)} = {param}" for name in names)
    return f"UPDATE {_quoted(model)} SET {columns} WHERE {_column(model, 'id')} = {param}"


@functools.lru_cache(maxsize=4096)
def _selection(
    model: type[BaseModel], names: tuple[str, ...], name: str, count: int, of_centre: bool, param: str
) -> str:
    columns = ", ".join(_column(model, one) for one in names)
    where = f"{_column(model, name)} IN ({', '.join([param] * count)})"
    where += f" AND {_column(model, 'centre')} = {param}" if of_centre else ""
    return f"SELECT {columns} FROM {_quoted(model)} WHERE {where} ORDER BY {_column(model, 'id')}"


def _quoted(model: type[BaseModel]) -> str:
    return f'"{model._meta.table_name}"'


def _column(model: type[BaseModel], name: str) -> str:
    return f'"{model._meta.fields[name].column_name}"'


@functools.cache
def _readers(model: type[BaseModel], names: tuple[str, ...], as_text: bool) -> list[tuple[int, Callable[[Any], Any]]]:
    """(column, what makes a stored value ours): SQLite keeps moments as text, and yes or no as a number."""
    found: list[tuple[int, Callable[[Any], Any]]] = []
    for at, name in enumerate(names):
        field = model._meta.fields[name]
        if as_text and isinstance(field, DateTimeField):
            found.append((at, datetime.fromisoformat))
        elif as_text and isinstance(field, DateField):
            found.append((at, date.fromisoformat))
        elif as_text and isinstance(field, BooleanField):
            found.append((at, bool))
    return found
