"""How many dossiers, by group: two flows and two stocks, each one sum over an index.

Flows: what was received in the period, and what ended in it. Stocks: what was pending at the end of the day before it,
which is what it carries over, and what is pending at the end of its last day. What ended after that day is pending in
it, so a past period gives the same numbers whenever it is asked for; one that still goes on is told as at today, since
nothing is overdue before its time. The SQL is the same for SQLite and PostgreSQL.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from peewee import Case, Expression, Select, fn

from figures.period import Period
from figures.profile import Profile
from models.base import today
from models.centre import Centre
from models.dossier import Dossier, DossierEvent, Pause, nodes_holding

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

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, name) + getattr(other, name) for name in NAMES))

    @property
    def received(self) -> int:
        """Received in the period."""
        return self.online + self.direct + self.postal

    @property
    def carried_over(self) -> int:
        """(6)"""
        return self.carried_online + self.carried_direct + self.carried_postal

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
        return self.resolved + self.refused + self.withdrawn + self.stopped

    @property
    def pending(self) -> int:
        """(13)"""
        return self.pending_in_time + self.pending_overdue + self.supplement_waiting + self.duty_waiting


NAMES = tuple(column.name for column in fields(Counts))
NONE = Counts()


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
        which: list[Any] = [Dossier.centre == self.centre, Dossier.counted, *self.narrowed]
        return which if self.profile.include_test else [*which, ~Dossier.is_test]

    def received(self, *columns: Any) -> Select:
        """The dossiers received in the period."""
        period = self.period
        within = (Dossier.received_at >= period.begins) & (Dossier.received_at < period.over)
        return Dossier.select(*columns).where(*self.counted, within)

    def finished(self, *columns: Any) -> Select:
        """Those that ended in the period."""
        within = (self.end >= self.period.begins) & (self.end < self.period.over)
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
    """The counts of each group; `by` is a column of Dossier, or None for all together under the key None."""
    found: dict[Group, dict[str, int]] = defaultdict(dict)
    parts = [_received(scope, by), _carried(scope, by), _finished(scope, by)]
    if scope.profile.supplement_mode == "flow":
        parts.append(_asked(scope, by))
    for part in parts:
        for row in part.dicts().execute():
            group = row.pop("group") if by is not None else None
            found[group] |= {name: int(number or 0) for name, number in row.items()}
    for group, numbers in _pending(scope, by).items():
        found[group] |= numbers
    return {group: Counts(**sums) for group, sums in found.items()}


def total(groups: Iterable[Counts]) -> Counts:
    """All groups together."""
    whole = NONE
    for one in groups:
        whole += one
    return whole


def _grouped(by: Any) -> tuple[list, list]:
    return ([], []) if by is None else ([by.alias("group")], [by])


def _sum(condition: Any, name: str) -> Any:
    return fn.SUM(Case(None, [(condition, 1)], 0)).alias(name)


def _by_channel(prefix: str) -> list:
    return [_sum(Dossier.channel == channel, prefix + channel) for channel in Dossier.CHANNELS]


def _received(scope: Scope, by: Any) -> Select:
    columns, groups = _grouped(by)
    return scope.received(*columns, *_by_channel("")).group_by(*groups)


def _carried(scope: Scope, by: Any) -> Select:
    columns, groups = _grouped(by)
    return scope.carried_over(*columns, *_by_channel("carried_")).group_by(*groups)


def _finished(scope: Scope, by: Any) -> Select:
    columns, groups = _grouped(by)
    early, on_time, late = kept(scope)
    resolved = Dossier.outcome == Dossier.RESOLVED
    return scope.finished(
        *columns,
        _sum(resolved & early, "early"),
        _sum(resolved & on_time, "on_time"),
        _sum(resolved & late, "late"),
        _sum(Dossier.outcome == Dossier.REFUSED, "refused"),
        _sum(Dossier.outcome.in_((Dossier.WITHDRAWN, Dossier.RETURNED_BACK)), "withdrawn"),
        _sum(Dossier.outcome == Dossier.STOPPED, "stopped"),
    ).group_by(*groups)


def kept(scope: Scope) -> tuple[Any, Any, Any]:
    """Conditions on an ended dossier: (early, on time, late). A moment is before a day if it is before its midnight,
    so only what is not early needs its day worked out."""
    day, not_early = fn.DATE(scope.end), scope.end >= scope.due
    return scope.end < scope.due, scope.due.is_null() | (not_early & (day == scope.due)), not_early & (day > scope.due)


def pending_leaves(scope: Scope, *columns: Any) -> Select:
    """One line for each dossier pending at the end of `scope.as_at`: the columns, `leaf` (the name of a count), `due`
    (as it was that day) and `waits_for` (the kind of stop its clock stands at, or None)."""
    day = scope.as_at
    stands = {kind: _stands_at(kind, day) for kind in (Pause.SUPPLEMENT, Pause.FINANCIAL_DUTY)}
    later = Pause.select(fn.MAX(Pause.due_after)).where(Pause.dossier == Dossier.id, Pause.ended_on <= day)
    due = fn.COALESCE(later, Dossier.due_on)
    if not scope.profile.extended_counts_late:
        due = fn.COALESCE(Dossier.extended_to, due)
    leaf = Case(
        None,
        [
            (stands[Pause.SUPPLEMENT], "supplement_waiting"),
            (stands[Pause.FINANCIAL_DUTY], "duty_waiting"),
            (due < day, "pending_overdue"),
        ],
        "pending_in_time",
    )
    waits_for = Case(None, [(stopped, kind) for kind, stopped in stands.items()])
    return scope.pending(
        scope.period.last, *columns, leaf.alias("leaf"), due.alias("due"), waits_for.alias("waits_for")
    )


def _stands_at(kind: str, day: date) -> Any:
    stop = Pause.select(Pause.id).where(
        Pause.dossier == Dossier.id,
        Pause.kind == kind,
        Pause.began_on <= day,
        Pause.ended_on.is_null() | (Pause.ended_on > day),
    )
    return fn.EXISTS(stop)


def _pending(scope: Scope, by: Any) -> dict[Group, dict[str, int]]:
    columns, _ = _grouped(by)
    lines = pending_leaves(scope, *columns).alias("lines")
    groups = [lines.c.leaf] if by is None else [lines.c.leaf, lines.c.group]
    found: dict[Group, dict[str, int]] = defaultdict(dict)
    for leaf, *group, number in lines.select_from(*groups, fn.COUNT(lines.c.leaf)).group_by(*groups).tuples().execute():
        found[group[0] if group else None][leaf] = number
    return found


def _asked(scope: Scope, by: Any) -> Select:
    columns, groups = _grouped(by)
    period, event = scope.period, DossierEvent
    asked = (event.kind == event.SUPPLEMENT_ASKED) & (event.at >= period.begins) & (event.at < period.over)
    return (
        Dossier.select(*columns, fn.COUNT(Dossier.id.distinct()).alias("supplement_asked"))
        .join(event, on=(event.dossier == Dossier.id))
        .where(event.centre == scope.centre, asked, *scope.counted)
        .group_by(*groups)
    )


def scope_of(centre: Centre, period: Period, profile: Profile | None = None) -> Scope:
    """The whole centre's period."""
    return Scope(centre, period, profile or Profile())


__all__ = ["NONE", "Counts", "Scope", "counts", "pending_leaves", "scope_of", "total"]
