"""What the shift lead asks for: the bodies of the acts on the live board."""

from typing import Annotated

from pydantic import Field

from alerts import messages
from models.centre import LONGEST_NOTICE
from queueing import sweeping
from shapes import LARGEST_ID, Id, Strict, Text

Letter = Annotated[str, Field(min_length=1, max_length=1)]
CounterNumber = Annotated[int, Field(ge=1, le=999)]
Which = Annotated[str, Field(min_length=1, max_length=200, description="a token, or a number of today")]


class RemedyWish(Strict):
    """The proposal as it was read; when it has changed meanwhile, nothing is done."""

    verb: str = Field(max_length=20)
    target: int | None = Field(default=None, ge=1, le=LARGEST_ID)


class MessageWish(Strict):
    """What to say to a counter, or to all that are open."""

    counter: CounterNumber | None = Field(default=None, description="null: every open counter")
    text: Text = Field(min_length=1, max_length=messages.LONGEST)


class CounterWish(Strict):
    """A counter."""

    counter: CounterNumber


class AssignmentWish(CounterWish):
    """What the counter serves too, for today."""

    service: Letter


class MoveWish(Strict):
    """Where a ticket goes: a service by its letter, or a counter by its number; exactly one of them."""

    ticket: Which
    to_service: Letter | None = None
    to_counter: CounterNumber | None = None
    at_tail: bool = False
    why: Text = Field(default="", max_length=200)


class TicketWish(Strict):
    """A ticket."""

    ticket: Which


class HandWish(Strict):
    """A number that staff give for a citizen."""

    service: Letter
    priority: bool = False


class NoticeWish(Strict):
    """A sentence for the hall screen, and for how long."""

    text: Text = Field(min_length=1, max_length=LONGEST_NOTICE)
    text_en: Text = Field(default="", max_length=LONGEST_NOTICE)
    minutes: int = Field(default=10, ge=1, le=480)


class DeviceWish(Strict):
    """A paired screen."""

    device: Id


class OutcomeWish(Strict):
    """How a ticket that is still open ended."""

    ticket: Which
    outcome: str = Field(pattern=f"^({'|'.join(sweeping.OUTCOMES)})$")
