"""What deciding about one dossier needs and gives: the rule, the facts, whose word holds; and the commonest case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, NamedTuple

from dossiers.calendar import WorkingDays
from dossiers.stops import Stop
from dossiers.voices import Said
from models.dossier import Dossier, DossierEvent
from models.source import Status

NEWER, MINISTRY, ASK = "newer", "ministry", "ask"
RULES = (NEWER, MINISTRY, ASK)

STATUS, SUPPLEMENT, DUTY = "status", "asked_on", "duty_on"  # facts of several columns: state and end; two kinds of stop
MONEY = ("fee_paid", "paid_on", "paid_online")
FILED = ("field", "procedure", "channel", "received_at", "due_on", "extended_to", "fee")
FINISHED = ("digitised_input", "digitised_result", "reused", "result_required", "is_test")
OTHERS = (*FILED, *MONEY, *FINISHED)
FACTS = (STATUS, *OTHERS, SUPPLEMENT, DUTY)  # what a person may choose a source for: models.claim.Decision.fact
BLANK = {"channel": "online", "fee": 0, "result_required": True, "is_test": False}  # where nobody tells


@dataclass(frozen=True)
class Policy:
    """What is the same for every dossier of a centre. `kinds`: source → Source.kind."""

    rule: str
    kinds: Mapping[int, str]
    days: WorkingDays


class Holds(NamedTuple):
    """Whose word holds for a fact, why, and whose word that differs does not.

    `why`: chosen (a person), only (nobody else tells), same (all agree), ahead (the others are only behind), newer,
    ministry, payment, system (before the counter), asked (a person is to choose), order (told of later than the dossier
    ended). `over`: who says otherwise.
    """

    source: int
    why: str
    over: tuple[int, ...] = ()


@dataclass(slots=True)
class Decided:
    """What holds. `row`: columns of Dossier; `events`: (kind, moment, batch) that files tell of."""

    row: dict[str, Any]
    stops: list[Stop]
    due_after: list[date | None]  # for each stop
    events: list[tuple[str, datetime, int]]
    holds: dict[str, Holds]  # by fact; empty where one plain claim is all there is
    undecided: list[str] = field(default_factory=list)  # facts that wait for a person


def is_plain(one: Said) -> bool:
    """Whether there is nothing to weigh: nine rows in ten of most files."""
    stopped = one.asked_on or one.duty_on or one.status in (Status.SUPPLEMENT, Status.DUTY)
    return not (stopped or one.extended_to) and one.batch is not None and bool(one.status) and one.field is not None


def alone(one: Said) -> Decided:
    """What holds when one plain claim is all there is; the same as the longer way gives."""
    received_at: datetime = one.received_at  # type: ignore[assignment]  # see decide
    ended_at, outcome, returned_at = None, None, None
    events: list[tuple[str, datetime, int]] = []
    batch: int = one.batch  # type: ignore[assignment]  # a file's: see is_plain
    counted = one.status not in Status.NEVER_RECEIVED
    if one.has_ended:
        outcome, returned_at = one.own_outcome or Dossier.RESOLVED, one.returned_at
        ended_at = one.ended_at or returned_at or datetime.combine(one.day, time())
        if returned_at is not None and returned_at.date() < ended_at.date():
            returned_at = None
        received_at = received_at if received_at.date() <= ended_at.date() else ended_at
    if counted:
        events.append((DossierEvent.RECEIVED, received_at, batch))
        if ended_at is not None and outcome is not None:
            events.append((outcome, ended_at, batch))
        if returned_at is not None:
            events.append((DossierEvent.RETURNED, returned_at, batch))
    row = {
        "counted": counted,
        "ended_at": ended_at,
        "outcome": outcome,
        "returned_at": returned_at,
        "field": one.field,
        "procedure": one.procedure,
        "channel": one.channel or BLANK["channel"],
        "received_at": received_at,
        "due_on": one.due_on,
        "extended_to": None,
        "fee": one.fee or 0,
        "fee_paid": one.fee_paid,
        "paid_on": one.paid_on,
        "paid_online": one.paid_online if one.fee else None,
        "digitised_input": one.digitised_input,
        "digitised_result": one.digitised_result,
        "reused": one.reused,
        "result_required": True if one.result_required is None else one.result_required,
        "is_test": bool(one.is_test),
        "due_after": None,
        "latest_only": False,
        "undecided": False,
        "batch": batch,
    }
    return Decided(row, [], [], events, {})
