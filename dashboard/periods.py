"""The periods a director chooses from, and the one that a period is held against."""

from datetime import date

from figures.period import DAY, Period
from figures.period_choices import Choice, of_now
from queueing.errors import Invalid

N_ = str  # marks a sentence for pybabel, which knows this name
BEFORE, YEAR, PLAN = "before", "year", "plan"
COMPARISONS = {BEFORE: N_("Kỳ trước"), YEAR: N_("Cùng kỳ năm trước"), PLAN: N_("Kế hoạch")}


def choices(today: date, cut_off: int) -> list[Choice]:
    """The usual periods that have begun, each once. `cut_off`: the day a reporting month begins."""
    begun = {one.period: one for one in reversed(of_now(today, cut_off)) if one.period.first <= today}
    return list(reversed(begun.values()))


def compared(period: Period, how: str, today: date) -> Period | None:
    """What a period is held against; None for the plan, and where nothing is kept that long.

    One of whole months is held against as many months before it, any other against as many days; or else against the
    same days of the year before. One that still goes on is held against the same stretch, as far as it has come.
    """
    if how == PLAN:
        return None
    months = 12 if how == YEAR else _whole_months(period)
    so_far = period.as_at(today) if period.first <= today else period.last
    try:
        if not months:
            length = period.last - period.first + DAY
            return Period(period.first - length, so_far - length)
        if so_far == period.last and _whole_months(period):
            return Period(_shifted(period.first, -months), _shifted(period.last + DAY, -months) - DAY)
        before = period.first - DAY
        last = _shifted(so_far, -months)
        return Period(_shifted(period.first, -months), last if how == YEAR else min(last, before))
    except (Invalid, ValueError):
        return None


def _whole_months(period: Period) -> int:
    """How many months it consists of, from a day of one to the day before that day of another; else 0."""
    first, after = period.first, period.last + DAY
    return (after.year - first.year) * 12 + after.month - first.month if after.day == first.day else 0


def _shifted(day: date, months: int) -> date:
    """The same day so many months on; the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year, month + 1, 1) + 31 * DAY).replace(day=1) - DAY
    return last.replace(day=min(day.day, last.day))
