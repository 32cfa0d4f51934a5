"""A period of a report: two dates, both included."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from queueing.errors import Invalid

CUT_OFF_DAY = 15  # the reporting month runs from the 15th to the 14th: Nghị định 09/2019/NĐ-CP
LONGEST_YEARS = 10
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)
DAY = timedelta(days=1)


class RangeTooLong(Invalid):
    code = "range_too_long"

    def __init__(self) -> None:
        super().__init__(
            f"Kỳ báo cáo dài nhất là {LONGEST_YEARS} năm. Mời chọn ngày gần nhau hơn.",
            f"A report covers at most {LONGEST_YEARS} years. Choose dates closer together.",
            field="to",
        )


@dataclass(frozen=True)
class Period:
    """From `first` to `last`, both included. Raises Invalid, RangeTooLong."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise Invalid(
                "Ngày bắt đầu sau ngày kết thúc. Mời chọn lại.",
                "The first day is after the last one. Please choose again.",
                field="from",
            )
        if self.last.year - self.first.year > LONGEST_YEARS or self.first <= _years_before(self.last):
            raise RangeTooLong
        if self.first < EARLIEST or self.last > LATEST:
            raise Invalid(
                "Mời chọn ngày trong khoảng 01/01/2000–01/01/2200.",
                "Choose dates between 01/01/2000 and 01/01/2200.",
                field="from" if self.first < EARLIEST else "to",
            )

    @classmethod
    def running(cls, today: date) -> Self:
        """The reporting month that `today` lies in, so far."""
        begun = today.replace(day=CUT_OFF_DAY)
        if begun > today:
            begun = (begun.replace(day=1) - DAY).replace(day=CUT_OFF_DAY)
        return cls(begun, today)

    @property
    def begins(self) -> datetime:
        """The first moment that belongs to it."""
        return datetime.combine(self.first, time())

    @property
    def over(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + DAY, time())

    def as_at(self, today: date) -> date:
        """The day of which it is told: its last, or `today` while that is still to come."""
        return min(self.last, today)

    @property
    def eve(self) -> "Period":
        """The one day before it, whose pending dossiers are this period's carried-over ones."""
        return Period(self.first - DAY, self.first - DAY)

    @property
    def said(self) -> str:
        """ "15/03/2026–14/06/2026"."""
        return f"{self.first:%d/%m/%Y}–{self.last:%d/%m/%Y}"


def _years_before(day: date) -> date:
    if day.year <= LONGEST_YEARS:
        return date.min
    try:
        return day.replace(year=day.year - LONGEST_YEARS)
    except ValueError:  # 29 February
        return day.replace(year=day.year - LONGEST_YEARS, day=28)


def presets(today: date) -> list[tuple[str, Period]]:
    """(name, period) to choose from: the running reporting month, quarter and year, and the ones before."""
    month = Period.running(today)
    quarter = Period(_begin(month.first, 3), today)
    year = Period(_begin(month.first, 12), today)
    return [
        ("month", month),
        ("last_month", _before(month, 1)),
        ("quarter", quarter),
        ("last_quarter", _before(quarter, 3)),
        ("year", year),
    ]


def _begin(month: date, months: int) -> date:
    """The first day of the stretch of so many reporting months, counted from 15 December, that holds this month."""
    since_december = month.month % 12
    return _months_before(month, since_december % months)


def _before(period: Period, months: int) -> Period:
    return Period(_months_before(period.first, months), period.first - DAY)


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return day.replace(year=year, month=month + 1)
