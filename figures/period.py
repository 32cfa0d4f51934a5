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
    def between(cls, first: date, last: date, to_inclusive: bool = True) -> Self:
        """As a profile reads two dates: without `to_inclusive` the last day named is the first that no longer counts.
        Raises Invalid, RangeTooLong."""
        if not to_inclusive and first == last:
            raise Invalid(
                "Kỳ này không có ngày nào, vì mẫu báo cáo không tính ngày cuối. Mời chọn ngày cuối muộn hơn.",
                "There is no day in it, since the profile leaves out the last day. Choose a later one.",
                field="to",
            )
        return cls(first, last if to_inclusive or first > last else last - DAY)

    @classmethod
    def longest(cls, last: date) -> Self:
        """The longest one that ends on this day. Raises Invalid."""
        return cls(max(_years_before(last) + DAY, EARLIEST), last)

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
    def said(self) -> str:
        """ "15/03/2026–14/06/2026"."""
        return f"{self.first:%d/%m/%Y}–{self.last:%d/%m/%Y}"

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        """Whether a day belongs to it."""
        return self.first <= day <= self.last


def _years_before(day: date) -> date:
    if day.year <= LONGEST_YEARS:
        return date.min
    try:
        return day.replace(year=day.year - LONGEST_YEARS)
    except ValueError:  # 29 February
        return day.replace(year=day.year - LONGEST_YEARS, day=28)
