"""Statements on the way of a press: each is written once, and run with other values ever after.

peewee writes the SQL of a query anew whenever it runs. A call asks the database twenty times, and to write those
questions took longer than to answer them.
"""

import functools
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from peewee import Context, Database, Field, Model, ModelInsert, ModelUpdate, Node

Query = TypeVar("Query")
Row = TypeVar("Row", bound=Model)


class _Slot(Node):
    """Stands in a query for a value that is given when it runs."""

    def __init__(self, position: int, convert: Callable[[Any], Any] | None = None) -> None:
        self.position, self.convert = position, convert

    def of(self, field: Field) -> "_Slot":
        """The same slot, for a value that is to be stored in this column."""
        return _Slot(self.position, field.db_value)

    def __sql__(self, ctx: Context) -> Context:
        return ctx.value(_Gap(self.position, self.convert or ctx.state.converter), converter=False)


class _Gap(NamedTuple):
    """Which value goes there, and how its column stores it."""

    position: int
    convert: Callable[[Any], Any] | None

    def filled(self, values: tuple) -> Any:
        value = values[self.position]
        return self.convert(value) if self.convert else value


class _Statement:
    """A query made for one kind of database, and its words once that has written them."""

    def __init__(self, query: Any) -> None:
        self.query, self.engine = query, _engine(query)
        self.words: dict[int | None, tuple[str, list]] = {}  # for each limit: `first` asks for one row

    def asked(self, values: tuple) -> Any:
        """The query, to be run with these values."""
        query = self.query.clone()
        query.prepared = self, values
        return query


def _engine(query: Any) -> type[Database]:
    return type(query._database.obj)


class PreparedStatements(Database):
    """A database that writes a prepared query once."""

    def execute(self, query, **options):
        statement, values = getattr(query, "prepared", (None, ()))
        if statement is None:
            return super().execute(query, **options)
        limit = getattr(query, "_limit", None)
        if limit not in statement.words:
            statement.words[limit] = self.get_sql_context(**options).sql(query).query()
        sql, parameters = statement.words[limit]
        return self.execute_sql(sql, [one.filled(values) if isinstance(one, _Gap) else one for one in parameters])


def prepared(build: Callable[..., Query]) -> Callable[..., Query]:
    """Decorates a function that makes a query of its arguments, the same whatever they are; it is called once.

    What is answered is to be run as it is: iterated, or asked for `first`, `scalar` or `execute`. A value is stored as
    the column that it is compared with; None never equals anything. A condition added to it afterwards is not seen.
    """
    statement: _Statement | None = None

    @functools.wraps(build)
    def ask(*values: Any) -> Query:
        nonlocal statement
        if statement is None or statement.engine is not _engine(statement.query):  # another kind of database is open
            statement = _Statement(build(*map(_Slot, range(len(values)))))
        return statement.asked(values)

    return ask


@functools.cache
def _by_id(model: type[Model]) -> Callable[..., Any]:
    return prepared(lambda number: model.select().where(model._meta.primary_key == number))


def by_id(model: type[Row], number: int) -> Row | None:
    """The row of that id; None when there is none."""
    row: Row | None = _by_id(model)(number).first()
    return row


@functools.cache
def _insert(model: type[Model]) -> Callable[..., ModelInsert]:
    fields = _columns(model)
    return prepared(lambda *slots: model.insert({f: slot.of(f) for f, slot in zip(fields, slots, strict=True)}))


def _columns(model: type[Model]) -> list[Field]:
    return [field for field in model._meta.sorted_fields if field is not model._meta.primary_key]


def add(row: Row) -> Row:
    """Insert a new row; it is given its id."""
    model = type(row)
    number = _insert(model)(*(row.__data__.get(field.name) for field in _columns(model))).execute()
    row.id = number  # type: ignore[attr-defined]  # every row of ours has one; see BaseModel
    return row


@functools.cache
def _change(model: type[Model], names: tuple[str, ...], conditions: tuple[str, ...]) -> Callable[..., ModelUpdate]:
    fields = [getattr(model, name) for name in names]
    keys = [getattr(model, name) for name in conditions]

    def build(*slots: _Slot) -> ModelUpdate:
        given, wanted = slots[: len(fields)], slots[len(fields) :]
        change = {field: slot.of(field) for field, slot in zip(fields, given, strict=True)}
        return model.update(change).where(*(key == slot for key, slot in zip(keys, wanted, strict=True)))

    return prepared(build)


def change(model: type[Model], columns: dict[str, Any], **where: Any) -> int:
    """Write these columns of the rows in which `where` holds; how many rows those were."""
    statement = _change(model, tuple(columns), tuple(where))
    return statement(*columns.values(), *where.values()).execute()
