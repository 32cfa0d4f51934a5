"""Which counter, which ticket, and whether this officer may act there."""

from typing import Annotated

from flask import g, request
from pydantic import Field

import queueing
from models.access import Session
from models.centre import Officer, Service
from models.counter import Counter, CounterOfOfficer
from models.ticket import Ticket
from queueing.errors import Conflict, Forbidden, Invalid, NotFound
from shapes import LARGEST_ID, Strict, Text

Words = Annotated[Text, Field(max_length=200)]
TicketName = Annotated[
    str, Field(min_length=1, max_length=200, description="a token, a number of today, or a QR's URL")
]


class AtCounter(Strict):
    """An act upon the ticket at the counter. Where `ticket` is given and another one is there, it is refused: a press
    that comes late does not hit the next citizen."""

    ticket: TicketName | None = None


class NotSeated(Forbidden):
    """The officer does not sit at this counter."""

    code = "not_seated"

    def __init__(self, counter: str) -> None:
        super().__init__(
            f"Anh/chị không ngồi ở {counter}. Mời chọn lại quầy.",
            "You are not at this counter. Please choose your counter again.",
        )


class MovedAway(Forbidden):
    """The administrator has kept the officer to other counters since they sat down."""

    code = "moved_away"

    def __init__(self, counter: str) -> None:
        super().__init__(
            f"Quản trị đã đổi quầy của anh/chị, không còn là {counter}. Mời chọn lại quầy.",
            "The administrator has moved you to another counter. Please choose your counter again.",
        )


class NobodyHere(Conflict):
    """There is no ticket at the counter to act upon."""

    code = "nobody_here"

    def __init__(self, counter: str) -> None:
        super().__init__(
            f"{counter} chưa gọi số nào. Mời bấm Gọi số tiếp theo.",
            "No number is at this counter. Call the next one first.",
        )


class ServiceOff(Conflict):
    """The service is switched off: nobody is sent there."""

    code = "service_closed"

    def __init__(self, name: str, name_en: str, field: str) -> None:
        super().__init__(
            f"{name} hôm nay không tiếp nhận. Mời anh/chị chọn dịch vụ khác.",
            f"{name_en} is closed today. Please choose another service.",
            field=field,
        )


def find_counter(number: int) -> Counter:
    """A counter that the asker's centre has in use. Raises NotFound."""
    counter = Counter.get_or_none(Counter.centre == g.centre, Counter.number == min(number, LARGEST_ID), Counter.active)
    if counter is None:
        raise NotFound("Trung tâm không có quầy này.", "This centre has no such counter.", field="counter")
    return counter


def own_counter(number: int, *, leaving: bool = False) -> Counter:
    """The counter at which the asker sits; a shift lead may act for any. Raises NotFound, NotSeated, and MovedAway
    save to whoever is `leaving` it."""
    seat = g.session.counter
    if seat is not None and seat.number == number:
        if request.method != "GET" and not leaving and is_moved_away(g.session):
            raise MovedAway(seat.label)
        return seat
    counter = find_counter(number)
    if g.officer.role != Officer.LEAD:
        raise NotSeated(counter.label)
    return counter


def is_moved_away(session: Session) -> bool:
    """Whether the officer may not sit any more where they sit. Not before whoever is called or served there is done
    with: a citizen is never left standing."""
    officer, seat = session.officer, session.counter
    if seat is None or officer.role == Officer.LEAD or not (allowed := CounterOfOfficer.of(officer)):
        return False
    return seat.id not in allowed and queueing.ticket_at(seat) is None


def find_service(letter: str, field: str) -> Service:
    """A service of the asker's centre, by its letter. Raises NotFound, ServiceOff."""
    service = Service.get_or_none(Service.centre == g.centre, Service.letter == letter)
    if service is None:
        raise NotFound(
            "Trung tâm không có dịch vụ này. Mời chọn dịch vụ khác.",
            "This centre has no such service. Choose another.",
            field=field,
        )
    if not service.active:
        raise ServiceOff(service.name, service.name_en, field)
    return service


def present_ticket(counter: Counter, named: str | None) -> Ticket:
    """The ticket to act upon: the named one, else the one at the counter. Raises NotFound, NobodyHere."""
    if named is not None:
        return queueing.find_ticket(g.centre, named)
    ticket = queueing.ticket_at(counter)
    if ticket is None:
        raise NobodyHere(counter.label)
    return ticket


def required(text: str, vi: str, en: str, field: str) -> str:
    """`text` without its margins. Raises Invalid when nothing is left."""
    if not (said := text.strip()):
        raise Invalid(vi, en, field=field)
    return said
