"""Why people needed the guide desk: one press per person."""

from models.base import unit_of_work
from models.centre import Centre, Officer
from models.register import GuideReason
from models.ticket import Ticket
from queueing.errors import NotFound
from registers.schemas import ReasonWish


def note(centre: Centre, officer: Officer, wish: ReasonWish) -> GuideReason:
    """Note one reason, with the number the person held if there was one. Raises NotFound."""
    ticket = None
    if wish.ticket is not None:
        ticket = Ticket.get_or_none(Ticket.token == wish.ticket, Ticket.centre == centre)
        if ticket is None:
            raise NotFound(
                "Không có số này ở trung tâm. Mời ghi lý do mà không kèm số.",
                "This centre has no such number. Note the reason without it.",
                field="ticket",
            )
    with unit_of_work(centre.id):
        return GuideReason.create(centre=centre, officer=officer, ticket=ticket, reason=wish.reason)
