"""The shape of what a desk chooses from: procedures, services, counters."""

from typing import Literal

from pydantic import Field

from shapes import Shape


class CatalogueRow(Shape):
    """A procedure in the version valid today."""

    id: int
    code: str
    name: str
    letter: str | None
    mine: bool
    uses: int
    working_days: int
    fee: int
    channel: Literal["online", "direct", "postal"] = Field(description="the centre's usual one")
    papers: list[str] = Field(description="what to bring")
    due_on: str = Field(description="if it were received now")


class CatalogueService(Shape):
    letter: str
    name: str
    name_en: str


class CatalogueCounter(Shape):
    number: int
    label: str
    label_en: str
    state: str
    letters: list[str] = Field(description="of its services, first choice first")


class Catalogue(Shape):
    """What is chosen from at a desk: procedures, most used first; services and counters to transfer to."""

    today: str
    procedures: list[CatalogueRow]
    services: list[CatalogueService]
    counters: list[CatalogueCounter]
