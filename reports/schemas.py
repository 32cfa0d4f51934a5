"""What the report routes take and give, as pydantic says it; OpenAPI is made from it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from figures.queue import Times
from reports.forms import FORMS
from reports.sentences import LONGEST
from shapes import LARGEST_ID, Day, Passing, Shape, Text

FormKey = Literal[tuple(FORMS)]  # type: ignore[valid-type]  # written once, in reports.forms
ProfileId = Annotated[int, Field(ge=0, le=LARGEST_ID, description="id of a report profile; 0: the built-in one")]
CutOff = Annotated[int, Field(ge=1, le=28, description="the day at which reporting months begin")]
Typed = Annotated[Text, Field(max_length=4 * LONGEST)]
Language = Literal["vi", "en"]


class PeriodQuery(Shape):
    """Two dates, both included."""

    first: Day = Field(alias="from", description="first day, 2026-03-15")
    last: Day = Field(alias="to", description="last day, included")


class FiguresQuery(PeriodQuery):
    """And the profile by which they are counted; the centre's usual one if none is named."""

    profile: ProfileId | None = None


class ReportQuery(Shape):
    """Which report: what is missing is the usual."""

    form: FormKey | None = None  # type: ignore[valid-type]  # see FormKey
    profile: ProfileId | None = None
    cut: CutOff | None = None
    was: CutOff | None = Field(default=None, description="the cut-off day of the list that `period` was picked from")
    period: str = Field(default="", max_length=30, description="2026-03-15_2026-06-14, as the list of periods sends it")
    first: Day | None = Field(default=None, alias="from")
    last: Day | None = Field(default=None, alias="to")
    lang: Language | None = None


class PageQuery(ReportQuery):
    """And which section is being edited, or what has just been done."""

    edit: str = Field(default="", max_length=40)
    saved: str = Field(default="", max_length=40)


class LanguageQuery(Passing):
    lang: Language | None = None
    saved: str = Field(default="", max_length=40)


class ProfileQuery(LanguageQuery):
    """A new profile may begin as a copy of one, or of a preset."""

    like: str = Field(default="", max_length=40)


class QueueQuery(Shape):
    first: Day | None = Field(default=None, alias="from")
    last: Day | None = Field(default=None, alias="to")
    lang: Language | None = None


class TextForm(ReportQuery):
    """The words of one section."""

    section: str = Field(max_length=40)
    title: Typed = ""
    text: Typed = ""
    scope: Literal["period", "all"] = "period"
    act: Literal["save", "reset"] = "save"


class ExportForm(ReportQuery):
    """A file to be made of a report."""

    kind: Literal["docx", "xlsx"]
    remark: Annotated[Text, Field(max_length=1000)] = ""


class MarkForm(Shape):
    """Whether a report was handed in."""

    issued: Literal["yes", "no"]
    lang: Language | None = None


class RemovalForm(Shape):
    """An export to be given up."""

    lang: Language | None = None


class ColumnAnswer(BaseModel):
    """A column as the profile lays it out."""

    number: int = Field(description="as it is printed: 3 to 16 in the usual form")
    key: str
    group: str
    label: str
    meaning: str


class TypedPart(BaseModel):
    """Totals that were typed in: dossiers of a system that gives no list."""

    total_received: int = Field(description="how many of column (3)")
    source: str
    dated_on: date
    author: str


class FieldRow(BaseModel):
    """One field of procedures."""

    position: int
    field: str
    cells: dict[str, int] = Field(description="number of the column → dossiers")
    typed: TypedPart | None = Field(description="null where all of them are known one by one")


class CheckAnswer(BaseModel):
    """An identity that must hold, and the rows in which it does not."""

    key: str = Field(description="I1 to I8, each of them always")
    holds: bool = Field(description="false: the report goes out only with a remark")
    state: Literal["holds", "fails", "warns", "idle"] = Field(
        description="warns: it differs from a report that nobody marked as handed in; idle: nothing to compare with"
    )
    sentence_vi: str
    sentence_en: str
    faults: list[str]


class DossierTable(BaseModel):
    """The table by field."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    as_at: date = Field(description="the day of which it is told: the last day, or today if that is earlier")
    columns: list[ColumnAnswer]
    rows: list[FieldRow]
    total: dict[str, int] = Field(description="number of the column → dossiers")
    rates: dict[str, str] = Field(description='column → "98,4%"; "—" where there is nothing to divide by')
    checks: list[CheckAnswer]
    latest_only: int = Field(description="dossiers of which only the latest state is known")


class MeasureAnswer(BaseModel):
    """One measure: so many of so many."""

    key: str
    name: str
    part: str = Field(description="a whole number, or a decimal one that was typed in")
    whole: str
    value: str | None = Field(description="percent, cut to its digits: 98.4; null of nothing")
    printed: str = Field(description='"98,4%"')
    base: str = Field(description="of what it is a share, in words")
    follows: bool = Field(description="false: printed as what the other parts leave of 100 %")
    target: str | None = Field(description="percent")
    reached: bool | None = Field(description="null without a target or a value")
    source: str | None = Field(description="where a figure comes from that was typed in")
    source_dated_on: date | None = Field(description="the day of that source")
    author: str | None = Field(description="who typed it in")
    known_on: date | None = Field(
        description="of a period that is over: the day up to which it is known, where it may still move"
    )


class FieldMeasures(BaseModel):
    """What is known of one field: the measures that plans are made for, and those with a figure of its own."""

    field: str
    measures: list[MeasureAnswer]


class MeasuresAnswer(BaseModel):
    """The measures of a period."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    measures: list[MeasureAnswer]
    by_field: list[FieldMeasures]


class WarningAnswer(BaseModel):
    """What deserves a second look."""

    key: str
    sentence_vi: str
    sentence_en: str
    section: str


class ChecksAnswer(BaseModel):
    """What is looked at before a report goes out."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    checks: list[CheckAnswer]
    warnings: list[WarningAnswer]


class QueueGroup(BaseModel):
    """The visits of one service, counter or hour, or all."""

    label: str
    issued: int
    served: int
    no_show: int
    cancelled: int
    expired: int
    unfinished: int
    wait: Times
    service: Times
    held: Times
    in_target: int = Field(description="of wait.n")
    target_share: str = Field(description='"92,5%"; "—" where there is nothing to divide by')


class QueueAnswer(BaseModel):
    """The queue's figures."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    target_minutes: int
    adds_up: bool
    total: QueueGroup
    by_service: list[QueueGroup]
    by_counter: list[QueueGroup]
    by_hour: list[QueueGroup]
