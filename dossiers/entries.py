"""The lines of the strip: those of a ticket, and those whose facts were left for later ("Cần bổ sung")."""

from datetime import date, datetime

from peewee import fn

import events
from dossiers.counter import keep
from dossiers.facts import Facts, is_complete
from dossiers.striking import fill_in_later, first_moments
from models.base import now, unit_of_work
from models.centre import Officer
from models.counter import Counter
from models.dossier import Dossier, DossierEntry
from models.line_trace import LineTrace
from models.prepared import prepared
from models.ticket import Ticket
from queueing.errors import Forbidden, NotFound


def lines(ticket_id: int) -> list[DossierEntry]:
    """What was logged for a ticket, in the order of logging, with dossiers and procedures loaded."""
    return list(_of_ticket(ticket_id))


@prepared
def _of_ticket(ticket):
    return _loaded().where(DossierEntry.ticket == ticket).order_by(DossierEntry.id)


def logged_at(counter: Counter, officer: Officer, business_day: date) -> list[tuple[DossierEntry, int, datetime]]:
    """What was logged on a day at this counter, or by this officer wherever they sat, each with the id of its trace and
    when it was logged first, before any correction; what was logged last comes first. With their tickets."""
    rows = (
        DossierEntry.select(DossierEntry, Dossier, Ticket, LineTrace.id.alias("trace"))
        .left_outer_join(Dossier)
        .switch(DossierEntry)
        .join(Ticket)
        .join(LineTrace, on=(LineTrace.line == DossierEntry.id) & LineTrace.struck_at.is_null())
        .where(Ticket.centre == counter.centre_id, Ticket.business_day == business_day)
        .where((DossierEntry.counter == counter) | (DossierEntry.officer == officer))
        .order_by(DossierEntry.id.desc())
    )
    lines = [(entry.ticket.linetrace.trace, entry) for entry in rows]  # type: ignore[attr-defined]  # joined above
    first = first_moments(lines)
    found = [(entry, trace, first[trace]) for trace, entry in lines]
    return sorted(found, key=lambda line: line[2], reverse=True)


def unfinished(asker: Officer) -> list[DossierEntry]:
    """The lines that lack facts, oldest first: an officer's own, or all of the centre for whoever leads it."""
    left = _loaded().where(DossierEntry.centre == asker.centre_id, ~DossierEntry.complete)
    left = left.order_by(DossierEntry.at, DossierEntry.id)
    return list(left.where(DossierEntry.officer == asker) if _own_only(asker) else left)


def count_unfinished(asker: Officer) -> int:
    """How many lines `unfinished` would give."""
    by_officer = dict(_count_left(asker.centre_id).execute())
    return by_officer.get(asker.id, 0) if _own_only(asker) else sum(by_officer.values())


@prepared
def _count_left(centre):
    left = DossierEntry.select(DossierEntry.officer, fn.COUNT(DossierEntry.id))
    return left.where(DossierEntry.centre == centre, ~DossierEntry.complete).group_by(DossierEntry.officer).tuples()


def _own_only(asker: Officer) -> bool:
    return asker.role == Officer.OFFICER


FILLED = (
    *(Dossier.fee, Dossier.paid_online, Dossier.paid_on),
    *(Dossier.digitised_input, Dossier.digitised_result),
)


def complete_entry(
    entry: DossierEntry,
    officer: Officer,
    *,
    fee: int | None = None,
    paid_online: bool | None = None,
    digitised: bool | None = None,
) -> DossierEntry:
    """Fill in facts that were skipped. The line stays on the list until none is missing.

    Raises Forbidden for another officer's line (a lead, the director or an administrator may), Invalid, NotFound.
    """
    if officer.centre_id != entry.centre_id:
        raise NotFound
    if officer.role == Officer.OFFICER and entry.officer_id not in (None, officer.id):
        raise Forbidden(
            "Dòng này do cán bộ khác ghi. Mời người đó hoặc trưởng ca bổ sung.",
            "Another officer logged this line. They or the shift lead may complete it.",
        )
    facts = Facts(fee=fee, paid_online=paid_online, digitised=digitised)
    facts.check()
    with unit_of_work(entry.centre_id):
        entry = DossierEntry.get_by_id(entry.id)
        if (dossier := entry.dossier) is not None:
            facts.fill(dossier, entry.outcome, entry.at.date())
            dossier.save(only=FILLED)
            dossier = keep(entry.centre, dossier, now(), None, facts, entry.outcome)
            fill_in_later(entry, dossier, facts)
        entry.complete = is_complete(dossier, entry.outcome)
        entry.save(only=[DossierEntry.complete])
    events.announce(events.DossierLogged(entry.centre_id, dossier.code if dossier else "", entry.ticket.code))
    return entry


def _loaded():
    return DossierEntry.select(DossierEntry, Dossier).left_outer_join(Dossier)
