"""What may happen to a dossier: the rules, as plain functions. `dossiers.log(...)` reads as it is meant."""

from dossiers.calendar import due_date
from dossiers.codes import read_code
from dossiers.entries import complete_entry, lines, unfinished
from dossiers.ledger import find, log, record_result
from dossiers.lookup import look_up

__all__ = [
    "complete_entry",
    "due_date",
    "find",
    "lines",
    "log",
    "look_up",
    "read_code",
    "record_result",
    "unfinished",
]
