"""How a period lies beside those that were handed in before: day by day, none twice and none left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from figures.named_periods import day_written
from figures.period import DAY, Period


@dataclass(frozen=True)
class Fault:
    """Days that a report tells of twice, or not at all."""

    twice: bool
    days: Period
    sentence: str
    sentence_en: str


def faults(period: Period, handed_in: Iterable[Period]) -> list[Fault]:
    """Days shared with reports that were handed in, and days left out since the last of them.

    A month within a quarter, or a quarter that holds its months, is no fault: only what overlaps in part is.
    """
    others = sorted(set(handed_in), key=lambda one: (one.first, one.last))
    found = [_told_twice(shared) for one in others if (shared := _shared_in_part(period, one))]
    eve = period.first - DAY
    before = [one.last for one in others if one.last < eve]
    if before and not any(one.holds(eve) for one in others):
        found.append(_left_out(Period(max(before) + DAY, eve)))
    return found


def _shared_in_part(one: Period, other: Period) -> Period | None:
    first, last = max(one.first, other.first), min(one.last, other.last)
    if first > last:
        return None
    shared = Period(first, last)
    return None if shared in (one, other) else shared


def _told_twice(days: Period) -> Fault:
    said, many = _said(days), days.days
    return Fault(
        True,
        days,
        f"Kỳ này trùng {many} ngày ({said}) với báo cáo đã xuất.",
        f"This period overlaps {many} day{'s' if many > 1 else ''} ({said}) of a report that was handed in.",
    )


def _left_out(days: Period) -> Fault:
    said, many = _said(days), days.days
    return Fault(
        False,
        days,
        f"Kỳ này bỏ sót {many} ngày ({said}) sau báo cáo đã xuất.",
        f"This period leaves out {many} day{'s' if many > 1 else ''} ({said}) after the last report handed in.",
    )


def _said(days: Period) -> str:
    """ "15/11", "13/11–14/11", with the year where it is not the same."""
    if days.first.year != days.last.year:
        return f"{day_written(days.first)}–{day_written(days.last)}"
    return _short(days.first) if days.days == 1 else f"{_short(days.first)}–{_short(days.last)}"


def _short(day: date) -> str:
    return f"{day.day}/{day.month}"
