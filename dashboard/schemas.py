"""What the dashboard takes and gives, as pydantic says it; OpenAPI is made from it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from dashboard.dossiers import CHANNELS as CHANNEL_LEAVES
from dashboard.dossiers import LEAVES, SETS
from dashboard.drill import CUTS
from dashboard.lacks import LACKS
from dashboard.periods import BEFORE, PLAN, YEAR
from dashboard.waits import CUTS_OF_WAITS
from dashboard.words import KPIS
from models.dossier import Dossier
from shapes import LARGEST_ID, Day, Id, Shape

MOST_PAGES = 1_000_000
Compare = Literal[BEFORE, YEAR, PLAN]  # type: ignore[valid-type]  # written once, in dashboard.periods
Within = Literal[SETS]  # type: ignore[valid-type]
Leaf = Literal[("", *LEAVES)]  # type: ignore[valid-type]
Lacks = Literal[("", *LACKS)]  # type: ignore[valid-type]
Channel = Literal[("", *Dossier.CHANNELS)]  # type: ignore[valid-type]
Measure = Literal[("", *KPIS)]  # type: ignore[valid-type]
Cut = Literal[(*CUTS, *CUTS_OF_WAITS)]  # type: ignore[valid-type]
OrNone = Annotated[int, Field(ge=0, le=LARGEST_ID)]
Profile = Annotated[OrNone | None, Field(description="id of a report profile; without it, the centre's usual one")]
assert set(CHANNEL_LEAVES) < set(LEAVES)


class PageQuery(Shape):
    """The period, both days included: the running reporting month unless said otherwise."""

    first: Day | None = Field(default=None, alias="from", description="first day, 2026-10-15")
    last: Day | None = Field(default=None, alias="to", description="last day, included")
    profile: Profile = None
    compare: Compare = Field(default=BEFORE, description="held against the period before, the year before, or the plan")
    lang: Literal["vi", "en"] | None = None


class CutQuery(PageQuery):
    """By what a measure is cut, perhaps within one field."""

    by: Cut = "field"
    field: Id | None = None


class WhichQuery(Shape):
    """Which dossiers of a period."""

    first: Day | None = Field(default=None, alias="from", description="first day, 2026-10-15")
    last: Day | None = Field(default=None, alias="to", description="last day, included")
    profile: Profile = None
    within: Within = Field(default="total", alias="set", description="received, carried_over, finished, pending, total")
    leaf: Leaf = Field(default="", description="a count of the table, such as late or pending_overdue")
    field: Id | None = None
    procedure: OrNone | None = Field(default=None, description="id; 0: not known")
    counter: OrNone | None = Field(default=None, description="number; 0: logged at none")
    channel: Channel = ""
    lacks: Lacks = Field(default="", description="what the dossiers lack")


class ListQuery(WhichQuery):
    """The same as a page, and where one came from."""

    compare: Compare = BEFORE
    measure: Measure = ""
    page: int = Field(default=1, ge=1, le=MOST_PAGES)
    lang: Literal["vi", "en"] | None = None


class PeriodQuery(Shape):
    """Two days, both included: the running reporting month unless said otherwise."""

    first: Day | None = Field(default=None, alias="from", description="first day, 2026-10-15")
    last: Day | None = Field(default=None, alias="to", description="last day, included")
    profile: Profile = None


class CompareQuery(PeriodQuery):
    """And what they are held against."""

    compare: Compare = BEFORE


class InReport(BaseModel):
    """What the report prints where it stands on another base than the tile."""

    value: str
    printed: str
    base_vi: str
    status: Literal["met", "missed"] | None


class TileAnswer(BaseModel):
    """One measure against its plan."""

    key: str
    measure: str
    value: str | None = Field(description="percent as it is printed, 97.6; null without enough data")
    printed: str
    part: str
    n: str | None = Field(description="what it is a share of; null of a percentage that was typed in")
    plan: str = Field(description="percent")
    planned_by_centre: bool = Field(description="false: the usual plan, until the centre sets its own")
    status: Literal["met", "missed", "slipping"] | None
    change: str | None = Field(description="points against the compared period")
    base_vi: str = Field(description="of what it is a share, in words")
    formula_vi: str
    in_report: InReport | None = Field(description="null where the report prints the same")
    source_vi: str


class Flows(BaseModel):
    """The dossiers of the period."""

    total_received: int
    online: int
    direct: int
    postal: int
    carried_over: int
    finished: int
    pending: int
    pending_overdue: int


class DashboardAnswer(BaseModel):
    """The tiles and the line under them."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    compared_from: date | None
    compared_to: date | None
    tiles: list[TileAnswer]
    dossiers: Flows


class LateField(BaseModel):
    """A field with late dossiers."""

    field: int
    name: str
    total_received: int
    pending_overdue: int
    late: int


class LoadAnswer(BaseModel):
    """One hour of the week."""

    weekday: int = Field(description="Monday is 0")
    hour: int
    tickets: int
    days: int
    mean: int = Field(description="tickets a day")


class HallLine(BaseModel):
    """A service or a counter; times in seconds."""

    id: int = Field(description="of the service; number of the counter")
    label: str
    issued: int
    served: int
    wait_half: int | None
    wait_p90: int | None
    in_target: int
    service_median: int | None


class StepAnswer(BaseModel):
    """A day, week or month of the period."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    received: int
    finished: int
    pending: int


class ChartsAnswer(BaseModel):
    """What the six charts are drawn from."""

    late_fields: list[LateField]
    load: list[LoadAnswer]
    services: list[HallLine]
    target_minutes: int
    in_target: int
    waits: int
    steps: list[StepAnswer]
    counters: list[HallLine]
    ratings: int
    unsatisfied: int | None = Field(description="null with fewer than ten ratings")
    reasons: dict[str, int]


class PartAnswer(BaseModel):
    """One part of the index; without data, all of `rate`, `points`, `part` and `whole` are null."""

    key: str
    number: str
    name_vi: str
    most: int
    rate: str | None
    points: str | None
    part: str | None
    whole: str | None


class GroupAnswer(BaseModel):
    number: int
    name_vi: str
    most: int
    reach: int
    points: str | None
    parts: list[PartAnswer]


class IndexAnswer(BaseModel):
    """An estimate of our own, never the official score."""

    label_vi: str
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    points: str
    reach: int = Field(description="points of the parts of which there are data, of 100")
    groups: list[GroupAnswer]
