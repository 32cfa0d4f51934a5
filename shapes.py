"""What requests and answers of every room are made of: pydantic checks it, the API's document shows it."""

import re
import unicodedata
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

LARGEST_ID = 2**31 - 1  # of a row; a larger number in an address would overflow PostgreSQL's integer
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
UUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"


class Shape(BaseModel):
    """Exactly the members that are written here."""

    model_config = ConfigDict(extra="forbid")


class Passing(Shape):
    """The address of a room that shows no period; one that was chosen beside it goes through."""

    passing: str | None = Field(
        default=None,
        pattern=r"^\d{4}-\d{2}-\d{2}_\d{4}-\d{2}-\d{2}$",
        description="2026-10-15_2026-11-14: for the way into a room that shows a period",
    )


class Strict(Shape):
    """What a screen sends: the members that are written here, each of its own kind; "5" is no number."""

    model_config = ConfigDict(strict=True)


class Nothing(Strict):
    """An act that says everything by its name."""


class PressKey(BaseModel):
    """One key per press, as a header: sent again with the same key, the press has one effect."""

    idempotency_key: Annotated[str, StringConstraints(pattern=UUID, to_lower=True)] = Field(
        description="a UUID made by the screen for this press"
    )


class MaybeKey(BaseModel):
    """The same, where an act is safe without one."""

    idempotency_key: Annotated[str, StringConstraints(pattern=UUID, to_lower=True)] | None = Field(
        default=None, description="a UUID made by the screen for this press"
    )


def _day(value: object) -> date:
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return date.fromisoformat(value)
    raise ValueError("a date is written YYYY-MM-DD")


def _readable(value: object) -> object:
    """Composed as keyboards write it (NFC), without what nobody sees: controls, and marks that turn or hide letters."""
    if not isinstance(value, str):
        return value  # refused afterwards: it is no text
    letters = unicodedata.normalize("NFC", value.replace("\t", " "))
    return "".join(letter for letter in letters if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf"))


def _in_one_line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_readable)]  # what a person writes for another to read
Line = Annotated[Text, BeforeValidator(_in_one_line)]  # the same in one line, without margins: blanks alone are nothing
Day = Annotated[date, BeforeValidator(_day)]  # "2026-11-20", and in no other spelling
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
