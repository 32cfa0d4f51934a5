"""How a period went, step by step: what came, what ended, and what was left at each step's end."""

from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from peewee import fn

from figures.counts import Scope
from figures.period import DAY, Period
from figures.satisfaction import FEWEST_RATINGS, SATISFIED
from models.dossier import Dossier
from models.register import Rating

MOST_DAYS, MOST_WEEKS = 45, 60  # steps of a day, of a week; a longer period goes by months
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Step:
    """A day, a week from Monday to Sunday, or a month of the calendar, as far as the period reaches into it."""

    period: Period
    received: int
    finished: int
    pending: int  # at the end of its last day


def course(scope: Scope, carried_over: int) -> list[Step]:
    """The steps of a period up to `scope.as_at`. `carried_over` is what was pending when it began, as counted.

    What is pending follows from what was: plus what came, minus what ended. Two queries, whatever the length.
    """
    came = _by_day(scope.received, Dossier.received_at)
    ended = _by_day(scope.finished, scope.end)
    steps, pending = [], carried_over
    for part in steps_of(Period(scope.period.first, scope.as_at)) if scope.as_at >= scope.period.first else ():
        received, finished = _within(came, part), _within(ended, part)
        pending += received - finished
        steps.append(Step(part, received, finished, pending))
    return steps


def steps_of(period: Period) -> Iterator[Period]:
    """The period cut into days, weeks or months, so that a person can take it in."""
    days = (period.last - period.first).days + 1
    first = period.first
    while first <= period.last:
        if days <= MOST_DAYS:
            over = first + DAY
        elif days <= MOST_WEEKS * 7:
            over = first - first.weekday() * DAY + WEEK
        else:
            over = (first.replace(day=1) + 32 * DAY).replace(day=1)
        yield Period(first, min(over - DAY, period.last))
        first = over


@dataclass(frozen=True)
class Reasons:
    """Why people were not satisfied: how many named which of Rating's chips. None of it from fewer than ten ratings."""

    ratings: int
    unsatisfied: int | None  # levels 1 to 3
    chips: dict[str, int]  # one who names two is in both
    unexplained: int = 0  # unsatisfied, and named none


def reasons(scope: Scope) -> Reasons:
    """The chips of the period's ratings below "hài lòng"."""
    period, rating = scope.period, Rating
    rows = (
        rating.select(rating.level, rating.chips, fn.SUM(rating.votes))
        .where(rating.centre == scope.centre, rating.at >= period.begins, rating.at < period.over)
        .group_by(rating.level, rating.chips)
    )
    chips: Tally[str] = Tally()
    ratings = unsatisfied = unexplained = 0
    for level, words, votes in rows.tuples().execute():
        ratings += votes
        if level < SATISFIED:
            unsatisfied += votes
            unexplained += 0 if words.split() else votes
            chips.update(dict.fromkeys(words.split(), votes))
    if ratings < FEWEST_RATINGS:
        return Reasons(ratings, None, {})
    return Reasons(ratings, unsatisfied, dict(chips.most_common()), unexplained)


def rated_visits(scope: Scope) -> int:
    """How many visits of the period were rated: slips of paper belong to no visit."""
    period, rating = scope.period, Rating
    return (
        rating.select()
        .where(
            rating.centre == scope.centre,
            rating.at >= period.begins,
            rating.at < period.over,
            rating.ticket.is_null(False),
        )
        .count()
    )


def _by_day(chosen: Any, moment: Any) -> dict[date, int]:
    day = fn.DATE(moment, coerce=False)
    rows = chosen(day, fn.COUNT(Dossier.id)).group_by(day)
    return {_day(value): number for value, number in rows.tuples().execute()}


def _day(value: Any) -> date:
    """A computed column's date, which SQLite gives as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _within(days: dict[date, int], part: Period) -> int:
    if part.first == part.last:
        return days.get(part.first, 0)
    length = (part.last - part.first).days + 1
    return sum(days.get(part.first + number * DAY, 0) for number in range(length))
