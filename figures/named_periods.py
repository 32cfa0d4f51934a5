"""The periods that reports are made for, and what they are called: months, quarters, years from any cut-off day.

With cut-off day 15 the month of June runs from 15 May to 14 June and the year from 15 December to 14 December, as
Nghị định 09/2019/NĐ-CP has it; with cut-off day 1 they are those of the calendar. Both days are included.
"""

from collections.abc import Iterator
from datetime import date

from figures.period import CUT_OFF_DAY, DAY, Period

MONTHS = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12}  # kind → how many reporting months
ROMAN = ("I", "II", "III", "IV")


def months(year: int, first: int, count: int = 1, cut_off: int = CUT_OFF_DAY) -> Period:
    """So many reporting months from the `first` (1 to 12) of a reporting year. Raises Invalid."""
    return Period(_begin(year, first, cut_off), _begin(year, first + count, cut_off) - DAY)


def month(year: int, number: int, cut_off: int = CUT_OFF_DAY) -> Period:
    """Reporting month 6 of 2026: 15/5/2026–14/6/2026."""
    return months(year, number, 1, cut_off)


def quarter(year: int, number: int, cut_off: int = CUT_OFF_DAY) -> Period:
    """Quarter 1 to 4; the first of 2026: 15/12/2025–14/3/2026."""
    return months(year, 3 * number - 2, 3, cut_off)


def half(year: int, number: int, cut_off: int = CUT_OFF_DAY) -> Period:
    """The first or second half of a reporting year."""
    return months(year, 6 * number - 5, 6, cut_off)


def nine_months(year: int, cut_off: int = CUT_OFF_DAY) -> Period:
    return months(year, 1, 9, cut_off)


def whole_year(year: int, cut_off: int = CUT_OFF_DAY) -> Period:
    return months(year, 1, 12, cut_off)


def cumulative(year: int, number: int, cut_off: int = CUT_OFF_DAY) -> Period:
    """From the beginning of a reporting year to the end of its month `number`."""
    return months(year, 1, number, cut_off)


def renamed(period: Period, was: int, cut_off: int) -> Period:
    """The period that has the same name under another cut-off day; as it is where it has no name under `was`."""
    span = _span(period, was)
    return months(*span, cut_off) if span else period


def week(day: date) -> Period:
    """Monday to Sunday."""
    monday = day - day.weekday() * DAY
    return Period(monday, monday + 6 * DAY)


def month_of(day: date, cut_off: int = CUT_OFF_DAY) -> tuple[int, int]:
    """(reporting year, month) that a day lies in: 20/12/2025 → (2026, 1)."""
    ahead = cut_off > 1 and day.day >= cut_off
    year, number = divmod(day.year * 12 + day.month - 1 + ahead, 12)
    return year, number + 1


def months_of(period: Period, cut_off: int = CUT_OFF_DAY) -> list[Period]:
    """The reporting months that a period is made of, in order; none when it does not begin and end with one."""
    span = _span(period, cut_off)
    return [month(year, number, cut_off) for year, number in _each(*span)] if span else []


def kind_of(period: Period, cut_off: int = CUT_OFF_DAY) -> str:
    """One of MONTHS, or cumulative, week, day, free."""
    if span := _span(period, cut_off):
        _, first, count = span
        for kind, size in MONTHS.items():
            if count == size and (first - 1) % size == 0:
                return kind
        if first == 1 and count < 12:
            return "cumulative"
    if period.days == 1:
        return "day"
    return "week" if period == week(period.first) else "free"


def name(period: Period, cut_off: int = CUT_OFF_DAY, lang: str = "vi") -> str:
    """ "Quý II/2026", "Tháng báo cáo 6/2026", "4 tháng đầu năm 2026"; two days where it has no name of its own. A month
    of the calendar is just "Tháng 6/2026"."""
    return _english(period, cut_off) if lang == "en" else _vietnamese(period, cut_off)


def full_name(period: Period, cut_off: int = CUT_OFF_DAY, lang: str = "vi") -> str:
    """ "Tháng báo cáo 11/2026: 15/10–14/11"; with its years where the name does not say them of both days."""
    called = name(period, cut_off, lang)
    if kind_of(period, cut_off) in ("day", "free"):
        return called
    first, last = period.first, period.last
    if first.year == last.year and called.endswith(str(last.year)):
        return f"{called}: {first.day}/{first.month}–{last.day}/{last.month}"
    return f"{called}: {written(period)}"


def written(period: Period) -> str:
    """ "15/3/2026–14/6/2026", as in a Vietnamese sentence."""
    return f"{day_written(period.first)}–{day_written(period.last)}"


def day_written(day: date) -> str:
    """ "5/3/2026"."""
    return f"{day.day}/{day.month}/{day.year}"


def _begin(year: int, number: int, cut_off: int) -> date:
    """The first day of reporting month `number` of a year; 13 is the first of the next."""
    years, place = divmod(year * 12 + number - 1 - (cut_off > 1), 12)
    return date(years, place + 1, cut_off)


def _span(period: Period, cut_off: int) -> tuple[int, int, int] | None:
    """(year, first month, number of months) of whole reporting months; None when it is not made of them."""
    after = period.last + DAY
    if period.first.day != cut_off or after.day != cut_off:
        return None
    year, first = month_of(period.first, cut_off)
    end, over = month_of(after, cut_off)
    return year, first, (end - year) * 12 + over - first


def _each(year: int, first: int, count: int) -> Iterator[tuple[int, int]]:
    for number in range(first - 1, first - 1 + count):
        yield year + number // 12, number % 12 + 1


def _vietnamese(period: Period, cut_off: int) -> str:
    kind, span = kind_of(period, cut_off), _span(period, cut_off)
    if kind == "day":
        return f"Ngày {day_written(period.first)}"
    if kind == "week":
        return f"Tuần {period.first.isocalendar().week}/{period.first.isocalendar().year}"
    if kind == "free" or span is None:
        return f"Từ ngày {day_written(period.first)} đến hết ngày {day_written(period.last)}"
    year, first, count = span
    return {
        "month": f"Tháng {'báo cáo ' if cut_off > 1 else ''}{first}/{year}",
        "quarter": f"Quý {ROMAN[(first - 1) // 3 % 4]}/{year}",
        "half": f"6 tháng {'đầu' if first == 1 else 'cuối'} năm {year}",
        "year": f"Năm {year}",
    }.get(kind, f"{count} tháng đầu năm {year}")


def _english(period: Period, cut_off: int) -> str:
    kind, span = kind_of(period, cut_off), _span(period, cut_off)
    if kind == "day":
        return day_written(period.first)
    if kind == "week":
        return f"Week {period.first.isocalendar().week} of {period.first.isocalendar().year}"
    if kind == "free" or span is None:
        return f"{day_written(period.first)} to {day_written(period.last)}"
    year, first, count = span
    return {
        "month": f"{'Reporting month' if cut_off > 1 else 'Month'} {first}/{year}",
        "quarter": f"Quarter {ROMAN[(first - 1) // 3 % 4]}/{year}",
        "half": f"{'First' if first == 1 else 'Second'} half of {year}",
        "year": f"Year {year}",
    }.get(kind, f"First {count} months of {year}")
