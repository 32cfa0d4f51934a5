"""Whether the centre is open, at lunch, not open yet, closed or has a day off; and when it opens next."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from peewee import JOIN

from models.base import now
from models.centre import Centre, DatedOpening, Opening, SpecialDay
from models.prepared import prepared

WEEKDAYS_VI = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# "early": before the first opening of a day; "holiday": any day without one.
OPEN, LUNCH, EARLY, CLOSED, HOLIDAY = "open", "lunch", "early", "closed", "holiday"


@dataclass(frozen=True)
class Hours:
    """The centre's state at one moment, whether a number is given then, and when it opens next."""

    moment: datetime
    state: str
    gives_numbers: bool
    opens: datetime | None  # next; None while numbers are given in an open centre, and when no opening is in sight
    closes: datetime | None  # of the stretch that is running
    opened: datetime | None = None  # likewise
    reopens: datetime | None = None  # later on the same day, while such a stretch runs

    @property
    def calls_from(self) -> datetime | None:
        """When calls begin or go on today, in a centre that rests now; None where it is open or done for the day."""
        return self.opens if self.state in (LUNCH, EARLY) else None

    @property
    def opens_vi(self) -> str:
        """ "Thứ Hai 23/11, 07:30", or "13:30" on the same day."""
        return self._opens(WEEKDAYS_VI) or "sẽ thông báo sau"

    @property
    def opens_en(self) -> str:
        """ "Monday 23/11, 07:30", or "13:30" on the same day."""
        return self._opens(WEEKDAYS_EN) or "to be announced"

    def _opens(self, weekdays: tuple[str, ...]) -> str:
        if self.opens is None:
            return ""
        if self.opens.date() == self.moment.date():
            return f"{self.opens:%H:%M}"
        return f"{weekdays[self.opens.weekday()]} {self.opens:%d/%m, %H:%M}"


def stretches(centre: Centre, day: date) -> list[tuple[datetime, datetime]]:
    """The (opens, closes) of one date, in order; empty on a day off. A close at 00:00 means midnight; two that touch
    are one."""
    found: list[tuple[datetime, datetime]] = []
    for opens, closes in _written(centre, day):
        if found and found[-1][1] == opens:
            opens, _ = found.pop()
        found.append((opens, closes))
    return found


def open_between(day: list[tuple[datetime, datetime]], since: datetime, until: datetime) -> timedelta:
    """For how long of that time the centre was open, on a day of these stretches: lunch is no part of it."""
    parts = (min(closes, until) - max(opens, since) for opens, closes in day)
    return sum((part for part in parts if part > timedelta()), timedelta())


def _written(centre: Centre, day: date) -> list[tuple[datetime, datetime]]:
    midnight = datetime.combine(day + timedelta(days=1), time())
    if dated := list(_dated(day, centre.id)):
        return [_on(day, opens, closes, midnight) for opens, closes in dated]
    rows = list(_openings(day, centre.id))
    works = rows[0][3] if rows else None  # None: an ordinary day
    if works is not None and not works:
        return []
    # A Saturday worked in exchange keeps Monday's hours.
    weekday = 0 if works and day.weekday() > 4 else day.weekday()
    return [_on(day, opens, closes, midnight) for of_weekday, opens, closes, _ in rows if of_weekday == weekday]


def _on(day: date, opens: time, closes: time, midnight: datetime) -> tuple[datetime, datetime]:
    return datetime.combine(day, opens), datetime.combine(day, closes) if closes > time() else midnight


@prepared
def _dated(day, centre):
    return (
        DatedOpening.select(DatedOpening.opens, DatedOpening.closes)
        .where(DatedOpening.centre == centre, DatedOpening.date == day)
        .order_by(DatedOpening.opens)
        .tuples()
    )


@prepared
def _openings(day, centre):
    return (
        Opening.select(Opening.weekday, Opening.opens, Opening.closes, SpecialDay.works)
        .join(SpecialDay, JOIN.LEFT_OUTER, on=(SpecialDay.centre == Opening.centre) & (SpecialDay.date == day))
        .where(Opening.centre == centre)
        .order_by(Opening.opens)
        .tuples()
    )


def at(centre: Centre, moment: datetime | None = None) -> Hours:
    """The centre's hours at `moment` (default: now).

    Numbers are given while it is open and, where the centre says so, at lunch; save in the last
    `stop_before_close_minutes` before a time in which none are given.
    """
    moment = moment or now()
    today = stretches(centre, moment.date())
    later = [opens for opens, _ in today if opens > moment]
    for opens, closes in today:
        if opens <= moment < closes:
            again = later[0] if later else None
            goes_on = again and centre.lunch_tickets
            if goes_on or moment < closes - timedelta(minutes=centre.stop_before_close_minutes):
                return Hours(moment, OPEN, True, None, closes, opens, again)
            return Hours(moment, OPEN, False, again or _next_opening(centre, moment.date()), closes, opens, again)
    if later and any(closes <= moment for _, closes in today):
        return Hours(moment, LUNCH, centre.lunch_tickets, later[0], None)
    if later:
        return Hours(moment, EARLY, False, later[0], None)
    return Hours(moment, CLOSED if today else HOLIDAY, False, _next_opening(centre, moment.date()), None)


def _next_opening(centre: Centre, day: date) -> datetime | None:
    for ahead in range(1, 31):
        if found := stretches(centre, day + timedelta(days=ahead)):
            return found[0][0]
    return None
