"""Working days, due dates, and what a stopped clock adds to them.

A working day is Monday to Friday, unless the centre's special days say otherwise (a holiday, a Saturday worked in
exchange). Source: Nghị định 118/2025/NĐ-CP; the rule of 15:00 holds for procedures answered within the day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from models.centre import Centre, SpecialDay
from queueing import hours

SAME_DAY_UNTIL = time(15, 0)
DAY = timedelta(days=1)
LONGEST_REST = 60  # days without work in a row before the calendar is taken to be wrong


@dataclass(frozen=True)
class WorkingDays:
    """The days of one centre: which dates work against their weekday, which rest."""

    working: frozenset[date] = frozenset()
    resting: frozenset[date] = frozenset()

    @classmethod
    def of(cls, centre: Centre) -> Self:
        """The calendar as the centre has entered it so far."""
        dates = SpecialDay.select(SpecialDay.date, SpecialDay.works).where(SpecialDay.centre == centre)
        days = list(dates.tuples().execute())
        return cls(frozenset(day for day, works in days if works), frozenset(day for day, works in days if not works))

    def works(self, day: date) -> bool:
        return day in self.working or (day.weekday() < 5 and day not in self.resting)

    def first_from(self, day: date) -> date:
        """`day` itself if it works, else the next day that does."""
        for ahead in range(LONGEST_REST):
            if self.works(day + ahead * DAY):
                return day + ahead * DAY
        return day

    def add(self, day: date, working_days: int) -> date:
        """The date that lies so many working days after `day`; 0 is `day` itself."""
        for _ in range(working_days):
            day = self.first_from(day + DAY)
        return day

    def between(self, began_on: date, ended_on: date) -> int:
        """Working days after `began_on` up to `ended_on`: a stop asked for and answered on one day costs none."""
        return sum(self.works(began_on + ahead * DAY) for ahead in range(1, (ended_on - began_on).days + 1))

    def prolong(self, due_on: date | None, stops: Iterable[tuple[date, date]]) -> date | None:
        """The due date D′ after these stops (from, to). Days that two stops share are added once."""
        if due_on is None:
            return None
        stopped = {
            began_on + ahead * DAY for began_on, ended_on in stops for ahead in range(1, (ended_on - began_on).days + 1)
        }
        return self.add(due_on, sum(self.works(day) for day in stopped))


def due_date(centre: Centre, received_at: datetime, working_days: int) -> date:
    """When a dossier received at `received_at` is due. 0 working days: the same day, after 15:00 the next working day.

    What arrives after closing, or on a day off, counts as received on the next working day's morning.
    """
    days, received_on = WorkingDays.of(centre), received_at.date()
    if not days.works(received_on) or _after_closing(centre, received_at):
        received_on = days.first_from(received_on + DAY)
    elif working_days == 0 and received_at.time() >= SAME_DAY_UNTIL:
        return days.add(received_on, 1)
    return days.add(received_on, working_days)


def _after_closing(centre: Centre, moment: datetime) -> bool:
    stretches = hours.stretches(centre, moment.date())
    return bool(stretches) and moment >= stretches[-1][1]
