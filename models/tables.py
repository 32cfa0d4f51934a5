"""Every table of the system, parents first."""

from models.access import Device, Pairing, Session
from models.base import db, unit_of_work
from models.centre import (
    Centre,
    Counter,
    CounterService,
    Department,
    Field,
    Notice,
    Officer,
    Opening,
    Procedure,
    Service,
    SpecialDay,
)
from models.dossier import Dossier, DossierEntry, DossierEvent, ImportBatch, Pause
from models.printing import Printer, PrintJob
from models.ticket import Call, Series, Ticket, TicketMove

TABLES = [
    Centre,
    Department,
    Field,
    Service,
    Procedure,
    Counter,
    CounterService,
    Opening,
    SpecialDay,
    Officer,
    Notice,
    Device,
    Pairing,
    Session,
    Series,
    Ticket,
    TicketMove,
    Call,
    Printer,
    PrintJob,
    ImportBatch,
    Dossier,
    DossierEvent,
    Pause,
    DossierEntry,
]


def create_tables() -> None:
    """Create what is missing."""
    with unit_of_work():
        db.create_tables(TABLES, safe=True)
