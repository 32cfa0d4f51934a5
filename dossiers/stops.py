"""When a dossier's clock stood still, as far as counters and files tell, and the due date after it. Pure.

A file often tells only that papers are being waited for, or only since when. What two files of one source tell one
after the other fills the gap: asked for in one, no longer waited for in the next means answered between them; the day
taken is that of the later file. Such a stop is not `dated`, and its dossier says so (Dossier.latest_only).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dossiers.calendar import WorkingDays
from dossiers.voices import Said, Voice
from models.dossier import DossierEvent, Pause
from models.source import Status

Happened = tuple[str, date]  # kind of DossierEvent, day


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of stop is called in claims and in events."""

    pause: str
    status: str
    asked: str  # columns of Claim
    answered: str
    asked_event: str
    answered_event: str


KINDS = (
    Kind(
        Pause.SUPPLEMENT,
        Status.SUPPLEMENT,
        "asked_on",
        "answered_on",
        DossierEvent.SUPPLEMENT_ASKED,
        DossierEvent.SUPPLEMENT_ANSWERED,
    ),
    Kind(
        Pause.FINANCIAL_DUTY,
        Status.DUTY,
        "duty_on",
        "duty_paid_on",
        DossierEvent.DUTY_ASKED,
        DossierEvent.DUTY_PAID,
    ),
)
ENDINGS = (
    DossierEvent.RESOLVED,
    DossierEvent.REFUSED,
    DossierEvent.WITHDRAWN,
    DossierEvent.RETURNED_BACK,
    DossierEvent.STOPPED,
)


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop. `batch` is the file that told of it, None where a counter did."""

    kind: str
    began_on: date
    ended_on: date | None = None
    batch: int | None = None
    dated: bool = True  # both its days were told, not taken from when a file was made
    asked_was_told: bool = True
    answered: bool = False  # it ended because of an answer, not with the dossier


@dataclass(frozen=True, slots=True)
class Asked:
    """That something was asked for once, while nobody saw the clock stand: when it was answered is not known."""

    kind: str
    on: date
    batch: int | None


def told_by_counter(kind: Kind, logged: Iterable[Happened]) -> tuple[list[Stop], list[date]]:
    """The stops in the order of a counter's own events; and the days of answers to what a counter never asked for."""
    stops: list[Stop] = []
    answers: list[date] = []
    since: date | None = None
    for what, day in logged:
        if what == kind.asked_event and since is None:
            since = day
        elif since is not None and (what == kind.answered_event or what in ENDINGS):
            stops.append(Stop(kind.pause, since, max(day, since), answered=what == kind.answered_event))
            since = None
        elif what == kind.answered_event:
            answers.append(day)
    return ([*stops, Stop(kind.pause, since)] if since is not None else stops), answers


def told_by_files(kind: Kind, said: Sequence[Said]) -> tuple[list[Stop], list[Asked]]:
    """The stops that one source's claims tell of, oldest claim first."""
    stops: list[Stop] = []
    once: list[Asked] = []
    standing: Stop | None = None
    for position, one in enumerate(said):
        asked, answered = getattr(one, kind.asked), getattr(one, kind.answered)
        waits = one.status == kind.status
        day_said = min(one.as_of.date(), one.end_day or date.max)
        if standing is not None and asked is not None and asked > standing.began_on and standing.asked_was_told:
            stops.append(_ended(standing, asked, told=False))  # asked a second time: the first was answered by then
            standing = None
        if asked is None and waits and standing is None:
            standing = Stop(kind.pause, _first_seen(said, position), None, one.batch, False, False)
        elif asked is not None and (standing is not None or waits or answered is not None):
            batch = standing.batch if standing is not None else one.batch
            standing = Stop(kind.pause, asked, None, batch)
        elif asked is not None and all(asked != stop.began_on for stop in stops):
            once.append(Asked(kind.pause, asked, one.batch))
        if standing is not None and answered is not None and answered >= standing.began_on:
            stops.append(_ended(standing, answered, told=True))
            standing = None
        elif standing is not None and not waits and one.status:
            stops.append(replace(_ended(standing, day_said, told=False), answered=not one.has_ended))
            standing = None
    if standing is not None:
        stops.append(standing)
    return _each_once(stops), [asked for asked in once if all(asked.on != stop.began_on for stop in stops)]


def _first_seen(said: Sequence[Said], position: int) -> date:
    """Since when a clock stands of which no row says it: the day received, or the day of the file that saw it first."""
    one = said[position]
    went_before = any(earlier.status for earlier in said[:position])
    received_on = one.received_at.date() if one.received_at is not None else one.day
    return one.as_of.date() if went_before else received_on


def _ended(stop: Stop, day: date, *, told: bool) -> Stop:
    return replace(stop, ended_on=max(day, stop.began_on), dated=stop.dated and told, answered=True)


def _each_once(stops: list[Stop]) -> list[Stop]:
    """A stop that several files tell of whole is one; the later file knows it better."""
    return list({stop.began_on: stop for stop in stops}.values())


def together(ours: list[Stop], theirs: list[Stop], answers: Iterable[date] = ()) -> list[Stop]:
    """A counter's stops and a system's: those that meet are one, with the counter's own days where it has them.

    `answers`: when a counter took in what a system had asked for.
    """
    found, left = [], [_answered(their, answers) for their in theirs]
    for our in ours:
        meeting = [their for their in left if _meet(our, their)]
        for their in meeting:
            left.remove(their)
            sooner = their.asked_was_told and their.began_on < our.began_on
            ends = our.ended_on is None and their.ended_on is not None
            our = replace(
                our,
                began_on=their.began_on if sooner else our.began_on,
                ended_on=their.ended_on if ends else our.ended_on,
                answered=their.answered if ends else our.answered,
                dated=their.dated if ends else our.dated,
                batch=their.batch if sooner or ends else our.batch,
            )
        found.append(our)
    return found + left


def _answered(their: Stop, answers: Iterable[date]) -> Stop:
    for day in answers:
        if their.began_on <= day <= (their.ended_on or date.max):
            return replace(their, ended_on=day, answered=True, dated=their.asked_was_told)
    return their


def _meet(one: Stop, other: Stop) -> bool:
    last = date.max
    return one.began_on <= (other.ended_on or last) and other.began_on <= (one.ended_on or last)


def closed(stops: Iterable[Stop], ended_on: date | None) -> list[Stop]:
    """No clock stands once its dossier has ended, and none begins after that."""
    if ended_on is None:
        return sorted(stops, key=_by_day)
    kept = (stop for stop in stops if stop.began_on <= ended_on)
    return sorted((_closed(stop, ended_on) for stop in kept), key=_by_day)


def _closed(stop: Stop, ended_on: date) -> Stop:
    if stop.ended_on is not None and stop.ended_on <= ended_on:
        return stop
    return replace(stop, ended_on=ended_on, answered=False)


def _by_day(stop: Stop) -> tuple[date, date, str]:
    return stop.began_on, stop.ended_on or date.max, stop.kind


def prolonged(due_on: date | None, stops: Sequence[Stop], days: WorkingDays) -> list[date | None]:
    """For each stop the due date after it and those that ended before it; None while it is open."""
    found: dict[int, date | None] = {}
    spans: list[tuple[date, date]] = []
    for stop in ended_in_order(stops):
        assert stop.ended_on is not None
        spans.append((stop.began_on, stop.ended_on))
        found[id(stop)] = days.prolong(due_on, spans)
    return [found.get(id(stop)) for stop in stops]


def ended_in_order(stops: Iterable[Any]) -> list[Any]:
    """Those that have ended, of anything with `kind`, `began_on` and `ended_on`, in the order in which they ended."""
    ended = (stop for stop in stops if stop.ended_on is not None)
    return sorted(ended, key=lambda stop: (stop.ended_on, _by_day(stop)))


def has_waited(kind: Kind, voice: Voice) -> bool:
    """Whether a source tells of such a stop at all."""
    return any(one.status == kind.status or getattr(one, kind.asked) is not None for one in voice.said)
