"""A line of the strip is struck, on the day it was logged: what it did to its dossier is undone, what it said is kept.

The line's own events go, and the counters' claim is again what it was before; the dossier is then decided anew from
what is left, as when a file is taken back. One that came with the line, and of which nobody else tells, goes with it.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import events
from dossiers import belief, counter, history
from dossiers.facts import Facts
from dossiers.voices import SAID, Said
from models import prepared
from models.base import now, unit_of_work
from models.bulk import as_stored, as_told, remove_many, rows_of
from models.centre import Centre, Officer
from models.claim import Claim, Decision
from models.counter import Counter
from models.dossier import Applicant, Dossier, DossierEntry, DossierEvent, Pause
from models.line_trace import LineTrace
from models.register import Letter
from models.source import Status
from queueing import moves
from queueing.errors import Conflict, Forbidden, NotFound

WAITS = (Status.SUPPLEMENT, Status.DUTY)


class LineGone(NotFound):
    """The line has been struck before, or never was."""

    code = "line_gone"

    def __init__(self) -> None:
        super().__init__(
            "Dòng này đã được sửa hoặc bỏ. Mời mở lại danh sách.",
            "This line has been corrected or struck already. Open the list again.",
        )


def claim_before(centre: Centre, dossier: Dossier | None) -> str:
    """What the counters claim of a dossier now, as a trace keeps it; "" where they know nothing of it. To be asked
    before the line that may change it."""
    if dossier is None:
        return ""
    source = counter.source_of(centre.id)
    said = [tuple(values) for values in rows_of(Claim, SAID, "dossier", [dossier.id])]
    claim = next((values for values in said if values[0] == source), None)
    if claim is None and not said:  # from before claims were kept
        stops = (history.is_stopped(dossier, kind) for kind in (Pause.SUPPLEMENT, Pause.FINANCIAL_DUTY))
        waits = next((state for stop, state in zip(stops, WAITS, strict=True) if stop), None)
        claim = counter.of_row(source, dossier.__data__, None, waits)
    return "" if claim is None else json.dumps(as_stored(claim))


def keep_trace(entry: DossierEntry, claim: str, corrected: int | None) -> None:
    """Keep what a line found, in the unit of work that logs it; and which line it took the place of."""
    trace = prepared.add(
        LineTrace(centre=entry.centre_id, line=entry.id, ticket=entry.ticket_id, counter=entry.counter_id, claim=claim)
    )
    if corrected is not None:
        LineTrace.update(became=trace.id).where(LineTrace.id == corrected).execute()


def strike(trace: int, centre: Centre, at: Counter | None, officer: Officer | None) -> None:
    """Strike the line of this trace. `at`: the counter that asks. What the same officer asks again, since the answer
    was lost on its way, is done already.

    Raises LineGone, TicketGone on another day, Forbidden for what neither this officer nor this counter has logged, and
    Conflict `dossier_moved_on` when something was noted of its dossier since.
    """
    with unit_of_work(centre.id):
        if _has_struck(trace, centre, officer):
            return
        entry = take_out(trace, centre, at, officer)
    events.announce(events.DossierLogged(centre.id, entry.dossier.code if entry.dossier else "", entry.ticket.code))


def take_out(trace: int, centre: Centre, at: Counter | None, officer: Officer | None) -> DossierEntry:
    """The same inside a unit of work, for the line that takes its place; answers the row as it was."""
    entry, kept = find(trace, centre)
    _check_own(entry, at, officer)
    dossier = entry.dossier
    if dossier is not None:
        _refuse_moved_on(entry, dossier)
    LineTrace.update(
        struck_at=now(),
        struck_by=officer,
        code=dossier.code if dossier is not None else "",
        outcome=entry.outcome,
        logged_at=entry.at,
        logged_by=entry.officer_id,
        request=entry.request,
    ).where(LineTrace.id == trace).execute()
    DossierEntry.delete().where(DossierEntry.id == entry.id).execute()
    if dossier is not None:
        _as_before(centre, dossier.id, entry.ticket_id, kept.claim)
    return entry


def _has_struck(trace: int, centre: Centre, officer: Officer | None) -> bool:
    """Whether this officer struck the line, and nothing took its place."""
    by = LineTrace.struck_by.is_null() if officer is None else LineTrace.struck_by == officer
    struck = LineTrace.select().where(LineTrace.id == trace, LineTrace.centre == centre, by)
    return struck.where(~LineTrace.struck_at.is_null(), LineTrace.became.is_null()).exists()


def first_logged_at(corrected: int, struck: DossierEntry) -> datetime:
    """When what was corrected was logged first. `struck`: as `take_out` answers it."""
    return first_moments([(corrected, struck)])[corrected]


def first_moments(lines: Sequence[tuple[int, DossierEntry]]) -> dict[int, datetime]:
    """The trace of each line → when it was logged first: it may have taken the place of one that was a correction
    itself."""
    tickets = {entry.ticket_id for _, entry in lines}
    rows = rows_of(LineTrace, ("became", "id", "logged_at"), "ticket", sorted(tickets))
    before = {became: (trace, logged_at) for became, trace, logged_at in rows if became is not None}
    return {trace: _first(trace, entry.at, before) for trace, entry in lines}


def _first(trace: int, moment: datetime, before: Mapping[int, tuple[int, datetime]]) -> datetime:
    while trace in before:
        trace, moment = before[trace]
    return moment


def fill_in_later(entry: DossierEntry, dossier: Dossier, facts: Facts) -> None:
    """What was just filled in to a line, the lines of its dossier after it have found: to strike them leaves it."""
    later = (
        LineTrace.select(LineTrace.id, LineTrace.claim)
        .join(DossierEntry, on=LineTrace.line == DossierEntry.id)
        .where(DossierEntry.dossier == dossier, DossierEntry.id > entry.id)
        .where(LineTrace.struck_at.is_null(), LineTrace.claim != "")
    )
    day = dossier.paid_on or entry.at.date()
    for trace in later:
        found = Said._make(as_told(Claim, SAID, json.loads(trace.claim)))
        told = facts.filled(found._asdict(), entry.outcome, day)
        LineTrace.update(claim=json.dumps(as_stored(found._replace(**told)))).where(LineTrace.id == trace.id).execute()


def find(trace: int, centre: Centre) -> tuple[DossierEntry, LineTrace]:
    """A line of today and its trace. Raises LineGone, TicketGone."""
    kept = LineTrace.get_or_none(LineTrace.id == trace, LineTrace.centre == centre, LineTrace.struck_at.is_null())
    entry = DossierEntry.get_or_none(DossierEntry.id == kept.line) if kept is not None else None
    if kept is None or entry is None:
        raise LineGone
    moves.check_day(entry.ticket)
    return entry, kept


def _check_own(entry: DossierEntry, at: Counter | None, officer: Officer | None) -> None:
    if officer is None or officer.role != Officer.OFFICER or entry.officer_id in (None, officer.id):
        return
    if at is None or entry.counter_id != at.id:
        raise Forbidden(
            "Dòng này do cán bộ ở quầy khác ghi. Mời người đó hoặc trưởng ca sửa.",
            "An officer of another counter logged this line. They or the shift lead may correct it.",
        )


def _refuse_moved_on(entry: DossierEntry, dossier: Dossier) -> None:
    """What came after stands upon this line: it is corrected first, from the newest on."""
    later = DossierEntry.select().where(DossierEntry.dossier == dossier, DossierEntry.id > entry.id).exists()
    others = DossierEvent.ticket.is_null() | (DossierEvent.ticket != entry.ticket)
    told = DossierEvent.select().where(
        DossierEvent.dossier == dossier, DossierEvent.logged_at > entry.at, DossierEvent.batch.is_null(), others
    )
    letters = Letter.select().where(Letter.dossier == dossier, Letter.logged_at > entry.at)
    if later or told.exists() or letters.exists():
        raise _moved_on(dossier)


def _moved_on(dossier: Dossier) -> Conflict:
    return Conflict(
        f"Hồ sơ {dossier.code} đã có việc ghi sau dòng này. Mời sửa việc ghi sau cùng trước.",
        f"Something was noted of dossier {dossier.code} after this line. Correct the latest first.",
        code="dossier_moved_on",
    )


def _as_before(centre: Centre, dossier: int, ticket: int, claim: str) -> None:
    """The dossier without what this visit logged of it, of which there is one line at most."""
    by_hand = _stops_by_hand(dossier)
    remove = (DossierEvent.dossier == dossier) & (DossierEvent.ticket == ticket) & DossierEvent.batch.is_null()
    DossierEvent.delete().where(remove).execute()
    for kind, began_on in _stops_by_hand(dossier) - by_hand:  # noted by this line alone
        stop = (Pause.dossier == dossier) & (Pause.kind == kind) & (Pause.began_on == began_on)
        Pause.delete().where(stop, Pause.batch.is_null()).execute()
    source = counter.source_of(centre.id)
    Claim.delete().where(Claim.dossier == dossier, Claim.source == source).execute()
    if claim:
        said = Said._make(as_told(Claim, SAID, json.loads(claim)))
        prepared.add(Claim(centre=centre.id, dossier=dossier, **said._asdict()))
    if not Claim.select().where(Claim.dossier == dossier).exists():
        if by_hand:
            raise _moved_on(Dossier.get_by_id(dossier))
        for model in (Decision, Applicant, Pause, DossierEvent):
            remove_many(model, "dossier", [dossier])
        Dossier.delete().where(Dossier.id == dossier).execute()
        return
    belief.renew(centre, belief.policy_of(centre), [dossier])
    belief.mark_lines([dossier])


def _stops_by_hand(dossier: int) -> set[tuple[str, date]]:
    """The stops that no counter noted and no file told of."""
    return {(stop.kind, stop.began_on) for stop in belief.Known([dossier]).by_hand(dossier)}
