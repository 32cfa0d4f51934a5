"""What the routes take and give where sources differ: a person's choice, and two sources side by side."""

from typing import Literal

from pydantic import BaseModel, Field

from dossiers.decided import FACTS
from shapes import Day, Id, Shape, Strict, Text

Fact = Literal[FACTS]  # type: ignore[valid-type]


class DecisionWish(Strict):
    """A person's choice; without a source the rule decides again."""

    fact: Fact
    source: Id | None
    reason: Text = Field("", max_length=250)


class Resolution(Strict):
    """One source for everything that waits of one dossier."""

    source: Id
    reason: Text = Field("", max_length=250)


class DecisionAnswer(BaseModel):
    """What holds afterwards."""

    dossier: int
    undecided: bool
    facts: list[str] = Field(description="that still wait for a choice")


class ReconciliationQuery(Shape):
    """A period by the day received, two sources, and which list."""

    first: Day | None = Field(default=None, alias="from")
    last: Day | None = Field(default=None, alias="to")
    a: Id | None = None
    b: Id | None = None
    name: str | None = Field(default=None, alias="list", max_length=20)
    field: Id | None = None
    page: int = Field(1, ge=1, le=1_000_000)
    lang: Literal["vi", "en"] | None = None
