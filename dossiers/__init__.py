"""What may happen to a dossier: the rules, as plain functions. `dossiers.log(...)` reads as it is meant."""

from dossiers.calendar import WorkingDays, due_date
from dossiers.codes import DossierCode, read_code
from dossiers.entries import complete_entry, lines, unfinished
from dossiers.facts import CHANNELS
from dossiers.ledger import log, record_result
from dossiers.lookup import look_up

__all__ = [
    "CHANNELS",
    "DossierCode",
    "WorkingDays",
    "complete_entry",
    "due_date",
    "lines",
    "log",
    "look_up",
    "read_code",
    "record_result",
    "unfinished",
]
