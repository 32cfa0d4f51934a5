"""What an officer asks for: the bodies of the acts of a visit."""

from typing import Annotated

from pydantic import Field

from counters.seat import AtCounter, TicketName, Words
from counters.strip import Line
from shapes import Strict, Text

Letter = Annotated[str, Field(min_length=1, max_length=1)]


class CallWish(Strict):
    """Nothing: whoever is next. Or one number out of turn, with the reason."""

    ticket: TicketName | None = None
    why: Words = ""


class HoldWish(AtCounter):
    """Why the ticket is put aside."""

    why: Words = ""


class TransferWish(AtCounter):
    """Where to: a service by its letter, or a counter by its number; exactly one of them."""

    to_service: Letter | None = None
    to_counter: int | None = Field(default=None, ge=1, le=999)
    why: Words = ""
    note: Text | None = Field(default=None, max_length=500)
    come_back: bool = False
    at_tail: bool = False


class Which(Strict):
    """A ticket."""

    ticket: TicketName


class FinishWish(AtCounter):
    """The visit is over; with its last line of the strip, so that an officer waits for one answer and not for two."""

    entry: Line | None = None


class CancelWish(Which):
    """A ticket that is given up, and why; without a reason, its citizen gave it up."""

    why: Words = ""


class NoteWish(AtCounter):
    """What the next officer should know; empty wipes it."""

    text: Text = Field(max_length=500)


class PauseWish(Strict):
    """Why the counter pauses; shown to the shift lead."""

    why: Text = Field(min_length=1, max_length=60)


class ServicesWish(Strict):
    """What the counter serves, by letters: first choice, and when nobody waits for those."""

    first: list[Letter] = Field(max_length=26)
    fallback: list[Letter] = Field(default=[], max_length=26)
