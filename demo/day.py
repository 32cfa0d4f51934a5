"""A simulated day: who comes when, for what, and how long it takes. The same seed always gives the same day.

The shape is that of a busy ward: 230 visits, 84 in a hundred for certification and civil status, crowds after opening
and before closing, 6 in a hundred who leave before they are called, 9 in a hundred who ask for priority.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from dossiers.patterns import Pattern
from models.centre import Centre, Procedure
from replay.plan import ADVICE, RECEIVED, RETURNED, Case, Line, Plan, Result, Visit

VISITS = 230
SHARES = {"C": 54, "H": 30, "K": 5, "N": 3, "X": 2, "S": 2, "R": 3, "U": 1}  # of a hundred visits
TALKS = {"C": 6, "H": 11, "K": 13, "N": 18, "X": 16, "S": 12, "R": 4, "U": 5}  # minutes, at the median
NO_SHOWS, PRIORITY = 0.06, 0.09
MORE_DOSSIERS = 0.18  # bring a second one
SAME_DAY_RESULT = timedelta(minutes=40)
OPENING, LUNCH, AFTERNOON, CLOSING = time(7, 30), time(11, 30), time(13, 30), time(17, 0)
CROWDS = (  # from, until, how many of a hundred come then
    (time(7, 30), time(7, 40), 12),  # who has waited at the door
    (time(7, 40), time(9, 0), 26),
    (time(9, 0), time(11, 20), 24),
    (time(11, 20), time(13, 30), 3),
    (time(13, 30), time(15, 30), 15),
    (time(15, 30), time(16, 30), 17),
    (time(16, 30), time(16, 50), 3),
)
SIGMA = 0.45  # of the logarithm of a talk's length: a few take three times as long as most


def simulate(
    day: date, offered: dict[str, list[Procedure]], pattern: Pattern, to_collect: Sequence[Case], seed: int
) -> Plan:
    """The plan of one day. `offered`: letter → procedures; `to_collect`: dossiers whose result is still here."""
    dice = random.Random(f"{seed} {day}")
    codes = (pattern.write(day, serial) for serial in range(1, 10_000))
    waiting = list(to_collect)
    plan = Plan()
    for arrives_at in sorted(arrival(dice, day) for _ in range(VISITS)):
        letter = dice.choices(list(SHARES), list(SHARES.values()))[0]
        if letter == "R" and not waiting:
            letter = "U"
        lines = tuple(_lines(dice, arrives_at, letter, offered, codes, waiting))
        comes = dice.random() >= NO_SHOWS
        plan.visits.append(
            Visit(arrives_at, arrives_at, letter, lines if comes else (), dice.random() < PRIORITY, comes=comes)
        )
        if comes:
            plan.results.extend(_results(dice, lines))
    plan.results.sort(key=lambda result: result.at)
    return plan


def offered(centre: Centre, day: date) -> dict[str, list[Procedure]]:
    """Letter of a service → its procedures in force."""
    found: dict[str, list[Procedure]] = {}
    for procedure in Procedure.in_force(centre, day):
        if procedure.active and procedure.service is not None:
            found.setdefault(procedure.service.letter, []).append(procedure)
    return found


def talk(dice: random.Random, letter: str) -> timedelta:
    """How long one dossier of this service takes at a counter."""
    return timedelta(minutes=TALKS.get(letter, 10) * dice.lognormvariate(0, SIGMA))


def arrival(dice: random.Random, day: date) -> datetime:
    """When somebody comes on that day."""
    begins, ends, _ = dice.choices(CROWDS, [share for _, _, share in CROWDS])[0]
    first, last = datetime.combine(day, begins), datetime.combine(day, ends)
    return first + dice.random() * (last - first)


def _lines(
    dice: random.Random,
    at: datetime,
    letter: str,
    offered: dict[str, list[Procedure]],
    codes: Iterator[str],
    waiting: list[Case],
) -> Iterator[Line]:
    if letter == "R":
        yield Line(at, RETURNED, waiting.pop(), talk(dice, letter))
    elif not offered.get(letter):
        yield Line(at, ADVICE, None, talk(dice, letter))
    else:
        for _ in range(2 if dice.random() < MORE_DOSSIERS else 1):
            yield Line(
                at, RECEIVED, case(dice, at, procedure_of(dice, offered[letter]), next(codes)), talk(dice, letter)
            )


def procedure_of(dice: random.Random, procedures: list[Procedure]) -> Procedure:
    """One of them; the first of the catalogue is asked for most."""
    weights = [1 / (place + 1) for place in range(len(procedures))]
    return dice.choices(procedures, weights)[0]


def case(dice: random.Random, at: datetime, procedure: Procedure, code: str) -> Case:
    """A dossier of this procedure, received then."""
    service = procedure.service
    return Case(
        code=code,
        procedure=procedure.code,
        letter=service.letter if service else "U",
        channel=dice.choices(("online", "direct", "postal"), (96, 3, 1))[0],
        received_at=at,
        due_on=None,  # the counter works it out from the procedure
        fee=procedure.fee,
        paid_online=dice.random() < 0.87 if procedure.fee else None,
        digitised_input=dice.random() < 0.97,
        digitised_result=dice.random() < 0.92,
    )


def _results(dice: random.Random, lines: tuple[Line, ...]) -> Iterator[Result]:
    """Certification is answered within the hour, and so is most of what is promised for the same day."""
    for line in lines:
        if (
            line.outcome == RECEIVED
            and line.case is not None
            and line.case.letter in ("C", "H")
            and dice.random() < 0.8
        ):
            yield Result(line.at + SAME_DAY_RESULT + timedelta(minutes=dice.randint(0, 50)), RETURNED, line.case)
