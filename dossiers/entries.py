"""The lines of the strip: those of a ticket, and those whose facts were left for later ("Cần bổ sung")."""

import events
from dossiers.facts import Facts, is_complete
from models.base import unit_of_work
from models.centre import Officer
from models.dossier import Dossier, DossierEntry
from queueing.errors import Forbidden, NotFound


def lines(ticket_id: int) -> list[DossierEntry]:
    """What was logged for a ticket, in the order of logging, with dossiers and procedures loaded."""
    return list(_loaded().where(DossierEntry.ticket == ticket_id).order_by(DossierEntry.id))


def unfinished(asker: Officer) -> list[DossierEntry]:
    """The lines that lack facts, oldest first: an officer's own, or all of the centre for whoever leads it."""
    return list(_unfinished(_loaded(), asker).order_by(DossierEntry.at, DossierEntry.id))


def count_unfinished(asker: Officer) -> int:
    """How many lines `unfinished` would give."""
    return _unfinished(DossierEntry.select(), asker).count()


def _unfinished(rows, asker: Officer):
    rows = rows.where(DossierEntry.centre == asker.centre_id, ~DossierEntry.complete)
    return rows.where(DossierEntry.officer == asker) if asker.role == Officer.OFFICER else rows


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
            facts.fill(dossier, entry.outcome)
            dossier.save(only=[Dossier.fee, Dossier.paid_online, Dossier.digitised_input, Dossier.digitised_result])
        entry.complete = is_complete(dossier, entry.outcome)
        entry.save(only=[DossierEntry.complete])
    events.announce(events.DossierLogged(entry.centre_id, dossier.code if dossier else "", entry.ticket.code))
    return entry


def _loaded():
    return DossierEntry.select(DossierEntry, Dossier).left_outer_join(Dossier)
