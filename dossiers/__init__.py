"""What may happen to a dossier: the rules, as plain functions. `dossiers.log(...)` reads as it is meant."""

from dossiers.calendar import due_date
from dossiers.codes import read_code
from dossiers.entries import complete_entry, count_unfinished, lines, logged_at, unfinished
from dossiers.facts import is_digitised
from dossiers.ledger import facts_given, find, log, record_result
from dossiers.lookup import look_up
from dossiers.striking import strike

__all__ = [
    "complete_entry",
    "count_unfinished",
    "due_date",
    "facts_given",
    "find",
    "is_digitised",
    "lines",
    "log",
    "logged_at",
    "look_up",
    "read_code",
    "record_result",
    "strike",
    "unfinished",
]
