"""What somebody scans or types at the kiosk: an appointment slip, a come-back slip, a ticket. One place for all.

A keyboard-wedge scanner types what the code holds: a bare code, an address that ends in one, or a sentence around a
dossier's code. Only what the citizen needs for the next step is answered: no name, no procedure.
"""

import re
from dataclasses import dataclass
from datetime import date

from dossiers import history
from dossiers.codes import read_code
from dossiers.ledger import find
from dossiers.patterns import read_pattern
from models.booking import Booking
from models.centre import Centre, Service
from models.dossier import Dossier
from models.ticket import Ticket
from models.visit import ComeBack
from queueing import booking
from queueing.errors import Invalid
from queueing.numbering import TOKEN_ALPHABET, TOKEN_LENGTH

TICKET, BOOKING, COME_BACK, RESULT, UNKNOWN = "ticket", "booking", "come_back", "result", "unknown"
KINDS = (TICKET, BOOKING, COME_BACK, RESULT, UNKNOWN)
READY, PENDING, PAPERS, HANDED_OVER, NOT_KNOWN = "ready", "pending", "papers", "handed_over", "not_known"
RESULTS = (READY, PENDING, PAPERS, HANDED_OVER, NOT_KNOWN)

TOKEN = re.compile(rf"(?:^|[^A-Z0-9])([{TOKEN_ALPHABET}]{{{TOKEN_LENGTH}}})(?:[^A-Z0-9]*)\Z", re.ASCII)
DOSSIER = re.compile(r"(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(?:\.\d{1,3})*-\d{6}-\d{4,6}(?!\d)", re.ASCII)


@dataclass(frozen=True)
class Scanned:
    """What a code is, and which service its number would be of."""

    kind: str  # of KINDS
    code: str  # as it is shown: the dossier's, or the token
    service: Service | None = None  # None: no number can be given for it
    ticket: Ticket | None = None
    booking: Booking | None = None
    result: str = ""  # of RESULTS, for an appointment slip
    day: date | None = None  # due, handed over, booked for, or the last one on which a place is kept


def recognise(centre: Centre, text: str) -> Scanned:
    """What was scanned or typed. Raises Invalid for nothing at all."""
    text = text.strip().upper()
    if not text:
        raise Invalid("Mời quét hoặc gõ mã trên giấy hẹn.", "Scan or type the code on your slip.", field="text")
    if (token := TOKEN.search(text)) and (known := _of_token(centre, token[1])) is not None:
        return known
    if code := _dossier_code(centre, "".join(text.split())):
        return _of_dossier(centre, code)
    return Scanned(UNKNOWN, text[-TOKEN_LENGTH:] if token else text[:40])


def _of_token(centre: Centre, token: str) -> Scanned | None:
    ticket = Ticket.get_or_none(Ticket.centre == centre, Ticket.token == token)
    if ticket is not None:
        return Scanned(TICKET, token, ticket.service, ticket=ticket)
    booked = booking.of_token(token, centre)
    if booked is not None and booked.ticket is not None:
        return Scanned(TICKET, booked.ticket.token, booked.ticket.service, ticket=booked.ticket)
    if booked is not None and booked.state == Booking.BOOKED:
        return Scanned(BOOKING, token, booked.service, booking=booked, day=booked.day)
    slip = ComeBack.get_or_none(ComeBack.centre == centre, ComeBack.code == token)
    if slip is not None:
        return Scanned(COME_BACK, token, slip.service, day=slip.last_day)
    return None


def _dossier_code(centre: Centre, text: str) -> str:
    if found := DOSSIER.search(text):
        return found[0]
    own = read_pattern(centre.dossier_pattern)
    return own.find(text) or own.complete(text) if own is not None else ""


def _of_dossier(centre: Centre, code: str) -> Scanned:
    offered = {service.letter: service for service in Service.offered(centre)}
    collect = offered.get(Service.COLLECT) or offered.get(Service.GUIDANCE)
    dossier = find(centre, read_code(code))
    if dossier is None:
        return Scanned(RESULT, code, collect, result=NOT_KNOWN)
    if dossier.returned_at is not None:
        return Scanned(RESULT, dossier.code, collect, result=HANDED_OVER, day=dossier.returned_at.date())
    if dossier.outcome is not None:
        return Scanned(RESULT, dossier.code, collect, result=READY)
    if history.is_stopped(dossier):
        return Scanned(RESULT, dossier.code, _hands_in(dossier) or collect, result=PAPERS)
    return Scanned(RESULT, dossier.code, collect, result=PENDING, day=history.present_due_date(dossier))


def _hands_in(dossier: Dossier) -> Service | None:
    """Where missing papers of the dossier are handed in."""
    procedure = dossier.procedure
    return procedure.service if procedure is not None and procedure.service and procedure.service.active else None
