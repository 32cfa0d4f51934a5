"""One measure cut by field, by procedure or by counter: which of them are behind, and the dossiers it is about."""

from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.dossiers import NO_COUNTER, first_counter
from dashboard.lacks import LACKS
from dashboard.profile import on_dashboard
from dashboard.tiles import FEWEST, measure_of, plan_of, status_of
from dashboard.words import Kpi
from figures.counts import Scope
from figures.measured import Measured, measured_by, measured_with_fields
from figures.measures import Rate
from figures.verdict import Targets
from models.centre import Field, Procedure
from models.counter import Counter
from models.dossier import Dossier

FIELD, PROCEDURE, COUNTER = CUTS = ("field", "procedure", "counter")


@dataclass(frozen=True)
class Row:
    """One group. `key`: id of a field or procedure, number of a counter; 0: none. `n`: None of a percentage that was
    typed in. `faults`: dossiers that the measure misses; `overdue`: those pending past their day, where it is about
    days. `told`: of enough to be told."""

    key: int
    name: str
    name_en: str
    rate: Rate | None
    told: bool
    n: int | Decimal | None
    part: int | Decimal | None
    plan: Decimal
    status: str | None
    faults: int
    overdue: int

    @property
    def weight(self) -> tuple:
        """What is furthest behind first."""
        return (-(self.faults + self.overdue), -(self.n or 0), self.name)


def rows(scope: Scope, kpi: Kpi, cut: str, plans: Targets, field: int | None = None) -> list[Row]:
    """The groups that have anything to tell, those with most at fault first; counters by number, since nobody is
    ranked."""
    narrow = scope if field is None else replace(scope, narrowed=(*scope.narrowed, Dossier.field == field))
    by = {PROCEDURE: Dossier.procedure, COUNTER: first_counter()}
    groups = measured_with_fields(scope)[1] if cut == FIELD else measured_by(narrow, by[cut])
    names = _names(scope, cut)
    found = []
    for key, figures in groups.items():
        number, name, name_en = names.get(int(key or 0), (0, "", ""))
        plan, _ = plan_of(kpi, plans, number if cut == FIELD else field, name if cut == FIELD else "")
        row = _row(kpi, figures.under(on_dashboard(scope.profile)), number, (name, name_en), plan)
        if row.n or row.n is None or row.overdue:
            found.append(row)
    return sorted(found, key=(lambda row: (row.key == 0, row.key)) if cut == COUNTER else (lambda row: row.weight))


def _row(kpi: Kpi, figures: Measured, number: int, names: tuple[str, str], plan: Decimal) -> Row:
    measure = measure_of(kpi, figures.profile)
    one, typed = figures.rates.get(measure), figures.entered.get(measure)
    about = figures.rates["payment_rate"] if kpi.key == "pay" and not typed else one
    part, n = (about.share.part, about.share.whole) if about else (None, figures.satisfaction.n)
    if typed and typed.denominator is None:
        part = n = None  # type: ignore[assignment]
    told = one is not None and one.value is not None and (n is None or n >= FEWEST)
    late = figures.counts.late if kpi.key == "ontime" else 0 if typed or not kpi.fault else int((n or 0) - (part or 0))
    return Row(
        number,
        *names,
        one,
        told,
        n,
        part,
        plan,
        status_of(one, plan, None) if told else None,  # type: ignore[arg-type]
        late,
        figures.counts.pending_overdue if kpi.key == "ontime" else 0,
    )


def fault_set(kpi: Kpi, scope: Scope) -> str:
    """In which set the dossiers are that a measure misses: that of its base."""
    if kpi.key in ("ontime", "digi-out"):
        return LACKS[kpi.fault].within
    return {"in_period": "received", "total": "total", "finished": "finished"}[scope.profile.base(kpi.measure)]


def _names(scope: Scope, cut: str) -> dict[int, tuple[int, str, str]]:
    """Key of a group → (what stands for it in an address, its name, the same in English). Fields and procedures have
    none: they are called as the province's catalogue calls them."""
    centre = scope.centre
    if cut == COUNTER:
        return {one.id: (one.number, one.label, one.label_en) for one in Counter.of(centre)} | {0: (NO_COUNTER, "", "")}
    model = Procedure if cut == PROCEDURE else Field
    rows = model.select(model.id, model.name).where(model.centre == centre)
    return {one.id: (one.id, one.name, one.name) for one in rows}
