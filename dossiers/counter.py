"""What the centre's own counters say of a dossier is a claim like any other source's; a dossier has at most one.

It is kept when a line of the strip is logged or a result is recorded, in the same unit of work. Where files tell of the
dossier too, it is decided anew at once; else the row that the counter wrote is all there is.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dossiers import belief
from dossiers.facts import Facts
from dossiers.voices import SAID, Said, day_of
from models import prepared
from models.bulk import rows_of
from models.centre import Centre
from models.claim import Claim
from models.dossier import Dossier, DossierEvent, Outcome
from models.prepared import prepared as prepared_query
from models.source import Source, Status

NAME = "Quầy tiếp nhận"
NAME_EN = "Reception counter"
STATE_AFTER = {  # what was logged or recorded → the state that a counter then knows
    Outcome.RECEIVED: Status.RECEIVED,
    Outcome.SUPPLEMENT: Status.SUPPLEMENT,
    DossierEvent.SUPPLEMENT_ASKED: Status.SUPPLEMENT,
    DossierEvent.SUPPLEMENT_ANSWERED: Status.RECEIVED,
    DossierEvent.DUTY_ASKED: Status.DUTY,
    DossierEvent.DUTY_PAID: Status.RECEIVED,
    DossierEvent.RESOLVED: Status.DONE,
    Outcome.REFUSED: Status.REFUSED,
    Outcome.WITHDRAWN: Status.WITHDRAWN,
    Outcome.RETURNED: Status.RETURNED,
}
STATE_OF = {
    Dossier.RESOLVED: Status.DONE,
    Dossier.REFUSED: Status.REFUSED,
    Dossier.WITHDRAWN: Status.WITHDRAWN,
    Dossier.RETURNED_BACK: Status.RETURNED_BACK,
    Dossier.STOPPED: Status.STOPPED,
}
SEEN = ("field", "procedure", "channel", "received_at", "due_on")  # what an officer has before their eyes
OF_THE_ROW = (
    *SEEN,
    *("fee", "fee_paid", "paid_on", "paid_online", "digitised_input", "digitised_result", "reused"),
    *("result_required", "is_test"),
)


def source_of(centre_id: int) -> int:
    """The id of the centre's counters as a source; made when it is first needed, inside a unit of work."""
    known: Source | None = _counter_source(centre_id, Source.COUNTER).first()
    return known.id if known is not None else Source.create(centre=centre_id, name=NAME, kind=Source.COUNTER).id


def keep(centre: Centre, dossier: Dossier, at: datetime, done: str | None, said: Facts, outcome: str = "") -> Dossier:
    """Keep what a counter has just said, after the row was written; answers the dossier as it is then believed to be.

    `done`: a key of STATE_AFTER, None when only facts were filled in. `outcome`: of the line that `said` belongs to.
    """
    source = source_of(centre.id)
    claims = list(rows_of(Claim, ("id", *SAID), "dossier", [dossier.id]))
    before = next(((number, Said._make(rest)) for number, *rest in claims if rest[0] == source), None)
    others = any(rest[0] != source for _, *rest in claims)
    if before is not None:
        claim = before[1]
    elif others:
        claim = Said(source, None, at, **_row(dossier, SEEN))
    else:
        claim = of_row(source, dossier.__data__, at, None)
    told = _said(said, outcome, claim.paid_on or dossier.paid_on) if others else _row(dossier, OF_THE_ROW)
    claim = claim._replace(**told)
    if done is not None:
        claim = _after(claim, dossier, at, STATE_AFTER[done])
    values = claim._asdict()
    if before is None:
        prepared.add(Claim(centre=centre.id, dossier=dossier.id, **values))
    elif claim != before[1]:
        prepared.change(Claim, values, id=before[0])
    if not others:
        return dossier
    belief.renew(centre, belief.policy_of(centre), [dossier.id])
    return Dossier.get_by_id(dossier.id)


def of_row(source: int, row: Mapping[str, Any], logged_at: datetime | None, waits: str | None) -> Said:
    """The claim of a dossier that only counters know so far. `row`: its columns; `logged_at`: when they last noted
    something; `waits`: Status.SUPPLEMENT or Status.DUTY while its clock stands."""
    ended_at, returned_at, outcome = row.get("ended_at"), row.get("returned_at"), row.get("outcome")
    if returned_at is not None:
        status = Status.RETURNED
        if ended_at == returned_at and outcome == Dossier.RESOLVED:
            ended_at = outcome = None  # known only from the hand-over
    elif outcome is not None:
        status = STATE_OF[outcome]
    else:
        status = waits or (Status.RECEIVED if row["counted"] else Status.REGISTERED)
    newest = logged_at or returned_at or ended_at or row["received_at"]
    told = {name: row.get(name) for name in OF_THE_ROW}
    return Said(source, None, newest, status, newest.date(), **told)._replace(
        ended_at=ended_at, outcome=outcome, returned_at=returned_at
    )


def _after(claim: Said, dossier: Dossier, at: datetime, state: str) -> Said:
    """The claim after an act that led to this state; the row has been written by it."""
    if state == Status.RETURNED:
        day = day_of(dossier.returned_at) or at.date()
        return claim._replace(status=state, status_on=day, as_of=at, returned_at=dossier.returned_at)
    if state in Status.ENDED:
        ended_at, outcome = dossier.ended_at or at, dossier.outcome
        return claim._replace(status=state, status_on=ended_at.date(), as_of=at, ended_at=ended_at, outcome=outcome)
    if state == Status.RECEIVED and claim.status in ("", Status.RECEIVED):
        return claim._replace(status=state, status_on=dossier.received_at.date(), as_of=at)  # no news of its state
    return claim._replace(status=state, status_on=at.date(), as_of=at)


def _row(dossier: Dossier, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: dossier.__data__.get(name) for name in names}


def _said(facts: Facts, outcome: str, paid_on: date | None) -> dict[str, Any]:
    digitised = "digitised_result" if outcome == Outcome.RETURNED else "digitised_input"
    told = {
        "channel": facts.channel,
        "due_on": facts.due_on,
        "fee": facts.fee,
        "paid_online": facts.paid_online,
        "paid_on": paid_on if facts.paid_online is not None else None,
        digitised: facts.digitised,
    }
    return {name: value for name, value in told.items() if value is not None}


@prepared_query
def _counter_source(centre, kind):
    return Source.select().where(Source.centre == centre, Source.kind == kind)
