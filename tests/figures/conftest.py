"""Dossiers and visits with histories, written straight into the tables that the reports read."""

from datetime import date, datetime, timedelta

import pytest

from figures.period import Period
from models.base import unit_of_work
from models.centre import Field
from models.dossier import Dossier, Pause
from models.ticket import Ticket, TicketMove

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def day(number: int, month: int = 11) -> datetime:
    """Nine in the morning of a day of 2026, November unless said otherwise."""
    return datetime(2026, month, number, 9, 0)


@pytest.fixture
def after_november(hands):
    """The clock stands at 5/1/2027: NOVEMBER is over."""
    hands.at = datetime(2027, 1, 5, 8, 0)


@pytest.fixture
def civil_field(centre):
    return Field.get(Field.centre == centre, Field.name == "Hộ tịch")


@pytest.fixture
def furnish_field(centre):
    """Adds a field of this name, last in order."""

    def add(name):
        with unit_of_work(centre.id):
            return Field.create(centre=centre, name=name, position=99)

    return add


@pytest.fixture
def dossier(centre, civil_field):
    """Adds a dossier received on 10/11/2026 and due on the 20th, pending, unless said otherwise."""
    count = iter(range(1, 10_000))

    def add(pauses=(), **values):
        code = f"H99.01-261110-{next(count):04d}"
        row = {"received_at": day(10), "due_on": date(2026, 11, 20), "channel": "online", "field": civil_field} | values
        if row.get("ended_at") is not None:
            row.setdefault("outcome", "resolved")
        with unit_of_work(centre.id):
            added = Dossier.create(centre=row.pop("centre", centre), code=code, code_key=code, **row)
            for pause in pauses:
                Pause.create(dossier=added, **{"kind": Pause.SUPPLEMENT} | pause)
            added.due_after = max((pause["due_after"] for pause in pauses if pause.get("due_after")), default=None)
            added.save()
        return added

    return add


@pytest.fixture
def visit(centre, certification, counter_1):
    """Writes a ticket's moves: `visit(("issue", 0), ("call", 5), …)`, minutes after 08:00 on 20/11/2026.

    A move may carry more: ("undo", 9, {"undoes": -1}) takes back the move before it.
    """
    count = iter(range(1, 10_000))

    def write(*moves, on=datetime(2026, 11, 20, 8, 0), service=certification, counter=counter_1):
        number = next(count)
        state, written = None, []
        with unit_of_work(centre.id):
            ticket = Ticket.create(
                centre=centre,
                business_day=on.date(),
                letter=service.letter,
                number=number,
                token=f"T{number:07d}",
                idempotency_key=str(number),
                request="",
                service=service,
            )
            for verb, minutes, *more in moves:
                after = AFTER.get(verb)
                undoes = None
                if verb == "undo":
                    undoes = written[more[0]["undoes"]]
                    after = undoes.before
                row = TicketMove.create(
                    centre=centre,
                    ticket=ticket,
                    business_day=on.date(),
                    verb=verb,
                    before=state,
                    after=after,
                    service=service,
                    counter=None if verb in ("issue", "cancel", "expire") else counter,
                    at=on + timedelta(minutes=minutes),
                    undoes=undoes,
                )
                written.append(row)
                state = after
        return ticket

    return write


AFTER = {
    "issue": "waiting",
    "call": "called",
    "recall": "called",
    "serve": "serving",
    "hold": "held",
    "resume": "waiting",
    "transfer": "waiting",
    "miss": "no_show",
    "rejoin": "waiting",
    "finish": "finished",
    "cancel": "cancelled",
    "expire": "expired",
}

__all__ = ["NOVEMBER", "day"]
