"""What the registers say of a period: incidents, home visits, guide-desk reasons, figures that were typed in, and
targets. Feedback and ratings have files of their own. Reads, never writes.
"""

import collections
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from peewee import fn

from figures.period import Period
from figures.rates import HUNDRED, counted, rate
from figures.typed_totals import PREFIX
from models.centre import Centre, Officer
from models.register import GuideReason, HomeVisit, Incident
from models.report import EnteredFigure, Target

NAMED = ("hệ thống", "cổng", "csdl", "cơ sở dữ liệu", "phần mềm", "đường truyền", "mạng", "trang", "ứng dụng", "vneid")


@dataclass(frozen=True)
class IncidentNote:
    """An outside system that did not work for a while, as the footnote of a report says it."""

    system: str
    began_at: datetime
    ended_at: datetime | None  # None: it still does not
    dossiers: int | None
    sentence: str


def incidents(centre: Centre, period: Period) -> list[IncidentNote]:
    """Those that touch the period, in the order they began."""
    rows = (
        Incident.select()
        .where(
            Incident.centre == centre,
            Incident.began_at < period.over,
            Incident.ended_at.is_null() | (Incident.ended_at >= period.begins),
        )
        .order_by(Incident.began_at, Incident.id)
    )
    return [IncidentNote(row.system, row.began_at, row.ended_at, row.dossiers, sentence_of(row)) for row in rows]


def sentence_of(row: Incident) -> str:
    """ "Từ 08:10 đến 10:30 ngày 12/5/2026 hệ thống VNPAY không truy cập được, ảnh hưởng 12 hồ sơ." """
    began, ended = row.began_at, row.ended_at
    if ended is None:
        when = f"Từ {began:%H:%M} ngày {written(began)} đến nay"
    elif ended.date() == began.date():
        when = f"Từ {began:%H:%M} đến {ended:%H:%M} ngày {written(began)}"
    else:
        when = f"Từ {began:%H:%M} ngày {written(began)} đến {ended:%H:%M} ngày {written(ended)}"
    named = row.system.casefold().startswith(NAMED)
    name = row.system if named else f"hệ thống {row.system}"
    if name.startswith("Hệ thống"):
        name = "h" + name[1:]
    affected = f", ảnh hưởng {counted(row.dossiers)} hồ sơ" if row.dossiers else ""
    return f"{when} {name} không truy cập được{affected}."


def written(day: date) -> str:
    """ "12/5/2026", "05/02/2026": days below 10 and January, February take a 0. Source: Nghị định 30/2020, Annex I."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day.month < 3 else f"{day.day:02d}/{day.month}/{day.year}"


@dataclass(frozen=True)
class HomeVisits:
    """Visits to people who cannot come. Flows: `asked`, `done`, `cancelled`; `planned` is the stock at the last day."""

    asked: int
    done: int
    cancelled: int
    planned: int
    done_by_reason: dict[str, int]  # a key of each reason that occurs


def home_visits(centre: Centre, period: Period) -> HomeVisits:
    """Home visits asked for and made in a period."""
    rows = list(
        HomeVisit.select().where(
            HomeVisit.centre == centre,
            HomeVisit.asked_on <= period.last,
            HomeVisit.closed_on.is_null() | (HomeVisit.closed_on >= period.first),
        )
    )
    closed = [row for row in rows if row.closed_on is not None and row.closed_on <= period.last]
    done = [row for row in closed if row.state == HomeVisit.DONE]
    asked = HomeVisit.select().where(HomeVisit.centre == centre, HomeVisit.asked_on.between(period.first, period.last))
    return HomeVisits(
        asked=asked.count(),
        done=len(done),
        cancelled=len(closed) - len(done),
        planned=len(rows) - len(closed),
        done_by_reason=dict(collections.Counter(row.reason for row in done)),
    )


@dataclass(frozen=True)
class GuideReasons:
    """Why people needed the guide desk: each of GuideReason.REASONS with its count."""

    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def share(self, reason: str) -> Decimal | None:
        """In hundredths of all, one decimal, half up; None where there are none."""
        return rate(self.counts[reason], self.total)


def guide_reasons(centre: Centre, period: Period) -> GuideReasons:
    """Reasons noted at the guide desk in a period."""
    rows = (
        GuideReason.select(GuideReason.reason, fn.COUNT(GuideReason.id))
        .where(GuideReason.centre == centre, GuideReason.at >= period.begins, GuideReason.at < period.over)
        .group_by(GuideReason.reason)
    )
    found: dict[str, int] = dict(list(rows.tuples().execute()))
    return GuideReasons({reason: found.get(reason, 0) for reason in GuideReason.REASONS})


@dataclass(frozen=True)
class Entered:
    """A figure that comes from elsewhere, and who says so."""

    key: str
    numerator: Decimal
    denominator: Decimal | None
    source: str
    dated_on: date
    author: str
    entered_at: datetime

    @property
    def value(self) -> Decimal | None:
        """Numerator in hundredths of the denominator, not yet rounded; without one, the number itself.
        None where the denominator is 0."""
        if self.denominator is None:
            return self.numerator
        return HUNDRED * self.numerator / self.denominator if self.denominator else None


def entered(centre: Centre, period: Period, field: int | None = None) -> dict[str, Entered]:
    """{key: figure} typed in for exactly this period, of one field or, without, of the whole centre."""
    return entered_by_field(centre, period).get(field, {})


def entered_by_field(centre: Centre, period: Period) -> dict[int | None, dict[str, Entered]]:
    """The same for each field that has any; None: for the whole centre."""
    rows = (
        EnteredFigure.select(EnteredFigure, Officer)
        .left_outer_join(Officer)
        .where(
            EnteredFigure.centre == centre,
            EnteredFigure.first == period.first,
            EnteredFigure.last == period.last,
            ~EnteredFigure.key.startswith(PREFIX),
        )
        .order_by(EnteredFigure.id)
    )
    found: dict[int | None, dict[str, Entered]] = {}
    for row in rows:
        found.setdefault(row.field_id, {})[row.key] = as_entered(row)
    return found


def as_entered(row: EnteredFigure) -> Entered:
    """A stored row as numbers."""
    return Entered(
        key=row.key,
        numerator=Decimal(row.numerator),
        denominator=Decimal(row.denominator) if row.denominator else None,
        source=row.source,
        dated_on=row.dated_on,
        author=row.officer.name if row.officer else "",
        entered_at=row.entered_at,
    )


def targets(centre: Centre, year: int) -> dict[tuple[str, int | None], Decimal]:
    """{(measure, field id): percent} of a year; None stands for all fields together."""
    rows = Target.select().where(Target.centre == centre, Target.year == year).order_by(Target.id)
    return {(row.measure, row.field_id): Decimal(row.value) for row in rows}
