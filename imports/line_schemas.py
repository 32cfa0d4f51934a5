"""The lines of a preview as the routes give them: what a file would do to each dossier. As imports.schemas."""

from typing import Literal

from pydantic import BaseModel, Field

from shapes import Shape

List = Literal["new", "changed", "differing", "refused"]


class LinesQuery(Shape):
    """One page of a list."""

    name: List = Field(alias="list")
    page: int = Field(1, ge=1, le=100_000)
    lang: Literal["vi", "en"] = "vi"


class NewLine(BaseModel):
    """A dossier that would be new."""

    row: int
    code: str
    field: str
    status: str
    received: str
    due: str
    ended: str


class Change(BaseModel):
    """One fact before and after."""

    fact: str
    old: str
    new: str


class ChangedLine(BaseModel):
    """A dossier of which something would change."""

    row: int
    code: str
    dossier: int
    changes: list[Change]


class SaidValue(BaseModel):
    """What one source says."""

    source: int
    name: str
    value: str
    holds: bool


class DifferingFact(BaseModel):
    """A fact of which two systems say what cannot both be true."""

    fact: str
    name: str
    why: str
    waits: bool = Field(description="for a person's choice")
    values: list[SaidValue]


class DifferingLine(BaseModel):
    """A dossier of which systems differ."""

    row: int
    code: str
    dossier: int
    facts: list[DifferingFact]


class RefusedLine(BaseModel):
    """A place in the file that cannot be read."""

    sheet: str
    row: int | None
    column: str | None
    title: str | None
    reason: str


class LinesAnswer(BaseModel):
    """One page of one list; the other three are empty."""

    total: int
    page: int
    pages: int
    new: list[NewLine] = []
    changed: list[ChangedLine] = []
    differing: list[DifferingLine] = []
    refused: list[RefusedLine] = []
