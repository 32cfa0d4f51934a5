"""The doors of this room: the pages, what is done on them, the profiles, the figures as JSON."""

from reports import acts, api, pages, profile_pages
from reports.door import blueprint

__all__ = ["acts", "api", "blueprint", "pages", "profile_pages"]
