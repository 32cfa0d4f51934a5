"""The pages of this room, hung on its door."""

from setup import (
    choice_pages,
    counter_pages,
    device_pages,
    hours_pages,
    journal_pages,
    logo_pages,
    overview,
    people_pages,
    procedure_pages,
    wizard,
)
from setup.door import blueprint

__all__ = [
    "blueprint",
    "choice_pages",
    "counter_pages",
    "device_pages",
    "hours_pages",
    "journal_pages",
    "logo_pages",
    "overview",
    "people_pages",
    "procedure_pages",
    "wizard",
]
