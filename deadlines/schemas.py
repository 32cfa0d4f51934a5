"""What the deadline pages and routes take and give, as pydantic says it; OpenAPI is made from it."""

from datetime import date, time
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from dossiers.special_days import LONGEST_NAME
from dossiers.stop_register import LONGEST_DOCUMENT
from shapes import Day, Id, Passing, Strict, Text

Light = Literal["overdue", "red", "amber", "green", "stopped", "undated"]
Kind = Literal["supplement", "financial_duty"]
Lights = dict[Light, int]
MOST_PAGES = 1_000_000


def _clock(value: object) -> time:
    if isinstance(value, str) and len(value) == 5:
        return time.fromisoformat(value)
    raise ValueError("a time of day is written HH:MM")


Clock = Annotated[time, BeforeValidator(_clock)]
Words = Annotated[Text, AfterValidator(str.strip)]


class LanguageQuery(Passing):
    """In which language."""

    lang: Literal["vi", "en"] | None = None


class WhichQuery(Passing):
    """Which pending dossiers."""

    light: Light | None = None
    field: Id | None = None
    department: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = Field(default=None, description="0: of none")
    part: Literal["own", "vertical"] | None = Field(default=None, description="vertical: the land branch and its like")
    due: Day | None = Field(default=None, description="promised, with its stops, for that very day")
    letter: Literal["needed"] | None = Field(default=None, description="overdue, and no new day is promised")
    code: Text = Field(default="", max_length=60, description="part of a code")
    lang: Literal["vi", "en"] | None = None


class ListQuery(WhichQuery):
    """The same, a page at a time."""

    page: int = Field(default=1, ge=1, le=MOST_PAGES)


class ChaseQuery(LanguageQuery):
    """Whose chase list; everybody's."""

    department: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None


class LetterQuery(LanguageQuery):
    """Which letter of the dossier to print; none: a draft with blanks, or for this day and reason."""

    letter: Id | None = None
    new_due_on: Day | None = None
    reason: Text = Field(default="", max_length=300)


class CalendarQuery(LanguageQuery):
    """Which year of the calendar, and what was changed last."""

    year: Annotated[int, Field(ge=2000, le=2199)] | None = None
    changed: Text = Field(default="", max_length=400, description="dates, parted by commas")


class BoardRow(BaseModel):
    """The lights of a field, a department, or all."""

    id: int | None
    name: str
    lights: Lights
    total: int
    without_letter: int = Field(description="overdue, and no new day is promised")
    rows: list["BoardRow"] = Field(default=[], description="what it is the sum of")


class BoardAnswer(BaseModel):
    """The board as of today."""

    as_at: date
    minutes_left: int = Field(description="of today's working time")
    total: BoardRow
    parts: dict[Literal["own", "vertical"], BoardRow] = Field(description="departments; vertical agencies apart")


class LineAnswer(BaseModel):
    """One pending dossier."""

    id: int
    code: str
    field: str
    procedure: str
    department: int | None
    received_on: date
    due_on: date | None = Field(description="as first promised")
    due: date | None = Field(description="with the stops that have ended")
    extended_to: date | None
    light: Light
    waits_for: Kind | None
    waits_since: date | None
    days_left: int | None = Field(description="working days")
    days_late: int | None = Field(description="working days")
    without_letter: bool


class ListAnswer(BaseModel):
    """A page of them, the most urgent first."""

    total: int
    page: int
    pages: int
    dossiers: list[LineAnswer]


class StopWish(Strict):
    """A stop of the clock, from the day it was asked for; open without `to`."""

    kind: Kind
    began_on: Day = Field(alias="from")
    ended_on: Day | None = Field(default=None, alias="to")
    document: Words = Field(default="", max_length=LONGEST_DOCUMENT, description="number of the paper that asked")


class StopEnd(Strict):
    """The day on which what was asked for came."""

    ended_on: Day = Field(alias="to")


class LetterWish(Strict):
    """A letter of apology that was sent."""

    number: Words = Field(default="", max_length=30)
    written_on: Day
    new_due_on: Day
    reason: Words = Field(min_length=3, max_length=300)


class StopAnswer(BaseModel):
    """One stop."""

    id: int
    kind: Kind
    began_on: date = Field(alias="from")
    ended_on: date | None = Field(alias="to")
    document: str


class DossierAnswer(BaseModel):
    """A dossier's promises: both due dates, its stops and letters."""

    id: int
    code: str
    due_on: date | None = Field(description="as first promised")
    due_after: date | None = Field(description="with the stops that have ended")
    extended_to: date | None
    stops: list[StopAnswer]


class SpecialDayWish(Strict):
    """A holiday, or a day worked in exchange."""

    day: Day = Field(alias="date")
    name: Words = Field(min_length=1, max_length=LONGEST_NAME)
    works: bool = False


class PasteWish(Strict):
    """A year's days, a line each."""

    text: Text = Field(max_length=10_000, description="02/09/2026 Quốc khánh")


class WeekWish(Strict):
    """The week, and until when the same day holds."""

    weekdays: list[Annotated[int, Field(ge=0, le=6)]] = Field(max_length=7, description="Monday is 0")
    same_day_until: Clock


class CalendarAnswer(BaseModel):
    """What a change did. No due date that was promised moves by it."""

    added: int
    replaced: int
    unchanged: int
    days: list[date] = Field(description="that are new or other than before")
    promised_for_days_off: int = Field(description="pending dossiers due on these days, on which nobody works now")
    standing_stops: int = Field(description="stops that are open: what they add will be counted by this calendar")
