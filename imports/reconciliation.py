"""Two sources held against each other, and the lists of dossiers that somebody must look at. Reads only.

A period holds the dossiers received in it, by what is believed of them; what is finished without a result file counts
by the day it ended. Every question begins at the index of that day, and so costs as much as the period.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import Case, fn

from models.centre import Centre
from models.centre import Field as FieldOfProcedures
from models.claim import Claim
from models.dossier import Dossier
from models.source import Source

ONLY_A, ONLY_B, ALIKE, DIFFERING = "only_a", "only_b", "alike", "differing"
CELLS = (ONLY_A, ONLY_B, ALIKE, DIFFERING)
NEVER_PASSED, PAID_UNPAID, UNPAID, NO_RESULT, UNDECIDED = (
    "never_passed",
    "paid_unpaid",
    "unpaid",
    "no_result",
    "undecided",
)
LISTS = (UNDECIDED, NEVER_PASSED, PAID_UNPAID, UNPAID, NO_RESULT)
PAGE = 25
COMPARED = ("outcome", "ended_at", "received_at", "due_on", "channel", "field", "fee", "paid_online")
DAYS = ("ended_at", "received_at")  # compared by the day


@dataclass(frozen=True)
class Scope:
    """The dossiers of a period, both days included; `field` narrows to one field of procedures."""

    centre: Centre
    first: date
    last: date
    field: int | None = None

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time())

    @property
    def over(self) -> datetime:
        return datetime.combine(self.last + timedelta(days=1), time())

    def holds(self, dossier: Any, moment: str = "received_at") -> Any:
        """The condition on a (perhaps aliased) Dossier."""
        at = getattr(dossier, moment)
        condition = (dossier.centre == self.centre) & (at >= self.begins) & (at < self.over)
        return condition & (dossier.field == self.field) if self.field is not None else condition


@dataclass
class FieldRow:
    """One field: how many dossiers two sources tell of, and in which facts those of both differ."""

    field: int
    name: str
    only_a: int = 0
    only_b: int = 0
    alike: int = 0
    differing: int = 0
    by_fact: dict[str, int] = field(default_factory=dict)


class Pair:
    """Two sources, each with what it said last of each dossier of the scope."""

    def __init__(self, scope: Scope, a: int, b: int) -> None:
        self.scope = scope
        self.dossier = Dossier.alias("d")
        self.a, self.b = Claim.alias("a"), Claim.alias("b")
        self._sources = {"a": a, "b": b}

    def table(self) -> list[FieldRow]:
        """By field, in the order of the table of fields; those of which neither tells are left out."""
        flags = self._flags()
        both = self.a.id.is_null(False) & self.b.id.is_null(False)
        differ = self._differ(flags)
        sums = {
            ONLY_A: self.a.id.is_null(False) & self.b.id.is_null(),
            ONLY_B: self.a.id.is_null() & self.b.id.is_null(False),
            ALIKE: both & ~differ,
            DIFFERING: both & differ,
            **{fact: both & flag for fact, flag in flags.items()},
        }
        counted = [fn.SUM(Case(None, [(condition, 1)], 0)).alias(f"n_{name}") for name, condition in sums.items()]
        rows = self._joined(self.dossier.field.alias("of_field"), *counted).group_by(self.dossier.field).dicts()
        found = {row["of_field"]: row for row in rows}
        fields = FieldOfProcedures.select().where(FieldOfProcedures.centre == self.scope.centre)
        table = []
        for one in fields.order_by(FieldOfProcedures.position):
            row = found.get(one.id)
            if row is None or not any(row[f"n_{cell}"] for cell in CELLS):
                continue
            counts = {cell: int(row[f"n_{cell}"] or 0) for cell in CELLS}
            by_fact = {fact: int(row[f"n_{fact}"]) for fact in COMPARED if row[f"n_{fact}"]}
            table.append(FieldRow(one.id, one.name, **counts, by_fact=by_fact))
        return table

    def uncounted(self) -> int:
        """Of the table's, those that no figure holds: tests, and what was registered but never received."""
        either = self.a.id.is_null(False) | self.b.id.is_null(False)
        held = self.dossier.counted & ~self.dossier.is_test
        return self._joined(self.dossier.id).where(either, ~held).count()

    def rows(self, cell: str) -> Any:
        """The dossiers of one of CELLS: id, code, and both sources' values of COMPARED as a_… and b_…."""
        flags = self._flags()
        both = self.a.id.is_null(False) & self.b.id.is_null(False)
        wanted = {
            ONLY_A: self.a.id.is_null(False) & self.b.id.is_null(),
            ONLY_B: self.a.id.is_null() & self.b.id.is_null(False),
            ALIKE: both & ~self._differ(flags),
            DIFFERING: both & self._differ(flags),
        }[cell]
        values = [
            getattr(claim, fact).alias(f"{side}_{fact}")
            for side, claim in (("a", self.a), ("b", self.b))
            for fact in ("status", *COMPARED)
        ]
        columns = (self.dossier.id, self.dossier.code, self.dossier.received_at, self.dossier.field, *values)
        return self._joined(*columns).where(wanted)

    def _joined(self, *columns: Any) -> Any:
        query = self.dossier.select(*columns)
        for name, claim in (("a", self.a), ("b", self.b)):
            newest = Claim.alias(f"newest_{name}")
            last = (
                newest.select(newest.id)
                .where(newest.dossier == self.dossier.id, newest.source == self._sources[name])
                .order_by(newest.as_of.desc(), newest.id.desc())
                .limit(1)
            )
            query = query.left_outer_join(claim, on=(claim.id == last)).switch(self.dossier)
        return query.where(self.scope.holds(self.dossier))

    def _flags(self) -> dict[str, Any]:
        """Fact → that both tell it and differ; in the outcome, a source that is still behind differs too."""
        found = {}
        for fact in COMPARED:
            one, other = getattr(self.a, fact), getattr(self.b, fact)
            if fact in DAYS:
                one, other = fn.DATE(one), fn.DATE(other)
            if fact == "outcome":
                one, other = fn.COALESCE(one, ""), fn.COALESCE(other, "")
            found[fact] = Case(None, [(one != other, 1)], 0) == 1
        return found

    def _differ(self, flags: dict[str, Any]) -> Any:
        differ: Any = None
        for flag in flags.values():
            differ = flag if differ is None else differ | flag
        return differ


def listed(scope: Scope, name: str) -> Any:
    """The dossiers of one of LISTS, as a query of Dossier rows."""
    dossier = Dossier.alias("d")
    rows = dossier.select()
    counted = dossier.counted & ~dossier.is_test
    received = scope.holds(dossier)
    if name == UNDECIDED:
        return rows.where(received, dossier.undecided)
    if name == NEVER_PASSED:
        return rows.where(received, counted, dossier.batch.is_null(False), ~_told_by(dossier, Source.COUNTER))
    if name == PAID_UNPAID:
        return rows.where(received, counted, _told_by(dossier, Source.PAYMENT, _says_paid), _says_unpaid(dossier))
    if name == UNPAID:
        unpaid = dossier.paid_online.is_null() & (fn.COALESCE(dossier.fee_paid, 0) == 0) & dossier.paid_on.is_null()
        return rows.where(received, counted, dossier.fee > 0, unpaid)
    ended = scope.holds(dossier, "ended_at")
    without = dossier.digitised_result.is_null() | ~dossier.digitised_result
    return rows.where(ended, counted, dossier.outcome == Dossier.RESOLVED, dossier.result_required, without)


def passed(scope: Scope) -> tuple[int, int]:
    """(dossiers of the scope that a counter of the centre has told of, all that were really received)."""
    dossier = Dossier.alias("d")
    everything = dossier.select().where(scope.holds(dossier), dossier.counted & ~dossier.is_test).count()
    return everything - listed(scope, NEVER_PASSED).count(), everything


def _told_by(dossier: Any, kind: str, says: Any = None) -> Any:
    claim, source = Claim.alias(), Source.alias()
    told = claim.select(claim.id).join(source, on=(claim.source == source.id))
    told = told.where(claim.dossier == dossier.id, source.kind == kind)
    return fn.EXISTS(told.where(says(claim)) if says is not None else told)


def _says_paid(claim: Any) -> Any:
    return (claim.fee_paid > 0) | claim.paid_on.is_null(False) | claim.paid_online.is_null(False)


def _says_unpaid(dossier: Any) -> Any:
    """What some other source says last: that there is a fee, and nothing of a payment."""
    claim, later, source = Claim.alias(), Claim.alias(), Source.alias()
    newer = later.select(later.id).where(
        later.dossier == claim.dossier, later.source == claim.source, later.as_of > claim.as_of
    )
    told = claim.select(claim.id).join(source, on=(claim.source == source.id))
    unpaid = (
        (claim.fee > 0) & claim.paid_online.is_null() & claim.paid_on.is_null() & (fn.COALESCE(claim.fee_paid, 0) == 0)
    )
    others = source.kind.not_in((Source.PAYMENT, Source.COUNTER))
    return fn.EXISTS(told.where(claim.dossier == dossier.id, others, unpaid, ~fn.EXISTS(newer)))


def by_procedure(scope: Scope) -> list[tuple[int, int | None, int]]:
    """(field, procedure or None, dossiers finished without a result file), the most first."""
    query = listed(scope, NO_RESULT)
    dossier = query.model
    counts = query.select(dossier.field, dossier.procedure, fn.COUNT(dossier.id).alias("n"))
    rows = counts.group_by(dossier.field, dossier.procedure).tuples()
    return sorted(rows, key=lambda row: -row[2])
