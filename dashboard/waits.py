"""The measure of waits cut by service, by counter or by day: where people wait too long."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dashboard.tiles import FEWEST, status_of
from dashboard.words import Kpi
from figures.counts import Scope
from figures.evidence import Share
from figures.hall import hall
from figures.measures import Rate, rate_of
from figures.queue import Times
from figures.rates import NOTHING
from figures.waits import by_day

CUTS_OF_WAITS = SERVICE, BY_COUNTER, DAY = ("service", "counter", "day")


@dataclass(frozen=True)
class Row:
    """One group. `day`: the business day that it is, of a cut by day. Lengths in seconds."""

    name: str
    day: date | None
    rate: Rate
    printed: str
    half: int | None
    most: int | None
    status: str | None

    @property
    def longer(self) -> int:
        """How many waited longer than the target."""
        return int(self.rate.share.whole - self.rate.share.part)


def rows_of_waits(scope: Scope, kpi: Kpi, cut: str, plan: Decimal) -> list[Row]:
    """The groups in which anybody was called; services and counters as they are numbered, since nobody is ranked, and
    days from the latest on."""
    found = [
        _row(scope, kpi, name, day, wait, half, in_target, plan)
        for name, day, wait, half, in_target in _groups(scope, cut)
        if wait.n
    ]
    return found


def _groups(scope: Scope, cut: str) -> Iterator[tuple[str, date | None, Times, int | None, int]]:
    if cut == DAY:
        for one in by_day(scope.centre, scope.period):
            yield f"{one.day:%d/%m/%Y}", one.day, one.wait, one.wait.median, one.in_target
        return
    found = hall(scope.centre, scope.period)
    for line in found.services if cut == SERVICE else found.counters:
        yield line.label, None, line.wait, line.wait_half, line.in_target


def _row(
    scope: Scope, kpi: Kpi, name: str, day: date | None, wait: Times, half: int | None, in_target: int, plan: Decimal
) -> Row:
    rate = rate_of(kpi.measure, Share(in_target, wait.n, "waits"), scope.profile)
    told = wait.n >= FEWEST
    return Row(
        name, day, rate, rate.said if told else NOTHING, half, wait.p90, status_of(rate, plan, None) if told else None
    )
