"""What a counter or its officer has logged today, as it may be corrected; and what was corrected or struck."""

from datetime import datetime

import dossiers
from counters.desk import entry_of, stamp
from models.centre import Centre, Officer
from models.counter import Counter
from models.dossier import DossierEntry
from models.line_trace import LineTrace
from models.ticket import Ticket

FOLLOW = {"channel": "channel", "due_on": "due", "fee": "fee"}  # facts that follow unless given → their fields


def today_at(counter: Counter, officer: Officer) -> dict:
    """The picture of `counters.schemas.LoggedToday`, the newest first."""
    day = Centre.get_by_id(counter.centre_id).business_day
    if day is None:
        return {"entries": [], "struck": []}
    struck = (
        LineTrace.select(LineTrace, Ticket, Officer)
        .join(Ticket)
        .switch(LineTrace)
        .left_outer_join(Officer, on=LineTrace.struck_by)
        .where(LineTrace.counter == counter, ~LineTrace.struck_at.is_null(), Ticket.business_day == day)
        .order_by(LineTrace.struck_at.desc())
    )
    return {
        "entries": [_line(*line) for line in dossiers.logged_at(counter, officer, day)],
        "struck": [
            {
                "code": row.code,
                "outcome": row.outcome,
                "number": row.ticket.code,
                "at": stamp(row.logged_at),
                "struck_at": stamp(row.struck_at),
                "by": row.struck_by.name if row.struck_by else "",
                "corrected": row.became is not None,
            }
            for row in struck
        ],
    }


def _line(entry: DossierEntry, trace: int, first_at: datetime) -> dict:
    dossier = entry.dossier
    return entry_of(entry) | {
        "line": trace,
        "at": stamp(first_at),
        "corrected_at": stamp(entry.at) if entry.at != first_at else None,
        "token": entry.ticket.token,
        "procedure_id": entry.procedure_id,
        "channel": dossier.channel if dossier else None,
        "due_on": dossier.due_on.isoformat() if dossier and dossier.due_on else None,
        "said": _said(entry),
    }


def _said(entry: DossierEntry) -> list[str]:
    """The facts that a correction hands on. A fee of nought was said, and so was one that was filled in later."""
    told = dossiers.facts_given(entry)
    dossier = entry.dossier
    if dossier and dossier.batch_id is None and dossier.procedure and dossier.fee != dossier.procedure.fee:
        told.add("fee")
    return [field for fact, field in FOLLOW.items() if fact in told]
