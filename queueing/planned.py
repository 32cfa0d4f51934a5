"""What was decided during a day and waits for the next one: a service's letter, a counter's number.

A number on paper names a letter and is called to a counter's number, so neither may change under people who wait.
"""

import json
from datetime import date, timedelta
from typing import Any

from models.base import now, today
from models.centre import Centre, Officer, Service
from models.counter import Counter
from models.journal import Change, Planned
from models.ticket import Call, Ticket

MODELS: dict[str, type[Service] | type[Counter]] = {Planned.SERVICE: Service, Planned.COUNTER: Counter}


def next_day(centre: Centre) -> date:
    """The first day on which what is decided now may hold: the one after the business day, never before tomorrow
    while that day runs."""
    return max(centre.business_day or today(), today()) + timedelta(days=1)


def letter_is_out(centre: Centre, letter: str) -> bool:
    """Whether the business day has given a number of this letter."""
    given = Ticket.select().where(
        Ticket.centre == centre, Ticket.business_day == centre.business_day, Ticket.letter == letter
    )
    return given.exists()


def counter_was_called(counter: Counter) -> bool:
    """Whether the business day has called somebody to this counter."""
    called = (
        Call.select().join(Ticket).where(Call.counter == counter, Ticket.business_day == counter.centre.business_day)
    )
    return called.exists()


def plan(centre: Centre, subject: str, row: int, column: str, value: Any, officer: Officer | None) -> Planned:
    """Keep what a column is to be from the next day on, in place of an earlier plan. Inside a unit of work."""
    forget(centre, subject, row, column)
    return Planned.create(
        centre=centre,
        subject=subject,
        row=row,
        column=column,
        value=json.dumps(value, ensure_ascii=False),
        from_day=next_day(centre),
        officer=officer,
        at=now(),
    )


def forget(centre: Centre, subject: str, row: int, column: str) -> int:
    """Give a plan up; answers how many there were. Inside a unit of work."""
    same = (Planned.subject == subject) & (Planned.row == row) & (Planned.column == column)
    return Planned.delete().where(Planned.centre == centre, same).execute()


def apply_due(centre: Centre) -> int:
    """Give what is due its new value; answers how many. Inside the unit of work that begins the day.

    Two services may exchange their letters: each lets go of its own before any takes another. What another has taken
    meanwhile is given up: no plan may keep a day from beginning.
    """
    all_due = list(
        Planned.select().where(Planned.centre == centre, Planned.from_day <= centre.business_day).order_by(Planned.id)
    )
    due = _without_taken(centre, all_due)
    for place, one in enumerate(due):
        model = MODELS[one.subject]
        aside = chr(0x0101 + place) if one.subject == Planned.SERVICE else -1 - place
        model.update({one.column: aside}).where(model.id == one.row).execute()
    for one in due:
        model = MODELS[one.subject]
        model.update({one.column: one.becomes}).where(model.id == one.row).execute()
        row = model.get_by_id(one.row)
        name = row.name if isinstance(row, Service) else row.label
        Change.note(centre, one.officer, one.subject, name, {}, {one.column: one.becomes}, Change.APPLIED)
    Planned.delete().where(Planned.id.in_([one.id for one in all_due])).execute()
    return len(due)


def _without_taken(centre: Centre, plans: list[Planned]) -> list[Planned]:
    """Those of the plans whose value no other row of the centre has, now or by another of them."""
    for one in plans:
        model = MODELS[one.subject]
        leaving = [other.row for other in plans if (other.subject, other.column) == (one.subject, one.column)]
        holders = model.select().where(model.centre == centre, model.id.not_in(leaving))
        if holders.where(getattr(model, one.column) == one.becomes).exists():
            return _without_taken(centre, [other for other in plans if other is not one])
    return plans
