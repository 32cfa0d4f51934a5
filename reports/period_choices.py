"""The periods that a report is chosen for: the last months, quarters, halves and years, ended or still running."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from figures import named_periods
from figures.period import Period

N_ = str  # marks a sentence for pybabel, which knows this name
GROUPS = {
    "month": N_("Tháng"),
    "quarter": N_("Quý"),
    "half": N_("6 tháng"),
    "nine_months": N_("9 tháng"),
    "year": N_("Năm"),
    "cumulative": N_("Lũy kế từ đầu năm"),
}
HOW_MANY = {"month": 14, "quarter": 6, "half": 3, "nine_months": 2, "year": 3}
FREE, USUAL = "free", "month"
SEPARATOR = "_"


@dataclass(frozen=True)
class Choice:
    """A period to pick. `value` is what the form sends for it."""

    kind: str
    period: Period
    name: str
    name_en: str

    @property
    def value(self) -> str:
        return f"{self.period.first}{SEPARATOR}{self.period.last}"


def choices(today: date, cut_off: int) -> dict[str, list[Choice]]:
    """Kind of GROUPS → periods, newest first; the running one stands first."""
    year, month = named_periods.month_of(today, cut_off)
    found: dict[str, list[Choice]] = {}
    for kind, many in HOW_MANY.items():
        size = named_periods.MONTHS[kind]
        ends = _back(year, month, size, 12 if kind == "nine_months" else size)
        periods = (named_periods.months(of, first, size, cut_off) for of, first in ends)
        found[kind] = [_choice(kind, period, cut_off) for period, _ in zip(periods, range(many), strict=False)]
    found["cumulative"] = [
        _choice("cumulative", named_periods.cumulative(year, number, cut_off), cut_off)
        for number in range(month, 0, -1)
        if named_periods.kind_of(named_periods.cumulative(year, number, cut_off), cut_off) == "cumulative"
    ]
    return found


def usual(today: date, kind: str, cut_off: int) -> Period:
    """What one most likely reports on: the last period of a kind that has ended."""
    listed = choices(today, cut_off)
    ended = (one.period for one in [*listed.get(kind, []), *listed[USUAL]] if one.period.last < today)
    return next(ended)


def read(value: str) -> Period | None:
    """The period that a picked value names; None for two free days. Raises Invalid, ValueError."""
    if value in ("", FREE):
        return None
    first, _, last = value.partition(SEPARATOR)
    return Period(date.fromisoformat(first), date.fromisoformat(last))


def _choice(kind: str, period: Period, cut_off: int) -> Choice:
    english = named_periods.full_name(period, cut_off, "en")
    return Choice(kind, period, named_periods.full_name(period, cut_off), english)


def _back(year: int, month: int, size: int, step: int) -> Iterator[tuple[int, int]]:
    """(year, first month) of the stretch of months that holds this one, and of those before it."""
    first = (month - 1) // step * step + 1 if step <= 6 else 1
    while True:
        yield year, first
        first -= step
        if first < 1:
            year, first = year - 1, first + 12
