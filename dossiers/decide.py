"""Which source is believed about each fact of a dossier, and why. Pure: what was said goes in, what holds comes out.

A person's choice comes first. Then, for the state (with its end and outcome, one fact), the centre's rule:

- `newer`     the newer day of a state wins
- `ministry`  a ministry's system is believed first; where it only has not heard yet, the newer day wins
- `ask`       what really differs stays as the source that told of the dossier first says, until a person chooses

Two states really differ when both cannot be true: two ends on two days or of two kinds, or an end before a day on which
the other source still saw the dossier pending. To be behind is not to differ.

For every other fact other systems go before the counter, and among them those before whom the rule puts; of money a
payment system goes first. What a source is silent about it does not deny.
Source: docs/decisions.md, “What sources say, and what is believed”.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from dossiers import stops as clock
from dossiers.decided import (
    ASK,
    BLANK,
    MINISTRY,
    MONEY,
    OTHERS,
    STATUS,
    Decided,
    Holds,
    Policy,
    alone,
    is_plain,
)
from dossiers.standing import behind, end_of, has_received, really_differ, recency
from dossiers.stops import Asked, Happened, Stop
from dossiers.voices import Said, Voice, day_of, voices_of
from models.dossier import DossierEvent
from models.source import Source, Status

Teller = tuple[Voice, Any]  # who tells a fact, and what


def decide(
    said: Sequence[Said],
    policy: Policy,
    *,
    choices: Mapping[str, int] | None = None,
    logged: Sequence[Happened] = (),
    by_hand: Sequence[Stop] = (),
    promised: date | None = None,
) -> Decided:
    """What holds of one dossier, of which at least one claim tells field and reception.

    `choices`: fact → the source a person chose. `logged`: what counters noted, in order. `by_hand`: stops that were
    entered without a note of it. `promised`: the day in the centre's own last letter of apology.
    """
    if len(said) == 1 and not (logged or by_hand or promised) and is_plain(said[0]):
        return alone(said[0])
    voices = voices_of(said, policy.kinds)
    court = _Court(voices, policy, choices or {})
    row = court.state()
    row |= court.values(row)
    if promised is not None:
        row["extended_to"] = promised
    if row["fee"] == 0:
        row["paid_online"] = None
    ended_on = day_of(row["ended_at"])
    found, once = court.stops(logged)
    found = clock.closed([*found, *by_hand], ended_on)
    due_after = clock.prolonged(row["due_on"], found, policy.days) if found else []
    ended = [day for day, stop in zip(due_after, found, strict=True) if stop.ended_on is not None and day is not None]
    row["due_after"] = max(ended, default=None)
    row["latest_only"] = bool(once) or any(not stop.dated for stop in found)
    row["undecided"] = bool(court.undecided)
    files = [one for one in said if one.batch is not None]
    row["batch"] = max(files, key=_newest).batch if files else None
    return Decided(row, found, due_after, court.events(row, found, once, logged), court.holds, court.undecided)


def _newest(one: Said) -> tuple:
    return one.as_of, one.batch


class _Court:
    """The voices of one dossier, in the order in which they are believed."""

    def __init__(self, voices: list[Voice], policy: Policy, choices: Mapping[str, int]) -> None:
        self.policy, self.choices = policy, choices
        self.voices = sorted(voices, key=self._rank, reverse=True) if len(voices) > 1 else voices
        self.holds: dict[str, Holds] = {}
        self.undecided: list[str] = []
        self.end_told_by: int | None = None  # the file whose state holds

    def _rank(self, voice: Voice) -> tuple:
        first = self.policy.rule == MINISTRY and voice.kind == Source.MINISTRY
        return not voice.is_counter, first, *recency(voice), -voice.source

    def state(self) -> dict[str, Any]:
        """counted, ended_at, outcome, returned_at."""
        able = [voice for voice in self.voices if voice.standing is not None]
        if not able:
            return {"counted": True, "ended_at": None, "outcome": None, "returned_at": None}
        received = [v for v in able if v.standing and v.standing.status not in Status.NEVER_RECEIVED]
        voice, standing = self._state_of(received or able)
        if not standing.has_ended:
            counted = standing.status not in Status.NEVER_RECEIVED
            return {"counted": counted, "ended_at": None, "outcome": None, "returned_at": None}
        self.end_told_by = standing.batch
        return {"counted": True, **end_of(voice, standing, sorted(able, key=recency, reverse=True))}

    def _state_of(self, able: list[Voice]) -> tuple[Voice, Said]:
        for voice in self.voices:
            if voice.source == self.choices.get(STATUS) and voice.newest_state is not None:
                self.holds[STATUS] = Holds(voice.source, "chosen", _others(voice, able))
                return voice, voice.newest_state
        winner = max(able, key=recency)
        differ = [voice for voice in able if voice is not winner and really_differ(winner, voice)]
        why = "newer"
        if not differ:
            why = "only" if len(able) == 1 else "ahead" if behind(winner, able) else "same"
        elif self.policy.rule == MINISTRY:
            official = [voice for voice in (winner, *differ) if voice.kind == Source.MINISTRY]
            if official:
                winner, why = max(official, key=recency), "ministry"
        elif self.policy.rule == ASK:
            winner, why = min((winner, *differ), key=_first_said), "asked"
            self.undecided.append(STATUS)
        self.holds[STATUS] = Holds(winner.source, why, _others(winner, able) if differ else ())
        assert winner.standing is not None
        return winner, winner.standing

    def values(self, row: dict[str, Any]) -> dict[str, Any]:
        """What holds of OTHERS, once the state is known."""
        if len(self.voices) > 1:
            return {fact: self._value(fact, row) for fact in OTHERS}
        told = self.voices[0].told
        found = {fact: BLANK.get(fact) if (value := getattr(told, fact)) is None else value for fact in OTHERS}
        found["received_at"] = self._value("received_at", row)
        return found

    def _value(self, fact: str, row: dict[str, Any]) -> Any:
        tellers = [(voice, value) for voice in self.voices if (value := getattr(voice.told, fact)) is not None]
        if not tellers:
            return BLANK.get(fact)
        if len(tellers) > 1 and fact == "received_at":  # a mere registration is no reception
            tellers = [teller for teller in tellers if has_received(teller[0])] or tellers
        if len(tellers) > 1 and fact in MONEY:
            tellers.sort(key=lambda teller: teller[0].kind != Source.PAYMENT)
        if fact == "received_at" and row["ended_at"] is not None:
            last = row["ended_at"].date()
            in_order = [teller for teller in tellers if teller[1].date() <= last]
            if not in_order:
                self.holds[fact] = Holds(tellers[0][0].source, "order")
                return row["ended_at"]
            tellers = in_order + [teller for teller in tellers if teller[1].date() > last]
        return self._chosen(fact, tellers)

    def _chosen(self, fact: str, tellers: list[Teller]) -> Any:
        voice, value = tellers[0]
        if len(tellers) == 1:
            self.holds[fact] = Holds(voice.source, "only")
            return value
        for teller, told in tellers:
            if teller.source == self.choices.get(fact):
                self.holds[fact] = Holds(teller.source, "chosen", _told_otherwise(told, tellers))
                return told
        over = _told_otherwise(value, tellers)
        systems = [(teller, told) for teller, told in tellers if not teller.is_counter]
        why = "newer"
        if not over:
            why = "same"
        elif fact in MONEY and voice.kind == Source.PAYMENT:
            why = "payment"
        elif self.policy.rule == ASK and _told_otherwise(systems[0][1], systems):
            voice, value = min(systems, key=lambda teller: teller[0].first_said)
            why, over = "asked", _told_otherwise(value, tellers)
            self.undecided.append(fact)
        elif len(systems) == 1:
            why = "system"
        elif self.policy.rule == MINISTRY and voice.kind == Source.MINISTRY:
            why = "ministry"
        self.holds[fact] = Holds(voice.source, why, over)
        return value

    def stops(self, logged: Sequence[Happened]) -> tuple[list[Stop], list[Asked]]:
        """What counters and the first system that knows of one tell of the clock's stops."""
        found: list[Stop] = []
        once: list[Asked] = []
        for kind in clock.KINDS:
            chosen = self.choices.get(kind.asked)
            ours, answers = clock.told_by_counter(kind, logged)
            knowing = [v for v in self.voices if not v.is_counter and clock.has_waited(kind, v)]
            if chosen is not None and self.policy.kinds.get(chosen) == Source.COUNTER:
                knowing = []
            elif chosen is not None and any(voice.source == chosen for voice in knowing):
                ours, answers, knowing = [], [], [voice for voice in knowing if voice.source == chosen]
            theirs: list[Stop] = []
            if knowing:
                theirs, asked = clock.told_by_files(kind, knowing[0].said)
                once += [one for one in asked if all(one.on != our.began_on for our in ours)]
                why = "chosen" if chosen == knowing[0].source else "only" if len(knowing) == 1 and not ours else "newer"
                self.holds[kind.asked] = Holds(knowing[0].source, why)
            elif ours and (counters := [voice.source for voice in self.voices if voice.is_counter]):
                self.holds[kind.asked] = Holds(counters[0], "chosen" if chosen else "only")
            found += clock.together(ours, theirs, answers)
        return found, once

    def events(
        self, row: dict[str, Any], stops: list[Stop], once: list[Asked], logged: Sequence[Happened]
    ) -> list[tuple[str, datetime, int]]:
        """The dated events that follow from what holds and that no counter has noted, each with the first file that
        told of it."""
        if not row["counted"]:
            return []
        told: list[tuple[str, datetime, int | None]] = []
        told.append((DossierEvent.RECEIVED, row["received_at"], self._first_file("received_at", row["received_at"])))
        kinds = {kind.pause: kind for kind in clock.KINDS}
        for stop in stops:
            kind = kinds[stop.kind]
            if stop.asked_was_told:
                batch = self._first_file(kind.asked, stop.began_on) or stop.batch
                told.append((kind.asked_event, _morning(stop.began_on), batch))
            if stop.answered and stop.ended_on is not None:
                batch = self._first_file(kind.answered, stop.ended_on) or stop.batch
                told.append((kind.answered_event, _morning(stop.ended_on), batch))
        told += [(kinds[asked.kind].asked_event, _morning(asked.on), asked.batch) for asked in once]
        if row["extended_to"] is not None and (one := self._first_to_say("extended_to", row["extended_to"])):
            told.append((DossierEvent.EXTENDED, one.as_of, one.batch))
        if (ended := row["ended_at"]) is not None:
            batch = self._first_file("ended_at", ended) or self._first_file("returned_at", ended) or self.end_told_by
            told.append((row["outcome"], ended, batch))
        if (returned_at := row["returned_at"]) is not None:
            told.append((DossierEvent.RETURNED, returned_at, self._first_file("returned_at", returned_at)))
        known = set(logged)
        return [(what, at, batch) for what, at, batch in told if batch is not None and (what, at.date()) not in known]

    def _first_file(self, fact: str, value: Any) -> int | None:
        one = self._first_to_say(fact, value)
        return one.batch if one is not None else None

    def _first_to_say(self, fact: str, value: Any) -> Said | None:
        """The oldest file that says so, if any does."""
        said = [one for voice in self.voices for one in voice.said if one.batch and getattr(one, fact) == value]
        return min(said, key=_newest) if said else None


def _first_said(voice: Voice) -> tuple:
    return voice.first_said, voice.source


def _others(voice: Voice, able: list[Voice]) -> tuple[int, ...]:
    return tuple(other.source for other in able if other.source != voice.source)


def _told_otherwise(value: Any, tellers: list[Teller]) -> tuple[int, ...]:
    """Who tells another value; of moments the day counts."""
    day = day_of(value)
    return tuple(voice.source for voice, told in tellers if day_of(told) != day)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time())
