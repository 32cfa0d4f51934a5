"""The shapes that the hall screen's routes answer with, as the API's document shows them."""

from typing import Literal

from pydantic import Field

from shapes import Shape


class BoardCentre(Shape):
    """Whose hall it is, and whether it is open."""

    organisation: str
    name: str
    logo: str | None = Field(description="its address; null without one")
    state: Literal["open", "lunch", "early", "closed", "holiday"]
    gives_numbers: bool = Field(description="whether the kiosk does: not in the last minutes before it closes")
    opens: str | None = Field(description="the next opening, “13:30” or “Thứ Hai 23/11, 07:30”")
    opens_en: str | None
    portal: str = Field(description="where papers are handed in online")
    wifi: str = Field(description="the network in which a phone can book; empty: any")
    bookings: bool = Field(description="whether numbers can be booked")
    closing: str | None = Field(description="said after hours, where the centre words it; null: as delivered")
    closing_en: str | None
    is_sample: bool
    before: str | None = Field(description="said before the first call, where the centre words it; null: as delivered")
    before_en: str | None


class BoardCall(Shape):
    """One called number."""

    id: int
    sequence: int = Field(description="counts the centre's calls without a gap")
    number: str = Field(examples=["C025"])
    counter: int
    counter_name: str | None
    service: str
    service_id: int
    priority: bool = Field(description="marked as called with priority; never where the centre hides it")
    times: int = Field(description="1: the first call; 2: called again")
    state: Literal["called", "served", "over"] = Field(description="served: there; over: has left the counter")
    at: str = Field(description="Vietnam time, without a zone")


class BoardService(Shape):
    """Who waits for one service, and about how long."""

    id: int
    letter: str
    name: str
    name_en: str
    waiting: int
    open: bool = Field(description="whether any counter is open for it")
    paused: bool = Field(description="whether none is open and one of its counters has paused")
    rests: bool = Field(description="whether nobody is called now, but will be later today")
    wait_text: str
    wait_text_en: str


class BoardCounter(Shape):
    """One counter, with the ticket that is called to it or served there."""

    number: int
    name: str | None
    state: Literal["open", "paused", "closed"]
    ticket: str | None
    served: bool = Field(description="whether that ticket is served already, and no longer called")


class BoardNotice(Shape):
    """A sentence for the hall."""

    text: str
    text_en: str


class BoardSlide(Shape):
    """A picture, or a film without sound, for while nobody is called."""

    url: str
    kind: Literal["picture", "film"]
    title: str
    seconds: int = Field(description="how long a picture stands")


class BoardZone(Shape):
    """The part of the hall that this screen shows."""

    name: str
    name_en: str = Field(description="empty: the same")
    counters: list[int] = Field(description="numbers; a call to one of these is the zone's")
    services: list[int] = Field(description="ids; so is a call of one of these, to any counter")


class Board(Shape):
    """The whole picture of a hall."""

    now: str
    sequence: int = Field(description="of the latest call")
    centre: BoardCentre
    zone: BoardZone | None = Field(description="null: the whole hall")
    volume: int = Field(description="% of full volume at this hour")
    calls: list[BoardCall] = Field(description="newest first, one per ticket, at most 6, at most 10 minutes old")
    begun: bool = Field(description="whether anybody has been called today")
    last: BoardCall | None = Field(description="the latest of the day whose number is still at that counter")
    services: list[BoardService]
    counters: list[BoardCounter]
    notices: list[BoardNotice]
    rules: list[BoardNotice] = Field(description="of the queue, in turn; empty where the centre does not show them")
    right: int | None = Field(description="% of this week's waits that were as said; null where rules are not shown")
    slides: list[BoardSlide]


class VoiceClip(Shape):
    """Where one clip is, and how long it is when that is known."""

    url: str
    seconds: float | None


class Voice(Shape):
    """The clips that the screen speaks with, by name."""

    recorded: dict[str, VoiceClip] = Field(description="the centre's own, empty where it wants none of them")
    made: dict[str, VoiceClip] = Field(description="by the speech engine")
