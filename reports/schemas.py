"""What the report routes take and give, as pydantic says it; OpenAPI is made from it."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _iso(value: object) -> object:
    if isinstance(value, str) and not ISO.fullmatch(value):
        raise ValueError("a date is written 2026-03-15")
    return value


Day = Annotated[date, BeforeValidator(_iso)]


class PeriodQuery(BaseModel):
    """Two dates, both included."""

    model_config = ConfigDict(extra="forbid")
    first: Day = Field(alias="from", description="first day, 2026-03-15")
    last: Day = Field(alias="to", description="last day, included")


class PageQuery(BaseModel):
    """The same for the page, where the running reporting month is the default."""

    model_config = ConfigDict(extra="forbid")
    first: Day | None = Field(default=None, alias="from")
    last: Day | None = Field(default=None, alias="to")
    lang: Literal["vi", "en"] | None = None


class DossierFigures(BaseModel):
    """Numbers of dossiers, columns (3) to (16) of the form."""

    total_received: int = Field(description="(3) = (4) + (5) + (6)")
    online: int = Field(description="(4)")
    direct: int = Field(description="(5) at the counter or by post")
    carried_over: int = Field(description="(6) received before the period and not ended before it")
    finished: int = Field(description="(7) = (8) + … + (12)")
    early: int = Field(description="(8)")
    on_time: int = Field(description="(9)")
    late: int = Field(description="(10)")
    refused: int = Field(description="(11)")
    withdrawn: int = Field(description="(12)")
    pending: int = Field(description="(13) = (14) + (15) + (16), as at the last day")
    pending_in_time: int = Field(description="(14)")
    pending_overdue: int = Field(description="(15)")
    supplement_waiting: int = Field(description="(16)")


class FieldRow(BaseModel):
    """One field of procedures."""

    position: int
    field: str
    figures: DossierFigures


class CheckAnswer(BaseModel):
    """An identity that must hold, and the rows in which it does not."""

    key: str = Field(description="I1 to I6")
    holds: bool
    sentence_vi: str
    sentence_en: str
    faults: list[str]


class DossierTable(BaseModel):
    """The 16-column table."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    rows: list[FieldRow]
    total: DossierFigures
    rates: dict[str, str] = Field(description='column → "98,4%"; "—" where there is nothing to divide by')
    checks: list[CheckAnswer]
    imported: int = Field(description="dossiers of which only the latest state is known")


class TimesAnswer(BaseModel):
    """Lengths of time in seconds; null where nothing was measured."""

    n: int
    mean: int | None
    median: int | None
    p90: int | None
    longest: int | None


class QueueGroup(BaseModel):
    """The visits of one service, counter or hour, or all."""

    label: str
    issued: int
    served: int
    no_show: int
    cancelled: int
    expired: int
    unfinished: int
    wait: TimesAnswer
    service: TimesAnswer
    held: TimesAnswer
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
