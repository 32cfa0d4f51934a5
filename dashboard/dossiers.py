"""The dossiers behind a number: which they are, overdue first, a page at a time or all of them one by one.

Every dossier of a period has ended in it or was pending at its end, and stands in one leaf of the table. A list is
made of these two parts, so it holds as many as the number said that led to it. First they are put in order, then rows
are read by their ids a few hundred at a time: a year's list neither fills the memory nor keeps the database busy long.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from peewee import SQL, Case, Select, fn

from dashboard.lacks import LACKS
from dossiers.calendar import WorkingDays
from figures.counts import NAMES, Scope, papers_asked
from figures.leaves import finished_leaf, pending_leaves
from figures.typed_totals import CARRIED, FLOWS, STOCKS, typed_totals
from models.base import db
from models.centre import Field, Procedure
from models.counter import Counter
from models.dossier import Dossier, DossierEvent

A_PAGE, AT_ONCE = 50, 500
SETS = ("received", "carried_over", "finished", "pending", "total")
ENDED = ("early", "on_time", "late", "refused", "withdrawn", "stopped", "unknown_outcome")
PENDING = ("pending_in_time", "pending_overdue", "supplement_waiting", "duty_waiting")
STATES = (*ENDED, *PENDING, "")
SUMS = {  # what is not a leaf but made of some
    "resolved": ("early", "on_time", "late"),
    "in_time": ("early", "on_time"),
}
CHANNELS = {  # leaf → (set, channel; None: none that is known)
    **{channel: ("received", channel) for channel in Dossier.CHANNELS},
    **{f"carried_{channel}": ("carried_over", channel) for channel in Dossier.CHANNELS},
    "unknown_channel": ("received", None),
    "carried_unknown": ("carried_over", None),
}
LEAVES = (*ENDED, *PENDING, *SUMS, *CHANNELS, "supplement_asked")
NO_COUNTER = 0  # of a dossier that no counter logged


@dataclass(frozen=True)
class Which:
    """Which dossiers of a period. "" and None narrow nothing; `counter` is a number, NO_COUNTER for none."""

    within: str = "total"
    leaf: str = ""
    field: int | None = None
    procedure: int | None = None
    counter: int | None = None
    channel: str = ""
    lacks: str = ""


@dataclass(frozen=True)
class Line:
    """One dossier as it stood at the end of the period."""

    id: int
    code: str
    field: str
    procedure: str  # "" where it is not known
    channel: str
    received_on: date
    due_on: date | None  # as first promised
    due: date | None  # with its stops: what counts
    ended_on: date | None
    leaf: str
    days_late: int  # working days; 0 where it is not late

    @property
    def late(self) -> bool:
        return self.leaf in ("late", "pending_overdue")


def first_counter() -> Any:
    """The id of the counter that first logged a dossier; 0 where none did."""
    event = DossierEvent
    logged = event.select(event.counter).where(event.dossier == Dossier.id, event.counter.is_null(False))
    return fn.COALESCE(logged.order_by(event.at, event.id).limit(1), NO_COUNTER)


def count(scope: Scope, which: Which) -> int:
    """How many they are."""
    return sum(part.select_from(fn.COUNT(SQL("*"))).scalar() for part in _parts(scope, which))


def typed_beside(scope: Scope, which: Which) -> int:
    """How many more a number says that led to this list: totals that were typed in, without a dossier behind them."""
    names = _typed_names(which)
    found = typed_totals(scope.centre, scope.period) if names else {}
    chosen = found.values() if which.field is None else [found[which.field]] if which.field in found else []
    return sum(one.numbers.get(name, 0) for one in chosen for name in names)


def _typed_names(which: Which) -> tuple[str, ...]:
    if which.procedure is not None or which.counter is not None or which.lacks:
        return ()
    sets = {"received": FLOWS[:2], "carried_over": CARRIED, "finished": FLOWS[2:], "pending": STOCKS}
    names = sets.get(which.within, (*FLOWS[:2], *CARRIED))
    if which.channel:
        return tuple(name for name in names if name in (which.channel, f"carried_{which.channel}"))
    if not which.leaf:
        return names
    told = SUMS.get(which.leaf, (which.leaf,))
    return tuple(name for name in told if which.within == "total" or name in names)


def page(scope: Scope, which: Which, number: int) -> list[Line]:
    """The lines of one page; the first is 1."""
    return lines(scope, _order(_ordered(scope, which).limit(A_PAGE).offset((number - 1) * A_PAGE)))


@dataclass
class Order:
    """Dossiers in the order of a list, a few bytes each: their ids, places in STATES, and due days (0: none)."""

    ids: "array[int]" = field(default_factory=lambda: array("q"))
    states: bytearray = field(default_factory=bytearray)
    due: "array[int]" = field(default_factory=lambda: array("l"))

    def __len__(self) -> int:
        return len(self.ids)

    def part(self, begin: int, end: int) -> "Order":
        """Some of them."""
        return Order(self.ids[begin:end], self.states[begin:end], self.due[begin:end])


def order_of(scope: Scope, which: Which) -> Order:
    """All of them; `lines` reads AT_ONCE of them at a time."""
    return _order(_ordered(scope, which))


def _order(query: Select) -> Order:
    found, cursor = Order(), db.execute(query)
    while rows := cursor.fetchmany(AT_ONCE):
        for number, leaf, due in rows:
            found.ids.append(number)
            found.states.append(STATES.index(leaf))
            day = _day(due)
            found.due.append(day.toordinal() if day else 0)
    return found


def _ordered(scope: Scope, which: Which) -> Select:
    """Ids: what is overdue, then what was, then the rest; the earliest due first, what was promised for no day last."""
    first, *others = _parts(scope, which)
    every = first.union_all(*others) if others else first
    every = every.alias("every")
    rank = Case(every.c.leaf, [("pending_overdue", 0), ("late", 1)], 2)
    undated = Case(None, [(every.c.due.is_null(), 1)], 0)
    return every.select_from(every.c.id, every.c.leaf, every.c.due).order_by(rank, undated, every.c.due, every.c.id)


def _parts(scope: Scope, which: Which) -> list[Select]:
    """Selects of (id, leaf, due) that together are the dossiers."""
    within, leaf = which.within, which.leaf
    conditions = list(_conditions(scope, which))
    if leaf in CHANNELS:
        within, channel = CHANNELS[leaf]
        known = Dossier.channel == channel
        conditions.append(~Dossier.channel.in_(Dossier.CHANNELS) if channel is None else known)
    if leaf == "supplement_asked":
        conditions.append(papers_asked(scope))
    begun = Dossier.received_at >= scope.period.begins
    conditions += {"received": [begun], "carried_over": [~begun]}.get(within, [])
    narrow = replace(scope, narrowed=(*scope.narrowed, *conditions))
    wanted = SUMS.get(leaf, (leaf,)) if leaf in (*ENDED, *PENDING, *SUMS) else ()
    parts = []
    if within != "pending" and (not wanted or wanted[0] in ENDED):
        how = finished_leaf(narrow)
        ended = narrow.finished(Dossier.id.alias("id"), how.alias("leaf"), narrow.due.alias("due"))
        parts.append(ended.where(how.in_(wanted)) if wanted else ended)
    if within != "finished" and (not wanted or wanted[0] in PENDING):
        still = pending_leaves(narrow, Dossier.id.alias("id")).alias("still")
        pending = still.select_from(still.c.id.alias("id"), still.c.leaf.alias("leaf"), still.c.due.alias("due"))
        parts.append(pending.where(still.c.leaf.in_(wanted)) if wanted else pending)
    return parts or [
        scope.received(Dossier.id.alias("id"), SQL("''").alias("leaf"), Dossier.due_on).where(SQL("1 = 0"))
    ]


def _conditions(scope: Scope, which: Which) -> Iterator[Any]:
    if which.field is not None:
        yield Dossier.field == which.field
    if which.procedure is not None:
        yield Dossier.procedure == which.procedure if which.procedure else Dossier.procedure.is_null()
    if which.channel:
        yield Dossier.channel == which.channel
    if which.counter is not None:
        numbered = Counter.get_or_none(Counter.centre == scope.centre, Counter.number == which.counter)
        yield first_counter() == (numbered.id if numbered else NO_COUNTER)
    if which.lacks:
        yield LACKS[which.lacks].condition(scope)


def lines(scope: Scope, order: Order) -> list[Line]:
    """The lines of a few dossiers, in their order."""
    named = Field.select(Field.id, Field.name).where(Field.centre == scope.centre)
    fields: dict[int, str] = dict(list(named.tuples().execute()))
    columns = (
        Dossier.id,
        Dossier.code,
        Dossier.field,
        Dossier.procedure,
        Dossier.channel,
        Dossier.received_at,
        Dossier.due_on,
        scope.end,
    )
    rows = {row[0]: row for row in db.execute(Dossier.select(*columns).where(Dossier.id.in_(list(order.ids))))}
    known = {row[3] for row in rows.values() if row[3] is not None}
    told = Procedure.select(Procedure.id, Procedure.name).where(Procedure.id.in_(known or [0]))
    procedures: dict[int, str] = dict(list(told.tuples().execute()))
    days = WorkingDays.of(scope.centre)
    found = []
    for number, state, ordinal in zip(order.ids, order.states, order.due, strict=True):
        if number not in rows:
            continue  # taken back since
        _, code, field_id, procedure, channel, received, due_on, ended_at = rows[number]
        leaf, due = STATES[state], date.fromordinal(ordinal) if ordinal else None
        ended_on = _day(ended_at) if leaf in ENDED else None  # it ended after the period: then it was still pending
        until = {"late": ended_on, "pending_overdue": scope.as_at}.get(leaf)
        found.append(
            Line(
                number,
                code,
                fields.get(field_id, ""),
                procedures.get(procedure, ""),
                channel,
                _day(received),  # type: ignore[arg-type]  # every dossier was received
                _day(due_on),
                due,
                ended_on,
                leaf,
                days.between(due, until) if due and until else 0,
            )
        )
    return found


def _day(value: date | str | None) -> date | None:
    """The day of a date or moment as the driver gives it: SQLite answers texts."""
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    return value.date() if isinstance(value, datetime) else value


assert set(NAMES) <= set(LEAVES), "every count leads to its dossiers"
