"""What the report routes take and give, as pydantic says it; OpenAPI is made from it."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from figures.queue import Times
from shapes import Day, Shape


class PeriodQuery(Shape):
    """Two dates, both included."""

    first: Day = Field(alias="from", description="first day, 2026-03-15")
    last: Day = Field(alias="to", description="last day, included")


class PageQuery(Shape):
    """The same for the page, where the running reporting month is the default."""

    first: Day | None = Field(default=None, alias="from")
    last: Day | None = Field(default=None, alias="to")
    lang: Literal["vi", "en"] | None = None


class ColumnAnswer(BaseModel):
    """A column as the profile lays it out."""

    number: int = Field(description="as it is printed: 3 to 16 in the usual form")
    key: str
    group: str
    label: str
    meaning: str


class FieldRow(BaseModel):
    """One field of procedures."""

    position: int
    field: str
    cells: dict[str, int] = Field(description="number of the column → dossiers")


class CheckAnswer(BaseModel):
    """An identity that must hold, and the rows in which it does not."""

    key: str = Field(description="I1 to I8")
    holds: bool
    sentence_vi: str
    sentence_en: str
    faults: list[str]


class DossierTable(BaseModel):
    """The 16-column table."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    as_at: date = Field(description="the day of which it is told: the last day, or today if that is earlier")
    columns: list[ColumnAnswer]
    rows: list[FieldRow]
    total: dict[str, int] = Field(description="number of the column → dossiers")
    rates: dict[str, str] = Field(description='column → "98,4%"; "—" where there is nothing to divide by')
    checks: list[CheckAnswer]
    latest_only: int = Field(description="dossiers of which only the latest state is known")


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
