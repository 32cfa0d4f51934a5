"""A tile: a measure, what was planned for it, how it moved, and of how many it was made."""

from dataclasses import dataclass
from decimal import Decimal

from dashboard.profile import on_dashboard
from dashboard.words import (
    FORMULAS,
    FROM_DOSSIERS,
    FROM_RATINGS,
    FROM_TICKETS,
    KPIS,
    RATED_BY,
    SATISFIED_THERE,
    STRICTER_ON,
    Kpi,
)
from figures.measure_names import OF
from figures.measured import Measured
from figures.measures import Rate, with_excluded
from figures.profile import Profile
from figures.register_words import AT_MOST
from figures.registers import Entered
from figures.verdict import USUAL_PLANS, Targets, reached
from models.register import Rating

FEWEST = 10  # fewer, and the figure says nothing
NEAR = 1  # points above the plan within which a falling figure is called in time


@dataclass(frozen=True)
class Tile:
    """One measure of a period. `status`: a key of words.STATUS, None without enough data. `change` in points, None
    where there is nothing to hold it against. `n` is what it is a share of, None of a percentage that was typed in."""

    kpi: Kpi
    rate: Rate | None
    n: int | Decimal | None
    plan: Decimal
    planned_by_centre: bool
    status: str | None
    change: Decimal | None
    compared: Rate | None
    formula: str
    source: str
    entered: Entered | None = None
    counted: Rate | None = None  # what is counted, where the figure that was typed in differs from it
    silent: bool = False  # nobody has answered yes or no
    also: Rate | None = None  # payment by money beside by dossiers, or the other way round
    also_formula: str = ""
    excluded: int = 0  # results that the profile leaves out
    with_excluded: Rate | None = None  # the rate with them
    in_report: Rate | None = None  # what the report prints, where it stands on another base and differs
    status_in_report: str | None = None
    sources: tuple[tuple[str, int], ...] = ()  # of ratings: where they came from, and how many
    rated: int | None = None  # visits with a rating, of `visits`
    visits: int = 0

    @property
    def on_paper(self) -> int:
        """Of the ratings, those from slips of paper: they belong to no visit."""
        return dict(self.sources).get(Rating.PAPER, 0)

    @property
    def base(self) -> str:
        """Of what it is a share, in words: a key of the catalogue."""
        return OF[self.rate.share.of] if self.rate is not None else ""

    @property
    def base_in_report(self) -> str:
        return OF[self.in_report.share.of] if self.in_report is not None else ""

    @property
    def enough(self) -> bool:
        many = self.n is None or self.n >= FEWEST
        return self.rate is not None and self.rate.value is not None and many and not self.silent


def tiles(figures: Measured, compared: Measured | None, plans: Targets, visits: tuple[int, int]) -> list[Tile]:
    """The tiles in their order. `visits`: (rated, finished) of the period."""
    return [_tile(kpi, figures, compared, plans, visits) for kpi in KPIS.values()]


def measure_of(kpi: Kpi, profile: Profile) -> str:
    """The measure that a tile shows: payment goes by money, and promises by progress, where the profile says so."""
    if kpi.key == "pay" and profile.payment_basis == "money":
        return "payment_money_rate"
    if kpi.key == "ontime" and profile.dashboard_on_time == "progress":
        return "progress_rate"
    return kpi.measure


def plan_of(kpi: Kpi, plans: Targets, field: int | None = None, field_name: str = "") -> tuple[Decimal, bool]:
    """(percent, whether the centre has set it): the field's own plan, the centre's, or the usual one."""
    for key in ((kpi.measure, field), (kpi.measure, None)):
        if key in plans:
            return plans[key], True
    stricter = kpi.key == "sat" and any(word in field_name.casefold() for word in STRICTER_ON)
    return Decimal(SATISFIED_THERE if stricter else USUAL_PLANS[kpi.measure]), False


def status_of(rate: Rate, plan: Decimal, change: Decimal | None) -> str:
    """The verdict that the report gives too; met, but falling and near the plan, is called in time."""
    if not reached(rate, plan):
        return "missed"
    near = change is not None and change < 0 and rate.value - plan <= NEAR  # type: ignore[operator]
    return "slipping" if near and rate.key not in AT_MOST else "met"


def formula_of(measure: str, profile: Profile) -> str:
    return FORMULAS[measure, profile.base(measure)]


def _source(kpi: Kpi, figures: Measured) -> str:
    """Where a tile's figures come from; of ratings, how many from each place: "Máy đánh giá ở quầy (210); …"."""
    if kpi.key != "sat":
        return FROM_TICKETS if kpi.key == "wait" else FROM_DOSSIERS
    return "; ".join(f"{RATED_BY[one]} ({n})" for one, n in figures.satisfaction.by_channel) or FROM_RATINGS


def _tile(kpi: Kpi, report: Measured, compared: Measured | None, plans: Targets, visits: tuple[int, int]) -> Tile:
    profile = on_dashboard(report.profile)
    figures, compared = report.under(profile), compared and compared.under(profile)
    measure = measure_of(kpi, profile)
    found, typed = figures.rates.get(measure), figures.entered.get(measure)
    n = _n(kpi, figures, found, typed)
    plan, ours = plan_of(kpi, plans)
    silent = kpi.measure in figures.silent
    enough = found is not None and found.value is not None and (n is None or n >= FEWEST) and not silent
    held = _held_against(kpi, compared) if enough else None
    change = found.value - held.value if enough and held and held.value is not None else None  # type: ignore[union-attr, operator]
    other = {"payment_rate": "payment_money_rate", "payment_money_rate": "payment_rate"}.get(measure)
    excluded = figures.evidence.results.excluded if kpi.key == "digi-out" else 0
    printed = report.rates.get(kpi.measure if kpi.key == "ontime" else measure)
    differs = enough and printed is not None and printed.value is not None and printed.said != found.said  # type: ignore[union-attr]
    return Tile(
        kpi=kpi,
        rate=found,
        n=n,
        plan=plan,
        planned_by_centre=ours,
        status=status_of(found, plan, change) if enough else None,  # type: ignore[arg-type]
        change=change,
        compared=held,
        formula=formula_of(measure, profile),
        source=_source(kpi, figures),
        entered=typed,
        counted=_counted(figures, found) if typed else None,
        silent=silent,
        also=figures.rates.get(other) if other else None,
        also_formula=formula_of(other, profile) if other else "",
        excluded=excluded,
        with_excluded=with_excluded(figures.evidence, profile) if excluded else None,
        in_report=printed if differs else None,
        status_in_report=status_of(printed, plan, None) if differs else None,  # type: ignore[arg-type]
        sources=figures.satisfaction.by_channel if kpi.key == "sat" else (),
        rated=visits[0] if kpi.key == "sat" else None,
        visits=visits[1] if kpi.key == "sat" else 0,
    )


def _counted(figures: Measured, typed: Rate | None) -> Rate | None:
    ours = figures.counted.get(typed.key) if typed is not None else None
    return ours if typed and ours and ours.value is not None and ours.value != typed.value else None


def _n(kpi: Kpi, figures: Measured, found: Rate | None, typed: Entered | None) -> int | Decimal | None:
    if typed is not None:
        return typed.denominator
    if kpi.key == "sat":
        return figures.satisfaction.n
    if kpi.key == "pay":
        return figures.rates["payment_rate"].share.whole  # dossiers, also where the rate is one of money
    return found.share.whole if found is not None else 0


def _held_against(kpi: Kpi, compared: Measured | None) -> Rate | None:
    if compared is None or kpi.measure in compared.silent:
        return None
    rate = compared.rates.get(measure_of(kpi, compared.profile))
    if rate is None or rate.value is None:
        return None
    return rate if rate.share.whole >= FEWEST else None
