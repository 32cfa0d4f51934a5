"""How satisfied a citizen was with a visit: one answer, the first, which nobody at a counter ever sees.

Source: docs/decisions.md, "Ratings are totals" and "One rating of a visit".
"""

from collections.abc import Collection
from datetime import datetime, timedelta

import events
from models.base import now, unit_of_work
from models.centre import Centre, Officer, Procedure
from models.counter import Counter
from models.dossier import Dossier, DossierEntry
from models.prepared import prepared
from models.register import Rating
from models.ticket import State, Ticket, TicketMove
from queueing import moves
from queueing.errors import Conflict, Invalid, NotAtCounter, TooLate

ASK_SECONDS = 25  # a tablet asks so long
LATEST = timedelta(hours=24)  # after the visit: what a tablet kept while the line was down
WORDS_UP_TO = 3  # levels that may be explained


class RatingsOff(Conflict):
    """The centre asks nobody."""

    code = "ratings_off"

    def __init__(self) -> None:
        super().__init__(
            "Trung tâm hiện không hỏi ý kiến trên máy. Mời ông/bà góp ý với cán bộ hướng dẫn.",
            "This centre does not ask for ratings now. Please tell the help desk what you think.",
        )


def rate(
    ticket: Ticket,
    level: int,
    channel: str,
    *,
    chips: Collection[str] = (),
    at_counter: Counter | None = None,
    ago: timedelta = timedelta(),
) -> None:
    """Keep what a visit's citizen says, 5 (very satisfied) to 1; the first answer stands, and none is told apart.

    The same answer, sent again from the same channel with `chips`, is given its reasons. `at_counter`: of the tablet;
    `ago`: how long before now it was said. Raises Invalid, RatingsOff, WrongState, NotAtCounter, TooLate.
    """
    if level not in range(1, 6) or not set(chips) <= set(Rating.CHIPS):
        raise Invalid("Mời chọn một trong năm mức.", "Choose one of the five levels.", field="level")
    reasons = " ".join(chip for chip in Rating.CHIPS if chip in chips) if level <= WORDS_UP_TO else ""
    with unit_of_work(ticket.centre_id):
        ticket, centre = Ticket.get_by_id(ticket.id), Centre.get_by_id(ticket.centre_id)
        if not centre.ratings:
            raise RatingsOff
        served = served_by(ticket)
        if served is None:
            raise moves.wrong_state(ticket)
        if at_counter is not None and served.counter_id != at_counter.id:
            raise NotAtCounter(ticket.code)
        if now() - served.at > LATEST:
            raise TooLate(
                "Đã quá 24 giờ sau lần phục vụ này. Mời ông/bà góp ý với cán bộ hướng dẫn.",
                "This visit was more than 24 hours ago. Please tell the help desk what you think.",
            )
        known = Rating.get_or_none(Rating.ticket == ticket)
        if known is None:
            Rating.create(
                centre=centre,
                ticket=ticket,
                counter=served.counter_id,
                service=ticket.service_id,
                field=_field_of(ticket),
                level=level,
                chips=reasons,
                channel=channel,
                at=max(now() - ago, served.at),
            )
        elif reasons and (known.level, known.channel, known.chips) == (level, channel, ""):
            Rating.update(chips=reasons).where(Rating.id == known.id).execute()
    counter = served.counter
    events.announce(events.VisitRated(ticket.centre_id, ticket.id, ticket.token, counter.number if counter else None))


def served_by(ticket: Ticket) -> TicketMove | None:
    """The move that finished the visit, with its counter; None while it is not finished."""
    if ticket.state != State.FINISHED:
        return None
    move: TicketMove | None = _finish(ticket.id).first()
    return move


@prepared
def _finish(ticket):
    finishes = TicketMove.select().where(TicketMove.ticket == ticket, TicketMove.verb == "finish")
    return finishes.order_by(TicketMove.id.desc()).limit(1)


def is_rated(ticket: Ticket) -> bool:
    """Whether the visit has its answer."""
    return Rating.select().where(Rating.ticket == ticket).exists()


def asked_at(counter: Counter) -> tuple[Ticket, datetime] | None:
    """The visit that the counter's tablet asks about now, and since when; None once somebody else is at the counter,
    it is answered, or ASK_SECONDS are over. The counter itself has no say in it."""
    move = _latest_finish(counter.id, now() - timedelta(seconds=ASK_SECONDS)).first()
    if move is None or moves.ticket_at(counter) is not None:
        return None
    ticket = Ticket.get_by_id(move.ticket_id)
    return None if ticket.state != State.FINISHED or is_rated(ticket) else (ticket, move.at)


@prepared
def _latest_finish(counter, since):
    finishes = TicketMove.select().where(
        TicketMove.counter == counter, TicketMove.verb == "finish", TicketMove.at > since
    )
    return finishes.order_by(TicketMove.id.desc()).limit(1)


def _field_of(ticket: Ticket) -> int | None:
    """The field of the visit's dossiers, or of all procedures of its service; None where those are several."""
    of_dossiers = Dossier.select(Dossier.field).join(DossierEntry).where(DossierEntry.ticket == ticket)
    of_service = Procedure.select(Procedure.field).where(Procedure.service == ticket.service_id, Procedure.active)
    for found in (of_dossiers, of_service):
        fields: set[int] = {number for (number,) in found.distinct().tuples().execute()}
        if fields:
            return fields.pop() if len(fields) == 1 else None
    return None


def may_see_counters(centre: Centre, officer: Officer) -> bool:
    """Whether this officer may see how people rated their visits at one counter, in totals. Nobody at a counter may."""
    roles = {"director": (Officer.DIRECTOR,), "lead": (Officer.DIRECTOR, Officer.LEAD)}
    return officer.role in roles.get(centre.counter_ratings, ())
