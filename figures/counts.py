"""How many dossiers, by group: two flows and two stocks, each one sum over an index.

Flows: what was received in the period, and what ended in it. Stocks: what was pending at the end of the day before it,
which is what it carries over, and what is pending at the end of its last day. What ended after that day is pending in
it, so a past period gives the same numbers whenever it is asked for; one that still goes on is told as at today, since
nothing is overdue before its time. The SQL is the same for SQLite and PostgreSQL.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from peewee import SQL, Case, Expression, ForeignKeyField, Select, fn

from figures.leaves import finished_leaf, pending_leaf
from figures.period import Period
from figures.profile import Profile
from figures.typed_totals import FLOWS, TYPED, typed_totals
from models.base import today
from models.centre import Centre
from models.dossier import Dossier, DossierEvent, nodes_holding

Group = int | str | None


def _of(meaning: str) -> int:
    return field(default=0, metadata={"description": meaning})  # read by pydantic for the API's document


@dataclass(frozen=True)
class Counts:
    """Numbers of dossiers of one group. Each dossier of the period is in one of (8)–(12), (14)–(16) or their like."""

    online: int = _of("(4) received in the period, online")
    direct: int = _of("(5) received in the period at the counter")
    postal: int = _of("(5) received in the period by post")
    carried_online: int = _of("(6) received before the period online and not ended before it")
    carried_direct: int = _of("(6) the same, at the counter")
    carried_postal: int = _of("(6) the same, by post")
    early: int = _of("(8) resolved before the due day")
    on_time: int = _of("(9) on the due day, or no due day")
    late: int = _of("(10)")
    refused: int = _of("(11)")
    withdrawn: int = _of("(12) withdrawn, or given back")
    stopped: int = _of("stopped by the authority; printed in (11), (12) or apart")
    pending_in_time: int = _of("(14) due that day or later, or no due day")
    pending_overdue: int = _of("(15)")
    supplement_waiting: int = _of("(16) stopped until the applicant brings papers")
    duty_waiting: int = _of("stopped for a financial duty; printed in (14) or apart")
    supplement_asked: int = _of("papers asked for within the period, whatever became of it")
    unknown_channel: int = _of("received in the period, in no way that is known: in (3), in none of its parts")
    carried_unknown: int = _of("carried over, received in no way that is known: in (3), in none of its parts")
    unknown_outcome: int = _of("ended in the period, nobody knows how: in (7), in none of its parts")

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, name) + getattr(other, name) for name in NAMES))

    @property
    def received(self) -> int:
        """Received in the period."""
        return self.online + self.direct + self.postal + self.unknown_channel

    @property
    def carried_over(self) -> int:
        """(6)"""
        return self.carried_online + self.carried_direct + self.carried_postal + self.carried_unknown

    @property
    def total_received(self) -> int:
        """(3): received in the period, or carried over into it."""
        return self.received + self.carried_over

    @property
    def resolved(self) -> int:
        """(8) + (9) + (10): those with a result."""
        return self.early + self.on_time + self.late

    @property
    def finished(self) -> int:
        """(7): with a result, refused, withdrawn or stopped."""
        return self.resolved + self.refused + self.withdrawn + self.stopped + self.unknown_outcome

    @property
    def pending(self) -> int:
        """(13)"""
        return self.pending_in_time + self.pending_overdue + self.supplement_waiting + self.duty_waiting


NAMES = tuple(column.name for column in fields(Counts))
NONE = Counts()
CARRIED = ("carried_online", "carried_direct", "carried_postal", "carried_unknown")


@dataclass(frozen=True)
class Scope:
    """What is counted: a centre's period under a profile, perhaps narrowed by conditions on Dossier."""

    centre: Centre
    period: Period
    profile: Profile = field(default_factory=Profile)
    narrowed: tuple[Expression, ...] = ()

    @cached_property
    def as_at(self) -> date:
        """The day of which it is told: the period's last, or today if that is earlier."""
        return self.period.as_at(today())

    @property
    def end(self) -> Any:
        """The column of the end that counts."""
        return Dossier.closed_at if self.profile.end_event == "returned" else Dossier.ended_at

    @property
    def node(self) -> Any:
        return Dossier.unclosed_node if self.profile.end_event == "returned" else Dossier.open_node

    @property
    def counted(self) -> list[Any]:
        """Whose dossiers, and which of them."""
        return [Dossier.centre == self.centre, *self.among]

    @property
    def among(self) -> list[Any]:
        """Which of the centre's dossiers."""
        which: list[Any] = [Dossier.counted, *self.narrowed]
        return which if self.profile.include_test else [*which, ~Dossier.is_test]

    def received(self, *columns: Any) -> Select:
        """The dossiers received in the period."""
        period = self.period
        within = (Dossier.received_at >= period.begins) & (Dossier.received_at < period.over)
        return Dossier.select(*columns).where(*self.counted, within)

    def finished(self, *columns: Any) -> Select:
        """Those that ended in the period, and had been received by then."""
        over = self.period.over
        within = (self.end >= self.period.begins) & (self.end < over) & (Dossier.received_at < over)
        return Dossier.select(*columns).where(*self.counted, within)

    def pending(self, day: date, *columns: Any) -> Select:
        """Those that were pending at the end of a day."""
        after = datetime.combine(day + timedelta(days=1), time())
        return Dossier.select(*columns).where(
            *self.counted,
            self.node.in_(nodes_holding(day)),
            Dossier.received_at < after,
            self.end.is_null() | (self.end >= after),
        )

    def carried_over(self, *columns: Any) -> Select:
        """Those that were pending when the period began."""
        return self.pending(self.period.first - timedelta(days=1), *columns)

    @property
    def due(self) -> Any:
        """D′ of a dossier whose stops have all ended."""
        due = fn.COALESCE(Dossier.due_after, Dossier.due_on)
        return due if self.profile.extended_counts_late else fn.COALESCE(Dossier.extended_to, due)


def counts(scope: Scope, by: Any = None) -> dict[Group, Counts]:
    """The counts of each group; `by` is a column of Dossier, or None for all together under the key None. Those of all
    dossiers of the centre, or of its fields, hold the totals that were typed in."""
    return _with_typed(scope, by, of_dossiers(scope, by), TYPED)


def of_dossiers(scope: Scope, by: Any = None) -> dict[Group, Counts]:
    """The same, of what is known dossier by dossier."""
    asked = [_asked] if scope.profile.asks_for_supplements else []
    return _found(scope, by, [_received, _carried, _finished, _pending, *asked])


def flows(scope: Scope, by: Any = None) -> dict[Group, Counts]:
    """What came and what ended: the counts that add up from month to month. The stocks are left at 0."""
    return _with_typed(scope, by, _found(scope, by, [_received, _finished]), FLOWS)


def _with_typed(scope: Scope, by: Any, found: dict[Group, Counts], names: Iterable[str]) -> dict[Group, Counts]:
    if scope.narrowed or (by is not None and by is not Dossier.field):
        return found
    for field_id, typed in typed_totals(scope.centre, scope.period).items():
        group = None if by is None else field_id
        own = Counts(**{name: typed.numbers.get(name, 0) for name in names})
        found[group] = found.get(group, NONE) + own
    return found


def total(groups: Iterable[Counts]) -> Counts:
    """All groups together."""
    whole = NONE
    for one in groups:
        whole += one
    return whole


Leaf = tuple[Select, Any]  # a selection without columns, and the number in NAMES of the count a dossier of it is in
SPREAD = 32  # more than there are counts


def _found(scope: Scope, by: Any, parts: Iterable[Callable[[Scope], Leaf]]) -> dict[Group, Counts]:
    found: dict[Group, list[int]] = {} if by is not None else {None: [0] * len(NAMES)}
    for part in parts:
        for group, leaf, number in _grouped(*part(scope), by):
            found.setdefault(group, [0] * len(NAMES))[leaf] += number
    return {group: Counts(*numbers) for group, numbers in found.items()}


def _grouped(chosen: Select, leaf: Any, by: Any) -> Iterator[tuple[Group, int, int]]:
    """(group, leaf, how many).

    Databases group by sorting, and that is what the time goes into: one whole number for group and leaf together is
    sorted in two thirds of the time that two columns take, and in a third of what a sum for each leaf takes.
    """
    count, key = fn.COUNT(SQL("*")), SQL("sorted_by")
    if by is None:
        for number, many in chosen.columns(leaf.alias("sorted_by"), count).group_by(key).tuples().execute():
            yield None, number, many
    elif isinstance(by, ForeignKeyField):
        both = fn.COALESCE(by, 0) * SPREAD + leaf
        for number, many in chosen.columns(both.alias("sorted_by"), count).group_by(key).tuples().execute():
            group, place = divmod(number, SPREAD)
            yield group or None, place, many
    else:
        columns = (by.alias("group"), leaf.alias("sorted_by"), count)
        yield from chosen.columns(*columns).group_by(SQL('"group"'), key).tuples().execute()


def _received(scope: Scope) -> Leaf:
    return scope.received(), _channel("", "unknown_channel")


def _carried(scope: Scope) -> Leaf:
    return scope.carried_over(), _channel("carried_", "carried_unknown")


def _finished(scope: Scope) -> Leaf:
    return scope.finished(), finished_leaf(scope, NAMES.index)


def _pending(scope: Scope) -> Leaf:
    return scope.pending(scope.period.last), pending_leaf(scope, NAMES.index)


def _asked(scope: Scope) -> Leaf:
    """Each dossier once, however often papers were asked for.

    That it is the centre's follows from its event: said again, it would tempt SQLite to go through all the centre has.
    """
    leaf = SQL(str(NAMES.index("supplement_asked")))
    return Dossier.select().where(papers_asked(scope), *scope.among), leaf


def papers_asked(scope: Scope) -> Any:
    """Condition: papers were asked for within the period."""
    period, event = scope.period, DossierEvent
    within = (event.kind == event.SUPPLEMENT_ASKED) & (event.at >= period.begins) & (event.at < period.over)
    return Dossier.id.in_(event.select(event.dossier).where(event.centre == scope.centre, within))


def _channel(prefix: str, other: str) -> Any:
    known = [(channel, SQL(str(NAMES.index(prefix + channel)))) for channel in Dossier.CHANNELS]
    return Case(Dossier.channel, known, SQL(str(NAMES.index(other))))


def scope_of(centre: Centre, period: Period, profile: Profile | None = None) -> Scope:
    """The whole centre's period."""
    return Scope(centre, period, profile or Profile())
