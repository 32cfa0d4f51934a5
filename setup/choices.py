"""The table of the centre's choices: each column of `Centre` that a page of /admin turns, in words.

A room that adds a choice adds its column, with its default, to models.centre.Centre, and its line to the subject where
a person would look for it; the page, the checks, the journal and the news of the change come by themselves.
"""

from setup.choice import Choice, Subject
from setup.hall_choices import BOOKING, CALLS, QUEUE, TICKETS
from setup.office_choices import ALERTS, BACKUP, DOSSIERS, RATINGS
from setup.text_choices import TEXTS, WORDS

SUBJECTS = (QUEUE, CALLS, TICKETS, BOOKING, RATINGS, ALERTS, BACKUP, TEXTS, WORDS, DOSSIERS)


def subject_of(key: str) -> Subject | None:
    """The subject of that key."""
    return next((subject for subject in SUBJECTS if subject.key == key), None)


def choice_of(column: str) -> Choice | None:
    """The line of a column."""
    return next((one for subject in SUBJECTS for one in subject.choices if one.column == column), None)
