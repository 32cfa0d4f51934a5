"""The pages of this room, hung on its door."""

from setup import choice_pages, journal_pages, overview
from setup.door import blueprint

__all__ = ["blueprint", "choice_pages", "journal_pages", "overview"]
