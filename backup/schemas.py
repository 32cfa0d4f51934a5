"""The shapes that the page of copies answers with, as the API's document shows them."""

from pydantic import Field

from shapes import Shape


class Copy(Shape):
    """One copy of the database."""

    name: str
    made_at: str
    size_mb: float
    checked: bool = Field(description="read through from its first page to its last, and whole")
    second: bool = Field(description="it lies in the second folder too")
    drilled_at: str | None = Field(description="when it was restored for a drill")
    drill_ok: bool | None


class Copies(Shape):
    """All copies, the newest first, and how the latest attempts went."""

    copies: list[Copy]
    good_at: str | None = Field(description="when the newest whole copy was made")
    tried_at: str | None
    error: str = Field(description="a word for what went wrong at the latest attempt; empty: nothing")
    second_error: str
    drilled_at: str | None
    drill_error: str


class Freed(Shape):
    """What letting old copies go has brought."""

    freed_mb: float
