"""What the routes of imports take and give, as pydantic says it; OpenAPI is made from it."""

from datetime import datetime
from typing import Literal

from apiflask.fields import UploadFile
from pydantic import BaseModel, Field

from envelope import ErrorBody
from imports.choice_schemas import Fact
from imports.mapping import Layout, Mapping
from imports.sources import KINDS, LONGEST_NAME
from shapes import Day, Id, Passing, Shape, Strict, Text

Kind = Literal[tuple(KINDS)]  # type: ignore[valid-type]


class ImportForm(Shape):
    """A form with one file."""

    file: UploadFile = Field(description="an .xlsx, .xls or .csv of at most 5 MB")


class PreviewForm(Shape):
    """A form with one file and where it comes from."""

    file: UploadFile = Field(description="an .xlsx, .xls or .csv of at most 30 MB")
    source: Id | None = Field(default=None, description="the provincial system if not said")
    as_of: Day | None = Field(default=None, description="when the other system gave it; today if not said")


class SourceWish(Strict):
    """A new source."""

    name: Text = Field(min_length=1, max_length=LONGEST_NAME)
    kind: Kind


class SourceChange(SourceWish):
    """A source as it should be."""

    active: bool = True


class Correction(Shape):
    """How the file is to be read."""

    mapping: Mapping
    keep: bool = Field(True, description="read the source's next files so too")


class Choice(Strict):
    """Which source is right; without a dossier about every one in the file, without a fact about all that differ."""

    dossier: Id | None = None
    fact: Fact | None = None
    source: Id


class SourceAnswer(BaseModel):
    """A system that tells of dossiers."""

    id: int
    name: str
    kind: str
    active: bool
    has_mapping: bool = Field(description="a person has corrected how its files are read")


class BatchAnswer(BaseModel):
    """What a file has brought in."""

    id: int
    file_name: str
    imported_at: datetime
    rows: int
    created: int
    changed: int
    notes: list[str]


class Counts(BaseModel):
    """Dossiers, save `refused`: rows."""

    rows: int
    created: int
    changed: int
    unchanged: int
    unmatched: int
    conflicts: int = Field(description="left for a person to decide")
    refused: int


class Progress(BaseModel):
    """How far the work is."""

    step: Literal["reading", "comparing", "applying", "undoing"]
    done: int
    total: int


class FaultAnswer(Shape):
    """One thing that is wrong in the file, and where."""

    sheet: str
    row: int | None
    column: str | None
    title: str | None
    reason_vi: str
    reason_en: str


class Failure(BaseModel):
    """Why a file was refused."""

    code: str
    vi: str
    en: str
    faults: list[FaultAnswer] = []
    count: int = 0


class NewField(BaseModel):
    """A field that the centre lacks; it comes with the file."""

    name: str
    count: int


class UnknownProcedure(BaseModel):
    """A procedure that the centre lacks; its dossiers stay without one."""

    code: str
    name: str
    count: int


class BatchPicture(BaseModel):
    """A batch as the page shows it."""

    id: int
    state: str = Field(description="reading, previewed, applying, applied, undoing, undone, refused")
    source: int | None
    source_name: str
    file_name: str
    as_of: datetime
    imported_at: datetime
    counts: Counts
    progress: Progress | None
    failure: Failure | None
    notes: list[str]
    layout: Layout | None = Field(description="what the file looks like, while it may still be corrected")
    unclear: bool = Field(description="some columns are guessed, or some words unknown")
    lines: dict[str, int] = Field(description="how many each list has")
    left_out: int = Field(description="rows that tell of no dossier which is known, and cannot make one")
    fields: list[NewField]
    procedures: list[UnknownProcedure]
    chosen: int = Field(description="facts for which a source was chosen")


class BatchLine(BaseModel):
    """A batch in the list."""

    id: int
    state: str
    source_name: str
    file_name: str
    as_of: datetime
    imported_at: datetime
    officer: str
    counts: Counts
    done: int


class Overview(BaseModel):
    """Sources and batches of the centre."""

    sources: list[SourceAnswer]
    batches: list[BatchLine]


class ChosenAnswer(BaseModel):
    """How many facts were chosen for."""

    chosen: int


class PageQuery(Passing):
    """The page's language, and the batch that is open."""

    lang: Literal["vi", "en"] | None = None
    batch: Id | None = None


def with_faults() -> dict:
    """The answer 422 of routes that take a file: the envelope, and the places at fault."""
    return {
        "422": {
            "description": "Something is not valid, or the file is refused: the first 50 reasons, of `count`.",
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "properties": {
                            "error": ErrorBody.model_json_schema(),
                            "faults": {"type": "array", "items": FaultAnswer.model_json_schema()},
                            "count": {"type": "integer"},
                        },
                        "required": ["error"],
                        "additionalProperties": False,
                    }
                }
            },
        }
    }
