"""The states that sources tell of one dossier, held against each other: whose is newer, whether two can both be true,
and how the dossier ended. Pure."""

from datetime import date, datetime, time
from typing import Any

from dossiers.voices import STEP, Said, Voice
from models.dossier import Dossier
from models.source import Status


def really_differ(one: Voice, other: Voice) -> bool:
    """Whether what two sources say of the state cannot both be true."""
    first, second = one.standing, other.standing
    if first is None or second is None:
        return False
    if first.has_ended and second.has_ended:
        days = (first.end_day if first.own_outcome else None, second.end_day if second.own_outcome else None)
        if None in days or (first.own_outcome, second.own_outcome).count(None):
            return False  # one tells only that the result is in the applicant's hand
        return first.own_outcome != second.own_outcome or days[0] != days[1]
    if first.has_ended == second.has_ended:
        return False
    ended, pending, stands_on = (first, second, other.stands_on) if first.has_ended else (second, first, one.stands_on)
    end_day = ended.end_day or ended.day
    return pending.as_of.date() > end_day or stands_on > end_day


def has_received(voice: Voice) -> bool:
    """Whether it tells of more than a registration; true of a source that tells of no state."""
    return voice.standing is None or voice.standing.status not in Status.NEVER_RECEIVED


def recency(voice: Voice) -> tuple:
    """By which the newest state is the largest."""
    one = voice.standing
    if one is None:
        return date.min, -1, datetime.min, 0
    return voice.stands_on, STEP[one.status], one.as_of, -voice.source


def behind(winner: Voice, able: list[Voice]) -> bool:
    """Whether some other source has an older state than the winner's."""
    standing = winner.standing
    return any(v.standing and standing and STEP[v.standing.status] != STEP[standing.status] for v in able)


def end_of(voice: Voice, standing: Said, able: list[Voice]) -> dict[str, Any]:
    """ended_at, outcome and returned_at, as `standing` tells of the end; what it leaves out the others add."""
    ends = [v.standing for v in [voice, *able] if v.standing and v.standing.own_outcome]
    outcome, returned_at = standing.own_outcome, standing.returned_at
    ended_at = standing.ended_at
    if outcome is None:  # only that the result is in hand: how it ended, whoever knows
        last = returned_at.date() if returned_at is not None else date.max
        known = [one for one in ends if one.ended_at and one.ended_at.date() <= last]
        outcome = known[0].own_outcome if known else Dossier.RESOLVED
        ended_at = known[0].ended_at if known else returned_at
    if ended_at is None:
        alike = [one.ended_at for one in ends if one.ended_at and one.own_outcome == outcome]
        ended_at = alike[0] if alike else returned_at or datetime.combine(standing.day, time())
    if returned_at is None:
        handed = [v.told.returned_at for v in (voice, *able) if v.told.returned_at is not None]
        returned_at = next((moment for moment in handed if moment.date() >= ended_at.date()), None)
    return {"ended_at": ended_at, "outcome": outcome, "returned_at": returned_at}
