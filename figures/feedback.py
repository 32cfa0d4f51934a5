"""Feedback and petitions (phản ánh, kiến nghị): their clocks, and what a period comes to. Reads, never writes.

The clocks run in working days. Source: Quyết định 766/QĐ-TTg, group 5, as the national portal applies it.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from dossiers.calendar import WorkingDays
from figures.period import Period
from models.base import today
from models.centre import Centre
from models.register import Feedback

ANSWER_DAYS, REFUSE_DAYS, ASK_DAYS, PUBLISH_DAYS = 15, 2, 5, 2  # from receipt; publishing from the answer


@dataclass(frozen=True)
class Clocks:
    """By which day each act on one feedback is due; publishing only once it is answered."""

    answer_by: date
    refuse_by: date
    ask_by: date
    publish_by: date | None


def answer_by(received_on: date, days: WorkingDays) -> date:
    """The day by which feedback received on that day must be answered: stored with it as `due_on`."""
    return days.add(received_on, ANSWER_DAYS)


def clocks(row: Feedback, days: WorkingDays) -> Clocks:
    """The four clocks of one feedback."""
    published = row.state != Feedback.REFUSED and row.answered_on is not None
    return Clocks(
        answer_by=row.due_on,
        refuse_by=days.add(row.received_on, REFUSE_DAYS),
        ask_by=days.add(row.received_on, ASK_DAYS),
        publish_by=days.add(row.answered_on, PUBLISH_DAYS) if published else None,  # type: ignore[arg-type]
    )


def state_at(row: Feedback, day: date) -> str:
    """Where a feedback stood at the end of a day, so that a past period is told as it was."""
    if row.answered_on is None or row.answered_on > day:
        return Feedback.VERIFYING
    if row.state == Feedback.REFUSED:
        return Feedback.REFUSED
    return Feedback.PUBLISHED if row.published_on is not None and row.published_on <= day else Feedback.ANSWERED


def is_in_time(row: Feedback, day: date, days: WorkingDays) -> bool:
    """Whether it was ended in time or, still open at the end of that day, may still be: due today is in time."""
    state = state_at(row, day)
    if state == Feedback.VERIFYING:
        return day <= row.due_on
    by = days.add(row.received_on, REFUSE_DAYS) if state == Feedback.REFUSED else row.due_on
    return row.answered_on <= by  # type: ignore[operator]  # it is ended: it has that day


@dataclass(frozen=True)
class FeedbackCell:
    """So many pieces of feedback that agree in all of this. `source`, `state`: of models.register.Feedback."""

    source: str
    field_id: int | None
    state: str
    in_time: bool
    carried_over: bool  # received before the period and then still open
    count: int


@dataclass(frozen=True)
class FeedbackCounts:
    """Feedback of a period as it stood at the end of `as_at`: received in it, or carried over into it.

    `asked_late` and `published_late`: how many of them were asked about, or made public, after their clock.
    """

    as_at: date
    cells: tuple[FeedbackCell, ...]
    asked_late: int
    published_late: int

    def count(self, **having: object) -> int:
        """How many have these values: `count(source="portal", in_time=False)`; without any, all."""
        return sum(
            cell.count for cell in self.cells if all(getattr(cell, name) == value for name, value in having.items())
        )

    @property
    def received(self) -> int:
        """Received in the period."""
        return self.count(carried_over=False)

    @property
    def carried_over(self) -> int:
        return self.count(carried_over=True)

    @property
    def total(self) -> int:
        return self.count()

    @property
    def answered(self) -> int:
        """Answered, made public or not."""
        return self.count(state=Feedback.ANSWERED) + self.count(state=Feedback.PUBLISHED)

    @property
    def refused(self) -> int:
        return self.count(state=Feedback.REFUSED)

    @property
    def open(self) -> int:
        """Still being looked into (đang xác minh)."""
        return self.count(state=Feedback.VERIFYING)

    @property
    def open_late(self) -> int:
        return self.count(state=Feedback.VERIFYING, in_time=False)

    @property
    def open_in_time(self) -> int:
        """Still being looked into, and may be."""
        return self.count(state=Feedback.VERIFYING, in_time=True)

    @property
    def ended_in_time(self) -> int:
        """Answered or refused in time."""
        return self.count(in_time=True) - self.open_in_time

    @property
    def due(self) -> int:
        """Whose clock has run: all but those that are open in time."""
        return self.total - self.open_in_time

    def in_time(self, base: str, **having: object) -> tuple[int, int]:
        """feedback_on_time_rate: (ended in time, of how many). `base`: "in_period", all that was received in it, or
        "due", all whose clock has run, carried over or not."""
        if base == "in_period":
            having = having | {"carried_over": False}
        still = self.count(state=Feedback.VERIFYING, **{"in_time": True, **having})
        ended = self.count(**{"in_time": True, **having}) - still
        return ended, self.count(**having) - (0 if base == "in_period" else still)

    @property
    def ended_late(self) -> int:
        return self.count(in_time=False) - self.open_late


def feedback_counts(centre: Centre, period: Period) -> FeedbackCounts:
    """Feedback by source, field, state and whether in time."""
    days, as_at = WorkingDays.of(centre), period.as_at(today())
    open_before = Feedback.answered_on.is_null() | (Feedback.answered_on >= period.first)
    rows = list(
        Feedback.select().where(
            Feedback.centre == centre,
            Feedback.received_on <= period.last,
            (Feedback.received_on >= period.first) | open_before,
        )
    )
    cells = Counter(
        (row.source, row.field_id, state_at(row, as_at), is_in_time(row, as_at, days), row.received_on < period.first)
        for row in rows
    )
    return FeedbackCounts(
        as_at=as_at,
        cells=tuple(FeedbackCell(*cell, count=count) for cell, count in cells.items()),
        asked_late=sum(_after(row.asked_on, clocks(row, days).ask_by, as_at) for row in rows),
        published_late=sum(_after(row.published_on, clocks(row, days).publish_by, as_at) for row in rows),
    )


def _after(done_on: date | None, by: date | None, as_at: date) -> bool:
    return done_on is not None and by is not None and by < done_on <= as_at
