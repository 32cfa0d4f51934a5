"""The measure of waits cut by service, by counter or by day: where people wait too long."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from dashboard.tiles import FEWEST, status_of
from dashboard.words import Kpi
from figures.counts import Scope
from figures.evidence import Share
from figures.hall import hall
from figures.measures import Rate, rate_of
from figures.queue import Times
from figures.waits import by_day

SERVICE, DAY = "service", "day"
CUTS_OF_WAITS = (SERVICE, "counter", DAY)


class Group(NamedTuple):
    """Those who were called of one group. `day`: the business day that it is, of a cut by day. Lengths in seconds."""

    name: str
    name_en: str
    day: date | None
    wait: Times
    in_target: int  # of `wait.n`


@dataclass(frozen=True)
class Row:
    """One line of the table: a group, and how it stands to the plan. Lengths in seconds. `told`: of enough
    to be told."""

    name: str
    name_en: str
    day: date | None
    rate: Rate
    told: bool
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
    return [_row(scope, kpi, group, plan) for group in _groups(scope, cut) if group.wait.n]


def _groups(scope: Scope, cut: str) -> Iterator[Group]:
    if cut == DAY:
        for one in by_day(scope.centre, scope.period):
            said = f"{one.day:%d/%m/%Y}"
            yield Group(said, said, one.day, one.wait, one.in_target)
        return
    found = hall(scope.centre, scope.period)
    for line in found.services if cut == SERVICE else found.counters:
        yield Group(line.label, line.label_en, None, line.wait, line.in_target)


def _row(scope: Scope, kpi: Kpi, group: Group, plan: Decimal) -> Row:
    rate = rate_of(kpi.measure, Share(group.in_target, group.wait.n, "waits"), scope.profile)
    told = group.wait.n >= FEWEST
    return Row(
        name=group.name,
        name_en=group.name_en,
        day=group.day,
        rate=rate,
        told=told,
        half=group.wait.median,
        most=group.wait.p90,
        status=status_of(rate, plan, None) if told else None,
    )
