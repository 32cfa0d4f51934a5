"""How the files of one source are read, as a person has corrected it; and what a file looks like, for that person.

All of it is plain JSON: a Mapping is kept with its source, a Layout is what the screen shows.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from imports.columns import HEADINGS
from imports.folding import fold
from models.dossier import Dossier
from models.source import Status
from shapes import Shape

MOST_WORDS, LONGEST_WORD = 200, 250
Key = Literal[tuple(HEADINGS)]  # type: ignore[valid-type]
Word = Annotated[str, StringConstraints(max_length=LONGEST_WORD)]
Heading = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_WORD)]
StatusWord = Literal[Status.ALL]  # type: ignore[valid-type]
ChannelWord = Literal[Dossier.CHANNELS]  # type: ignore[valid-type]


class Mapping(Shape):
    """What a person says about a file, over what its headings say by themselves."""

    sheet: Heading | None = Field(None, description="the sheet that holds the list; none: the one that looks like it")
    header_row: int | None = Field(
        None, ge=1, le=1000, description="the first row of headings; none: where they are found"
    )
    columns: dict[Key, Heading | None] = Field(
        {}, description="the heading of the column for each key; null: read none; absent: the one its heading names"
    )
    constants: dict[Literal["field", "channel"], Heading] = Field(
        {}, description="what holds for every row of a file without such a column, as its cells would say it"
    )
    statuses: dict[Word, StatusWord] = Field({}, max_length=MOST_WORDS, description="the file's words for states")
    channels: dict[Word, ChannelWord] = Field({}, max_length=MOST_WORDS, description="the file's words for channels")
    day_first: bool = Field(True, description="15/03/2026; false: 03/15/2026")

    @property
    def by_heading(self) -> dict[str, str]:
        """Folded heading → key, of the columns that a person has named."""
        return {fold(heading): key for key, heading in self.columns.items() if heading}

    def names(self, sheet: str, of: int) -> bool:
        """Whether this sheet, of so many, is the one a person has chosen: a file with one sheet may call it anything,
        as it is called after another month each time."""
        return self.sheet is not None and (of == 1 or fold(sheet) == fold(self.sheet))


class Column(Shape):
    """One column of a sheet."""

    letter: str
    heading: str
    key: Key | None = Field(description="what it is read as; null: it is not read")
    sure: bool = Field(description="its heading is known, or a person has named it; false: a guess, to be confirmed")
    samples: list[str] = Field(description="up to three of its values; “(không đọc)” where they may tell of people")


class SheetLayout(Shape):
    """One sheet, or the whole of a text file."""

    name: str
    visible: bool
    rows: int = Field(description="below the headings, blank ones included")
    header_row: int | None = Field(description="the first row of headings; null: none was found")
    columns: list[Column]
    missing: list[Key] = Field(description="needed, and not among the columns for sure")
    unknown_statuses: dict[str, int] = Field(description="word → how often")
    unknown_channels: dict[str, int] = Field(description="word → how often")
    month_first: bool = Field(description="some dates can be read month first only, and none day first only")

    @property
    def headings(self) -> list[str]:
        """The headings, to see whether a saved mapping fits."""
        return [column.heading for column in self.columns]


class Layout(Shape):
    """What a file looks like before it is read."""

    kind: Literal["xlsx", "xls", "text"]
    encoding: str | None = Field(None, description="of a text file")
    separator: str | None = Field(None, description="of a text file")
    sheets: list[SheetLayout]
    chosen: str | None = Field(description="the sheet that would be read")
    mapping: Mapping = Field(description="how it would be read, guesses included: what the person corrects")

    @property
    def sheet(self) -> SheetLayout | None:
        """The sheet that would be read."""
        return next((sheet for sheet in self.sheets if sheet.name == self.chosen), None)

    def fits(self, mapping: Mapping) -> bool:
        """Whether the sheet that would be read has every column that a saved mapping names."""
        named = [sheet for sheet in self.sheets if mapping.names(sheet.name, len(self.sheets))]
        sheet = self.sheet if mapping.sheet is None else next(iter(named), None)
        return sheet is not None and set(mapping.by_heading) <= {fold(heading) for heading in sheet.headings}
