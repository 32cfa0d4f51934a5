"""The number that somebody names: by its token, by the address in its QR, or as it is printed, today or another day."""

import re
from datetime import date

from models.centre import Centre
from models.ticket import Ticket
from queueing.errors import NotFound

NUMBER = re.compile(r"([A-Za-z])(\d{1,6})", re.ASCII)
LINK = re.compile(r"/t/([^/?#]+)")


def find_ticket(centre: Centre, text: str, day: date | None = None) -> Ticket:
    """A ticket of the centre; by its printed number, of that day, today unless said. Raises NotFound."""
    written = text.strip()
    token = match[1] if (match := LINK.search(written)) else written
    ticket = Ticket.get_or_none(Ticket.centre == centre, Ticket.token == token.upper())
    if ticket is None and (match := NUMBER.fullmatch(written)):
        ticket = Ticket.get_or_none(
            Ticket.centre == centre,
            Ticket.business_day == (day or Centre.get_by_id(centre.id).business_day),
            Ticket.letter == match[1].upper(),
            Ticket.number == int(match[2]),
        )
    if ticket is None:
        if day is not None:
            raise NotFound(
                f"Ngày {day:%d/%m/%Y} không có số này. Mời kiểm tra lại.",
                f"There is no such number on {day:%d/%m/%Y}. Please check it.",
                field="find",
            )
        raise NotFound(
            "Hôm nay không có số này. Mời kiểm tra lại.",
            "There is no such number today. Please check it.",
            field="ticket",
        )
    return ticket
