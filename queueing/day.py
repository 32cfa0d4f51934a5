"""The business day: stored, and changed here by rule. Nothing else asks the clock which day it is.

A new day begins with the first act after midnight, once no ticket has moved at a counter for three hours, so that a day
in progress is never split; it never goes back. What still waits then expires, and what was planned for a new day
(queueing.planned) takes effect, in the same transaction.
"""

from datetime import date, timedelta

import events
from models.base import now, today, unit_of_work
from models.centre import Centre
from models.ticket import State, Ticket
from queueing import given, moves, planned

QUIET = timedelta(hours=3)  # longer than any service


def is_over(centre: Centre) -> bool:
    """Whether the stored day has ended and nobody is still being served in it."""
    if centre.business_day is None:
        return True
    if today() <= centre.business_day:
        return False
    busy = Ticket.select().where(
        Ticket.centre == centre,
        Ticket.state.in_(State.AT_A_COUNTER),
        Ticket.moved_at > now() - QUIET,
    )
    return not busy.exists()


def begin_if_due(centre: Centre) -> list[events.Event]:
    """Begin the new business day if it is due; returns the news to announce after the commit.

    To be called inside a unit of work, with a fresh `centre`.
    """
    if not is_over(centre):
        return []
    news: list[events.Event] = []
    for ticket in Ticket.select().where(Ticket.centre == centre, Ticket.state.in_(moves.LEFT_OVER)):
        news.append(moves.move(ticket, "expire", counter=ticket.counter, why=given.DAY_OVER, leaves=True))
    centre.business_day = today()
    Centre.update(business_day=centre.business_day).where(Centre.id == centre.id).execute()
    news.append(events.DayChanged(centre.id, centre.business_day.isoformat()))
    if planned.apply_due(centre):
        news.append(events.SettingsChanged(centre.id))
    return news


def turn(centre: Centre) -> date:
    """The business day now running, begun if it is due. For clocks and screens; the verbs do it by themselves."""
    if is_over(centre):
        with unit_of_work(centre.id):
            centre = Centre.get_by_id(centre.id)
            news = begin_if_due(centre)
        events.announce(*news)
    return centre.business_day  # type: ignore[return-value]  # None only before the first day has begun
