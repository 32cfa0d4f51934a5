"""The six pictures under the tiles, each with the sentence that answers its question. Drawn by static/dashboard."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from figures.counts import NONE, Counts, Scope, counts, total
from figures.hall import Hall, Load, hall
from figures.hall import Line as HallLine
from figures.rates import rate
from figures.trends import Reasons, Step, course, rated_visits, reasons
from figures.typed_totals import typed_totals
from models.base import now
from models.centre import Field
from models.dossier import Dossier
from models.ticket import State, Ticket

MOST_BARS = 8  # fields drawn; the table has them all
FIRST_HOUR, LAST_HOUR = 7, 16  # shown even where nobody came


@dataclass(frozen=True)
class FieldLine:
    """A field's dossiers of the period, of which so many are late."""

    id: int
    name: str
    counts: Counts

    @property
    def late(self) -> int:
        """Pending past their day, or given back past it: told apart, added only here."""
        return self.counts.pending_overdue + self.counts.late

    @property
    def share(self) -> Decimal | None:
        return rate(self.late, self.counts.total_received)


@dataclass(frozen=True)
class TypedSums:
    """Dossiers of which only totals of the period were typed in: nobody knows on which day they came or ended."""

    whole: int
    carried_over: int


@dataclass(frozen=True)
class Heat:
    """One hour of the heat map. `level`: 0 (nobody) to 5 (as full as it gets)."""

    load: Load | None
    level: int


@dataclass(frozen=True)
class Charts:
    """All that is drawn of a period."""

    scope: Scope
    counts: Counts
    fields: list[FieldLine]  # the latest first
    typed: TypedSums
    hall: Hall
    steps: list[Step]
    reasons: Reasons
    rated_visits: int
    waiting_long: int  # who stands in line now, of this period, past the target: in no share of those who were called

    @property
    def pending_before(self) -> int:
        """What the course begins with: known dossier by dossier."""
        return self.counts.carried_over - self.typed.carried_over

    @property
    def late(self) -> list[FieldLine]:
        """Those to draw."""
        return [line for line in self.fields if line.late][:MOST_BARS]

    @property
    def busiest(self) -> HallLine | None:
        """The counter that carried most: tickets × median length."""
        timed = [line for line in self.hall.counters if line.service.median is not None]
        return max(timed, key=lambda line: line.served * (line.service.median or 0), default=None)

    @property
    def weekdays(self) -> list[int]:
        """Monday to Friday, and any other day on which numbers were given."""
        return sorted({*range(5), *(one.weekday for one in self.hall.load)})

    @property
    def hours(self) -> range:
        there = [one.hour for one in self.hall.load]
        return range(min([FIRST_HOUR, *there]), max([LAST_HOUR, *there]) + 1)

    def heat(self, weekday: int, hour: int) -> Heat:
        """How full the hall is at that hour of the week, in fifths of its fullest."""
        one = next((load for load in self.hall.load if (load.weekday, load.hour) == (weekday, hour)), None)
        if one is None:
            return Heat(None, 0)
        fullest = self.hall.peak
        assert fullest is not None
        return Heat(one, 1 + min(5 * one.tickets * fullest.days // (fullest.tickets * one.days), 4))


def charts(scope: Scope) -> Charts:
    """Ask for everything that is drawn."""
    found = counts(scope, Dossier.field)
    totals = typed_totals(scope.centre, scope.period).values()
    typed = TypedSums(sum(one.received for one in totals), sum(one.carried_over for one in totals))
    whole = total(found.values())
    names = Field.select(Field.id, Field.name).where(Field.centre == scope.centre).order_by(Field.position, Field.id)
    lines = [FieldLine(field.id, field.name, found.get(field.id, NONE)) for field in names]
    shown = [line for line in lines if line.counts.total_received]
    shown.sort(key=lambda line: (-line.counts.pending_overdue, -line.counts.late, -line.counts.total_received))
    return Charts(
        scope,
        whole,
        shown,
        typed,
        hall(scope.centre, scope.period),
        course(scope, whole.carried_over - typed.carried_over),
        reasons(scope),
        rated_visits(scope),
        waiting_long(scope),
    )


def waiting_long(scope: Scope) -> int:
    """How many of the period wait now, longer than the centre's target."""
    since = now() - timedelta(minutes=scope.centre.wait_target_minutes)
    waiting = Ticket.select().where(
        Ticket.centre == scope.centre, Ticket.state == State.WAITING, Ticket.queued_at < since
    )
    return waiting.where(Ticket.business_day.between(scope.period.first, scope.period.last)).count()


def late_bars(found: Charts) -> dict[str, Any]:
    """A, as the page's script draws it."""
    return {
        "labels": [line.name for line in found.late],
        "overdue": [line.counts.pending_overdue for line in found.late],
        "late": [line.counts.late for line in found.late],
    }


def wait_bars(found: Charts, english: bool) -> dict[str, Any]:
    """C: seconds from the half to nine tenths of the waits of each service."""
    timed = [line for line in found.hall.services if line.wait.n]
    return {
        "labels": [line.named(english) for line in timed],
        "half": [line.wait.median for line in timed],
        "most": [line.wait.p90 for line in timed],
        "target": found.hall.target_minutes * 60,
    }


def course_lines(found: Charts) -> dict[str, Any]:
    """D."""
    return {
        "labels": [f"{step.period.first:%d/%m}" for step in found.steps],
        "received": [step.received for step in found.steps],
        "finished": [step.finished for step in found.steps],
        "pending": [step.pending for step in found.steps],
    }


def counter_dots(found: Charts, english: bool) -> dict[str, Any]:
    """E: tickets and the median seconds of service, a dot for each counter."""
    return {
        "dots": [
            {"number": line.id, "label": line.named(english), "tickets": line.served, "seconds": line.service.median}
            for line in found.hall.counters
            if line.service.median is not None
        ]
    }


def chip_bars(found: Charts, words: dict[str, str], none: str) -> dict[str, Any]:
    """F. `words`: what each chip is called, and `none`, last, where no reason was given."""
    why = found.reasons
    bars = {words.get(chip, chip): votes for chip, votes in why.chips.items()}
    if why.unexplained:
        bars[none] = why.unexplained
    return {"labels": list(bars), "votes": list(bars.values())}


def at_once(scope: Scope) -> tuple[int, int]:
    """(visits with a rating, visits finished) of a period, for the tile of satisfaction: one query each."""
    return rated_visits(scope), finished_visits(scope)


def finished_visits(scope: Scope) -> int:
    """Visits that were finished, by the state their ticket has."""
    return (
        Ticket.select()
        .where(
            Ticket.centre == scope.centre,
            Ticket.business_day.between(scope.period.first, scope.period.last),
            Ticket.state == State.FINISHED,
        )
        .count()
    )
