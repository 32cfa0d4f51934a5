"""What the shift lead said to a counter is read there, and has been seen."""

from apiflask import APIBlueprint
from pydantic import Field

import alerts.messages
from admin import access
from counters import schemas
from counters.said import unseen
from counters.seat import own_counter
from shapes import Id, Strict

blueprint = APIBlueprint("messages", __name__, tag="Counter")


class Seen(Strict):
    """Which message."""

    message: Id = Field(description="its id")


@blueprint.post("/api/counters/<int:number>/messages-seen")
@access.role_required(*access.DESK)
@blueprint.input(Seen, arg_name="wish")
@blueprint.output(schemas.Messages)
def see(number: int, wish: Seen):
    """Whoever sits here has seen it; answers what is still to be read."""
    counter = own_counter(number)
    alerts.messages.see(counter, wish.message)
    return {"messages": unseen(counter)}
