"""The shapes that the live board answers with, as the API's document shows them."""

from typing import Any, Literal

from pydantic import Field

from shapes import Shape

Level = Literal["warn", "alarm"]


class BoardCentre(Shape):
    organisation: str
    name: str
    is_sample: bool


class BoardHours(Shape):
    state: Literal["open", "lunch", "early", "closed", "holiday"]
    opens_vi: str
    opens_en: str


class Summary(Shape):
    """The line at the top."""

    waiting: int
    serving: int
    open_counters: int
    counters: int
    longest_since: str | None
    longest_number: str | None
    alerts: int
    alarms: int


class BoardService(Shape):
    """A service and its line."""

    id: int
    letter: str
    name: str
    name_en: str
    waiting: int
    priority: int = Field(description="how many of those who wait have priority")
    longest_since: str | None
    longest_number: str | None
    wait_text: str
    wait_text_en: str
    open: int
    counters: int
    level: Level | None = Field(description="the worst alert of this service")


class BoardCounter(Shape):
    """A counter and whom it serves."""

    number: int
    label: str
    state: Literal["called", "serving", "free", "paused", "closed"]
    reason: str = Field(description="why it pauses; empty unless it does")
    reason_en: str
    since: str
    ticket: str | None
    token: str | None
    calls: int
    visits: int = Field(description="finished today")
    seated: bool = Field(description="an officer is signed in there")
    letters: list[str] = Field(description="its first-choice services")
    helps: list[str] = Field(description="services that it serves for today only")


class RemedyState(Shape):
    """The one act that is proposed."""

    verb: str
    target: int | None
    facts: dict[str, Any]


class AlertState(Shape):
    """Something that is wrong now."""

    id: int
    kind: str
    level: Level
    began_at: str
    rang_at: str
    rang: int = Field(description="how often it was said; each time after the centre's pause")
    taken_by: str | None = Field(description="who looks after it: a short name whole, a longer one by its initials")
    taken_at: str | None
    reminded_at: str | None = Field(description="when what is proposed was last said to its counters")
    facts: dict[str, Any]
    remedy: RemedyState


class DeviceRow(Shape):
    """One line of the device wall."""

    key: str
    kind: str
    name: str
    name_en: str
    health: Literal["ok", "bad", "unknown"]
    word: str
    since: str | None
    facts: dict[str, Any]


class ShortNotice(Shape):
    """A notice that the hall shows for some minutes."""

    id: int
    text: str
    until: str


class Waiter(Shape):
    """Somebody who waits: a number, no person's name."""

    token: str
    number: str
    service: int
    since: str


class Board(Shape):
    """All that the shift lead sees."""

    now: str
    centre: BoardCentre
    hours: BoardHours
    summary: Summary
    services: list[BoardService]
    counters: list[BoardCounter]
    alerts: list[AlertState]
    devices: list[DeviceRow]
    notices: list[ShortNotice]
    line: list[Waiter]


class GivenByHand(Shape):
    """A number that staff gave for a citizen, and its paper."""

    number: str
    token: str
    job: int | None = Field(description="its print job; null where the centre has no printer")


class OpenTicket(Shape):
    """A ticket that is still open at the end of the day, and the outcome that is proposed."""

    token: str
    number: str
    state: str
    counter: int | None
    since: str
    outcome: Literal["finish", "miss", "expire"]


class OpenTickets(Shape):
    tickets: list[OpenTicket]
