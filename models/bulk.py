"""Thousands of rows: the words of a statement are written once, and the database's own loop runs it for each row.

Only plain columns, no joins: what a question needs beyond that is asked through peewee. To write, be in a unit of work.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from peewee import BooleanField, DateField, DateTimeField, Field

from models.base import BaseModel, db

AT_ONCE = 500  # values in one list; SQLite 3.31 and older allow 999


def add_many(model: type[BaseModel], names: tuple[str, ...], rows: Iterable[Sequence[Any]]) -> None:
    """Insert a row for each sequence of values, in the order of `names`."""
    _run(_insertion(model, names, db.param), rows)


def change_many(model: type[BaseModel], names: tuple[str, ...], rows: Iterable[Sequence[Any]]) -> None:
    """Write these columns of one row for each sequence of values; its last value is the row's id."""
    _run(_alteration(model, names, db.param), rows)


def remove_many(model: type[BaseModel], name: str, values: Iterable[Any]) -> None:
    """Delete every row whose column `name` is one of the values."""
    _run(f"DELETE FROM {_quoted(model)} WHERE {_column(model, name)} = {db.param}", ([value] for value in values))


def rows_of(model: type[BaseModel], names: tuple[str, ...], name: str, values: Sequence[Any]) -> Iterator[tuple]:
    """These columns of every row whose column `name` is one of the values, in the order of ids."""
    readers = _readers(model, names)
    for start in range(0, len(values), AT_ONCE):
        some = list(values[start : start + AT_ONCE])
        words = _selection(model, names, name, len(some), db.param)
        for row in db.execute_sql(words, some).fetchall():
            yield tuple(
                value if reader is None or value is None else reader(value)
                for reader, value in zip(readers, row, strict=True)
            )


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
def _selection(model: type[BaseModel], names: tuple[str, ...], name: str, count: int, param: str) -> str:
    columns = ", ".join(_column(model, one) for one in names)
    values = ", ".join([param] * count)
    where = f"{_column(model, name)} IN ({values}) ORDER BY {_column(model, 'id')}"
    return f"SELECT {columns} FROM {_quoted(model)} WHERE {where}"


def _quoted(model: type[BaseModel]) -> str:
    return f'"{model._meta.table_name}"'


def _column(model: type[BaseModel], name: str) -> str:
    return f'"{model._meta.fields[name].column_name}"'


@functools.cache
def _readers(model: type[BaseModel], names: tuple[str, ...]) -> list[Callable[[Any], Any] | None]:
    return [_reader(model._meta.fields[name]) for name in names]


def _reader(field: Field) -> Callable[[Any], Any] | None:
    """What makes a stored value ours: SQLite keeps moments as text and yes or no as a number."""
    if isinstance(field, DateTimeField):
        return lambda value: datetime.fromisoformat(value) if isinstance(value, str) else value
    if isinstance(field, DateField):
        return lambda value: date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return bool if isinstance(field, BooleanField) else None
