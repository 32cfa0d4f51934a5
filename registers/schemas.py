"""What the registers take and give, as pydantic says it; OpenAPI is made from it."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from figures.measure_names import NAMES
from models.register import GuideReason
from shapes import Day, Id, Shape, Strict, Text

ISO_MINUTE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", re.ASCII)
LARGEST_COUNT = 1_000_000


def _minute(value: object) -> datetime:
    if isinstance(value, str) and ISO_MINUTE.fullmatch(value):
        return datetime.fromisoformat(value)
    raise ValueError("a moment is written YYYY-MM-DDTHH:MM")


Minute = Annotated[datetime, BeforeValidator(_minute)]  # local time
Short = Annotated[Text, AfterValidator(str.strip), Field(max_length=120)]
Needed = Annotated[Text, AfterValidator(str.strip), Field(min_length=1, max_length=200)]
Count = Annotated[int, Field(ge=0, le=LARGEST_COUNT)]
Year = Annotated[int, Field(ge=2000, le=2199)]


class PageQuery(Shape):
    """Which part of a register to show; without dates, of the period that every room opens on."""

    first: Day | None = Field(default=None, alias="from")
    last: Day | None = Field(default=None, alias="to")
    page: int = Field(default=1, ge=1, le=LARGEST_COUNT)
    edit: Id | None = None
    saved: Id | None = None
    year: Annotated[int, Field(ge=2000, le=2199)] | None = None
    lang: Literal["vi", "en"] | None = None


class PeriodQuery(Shape):
    """Two dates, both included."""

    first: Day = Field(alias="from", description="first day, 2026-10-15")
    last: Day = Field(alias="to", description="last day, included")


class Added(BaseModel):
    """The line that was written."""

    id: int


class FeedbackWish(Strict):
    """One piece of feedback as it stands. No name and no number of a person."""

    source: Literal["portal", "1022", "hotline", "counter", "letter"]
    code: Short = Field(default="", description="its number in that source")
    field: Id | None = None
    summary: Annotated[Text, Field(max_length=1000)] = ""
    received_on: Day
    state: Literal["verifying", "answered", "refused", "published"] = "verifying"
    asked_on: Day | None = Field(default=None, description="the sender was asked for more")
    answered_on: Day | None = Field(default=None, description="answered or refused; needed once it is")
    published_on: Day | None = None


class FeedbackAnswer(Added):
    """With the days that its clocks run out on."""

    answer_by: date
    refuse_by: date
    ask_by: date
    publish_by: date | None


class Votes(Strict):
    """Slips of paper per level."""

    very_satisfied: Count = 0
    satisfied: Count = 0
    neutral: Count = 0
    dissatisfied: Count = 0
    very_dissatisfied: Count = 0

    @property
    def by_level(self) -> dict[int, int]:
        return {
            5: self.very_satisfied,
            4: self.satisfied,
            3: self.neutral,
            2: self.dissatisfied,
            1: self.very_dissatisfied,
        }


class PaperWish(Strict):
    """The slips of one day, counted."""

    day: Day
    field: Id | None = None
    votes: Votes


class PaperSlips(Strict):
    """Which counted slips to take out."""

    day: Day
    field: Id | None = None


class SlipCount(BaseModel):
    """How many slips were kept, or taken out."""

    slips: int


class IncidentWish(Strict):
    """An outside system that does not work, or did not."""

    system: Needed
    began_at: Minute = Field(description="local time, 2026-05-12T08:10")
    ended_at: Minute | None = Field(default=None, description="none: it still does not work")
    dossiers: Count | None = Field(default=None, description="affected, if counted")
    note: Annotated[Text, Field(max_length=300)] = ""


class VisitWish(Strict):
    """A visit to somebody who cannot come."""

    asked_on: Day
    planned_on: Day
    reason: Literal["elderly", "disabled", "ill", "merit", "other"]
    field: Id | None = None
    contact: Short = Field(default="", description="where or whom to call; wiped when the visit is made or called off")


class VisitEnd(Strict):
    """How a planned visit ended."""

    state: Literal["done", "cancelled"]
    closed_on: Day


class ReasonWish(Strict):
    """Why somebody needed the guide desk."""

    reason: Literal[GuideReason.REASONS]  # type: ignore[valid-type]  # a closed list, kept in one place
    ticket: Annotated[Text, Field(max_length=20)] | None = Field(default=None, description="the token of their number")


class TargetRow(Strict):
    """What one measure should reach."""

    measure: str = Field(json_schema_extra={"enum": list(NAMES)})
    field: Id | None = Field(default=None, description="none: all fields together")
    value: Annotated[Text, Field(max_length=10)] = Field(description='percent, at most 2 decimals: "97,5"')


class TargetSheet(Strict):
    """All targets of one year; it takes the place of what the year had."""

    year: Year
    targets: list[TargetRow] = Field(max_length=500)


class TargetCopy(Strict):
    """The year that takes over the targets of the year before it."""

    year: Year


class TargetCount(BaseModel):
    """How many targets the year has now."""

    year: int
    count: int


class FigureWish(Strict):
    """A figure that comes from elsewhere: a number, or a number of another."""

    key: Annotated[Text, Field(min_length=1, max_length=60)] = Field(description="a measure's, or a name of one's own")
    field: Id | None = None
    first: Day = Field(alias="from")
    last: Day = Field(alias="to")
    numerator: Annotated[Text, Field(max_length=30)] = Field(description='"9.485" or, of a rate, "86,71"')
    denominator: Annotated[Text, Field(max_length=30)] = ""
    signs: Literal["vi", "en"] = Field(
        default="vi", description='how both are written: "9.485,5" (vi) or "9,485.5" (en)'
    )
    source: Needed
    dated_on: Day


class Totals(Strict):
    """Dossiers by the columns of the table; what is left out is 0."""

    online: Count = Field(default=0, description="(4) received in the period, online")
    direct: Count = Field(default=0, description="(5) received in the period, at the counter or by post")
    carried_online: Count = Field(default=0, description="(6) carried over, online")
    carried_direct: Count = Field(default=0, description="(6) carried over, at the counter or by post")
    early: Count = Field(default=0, description="(8)")
    on_time: Count = Field(default=0, description="(9)")
    late: Count = Field(default=0, description="(10)")
    refused: Count = Field(default=0, description="(11)")
    withdrawn: Count = Field(default=0, description="(12)")
    stopped: Count = Field(default=0, description="stopped by the authority")
    pending_in_time: Count = Field(default=0, description="(14)")
    pending_overdue: Count = Field(default=0, description="(15)")
    supplement_waiting: Count = Field(default=0, description="(16)")
    duty_waiting: Count = Field(default=0, description="waiting for a financial duty")


class TotalsOf(Strict):
    """The totals of one field and period."""

    field: Id
    first: Day = Field(alias="from")
    last: Day = Field(alias="to")


class TotalsWish(TotalsOf):
    """Totals of a field whose system gives no list: all of them, and who says so."""

    counts: Totals
    source: Needed
    dated_on: Day


class TotalsCount(BaseModel):
    """The field they are of, and how many dossiers they are: column (3)."""

    id: int
    total_received: int


class FeedbackFigures(BaseModel):
    as_at: date
    received: int
    carried_over: int
    answered: int
    refused: int
    open: int
    open_late: int
    due: int
    ended_in_time: int
    ended_late: int
    asked_late: int
    published_late: int


class SatisfactionFigures(BaseModel):
    n: int
    satisfied: int | None = Field(description="levels 4 and 5; none with fewer than 10 ratings")
    printed: str


class VisitFigures(BaseModel):
    asked: int
    done: int
    cancelled: int
    planned: int
    done_by_reason: dict[str, int]


class EnteredAnswer(BaseModel):
    key: str
    field: int | None = Field(description="id of the field it is of; null: the whole centre")
    numerator: Decimal
    denominator: Decimal | None
    source: str
    dated_on: date
    author: str
    entered_at: datetime


class RegisterFigures(BaseModel):
    """What the registers say of a period."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    feedback: FeedbackFigures
    satisfaction: SatisfactionFigures
    incidents: list[str]
    home_visits: VisitFigures
    guide_reasons: dict[str, int]
    entered: list[EnteredAnswer]
