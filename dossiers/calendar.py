"""Working days and hours, due dates, and what a stopped clock adds to them. All of it is data of the centre.

The days of `Centre.working_weekdays` work, unless a SpecialDay says otherwise (a holiday, a Saturday worked in
exchange). That the hall is open on a Saturday makes no working day of it: departments do not work then.
A due date once promised stays: a change of the calendar tells only in what is added from then on (dossiers.history).
Sources: Nghị định 118/2025/NĐ-CP; Bộ luật Lao động, articles 111 and 112, for holidays and days in lieu.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Self

from models.centre import Centre, Opening, SpecialDay
from models.prepared import prepared

DAY = timedelta(days=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")  # of Centre.working_weekdays
MONDAY_TO_FRIDAY = frozenset(range(5))
OFFICE_HOURS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))  # of a centre that has entered none
SAME_DAY_UNTIL = time(15)  # of a centre that says nothing else

Stretch = tuple[time, time]  # opens, closes; a close at 00:00 is midnight


@dataclass(frozen=True)
class WorkingDays:
    """The days of one centre: which weekdays work, which dates work against their weekday, which rest.

    Counting costs a search in the few special days, never a walk from day to day.
    """

    working: frozenset[date] = frozenset()
    resting: frozenset[date] = frozenset()
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY  # Monday is 0

    @classmethod
    def of(cls, centre: Centre) -> Self:
        """The calendar as the centre has entered it so far."""
        days = list(_special_days(centre.id).execute())
        return cls(
            frozenset(day for day, works in days if works),
            frozenset(day for day, works in days if not works),
            working_weekdays(centre),
        )

    def works(self, day: date) -> bool:
        return day in self.working or (day.weekday() in self.weekdays and day not in self.resting)

    def first_from(self, day: date) -> date:
        """`day` itself if it works, else the next day that does."""
        return day if self.works(day) else self.add(day, 1)

    def add(self, day: date, working_days: int) -> date:
        """The date that lies so many working days after `day`; 0 is `day` itself."""
        if working_days <= 0:
            return day
        before = day.toordinal()
        wanted = self._worked(before) + working_days
        weeks = -(-(working_days + len(self._rests)) // len(self.weekdays))  # never fewer than it takes
        last = min(before + 7 * weeks, date.max.toordinal())
        return date.fromordinal(before + 1 + bisect_left(range(before + 1, last), wanted, key=self._worked))

    def between(self, began_on: date, ended_on: date) -> int:
        """Working days after `began_on` up to `ended_on`: a stop asked for and answered on one day costs none."""
        return max(self._worked(ended_on.toordinal()) - self._worked(began_on.toordinal()), 0)

    def prolong(self, due_on: date | None, stops: Iterable[tuple[date, date]]) -> date | None:
        """The due date D′ after these stops (from, to). Days that two stops share are added once."""
        if due_on is None:
            return None
        stopped, known_to = 0, date.min
        for began_on, ended_on in sorted(stops):
            stopped += self.between(max(began_on, known_to), max(ended_on, known_to))
            known_to = max(ended_on, known_to)
        return self.add(due_on, stopped)

    def _worked(self, ordinal: int) -> int:
        """Working days from the beginning of the calendar to this day, itself included."""
        weeks, days = divmod(ordinal, 7)  # a week from a Monday to a Sunday ends at an ordinal that 7 divides
        ordinary = weeks * len(self.weekdays) + self._before[days]
        return ordinary - bisect_right(self._rests, ordinal) + bisect_right(self._extra, ordinal)

    @cached_property
    def _before(self) -> tuple[int, ...]:
        """How many of a week's first 0 to 6 days work."""
        return tuple(sum(weekday < days for weekday in self.weekdays) for days in range(7))

    @cached_property
    def _rests(self) -> list[int]:
        """Days that rest although their weekday works."""
        rests = self.resting - self.working
        return sorted(day.toordinal() for day in rests if day.weekday() in self.weekdays)

    @cached_property
    def _extra(self) -> list[int]:
        """Days that work although their weekday rests."""
        return sorted(day.toordinal() for day in self.working if day.weekday() not in self.weekdays)


@dataclass(frozen=True)
class WorkingHours:
    """The same with the hours of the day: what comes after closing, and how much work lies between two moments."""

    days: WorkingDays = WorkingDays()
    openings: dict[int, tuple[Stretch, ...]] = field(default_factory=dict)  # by weekday, in order
    same_day_until: time = SAME_DAY_UNTIL

    @classmethod
    def of(cls, centre: Centre) -> Self:
        openings: dict[int, tuple[Stretch, ...]] = {}
        for weekday, opens, closes in _openings(centre.id):
            if closes > opens or closes == time():
                openings[weekday] = (*openings.get(weekday, ()), (opens, closes))
        return cls(WorkingDays.of(centre), openings, same_day_until(centre))

    def stretches(self, day: date) -> list[tuple[datetime, datetime]]:
        """The (begin, end) of each working stretch of a date, lunch between them; empty on a day that does not work.

        A day worked in exchange, or one without hours of its own, has those of the first weekday that works.
        """
        if not self.days.works(day):
            return []
        known = self.openings.get(day.weekday()) if day.weekday() in self.days.weekdays else None
        known = known or next(
            (self.openings[n] for n in sorted(self.days.weekdays) if n in self.openings), OFFICE_HOURS
        )
        midnight = datetime.combine(day + DAY, time())
        return [
            (datetime.combine(day, opens), datetime.combine(day, closes) if closes > time() else midnight)
            for opens, closes in known
        ]

    def counts_from(self, received_at: datetime) -> datetime:
        """When the clock of what was received then begins: at once while work goes on, else when it next does."""
        for begins, ends in self.stretches(received_at.date()):
            if received_at < ends:
                return max(received_at, begins)
        return self.stretches(self.days.add(received_at.date(), 1))[0][0]

    def due_date(self, received_at: datetime, working_days: int) -> date:
        """When what was received then is due; see `due_date`."""
        begins = self.counts_from(received_at)
        late_in_the_day = begins.date() == received_at.date() and received_at.time() >= self.same_day_until
        return self.days.add(begins.date(), 1 if working_days == 0 and late_in_the_day else working_days)

    def minutes_between(self, begun_at: datetime, ended_at: datetime) -> int:
        """Whole working minutes from one moment to another; 0 when the second is not later."""
        day, minutes = begun_at.date(), timedelta()
        while day <= ended_at.date():
            for begins, ends in self.stretches(day):
                minutes += max(min(ends, ended_at) - max(begins, begun_at), timedelta())
            day = self.days.first_from(day + DAY)
        return minutes // timedelta(minutes=1)


def due_date(centre: Centre, received_at: datetime, working_days: int) -> date:
    """When a dossier received at `received_at` is due. 0 working days: the same day; from `same_day_until` on (15:00)
    the next working day.

    What arrives after closing, or on a day off, counts as received on the next working day's morning.
    """
    return WorkingHours.of(centre).due_date(received_at, working_days)


def working_weekdays(centre: Centre) -> frozenset[int]:
    """Monday is 0. A centre that names none works Monday to Friday."""
    named = frozenset(number for number, name in enumerate(WEEKDAYS) if name in centre.working_weekdays.split())
    return named or MONDAY_TO_FRIDAY


def same_day_until(centre: Centre) -> time:
    """From when on what should be answered the same day is due on the next working day."""
    try:
        return time.fromisoformat(centre.same_day_until)
    except ValueError:
        return SAME_DAY_UNTIL


@prepared
def _special_days(centre):
    return SpecialDay.select(SpecialDay.date, SpecialDay.works).where(SpecialDay.centre == centre).tuples()


@prepared
def _openings(centre):
    hours = Opening.select(Opening.weekday, Opening.opens, Opening.closes).where(Opening.centre == centre)
    return hours.order_by(Opening.weekday, Opening.opens).tuples()
