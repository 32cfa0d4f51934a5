"""Every table of the system, parents first. A new one is either furniture, or a trace of what happened there."""

from models.access import Device, Pairing, Session
from models.alert import Alert, ClockJump, CounterMessage, DayAssignment, HelpCall
from models.base import BaseModel, db, unit_of_work
from models.booking import Booking
from models.centre import (
    Centre,
    DatedOpening,
    Department,
    Field,
    Notice,
    Officer,
    Opening,
    Procedure,
    Service,
    SpecialDay,
)
from models.claim import Claim, Decision
from models.counter import Counter, CounterOfOfficer, CounterService
from models.dossier import Applicant, Dossier, DossierEntry, DossierEvent, Pause
from models.hall import Logo, Slide, Zone, ZonePart
from models.journal import Change, Planned
from models.line_trace import LineTrace
from models.printing import Printer, PrintJob
from models.register import Feedback, GuideReason, HomeVisit, Incident, Letter, Rating
from models.report import EnteredFigure, Report, ReportProfile, SectionText, Target
from models.source import ImportBatch, Source
from models.ticket import Call, Series, Ticket, TicketMove
from models.visit import ComeBack, CounterMove

FURNITURE: tuple[type[BaseModel], ...] = (  # what was set up: who, where, with what, and who changed it
    Centre,
    Department,
    Field,
    Service,
    Procedure,
    Counter,
    CounterService,
    Opening,
    SpecialDay,
    DatedOpening,
    Officer,
    CounterOfOfficer,
    Notice,
    Zone,
    ZonePart,
    Slide,
    Logo,
    Device,
    Pairing,
    Session,
    Printer,
    Source,
    ReportProfile,
    Target,
    SectionText,
    Change,
    Planned,
)
TRACES: tuple[type[BaseModel], ...] = (  # what happened: all that a trial leaves behind
    Series,
    Ticket,
    TicketMove,
    Call,
    CounterMove,
    Booking,
    PrintJob,
    ImportBatch,
    Dossier,
    Applicant,
    Claim,
    Decision,
    DossierEvent,
    Pause,
    DossierEntry,
    LineTrace,
    ComeBack,
    EnteredFigure,
    Report,
    Feedback,
    Rating,
    Incident,
    HomeVisit,
    GuideReason,
    Letter,
    Alert,
    CounterMessage,
    HelpCall,
    DayAssignment,
    ClockJump,
)
TABLES = (*FURNITURE, *TRACES)


class OtherVersion(Exception):
    """The database was made by another version of this program, whose columns are not these."""


def create_tables() -> None:
    """Create what is missing. Raises OtherVersion, and changes nothing, when a table has other columns than ours."""
    with unit_of_work():
        db.create_tables(TABLES, safe=True)
        for model in TABLES:
            _check_columns(model)


def _check_columns(model: type[BaseModel]) -> None:
    table = model._meta.table_name
    found = {column.name for column in db.get_columns(table)}
    if odd := found ^ {field.column_name for field in model._meta.sorted_fields}:
        raise OtherVersion(
            f"the database is another version's ({table}: {', '.join(sorted(odd))}). Nothing was changed. "
            "Start the version that made it, or move the folder `instance` away to begin afresh."
        )
