"""Who comes when, and with what: an export's dossiers become visits, and results that come later.

Pure planning: reads no clock and no database. The same dossiers and the same seed always give the same plan.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

RESOLVED, REFUSED, WITHDRAWN, SUPPLEMENT = "resolved", "refused", "withdrawn", "supplement"
RECEIVED, RETURNED, ADVICE = "received", "returned", "advice"  # more outcomes of a line of the strip
COLLECT, GUIDE = "R", "U"  # letters of the services for results, and for whoever is unsure
TOGETHER = timedelta(minutes=10)  # one person's dossiers of one procedure are received within this
MOST_TOGETHER = 3
STAYS_AWAY, ASKS_THE_WAY, PRIORITY = 0.04, 0.04, 0.09  # shares of the visits
COMES_TO_COLLECT = 0.2  # share of the results that are handed over in the hall; the post brings the others


@dataclass(frozen=True)
class Case:
    """One dossier of the export that was really received: what the counter will log, and what comes of it."""

    code: str
    procedure: str  # code of a procedure in the centre's catalogue
    letter: str  # of the service it is brought to
    channel: str
    received_at: datetime
    due_on: date | None
    ended_at: datetime | None = None
    outcome: str | None = None  # RESOLVED, REFUSED, WITHDRAWN; None while pending
    collected: bool = False  # the result was handed over, not only made
    supplement_at: datetime | None = None
    fee: int = 0
    paid_online: bool | None = None
    digitised_input: bool | None = None
    digitised_result: bool | None = None


@dataclass(frozen=True)
class Line:
    """One line of the dossier strip, not to be logged before `at`; or, when it `takes` so long, that long after the
    citizen sat down or the line before."""

    at: datetime
    outcome: str
    case: Case | None = None  # None: advice
    takes: timedelta | None = None


@dataclass(frozen=True)
class Visit:
    """A citizen: takes a number at `arrives_at`, is due to be called at `wanted_at`, then has `lines` logged."""

    arrives_at: datetime
    wanted_at: datetime
    letter: str
    lines: tuple[Line, ...] = ()
    priority: bool = False
    comes: bool = True  # False: takes a number and leaves


@dataclass(frozen=True)
class Result:
    """What the department does with a dossier, away from the counters."""

    at: datetime
    kind: str  # RESOLVED, RETURNED by post, REFUSED or SUPPLEMENT
    case: Case


@dataclass
class Plan:
    """All that will happen, in the order of its beginning."""

    visits: list[Visit] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)

    @property
    def days(self) -> list[date]:
        """The dates on which somebody comes."""
        return sorted({visit.arrives_at.date() for visit in self.visits})


def plan(cases: Iterable[Case], seed: int = 20261120) -> Plan:
    """The visits and results that lead to these dossiers."""
    dice = random.Random(seed)
    made = Plan()
    cases = sorted(cases, key=lambda case: (case.received_at, case.code))
    for group in _together(cases):
        lines = tuple(Line(case.received_at, RECEIVED, case) for case in group)
        made.visits.append(_visit(dice, group[0].letter, lines))
        made.visits.extend(_company(dice, made.visits[-1]))
    for case in cases:
        if case.supplement_at is not None:
            made.results.append(Result(case.supplement_at, SUPPLEMENT, case))
        if case.ended_at is not None:
            _end(dice, made, case, case.ended_at)
    made.visits.sort(key=lambda visit: visit.arrives_at)
    made.results.sort(key=lambda result: result.at)
    return made


def _end(dice: random.Random, made: Plan, case: Case, at: datetime) -> None:
    """Who withdraws a dossier or collects a result comes for it; every other result is the department's own act."""
    if case.outcome == WITHDRAWN:
        made.visits.append(_visit(dice, case.letter, (Line(at, WITHDRAWN, case),)))
    elif case.outcome != RESOLVED or not case.collected:
        made.results.append(Result(at, case.outcome or RESOLVED, case))
    elif dice.random() < COMES_TO_COLLECT:
        made.visits.append(_visit(dice, COLLECT, (Line(at, RETURNED, case),)))
    else:
        made.results.append(Result(at, RETURNED, case))


def _together(cases: list[Case]) -> Iterator[list[Case]]:
    """Dossiers that one person brings: one procedure, received within minutes, in the order of reception."""
    open_groups: dict[str, list[Case]] = {}
    for case in cases:
        group = open_groups.get(case.procedure)
        if group and len(group) < MOST_TOGETHER and case.received_at - group[0].received_at <= TOGETHER:
            group.append(case)
            continue
        if group:
            yield group
        open_groups[case.procedure] = [case]
    yield from open_groups.values()


def _visit(dice: random.Random, letter: str, lines: tuple[Line, ...]) -> Visit:
    """The visit in which the first line is logged at its own time: called a little before, arrived before that."""
    wanted_at = lines[0].at - timedelta(seconds=dice.randint(75, 420))
    arrives_at = wanted_at - timedelta(seconds=dice.randint(20, 720))
    midnight = lines[0].at.replace(hour=0, minute=0, second=0, microsecond=0)
    return Visit(max(arrives_at, midnight), max(wanted_at, midnight), letter, lines, dice.random() < PRIORITY)


def _company(dice: random.Random, visit: Visit) -> Iterator[Visit]:
    """Some take a number and leave; some only ask the way."""
    chance = dice.random()
    if chance < STAYS_AWAY:
        yield replace(visit, lines=(), priority=False, comes=False)
    elif chance < STAYS_AWAY + ASKS_THE_WAY:
        advice = Line(visit.wanted_at + timedelta(seconds=dice.randint(60, 300)), ADVICE)
        yield replace(visit, letter=GUIDE, lines=(advice,), priority=False)


def first_days(made: Plan, days: int) -> Plan:
    """What happens on the first so many dates on which somebody comes."""
    last = made.days[:days][-1]
    return Plan(
        [visit for visit in made.visits if visit.arrives_at.date() <= last],
        [result for result in made.results if result.at.date() <= last],
    )
