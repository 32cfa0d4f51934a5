"""Which lines of a register are shown: those of a period, newest first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import ModelSelect, fn

from figures.period import Period
from figures.typed_totals import PREFIX
from models.centre import Centre, Field, Officer
from models.register import Feedback, HomeVisit, Incident, Rating
from models.report import EnteredFigure

A_PAGE = 50


@dataclass(frozen=True)
class Slice:
    """One page of a list."""

    rows: Sequence
    number: int
    pages: int
    total: int


def cut(query: "ModelSelect[Any]", number: int) -> Slice:
    """The page of that number; the last one when there are fewer."""
    total = query.count()
    pages = max(1, -(-total // A_PAGE))
    number = min(number, pages)
    return Slice(list(query.paginate(number, A_PAGE)), number, pages, total)


def feedback(centre: Centre, period: Period) -> "ModelSelect[Feedback]":
    """Received in the period."""
    return (
        Feedback.select(Feedback, Field)
        .left_outer_join(Field)
        .where(Feedback.centre == centre, Feedback.received_on.between(period.first, period.last))
        .order_by(Feedback.received_on.desc(), Feedback.id.desc())
    )


def open_elsewhere(centre: Centre, period: Period) -> tuple[int, date | None]:
    """How much feedback outside the period is still open, and the day the oldest was received."""
    count, oldest = (
        Feedback.select(fn.COUNT(Feedback.id), fn.MIN(Feedback.received_on))
        .where(
            Feedback.centre == centre,
            Feedback.state == Feedback.VERIFYING,
            ~Feedback.received_on.between(period.first, period.last),
        )
        .scalar(as_tuple=True)
    )
    return count, oldest


def slips(centre: Centre, period: Period) -> "ModelSelect[Rating]":
    """(day at noon, field id or None, how many slips) for each count that was typed in; never a level."""
    return (
        Rating.select(Rating.at, Rating.field, fn.SUM(Rating.votes))
        .where(
            Rating.centre == centre,
            Rating.channel == Rating.PAPER,
            Rating.at >= period.begins,
            Rating.at < period.over,
        )
        .group_by(Rating.at, Rating.field)
        .order_by(Rating.at.desc(), Rating.field)
        .tuples()
    )


def incidents(centre: Centre, period: Period) -> "ModelSelect[Incident]":
    """Those that touch the period."""
    return (
        Incident.select()
        .where(
            Incident.centre == centre,
            Incident.began_at < period.over,
            Incident.ended_at.is_null() | (Incident.ended_at >= period.begins),
        )
        .order_by(Incident.began_at.desc(), Incident.id.desc())
    )


def running(centre: Centre) -> list[Incident]:
    """Incidents that last, the oldest first."""
    rows = Incident.select().where(Incident.centre == centre, Incident.ended_at.is_null())
    return list(rows.order_by(Incident.began_at))


def systems(centre: Centre) -> list[str]:
    """The names of systems that have failed before, most often first."""
    rows = Incident.select(Incident.system).where(Incident.centre == centre).group_by(Incident.system)
    return [row.system for row in rows.order_by(fn.COUNT(Incident.id).desc(), Incident.system).limit(20)]


def visits(centre: Centre, period: Period) -> "ModelSelect[HomeVisit]":
    """Planned for a day of the period."""
    return (
        HomeVisit.select(HomeVisit, Field)
        .left_outer_join(Field)
        .where(HomeVisit.centre == centre, HomeVisit.planned_on.between(period.first, period.last))
        .order_by(HomeVisit.planned_on.desc(), HomeVisit.id.desc())
    )


def planned_elsewhere(centre: Centre, period: Period) -> tuple[int, date | None, date | None]:
    """How many planned visits lie outside the period, and the first and last of their days."""
    return (
        HomeVisit.select(fn.COUNT(HomeVisit.id), fn.MIN(HomeVisit.planned_on), fn.MAX(HomeVisit.planned_on))
        .where(
            HomeVisit.centre == centre,
            HomeVisit.state == HomeVisit.PLANNED,
            ~HomeVisit.planned_on.between(period.first, period.last),
        )
        .scalar(as_tuple=True)
    )


def entered(centre: Centre, period: Period) -> "ModelSelect[EnteredFigure]":
    """Figures typed in for a period that touches this one."""
    return (
        EnteredFigure.select(EnteredFigure, Field, Officer)
        .left_outer_join(Field)
        .switch(EnteredFigure)
        .left_outer_join(Officer)
        .where(
            EnteredFigure.centre == centre,
            EnteredFigure.first <= period.last,
            EnteredFigure.last >= period.first,
            ~EnteredFigure.key.startswith(PREFIX),
        )
        .order_by(EnteredFigure.last.desc(), EnteredFigure.key, EnteredFigure.id)
    )
