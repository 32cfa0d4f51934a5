"""What the kiosk asks and is answered, as the API's document says it."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

import languages
from kiosk import codes
from kiosk.speech import LONGEST
from models.centre import Centre
from shapes import Id, Shape, Strict

Language = Annotated[str, AfterValidator(languages.known), Field(description="code of a language of the centre")]


class TicketRequest(Strict):
    """What the citizen chose."""

    service: Id
    priority: bool = False
    language: Language = "vi"


class IssuedTicket(BaseModel):
    """The citizen's number, and what to expect."""

    token: str
    number: str
    service: int
    service_name: str
    service_name_en: str
    priority: bool
    ahead: int
    wait: list[int] | None
    wait_text: str
    wait_text_en: str
    counters: list[int]
    where: str = Field(description="the same, as the paper says it")
    where_en: str
    zone: str = Field(description="the part of the hall they are all in; empty: none, or not one alone")
    zone_en: str
    papers: bool = Field(description="whether the QR's page says what to bring for this service")
    url: str
    qr: str
    issued_at: str


class PrintState(BaseModel):
    """How the paper of the ticket is doing."""

    job: int | None
    state: str | None


class TicketAnswer(BaseModel):
    """A ticket and its paper."""

    ticket: IssuedTicket
    print: PrintState


class HelpAnswer(BaseModel):
    """A member of staff has been told."""

    asked_at: str


class KioskCentre(BaseModel):
    organisation: str
    name: str
    logo: str | None = Field(description="its address; null without one")
    portal: str
    wifi: str = Field(description="the network that opens the QR's page; empty: any")
    guide_desk: int | None = Field(description="the counter that helps whoever is unsure; null while nobody sits there")
    is_sample: bool
    ask_priority: str = Field(description=f"one of {', '.join(Centre.PRIORITY_QUESTIONS)}")


class Tile(BaseModel):
    """One service on the kiosk."""

    id: int
    letter: str
    name: str
    name_en: str
    hint: str
    hint_en: str
    waiting: int
    wait_text: str
    wait_text_en: str
    counters: list[int]
    paused: bool = Field(description="whether a counter that serves it has paused, and none is open")
    rests: bool = Field(description="whether the centre rests now and calls from a later hour of the day")
    quota_left: int | None


class KioskPicture(BaseModel):
    """All that a kiosk shows."""

    centre: KioskCentre
    state: str
    gives_numbers: bool
    opens: str | None
    opens_vi: str
    opens_en: str
    services: list[Tile]
    printer: str | None = Field(description="how this kiosk's printer is; null without one")
    diagonal_mm: int = Field(description="of this kiosk's panel")
    edition: str = Field(description="of the page; a page that is another one renews itself when nobody is at it")
    now: str


class ProcedureQuery(Shape):
    """Words of a procedure's name or its code; accents do not matter."""

    q: str = Field(default="", max_length=100)


class ProcedurePapers(BaseModel):
    """A procedure and what to bring."""

    code: str
    name: str
    service: int
    letter: str
    working_days: int
    fee: int
    papers: list[str]


class ProcedureList(BaseModel):
    procedures: list[ProcedurePapers]


class CodeQuery(Shape):
    """What a scanner typed, or a person."""

    text: str = Field(min_length=1, max_length=200)


class CodeAnswer(BaseModel):
    """What the code is, and what can be done with it; nothing about the person."""

    kind: str = Field(description=f"one of {', '.join(codes.KINDS)}")
    code: str
    result: str = Field(description=f"of an appointment slip: one of {', '.join(codes.RESULTS)}; else empty")
    day: str | None = Field(description="ISO date: due, handed over, or the last day that a place is kept")
    time: str | None = Field(description="of a booking, HH:MM")
    number: str | None = Field(description="of a ticket")
    state: str | None = Field(description="of a ticket")
    ahead: int | None = Field(description="people before a ticket that waits")
    token: str | None = Field(description="of a ticket that may be printed again here")
    service: int | None
    service_name: str
    service_name_en: str


class CheckIn(Strict):
    """The code that somebody came with."""

    text: str = Field(min_length=1, max_length=200)
    priority: bool = False
    language: Language = "vi"


class SheetRequest(Strict):
    """Of which procedure the papers are to be printed."""

    procedure: str = Field(min_length=1, max_length=60, description="its national code")
    language: Language = "vi"


class SpeechQuery(Shape):
    """A sentence of the screen."""

    text: str = Field(min_length=1, max_length=LONGEST)
    lang: str = Field(default="vi", pattern="^(vi|en)$")
