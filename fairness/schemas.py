"""What this room's addresses and acts take, as pydantic says it."""

import re
from datetime import time
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field

from queueing.rules import NO_CAP_MINUTES, NO_LIMIT
from shapes import Day, Id, Passing, Shape, Strict

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
Language = Literal["vi", "en"]
RUNS = (0, 1, 2, 3, NO_LIMIT)
CAPS = (15, 30, 45, 60, 90, NO_CAP_MINUTES)


def _clock(value: object) -> object:
    if isinstance(value, time):
        return value
    if isinstance(value, str) and CLOCK.fullmatch(value):
        return time.fromisoformat(value)
    raise ValueError("a time of day is written HH:MM")


Clock = Annotated[time, BeforeValidator(_clock)]


class DayQuery(Passing):
    """A business day; the latest one with numbers unless said. `find`: a number of that day to go to."""

    day: Day | None = None
    find: str = Field(default="", max_length=200)
    lang: Language | None = None


class PeriodQuery(Passing):
    """Two dates, both included; the last week unless said."""

    first: Day | None = Field(default=None, alias="from")
    last: Day | None = Field(default=None, alias="to")
    lang: Language | None = None


class TrialQuery(Passing):
    """A day and the rule to play it under. `run` left out: nothing is tried yet."""

    day: Day | None = None
    run: Annotated[int, Field(ge=0, le=NO_LIMIT)] | None = None
    cap: Annotated[int, Field(ge=5, le=NO_CAP_MINUTES)] | None = None
    helps: Literal["0", "1"] = "1"
    order: Literal["rule", "strict"] = "rule"
    slot: Literal["0", "1"] = "1"
    hand: Literal["0", "1"] = "1"
    like: Id | Literal[""] | None = Field(default=None, description="a counter whose services one more counter serves")
    opens: Clock | None = None
    closes: Clock | None = None
    lang: Language | None = None


class LanguageQuery(Passing):
    """The page's language."""

    lang: Language | None = None


class RuleWish(Strict):
    """The rule of the queue from the next call on."""

    priority_run: int = Field(ge=0, le=NO_LIMIT, description="0: priority changes nothing; 99: no bound")
    age_cap_minutes: int = Field(ge=5, le=NO_CAP_MINUTES, description="1440: no cap")
    helps_out: bool
    strict_order: bool


class RuleAnswer(RuleWish):
    """The rule as it is now."""

    changed: bool


class HitRate(BaseModel):
    """How often the waits that were said this week were right."""

    n: int
    hits: int
    percent: float | None = Field(description="null: fewer than 10 were judged")
    text: str
    text_en: str


class Hint(BaseModel):
    """Which counter to open, and when."""

    counter: int
    at: str
    text: str
    text_en: str
    evidence: str
    evidence_en: str


class HintList(BaseModel):
    hints: list[Hint]


class LedgerQuery(Shape):
    """A business day."""

    day: Day
