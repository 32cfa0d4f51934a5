"""The shapes that the officer's desk answers with, as the API's document shows them."""

from typing import Literal

from pydantic import Field

from shapes import Shape

OutcomeWord = Literal["received", "returned", "advice", "supplement", "refused", "withdrawn"]


class DeskCentre(Shape):
    organisation: str
    name: str
    dossier_start: str = Field(description="what a code of today begins with, where the centre has said it; else empty")
    is_sample: bool
    lock_minutes: int = Field(description="left alone so long, the screen asks for the PIN; 0: never")
    come_back_days: int = Field(description="working days for which a slip keeps a place")
    recall_pause_seconds: int
    calls_before_no_show: int


class DeskHours(Shape):
    state: Literal["open", "lunch", "early", "closed", "holiday"]
    opens_vi: str
    opens_en: str
    closes: str | None = Field(description="HH:MM, of the stretch that is running")


class DeskOfficer(Shape):
    username: str
    name: str
    role: str


class DeskCounter(Shape):
    number: int
    label: str
    label_en: str
    state: Literal["open", "paused", "closed"]
    pause_reason: str
    pause_reason_en: str
    state_since: str
    alone: int = Field(description="who waits here, and no other open counter may call")


class Waiting(Shape):
    """How many wait, and the longest wait in minutes, and whose it is."""

    count: int
    oldest_minutes: int | None
    oldest_number: str | None


class DeskService(Waiting):
    """A service of this counter, and who waits for it."""

    letter: str
    name: str
    name_en: str
    first: bool = Field(description="first choice; false: helped out when the first ones are empty")


class Numbered(Shape):
    """A number as an officer sees it: no person's name anywhere."""

    token: str
    number: str = Field(examples=["C025"])
    letter: str
    service: str
    service_en: str
    priority: bool
    booked_at: str | None = Field(description="HH:MM, the slot by which it stands in line, booked beforehand")
    note: str


class Entry(Shape):
    """One line of the dossier strip."""

    id: int
    code: str
    outcome: OutcomeWord
    procedure: str
    complete: bool = Field(description="false: facts were skipped, listed under “Cần bổ sung”")
    number: str
    at: str
    fee: int = Field(description="đồng")
    paid_online: bool | None
    digitised: bool | None


class LoggedEntry(Entry):
    """The same, with what a correction begins from."""

    line: int = Field(description="what a correction names it by")
    at: str = Field(description="when it was logged first, before any correction")
    corrected_at: str | None = Field(description="when it was corrected last; null of a line that never was")
    token: str = Field(description="of its ticket")
    procedure_id: int | None
    channel: str | None
    due_on: str | None
    said: list[Literal["channel", "due", "fee"]] = Field(description="that the officer gave, and did not just follow")


class StruckEntry(Shape):
    """A line that was corrected or struck."""

    code: str
    outcome: OutcomeWord
    number: str
    at: str
    struck_at: str
    by: str
    corrected: bool = Field(description="another line took its place")


class LoggedToday(Shape):
    """What a counter or its officer has logged today, the newest first."""

    entries: list[LoggedEntry]
    struck: list[StruckEntry]


class SlipPicture(Shape):
    """A slip of missing papers."""

    code: str
    papers: list[str] = Field(description="what is missing, the officer's own words last")
    last_day: str
    service: str
    service_en: str
    printed: bool | None = Field(description="whether a printer was asked; null where nothing was to be printed")


class Message(Shape):
    """What the shift lead says to this counter, until it is seen."""

    id: int
    kind: str = Field(description="words; reopen: open again; outcome, call: do that; help: somebody asks at a kiosk")
    text: str
    text_en: str = Field(description="the same where it is known in English, else empty")
    by: str = Field(description="initials")
    at: str


class Messages(Shape):
    messages: list[Message]


class PresentTicket(Numbered):
    """The ticket that is called to or served at the counter."""

    state: Literal["called", "serving"]
    waited_minutes: int
    called_at: str | None = Field(description="the latest call")
    first_called_at: str | None = Field(description="the call that the latest one repeats")
    calls: int
    served_at: str | None
    usual_minutes: float = Field(description="middle of the service's latest service times")
    why: str = Field(description="why this ticket was called, in one line")
    why_en: str
    coming: bool
    come_back_to: str | None
    come_back_to_en: str | None
    lent: bool = Field(description="goes back to `come_back_to` once finished here")
    language: str
    quick: bool = Field(description="helped at once: there is no number, nobody has waited")
    entries: list[Entry]
    dossier_code: str = Field(description="that the note names, as that of an appointment slip; or empty")
    brought: SlipPicture | None = Field(description="the slip with which this citizen came back")
    given: SlipPicture | None = Field(description="the latest slip that this visit was given")


class NextTicket(Numbered):
    """Who F2 would call, and why."""

    rule: str
    why: str
    why_en: str
    minutes: int


class Waiter(Numbered):
    """A ticket in the line."""

    minutes: int
    way: Literal["arrived", "came_back", "transferred", "returned"]
    deferred: bool = Field(description="its citizen has let others pass: it stands later than it came")
    elsewhere: bool = Field(description="kept for another counter")
    first: bool = Field(description="of this counter's first choice, or kept for it")


class Aside(Numbered):
    """A held or a missed ticket, so many minutes ago."""

    minutes: int
    counter: str | None


class Undo(Shape):
    """What can still be taken back."""

    verb: str
    number: str
    outcomes: list[str] = Field(description="what was logged in a visit that has just been finished, each once")
    until: str


class PrinterAlert(Shape):
    id: int
    name: str
    name_en: str
    status: str
    stopped: bool


class ScreenAlert(Shape):
    """`condition`: lost, blocked (its browser wants a touch before it speaks) or chime (it rings, without words)."""

    id: int
    kind: str
    name: str
    name_en: str
    condition: str


class PaperAlert(Shape):
    """A number whose paper did not come out; ask for a reprint with its token."""

    job: int
    token: str
    number: str
    state: str
    error: str


class Alerts(Shape):
    printers: list[PrinterAlert]
    screens: list[ScreenAlert]
    papers: list[PaperAlert]
    papers_count: int = Field(description="of all of them; `papers` are the latest few")


class Desk(Shape):
    """All that an officer sees."""

    now: str
    locked: bool = Field(description="nothing can be done from this screen until the PIN is given")
    day: str | None
    centre: DeskCentre
    hours: DeskHours
    officer: DeskOfficer | None
    counter: DeskCounter
    services: list[DeskService]
    waiting: Waiting
    ticket: PresentTicket | None
    next: NextTicket | None
    line: list[Waiter]
    held: list[Aside]
    missed: list[Aside]
    unfinished: int
    undo: Undo | None
    messages: list[Message]
    alerts: Alerts


class CallAnswer(Desk):
    """The desk after a call; `called` is null when nobody waits."""

    called: str | None


class SlipAnswer(Desk):
    """The desk, and the slip that was just given."""

    slip: SlipPicture


class ReturnAnswer(Desk):
    """The desk, and the number that a slip has brought."""

    number: str
    slip: SlipPicture


class DossierPicture(Shape):
    """What is known of a dossier."""

    code: str
    procedure: int | None
    channel: str
    received_at: str
    due_on: str | None
    due_after: str | None
    fee: int
    paid_online: bool | None
    digitised_input: bool | None
    digitised_result: bool | None
    outcome: str | None
    ended_at: str | None
    returned_at: str | None
    waiting_for_papers: bool
    last_outcome: OutcomeWord | None


class DossierFound(Shape):
    """A code that was looked up: its shape, and the dossier if it is known."""

    code: str
    standard: bool = Field(description="false: kept, and marked “chưa đúng mẫu”")
    dossier: DossierPicture | None


class EntryList(Shape):
    entries: list[Entry]
