"""The periods that one chooses from, ended or still running, each by a name that says which it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from figures import named_periods as named
from figures.period import CUT_OFF_DAY, DAY, Period

N_ = str  # marks a sentence for pybabel, which knows this name
GROUPS = {
    "day": N_("Ngày"),
    "week": N_("Tuần"),
    "month": N_("Tháng"),
    "quarter": N_("Quý"),
    "half": N_("6 tháng"),
    "nine_months": N_("9 tháng"),
    "year": N_("Năm"),
    "cumulative": N_("Lũy kế từ đầu năm"),
}
LAST_DAYS, LAST_WEEKS = 7, 5
HOW_MANY = {"month": 14, "quarter": 6, "half": 3, "nine_months": 2, "year": 3}
FREE, USUAL = "free", "month"
SEPARATOR = "_"


@dataclass(frozen=True)
class Choice:
    """A period to pick. `kind` is one of GROUPS, or day, week; `value` is what a form sends for it."""

    key: str
    kind: str
    period: Period
    label: str
    label_en: str

    @property
    def value(self) -> str:
        return f"{self.period.first}{SEPARATOR}{self.period.last}"


def of_now(today: date, cut_off: int = CUT_OFF_DAY) -> list[Choice]:
    """Those that hold today and the others of this year, whole periods, those still to end included: a table of one
    that goes on is told as at today."""
    year, month = named.month_of(today, cut_off)
    this_month = named.month(year, month, cut_off)
    whole = {
        "month": this_month,
        "last_month": named.month(*named.month_of(this_month.first - DAY, cut_off), cut_off),
        "quarter": named.quarter(year, (month + 2) // 3, cut_off),
        **{f"quarter_{number}": named.quarter(year, number, cut_off) for number in range(1, len(named.ROMAN) + 1)},
        "half": named.half(year, 1, cut_off),
        "second_half": named.half(year, 2, cut_off),
        "nine_months": named.nine_months(year, cut_off),
        "year": named.whole_year(year, cut_off),
        "last_year": named.whole_year(year - 1, cut_off),
        "cumulative": named.cumulative(year, month, cut_off),
    }
    return [
        Choice("today", "day", Period(today, today), "Hôm nay", "Today"),
        Choice("week", "week", named.week(today), "Tuần này", "This week"),
        *(
            Choice(
                key,
                # In January and at a quarter's end it is also a month, or a quarter.
                "cumulative" if key == "cumulative" else named.kind_of(period, cut_off),
                period,
                named.name(period, cut_off),
                named.name(period, cut_off, "en"),
            )
            for key, period in whole.items()
        ),
    ]


def of_each_kind(today: date, cut_off: int) -> dict[str, list[Choice]]:
    """Kind of GROUPS → periods, newest first; the running one stands first."""
    year, month = named.month_of(today, cut_off)
    days = [today - number * DAY for number in range(LAST_DAYS)]
    weeks = [named.week(today - 7 * number * DAY) for number in range(LAST_WEEKS)]
    found = {
        "day": [_choice("day", Period(day, day), cut_off) for day in days],
        "week": [_choice("week", period, cut_off) for period in weeks],
    }
    for kind, many in HOW_MANY.items():
        size = named.MONTHS[kind]
        ends = _back(year, month, size, 12 if kind == "nine_months" else size)
        periods = (named.months(of, first, size, cut_off) for of, first in ends)
        found[kind] = [_choice(kind, period, cut_off) for period, _ in zip(periods, range(many), strict=False)]
    found["cumulative"] = [
        _choice("cumulative", named.cumulative(year, number, cut_off), cut_off)
        for number in range(month, 0, -1)
        if named.kind_of(named.cumulative(year, number, cut_off), cut_off) == "cumulative"
    ]
    return found


def ended(today: date, kind: str, cut_off: int) -> list[Period]:
    """Those of a kind that are over, newest first; of months where the list has none of that kind."""
    listed = of_each_kind(today, cut_off)
    found = [one.period for one in listed.get(kind, []) if one.period.last < today]
    return found or [one.period for one in listed[USUAL] if one.period.last < today]


def running(today: date, kind: str, cut_off: int) -> Period:
    """The one of a kind that holds today; the month where none of that kind does."""
    listed = of_each_kind(today, cut_off)
    return next(one.period for one in [*listed.get(kind, []), *listed[USUAL]] if one.period.holds(today))


def read(value: str) -> Period | None:
    """The period that a picked value names; None for two free days. Raises Invalid, ValueError."""
    if value in ("", FREE):
        return None
    first, _, last = value.partition(SEPARATOR)
    return Period(date.fromisoformat(first), date.fromisoformat(last))


def _choice(kind: str, period: Period, cut_off: int) -> Choice:
    english = named.full_name(period, cut_off, "en")
    return Choice(kind, kind, period, named.full_name(period, cut_off), english)


def _back(year: int, month: int, size: int, step: int) -> Iterator[tuple[int, int]]:
    """(year, first month) of the stretch of months that holds this one, and of those before it."""
    first = (month - 1) // step * step + 1 if step <= 6 else 1
    while True:
        yield year, first
        first -= step
        if first < 1:
            year, first = year - 1, first + 12
