"""The centre's calendar is kept here: holidays, days worked in exchange, the week, and until when "the same day" holds.

A change never moves a due date that was promised: the date on the receipt is what the citizen was told. It tells in
dossiers received from now on, and in what stops that end from now on add. A year's holidays may be pasted, a line each.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

import events
from dossiers.calendar import DAY, WEEKDAYS
from dossiers.deadlines import Watch
from models.base import unit_of_work
from models.centre import Centre, DatedOpening, SpecialDay
from queueing.errors import Conflict, Invalid, NotFound

EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)
LONGEST_NAME, LONGEST_SPAN, MOST_LINES = 80, timedelta(days=31), 100
SWAPPED = ("làm bù", "đi làm", "làm việc bù", "+")  # begin the name of a day that is worked in exchange
LINE = re.compile(
    r"\s*(?P<first>\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?)"
    r"(?:\s*(?:-|–|—|đến)\s*(?P<last>\d{1,2}[/.-]\d{1,2}[/.-]\d{4}))?"
    r"[\s:;,|–—-]*(?P<name>.*)"
)


@dataclass(frozen=True)
class Changed:
    """What a change did: days that are new, that were there otherwise, and that were there already."""

    added: int
    replaced: int
    unchanged: int
    days: tuple[date, ...]  # the first two kinds


def special_days(centre: Centre, year: int) -> list[SpecialDay]:
    """Those of a year, in order."""
    within = SpecialDay.date.between(date(year, 1, 1), date(year, 12, 31))
    return list(SpecialDay.select().where(SpecialDay.centre == centre, within).order_by(SpecialDay.date))


def add(centre: Centre, day: date, name: str, works: bool) -> SpecialDay:
    """A holiday, or a day worked in exchange. Raises Invalid, and Conflict `day_known` for a date that is there."""
    _check_day(day)
    with unit_of_work(centre.id):
        if (known := SpecialDay.get_or_none(SpecialDay.centre == centre, SpecialDay.date == day)) is not None:
            raise Conflict(
                f"Ngày {day:%d/%m/%Y} đã có trong lịch: {known.name}. Mời xóa dòng đó trước.",
                f"{day:%d/%m/%Y} is in the calendar already: {known.name}. Remove that line first.",
                code="day_known",
                field="date",
            )
        row = SpecialDay.create(centre=centre, date=day, name=name, works=works)
        _forget_hours(centre, [] if works else [day])
    events.announce(events.SettingsChanged(centre.id))
    return row


def _forget_hours(centre: Centre, days_off: list[date]) -> None:
    """Hours that a date was given before it became a day off hold no longer; given after, they do."""
    DatedOpening.delete().where(DatedOpening.centre == centre, DatedOpening.date.in_(days_off)).execute()


def remove(centre: Centre, day: date) -> None:
    """The date is an ordinary one again. Raises NotFound."""
    with unit_of_work(centre.id):
        gone = SpecialDay.delete().where(SpecialDay.centre == centre, SpecialDay.date == day).execute()
    if not gone:
        raise NotFound(
            "Ngày này không còn trong lịch. Mời tải lại trang.",
            "This day is no longer in the calendar. Please reload the page.",
        )
    events.announce(events.SettingsChanged(centre.id))


def paste(centre: Centre, text: str) -> Changed:
    """Take in days a line each, all or none: "02/09/2026 Quốc khánh", "16/02–20/02/2026 Tết Nguyên đán",
    "22/08/2026 làm bù cho 31/8". A date that is there is replaced. Raises Invalid, with the line named."""
    told = dict(read(text))
    if not told:
        raise Invalid(
            "Chưa có dòng nào. Mỗi dòng một ngày, ví dụ: 02/09/2026 Quốc khánh.",
            "There is no line. One day a line, such as: 02/09/2026 Quốc khánh.",
            field="text",
        )
    with unit_of_work(centre.id):
        known = {
            row.date: row
            for row in SpecialDay.select().where(SpecialDay.centre == centre, SpecialDay.date.in_(list(told)))
        }
        unchanged = [day for day, said in told.items() if day in known and (known[day].name, known[day].works) == said]
        for day, (name, works) in told.items():
            if day not in known:
                SpecialDay.create(centre=centre, date=day, name=name, works=works)
            elif day not in unchanged:
                SpecialDay.update(name=name, works=works).where(SpecialDay.id == known[day].id).execute()
        changed = tuple(sorted(set(told) - set(unchanged)))
        _forget_hours(centre, [day for day in changed if not told[day][1]])
    if changed:
        events.announce(events.SettingsChanged(centre.id))
    replaced = sum(day in known for day in changed)
    return Changed(len(changed) - replaced, replaced, len(unchanged), changed)


def read(text: str) -> Iterator[tuple[date, tuple[str, bool]]]:
    """(date, (name, works)) of each day in the lines. Raises Invalid, with the line named."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        raise Invalid(
            f"Tối đa {MOST_LINES} dòng một lần. Mời dán từng phần.",
            f"At most {MOST_LINES} lines at once. Paste them in parts.",
            field="text",
        )
    for number, line in lines:
        match = LINE.fullmatch(line)
        first, last = _span(match["first"], match["last"]) if match else (None, None)
        name = " ".join(match["name"].split()) if match else ""
        if first is None or last is None or not first <= last <= first + LONGEST_SPAN or not name:
            raise Invalid(
                f"Dòng {number} chưa đọc được: “{line.strip()[:60]}”. Viết như: 02/09/2026 Quốc khánh.",
                f"Line {number} cannot be read: “{line.strip()[:60]}”. Write it as: 02/09/2026 Quốc khánh.",
                field="text",
            )
        _check_day(first)
        _check_day(last)
        works = name.casefold().startswith(SWAPPED)
        name = name.removeprefix("+").strip()[:LONGEST_NAME] or "Làm bù"
        name = name[0].upper() + name[1:]
        for ahead in range((last - first).days + 1):
            yield first + ahead * DAY, (name, works)


def set_week(centre: Centre, weekdays: Iterable[int], same_day_until: time) -> None:
    """Which weekdays work (Monday is 0), and from when on the same day means the next. Raises Invalid."""
    names = [name for number, name in enumerate(WEEKDAYS) if number in set(weekdays)]
    if not names:
        raise Invalid(
            "Mời chọn ít nhất một ngày làm việc trong tuần.", "Choose at least one working weekday.", field="weekdays"
        )
    with unit_of_work(centre.id):
        Centre.update(working_weekdays=" ".join(names), same_day_until=f"{same_day_until:%H:%M}").where(
            Centre.id == centre.id
        ).execute()
    events.announce(events.SettingsChanged(centre.id))


def promised_for_days_off(watch: Watch, days: Iterable[date]) -> dict[date, int]:
    """Of these dates those on which nobody works although pending dossiers are promised for them: how many each."""
    promised = watch.promised()
    return {day: promised[day] for day in days if promised.get(day) and not watch.days.works(day)}


def months_of(year: int) -> list[list[list[date | None]]]:
    """Twelve months of weeks of seven places, Monday first; None where the month has no day."""
    months = []
    for month in range(1, 13):
        first = date(year, month, 1)
        after = date(year + month // 12, month % 12 + 1, 1)
        places: list[date | None] = [None] * first.weekday()
        places += [first + ahead * DAY for ahead in range((after - first).days)]
        places += [None] * (-len(places) % 7)
        months.append([places[start : start + 7] for start in range(0, len(places), 7)])
    return months


def _span(first: str, last: str | None) -> tuple[date | None, date | None]:
    ends = re.split(r"[/.-]", last) if last else None
    begins = re.split(r"[/.-]", first)
    if len(begins) == 2 and ends:
        begins = [*begins, ends[2]]  # "16/02–20/02/2026"
    begun = _date(begins)
    return begun, _date(ends) if ends else begun


def _date(parts: list[str]) -> date | None:
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    except (ValueError, IndexError):
        return None


def _check_day(day: date) -> None:
    if not EARLIEST <= day <= LATEST:
        raise Invalid("Mời chọn ngày trong khoảng 2000–2199.", "Choose a date from 2000 to 2199.", field="date")
