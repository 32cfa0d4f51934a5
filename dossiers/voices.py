"""What each source says of one dossier, in the order in which it said it. Pure.

A source is one voice, however many files it has handed in: what its later file tells takes the place of what an
earlier one told, and what the later one is silent about is not forgotten.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from models.dossier import Dossier
from models.source import Source, Status

OUTCOME_OF = {
    Status.DONE: Dossier.RESOLVED,
    Status.REFUSED: Dossier.REFUSED,
    Status.WITHDRAWN: Dossier.WITHDRAWN,
    Status.RETURNED_BACK: Dossier.RETURNED_BACK,
    Status.STOPPED: Dossier.STOPPED,
}
# How far a dossier has come; of two states on one day the later one is the news.
STEP = {
    "": -1,  # a source that tells of payments only
    Status.REGISTERED: 0,
    Status.NOT_ACCEPTED: 0,
    Status.RECEIVED: 1,
    Status.PROCESSING: 1,
    Status.SUPPLEMENT: 2,
    Status.DUTY: 2,
    **dict.fromkeys(Status.ENDED, 3),
    Status.RETURNED: 4,
}


class Said(NamedTuple):
    """One claim, as plain values; the names are those of models.claim.Claim. None: it does not tell."""

    source: int
    batch: int | None
    as_of: datetime
    status: str = ""
    status_on: date | None = None
    field: int | None = None
    procedure: int | None = None
    channel: str | None = None
    received_at: datetime | None = None
    due_on: date | None = None
    extended_to: date | None = None
    asked_on: date | None = None
    answered_on: date | None = None
    duty_on: date | None = None
    duty_paid_on: date | None = None
    ended_at: datetime | None = None
    outcome: str | None = None
    returned_at: datetime | None = None
    fee: int | None = None
    fee_paid: int | None = None
    paid_on: date | None = None
    paid_online: bool | None = None
    digitised_input: bool | None = None
    digitised_result: bool | None = None
    reused: bool | None = None
    result_required: bool | None = None
    is_test: bool | None = None

    @property
    def has_ended(self) -> bool:
        return self.status in Status.ENDED

    @property
    def own_outcome(self) -> str | None:
        """How it ended, in the words of Dossier.ENDINGS; None while pending, or where only the hand-over is told."""
        return self.outcome or OUTCOME_OF.get(self.status)

    @property
    def day(self) -> date:
        """The newest day that it tells of its state; without one, the day on which it was said."""
        return self.status_on or day_of(self.received_at) or self.as_of.date()

    @property
    def end_day(self) -> date | None:
        return day_of(self.ended_at) or day_of(self.returned_at)


SAID = Said._fields


class Voice:
    """One source's word on one dossier. `standing` is the claim whose state holds for it, None if it tells of none."""

    __slots__ = ("_told", "first_said", "kind", "said", "source", "standing", "stands_on")

    def __init__(self, source: int, kind: str, said: list[Said]) -> None:
        self.source, self.kind = source, kind
        self.said = said  # oldest first
        self.first_said = said[0].as_of, said[0].batch or 0  # when, and of two at one moment which came first
        self._told: Said | None = said[0] if len(said) == 1 else None
        self.standing: Said | None = None
        self.stands_on = date.min
        for one in said:
            if one.status and not self._is_older_news(one):
                self.standing = one
                self.stands_on = one.day if one.has_ended else max(self.stands_on, one.day)

    def _is_older_news(self, one: Said) -> bool:
        """An end is not taken back by a row that tells of no later day, nor a reception by a mere registration."""
        before = self.standing
        if before is None:
            return False
        if one.status in Status.NEVER_RECEIVED:
            return before.status not in Status.NEVER_RECEIVED
        return before.has_ended and not one.has_ended and one.day <= self.stands_on

    @property
    def is_counter(self) -> bool:
        return self.kind == Source.COUNTER

    @property
    def told(self) -> Said:
        """Every fact as it told it last."""
        if self._told is None:
            newest = self.said[0]
            for one in self.said[1:]:
                newest = Said._make(
                    later if later is not None else earlier for earlier, later in zip(newest, one, strict=True)
                )
            self._told = newest
        return self._told

    @property
    def newest_state(self) -> Said | None:
        """What it says of the state last, even if older news."""
        for one in reversed(self.said):
            if one.status:
                return one
        return None


def voices_of(said: Iterable[Said], kinds: Mapping[int, str]) -> list[Voice]:
    """The claims of one dossier, gathered by source. `kinds`: source → Source.kind."""
    by_source: dict[int, list[Said]] = {}
    for one in said:
        by_source.setdefault(one.source, []).append(one)
    for claims in by_source.values():
        if len(claims) > 1:
            claims.sort(key=_told_in_order)
    return [Voice(source, kinds[source], claims) for source, claims in by_source.items()]


def _told_in_order(one: Said) -> tuple:
    return one.as_of, STEP[one.status], one.batch or 0


def day_of(value: Any) -> date | None:
    """The day of a moment; a day is its own; None stays None."""
    return value.date() if isinstance(value, datetime) else value
