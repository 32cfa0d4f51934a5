"""One measure cut by field, by procedure or by counter: which of them are behind, and the dossiers it is about."""

from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.dossiers import NO_COUNTER, first_counter
from dashboard.evidence import gather_by
from dashboard.lacks import LACKS
from dashboard.tiles import FEWEST, Plans, measure_of, plan_of, status_of
from dashboard.words import Kpi
from figures.counts import Scope
from figures.measures import Rate
from figures.registers import satisfaction_by_field
from models.centre import Counter, Field, Procedure
from models.dossier import Dossier

FIELD, PROCEDURE, COUNTER = CUTS = ("field", "procedure", "counter")


@dataclass(frozen=True)
class Row:
    """One group. `key`: id of a field or procedure, number of a counter; 0: none. `faults`: dossiers that the measure
    misses; `overdue`: those pending past their day, where the measure is about days."""

    key: int
    name: str
    rate: Rate | None
    printed: str
    n: int | Decimal
    part: int | Decimal | None
    plan: Decimal
    status: str | None
    faults: int
    overdue: int

    @property
    def weight(self) -> tuple:
        """What is furthest behind first."""
        return (-(self.faults + self.overdue), -self.n, self.name)


def rows(scope: Scope, kpi: Kpi, cut: str, plans: Plans, field: int | None = None) -> list[Row]:
    """The groups that have anything to tell, those with most at fault first; counters by number, since nobody is
    ranked."""
    if kpi.key == "sat":
        return _satisfaction(scope, kpi, plans)
    narrow = scope if field is None else replace(scope, narrowed=(*scope.narrowed, Dossier.field == field))
    by = {FIELD: Dossier.field, PROCEDURE: Dossier.procedure, COUNTER: first_counter()}[cut]
    names = _names(scope, cut)
    measure = measure_of(kpi, scope.profile)
    found = []
    for key, figures in gather_by(narrow, by).items():
        number, name = names.get(key or 0, (0, ""))
        one = figures.rates[measure]
        share = figures.rates["payment_rate"].share if kpi.key == "pay" else one.share
        plan, _ = plan_of(kpi, plans, number if cut == FIELD else field)
        late = figures.counts.late if kpi.key == "ontime" else int(share.whole - share.part)
        told = one.value is not None and share.whole >= FEWEST
        overdue = figures.counts.pending_overdue if kpi.key == "ontime" else 0
        if share.whole or overdue:
            found.append(
                Row(
                    number,
                    name,
                    one,
                    one.said,
                    share.whole,
                    share.part,
                    plan,
                    status_of(one, plan, None) if told else None,
                    late,
                    overdue,
                )
            )
    return sorted(found, key=(lambda row: (row.key == 0, row.key)) if cut == COUNTER else (lambda row: row.weight))


def fault_set(kpi: Kpi, scope: Scope) -> str:
    """In which set the dossiers are that a measure misses: that of its base."""
    if kpi.key in ("ontime", "digi-out"):
        return LACKS[kpi.fault].within
    return {"in_period": "received", "total": "total", "finished": "finished"}[scope.profile.base(kpi.measure)]


def _satisfaction(scope: Scope, kpi: Kpi, plans: Plans) -> list[Row]:
    names = _names(scope, FIELD)
    found = []
    for field, told in satisfaction_by_field(scope.centre, scope.period).items():
        number, name = names.get(field or 0, (0, ""))
        plan, _ = plan_of(kpi, plans, field, name)
        status = None if told.share is None else "met" if told.share >= plan else "missed"
        printed = "" if told.share is None else told.printed.replace("%", "\u00a0%")
        found.append(Row(number, name, None, printed, told.n, told.satisfied, plan, status, 0, 0))
    return found


def _names(scope: Scope, cut: str) -> dict[int, tuple[int, str]]:
    """Key of a group → (what stands for it in an address, its name)."""
    centre = scope.centre
    if cut == COUNTER:
        return {one.id: (one.number, one.label) for one in Counter.of(centre)} | {0: (NO_COUNTER, "")}
    model = Procedure if cut == PROCEDURE else Field
    return {one.id: (one.id, one.name) for one in model.select(model.id, model.name).where(model.centre == centre)}
