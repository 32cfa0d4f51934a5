"""What is said of dossiers beside their dates: fees and how they were paid, what is digitised, what was reused."""

from dataclasses import dataclass, field, fields
from typing import Any

from peewee import Case, Select, fn

from figures.counts import Scope, kept
from models.centre import Field, Procedure
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

    def __add__(self, other: "Facts") -> "Facts":
        return Facts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Facts)))


@dataclass(frozen=True)
class Results:
    """Results of the period and their files, addable."""

    resolved: int = _of("with a result that should have a file")
    resolved_digitised: int = _of("of these, with one")
    in_time: int = _of("of `resolved`, those early or on time")
    in_time_digitised: int = _of("of these, with a file")
    excluded: int = _of("with a result, of procedures that the profile leaves out")

    def __add__(self, other: "Results") -> "Results":
        return Results(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Results)))


NO_FACTS, NO_RESULTS = Facts(), Results()
Group = int | str | None
SETS = ("in_period", "carried_over", "finished")


def facts(scope: Scope, which: str, by: Any = None) -> dict[Group, Facts]:
    """The facts of a set, one of SETS, by a column of Dossier; None: all together under the key None."""
    choose = {"in_period": scope.received, "carried_over": scope.carried_over, "finished": scope.finished}[which]
    owes = Dossier.fee > 0
    amount = fn.COALESCE(Dossier.fee_paid, Dossier.fee)
    columns = [
        fn.COUNT(Dossier.id).alias("dossiers"),
        _sum(owes, "with_fee"),
        _sum(owes & Dossier.paid_online, "paid_online"),
        _sum(owes & Dossier.paid_online.is_null(), "unpaid"),
        _sum(owes & Dossier.paid_online.is_null(False), "money_paid", amount),
        _sum(owes & Dossier.paid_online, "money_online", amount),
        _sum(Dossier.digitised_input, "digitised_input"),
        _sum(Dossier.reused, "reused"),
    ]
    return {group: Facts(**sums) for group, sums in _rows(choose, by, columns).items()}


def results(scope: Scope, by: Any = None) -> dict[Group, Results]:
    """The results of the period, by a column of Dossier."""
    excluded = _excluded(scope)
    wanted = (Dossier.outcome == Dossier.RESOLVED) & Dossier.result_required
    resolved = wanted if excluded is None else wanted & ~excluded
    early, on_time, _ = kept(scope)
    in_time = resolved & (early | on_time)
    columns = [
        _sum(resolved, "resolved"),
        _sum(resolved & Dossier.digitised_result, "resolved_digitised"),
        _sum(in_time, "in_time"),
        _sum(in_time & Dossier.digitised_result, "in_time_digitised"),
    ]
    if excluded is not None:
        columns.append(_sum(wanted & excluded, "excluded"))
    return {group: Results(**sums) for group, sums in _rows(scope.finished, by, columns).items()}


def _excluded(scope: Scope) -> Any:
    """Dossiers of the procedures and fields that the profile leaves out; None when it leaves out nothing."""
    names = scope.profile.digitised_result_exclusions
    if not names:
        return None
    named = Procedure.code.in_(names) | Procedure.name.in_(names)
    procedures = [row.id for row in Procedure.select(Procedure.id).where(Procedure.centre == scope.centre, named)]
    chosen = Field.select(Field.id).where(Field.centre == scope.centre, Field.name.in_(names))
    known = fn.COALESCE(Dossier.procedure, 0)  # NOT (NULL IN …) would be neither true nor false
    return known.in_(procedures or [-1]) | Dossier.field.in_([row.id for row in chosen] or [-1])


def _rows(choose: Any, by: Any, columns: list) -> dict[Group, dict[str, int]]:
    group = [] if by is None else [by]
    query: Select = choose(*(column.alias("group") for column in group), *columns).group_by(*group)
    found: dict[Group, dict[str, int]] = {}
    for row in query.dicts().execute():
        key = row.pop("group") if group else None
        found[key] = {name: int(number or 0) for name, number in row.items()}
    return found


def _sum(condition: Any, name: str, amount: Any = 1) -> Any:
    return fn.SUM(Case(None, [(condition, amount)], 0)).alias(name)
