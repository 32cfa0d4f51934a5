"""What is said of dossiers beside their dates: fees and how they were paid, what is digitised, what was reused.

A payment has its day where its source tells one: what was paid after the period had not been paid in it. The others are
told as they are known now; a report of a period that is over says so.
"""

from dataclasses import dataclass, field, fields
from typing import Any

from peewee import SQL, Case, Select, fn

from figures.counts import Scope
from figures.leaves import by_due_day
from figures.profile import Profile
from models.centre import Centre, Field, Procedure
from models.dossier import Dossier


def _of(meaning: str) -> int:
    return field(default=0, metadata={"description": meaning})


@dataclass(frozen=True)
class Facts:
    """Sums over one set of dossiers, addable; money in đồng."""

    dossiers: int = _of("dossiers of the set")
    with_fee: int = _of("that owe a fee; those exempt are left out")
    paid_online: int = _of("of these, paid online")
    unpaid: int = _of("of these, nobody has said that they are paid")
    money_paid: int = _of("đồng paid, in whatever way")
    money_online: int = _of("of this, online")
    digitised_input: int = _of("with at least one component as a file")
    reused: int = _of("with at least one component that was digitised before")
    input_untold: int = _of("of which nobody has said whether a component is a file")
    reuse_untold: int = _of("of which nobody has said whether a component was reused")

    def __add__(self, other: "Facts") -> "Facts":
        return Facts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Facts)))


@dataclass(frozen=True)
class Results:
    """Results of the period and their files, addable."""

    resolved: int = _of("with a result that should have a file")
    resolved_digitised: int = _of("of these, with one")
    in_time: int = _of("of `resolved`, those early or on time")
    in_time_digitised: int = _of("of these, with a file")
    untold: int = _of("of `resolved`, nobody has said whether there is a file")
    excluded: int = _of("with a result, of procedures that the profile leaves out; in none of the above")
    excluded_digitised: int = _of("of these, with a file")
    excluded_in_time: int = _of("of `excluded`, those early or on time")
    excluded_in_time_digitised: int = _of("of these, with a file")
    excluded_untold: int = _of("of `excluded`, nobody has said whether there is a file")

    def __add__(self, other: "Results") -> "Results":
        return Results(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Results)))

    @property
    def with_excluded(self) -> "Results":
        """The same as if the profile left out nothing."""
        return Results(
            self.resolved + self.excluded,
            self.resolved_digitised + self.excluded_digitised,
            self.in_time + self.excluded_in_time,
            self.in_time_digitised + self.excluded_in_time_digitised,
            self.untold + self.excluded_untold,
        )


LEFT_OUT = {  # name of a count → its name where the profile leaves the procedure out
    "resolved": "excluded",
    "resolved_digitised": "excluded_digitised",
    "in_time": "excluded_in_time",
    "in_time_digitised": "excluded_in_time_digitised",
    "untold": "excluded_untold",
}
NO_FACTS, NO_RESULTS = Facts(), Results()
Group = int | str | None
SETS = ("in_period", "carried_over", "finished")


def facts(scope: Scope, which: str, by: Any = None) -> dict[Group, Facts]:
    """The facts of a set, one of SETS, by a column of Dossier; None: all together under the key None."""
    choose = {"in_period": scope.received, "carried_over": scope.carried_over, "finished": scope.finished}[which]
    owes, online = Dossier.fee > 0, paid_online(scope)
    amount = fn.COALESCE(Dossier.fee_paid, Dossier.fee)
    columns = [
        fn.COUNT(Dossier.id).alias("dossiers"),
        _sum(owes, "with_fee"),
        _sum(owes & online, "paid_online"),
        _sum(owes & online.is_null(), "unpaid"),
        _sum(owes & online.is_null(False), "money_paid", amount),
        _sum(owes & online, "money_online", amount),
        _sum(Dossier.digitised_input, "digitised_input"),
        _sum(Dossier.reused, "reused"),
        _untold(Dossier.digitised_input, "input_untold"),
        _untold(Dossier.reused, "reuse_untold"),
    ]
    return {group: Facts(**sums) for group, sums in _rows(choose, by, columns).items()}


def paid_online(scope: Scope) -> Any:
    """Whether a dossier was paid online by the last day of the period; NULL where nobody has said how, and where it was
    paid after that day."""
    return Case(None, [(Dossier.paid_on > scope.as_at, SQL("NULL"))], Dossier.paid_online)


def results(scope: Scope, by: Any = None) -> dict[Group, Results]:
    """The results of the period, by a column of Dossier."""
    early, on_time, _ = by_due_day(scope)
    in_time = early | on_time
    columns = [
        fn.COUNT(Dossier.id).alias("resolved"),
        _sum(Dossier.digitised_result, "resolved_digitised"),
        _sum(in_time, "in_time"),
        _sum(Dossier.digitised_result & in_time, "in_time_digitised"),
        _untold(Dossier.digitised_result, "untold"),
    ]
    wanted = (Dossier.outcome == Dossier.RESOLVED) & Dossier.result_required
    left_out = _excluded(scope)
    if left_out is None:
        return {group: Results(**sums) for group, sums in _rows(scope.finished, by, columns, wanted).items()}
    kept_in = _rows(scope.finished, by, columns, wanted & ~left_out)
    excluded = _rows(scope.finished, by, columns, wanted & left_out)
    return {
        group: Results(
            **kept_in.get(group, {}),
            **{LEFT_OUT[name]: number for name, number in excluded.get(group, {}).items()},
        )
        for group in kept_in | excluded
    }


def _excluded(scope: Scope) -> Any:
    """Dossiers of the procedures and fields that the profile leaves out; None when it leaves out nothing."""
    names = scope.profile.digitised_result_exclusions
    if not names:
        return None
    procedures, chosen = _named(scope.centre, names)
    known = fn.COALESCE(Dossier.procedure, 0)  # NOT (NULL IN …) would be neither true nor false
    ids = [row.id for row in procedures], [row.id for row in chosen]
    return known.in_(ids[0] or [-1]) | Dossier.field.in_(ids[1] or [-1])


def unknown_exclusions(centre: Centre, profile: Profile) -> list[str]:
    """What the profile leaves out that is no procedure and no field of the centre: nothing is left out by it."""
    names = profile.digitised_result_exclusions
    procedures, chosen = _named(centre, names)
    known = {word for row in procedures for word in (row.code, row.name)} | {row.name for row in chosen}
    return [name for name in names if name not in known]


def _named(centre: Centre, names: list[str]) -> tuple[list[Procedure], list[Field]]:
    named = Procedure.code.in_(names) | Procedure.name.in_(names)
    procedures = Procedure.select(Procedure.id, Procedure.code, Procedure.name).where(Procedure.centre == centre, named)
    return list(procedures), list(Field.select().where(Field.centre == centre, Field.name.in_(names)))


def _rows(choose: Any, by: Any, columns: list, *which: Any) -> dict[Group, dict[str, int]]:
    group = [] if by is None else [by]
    query: Select = choose(*(column.alias("group") for column in group), *columns).where(*which).group_by(*group)
    found: dict[Group, dict[str, int]] = {}
    for row in query.dicts().execute():
        key = row.pop("group") if group else None
        found[key] = {name: int(number or 0) for name, number in row.items()}
    return found


def _sum(condition: Any, name: str, amount: Any = 1) -> Any:
    return fn.SUM(Case(None, [(condition, amount)], 0)).alias(name)


def _untold(column: Any, name: str) -> Any:
    """How many have no answer there; to count is cheaper than to compare."""
    return (fn.COUNT(Dossier.id) - fn.COUNT(column)).alias(name)
