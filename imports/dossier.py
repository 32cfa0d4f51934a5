"""One dossier as all its sources tell of it: what each says, which word holds and why, and what happened when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dossiers import belief, words
from dossiers import stops as clock
from dossiers.decided import DUTY, OTHERS, STATUS, SUPPLEMENT, Decided, Holds, Policy
from dossiers.voices import Said, Voice, voices_of
from imports.picture import names_of, names_of_sources
from models.centre import Centre
from models.claim import Decision
from models.dossier import Applicant, Dossier, DossierEvent, Pause
from models.source import ImportBatch

ROWS = (STATUS, *OTHERS, SUPPLEMENT, DUTY)
STOPS = {kind.asked: kind for kind in clock.KINDS}


@dataclass(frozen=True)
class Cell:
    """What one source says of one fact."""

    source: int
    value: str
    holds: bool
    tells: bool


@dataclass(frozen=True)
class Row:
    """One fact: what is believed, why, and what each source says."""

    fact: str
    name: str
    value: str
    why: str
    cells: list[Cell]
    waits: bool
    differs: bool
    chosen: str  # who chose, when and why; "" where the rule decides


@dataclass(frozen=True)
class Column:
    """One source."""

    source: int
    name: str
    kind: str
    as_of: datetime
    files: list[str]  # oldest first


@dataclass(frozen=True)
class Happening:
    """One dated event."""

    at: str
    what: str
    told_by: str


@dataclass(frozen=True)
class Story:
    """All of it, in words."""

    dossier: Dossier
    field: str
    procedure: str
    state: str
    columns: list[Column]
    rows: list[Row]
    events: list[Happening]
    pauses: list[tuple[str, str, str, str, str]]  # kind, from, to, due after it, document
    waits: bool
    decided: Decided | None


def story(centre: Centre, dossier: Dossier, lang: str) -> Story:
    """The dossier in the words of one language."""
    known, policy = belief.Known([dossier.id]), belief.policy_of(centre)
    decided = belief.weigh(known, policy).get(dossier.id)
    voices = sorted(
        voices_of(known.said.get(dossier.id, ()), policy.kinds), key=lambda one: (one.is_counter, one.source)
    )
    sources, names = names_of_sources(centre, lang), names_of(centre)
    told = _Told(lang, names, sources, voices, decided, _decisions(dossier))
    row = dossier.__data__ | {"status": None}
    return Story(
        dossier=dossier,
        field=words.value("field", dossier.field_id, lang, names),
        procedure=words.value("procedure", dossier.procedure_id, lang, names),
        state=_state(dossier, decided, voices, lang),
        columns=[_column(voice, sources, policy.kinds, lang) for voice in voices],
        rows=[one for fact in ROWS if (one := told.row(fact, row)) is not None],
        events=_events(dossier, sources, lang),
        pauses=_pauses(dossier, lang),
        waits=bool(decided and decided.undecided),
        decided=decided,
    )


class _Told:
    """Puts the facts of one dossier into rows."""

    def __init__(
        self,
        lang: str,
        names: Mapping[str, Mapping[int, str]],
        sources: Mapping[int, str],
        voices: list[Voice],
        decided: Decided | None,
        decisions: Mapping[str, str],
    ) -> None:
        self.lang, self.names, self.sources, self.voices = lang, names, sources, voices
        self.decided, self.decisions = decided, decisions

    def row(self, fact: str, row: Mapping[str, Any]) -> Row | None:
        """None for a fact of which nobody tells."""
        holds = self._holds(fact)
        cells = [self._cell(voice, fact, holds) for voice in self.voices]
        if not any(cell.tells for cell in cells):
            return None
        value = self._held(fact, row, holds)
        differs = len({cell.value for cell in cells if cell.tells}) > 1
        if differs and holds is not None and holds.why == "same":
            holds = holds._replace(why="alike")  # nobody is told of agreement beside two values
        return Row(
            fact=fact,
            name=words.fact(fact, self.lang),
            value=value,
            why=words.why(holds, self.lang, self.sources) if holds is not None else "",
            cells=cells,
            waits=bool(self.decided and fact in self.decided.undecided),
            differs=differs,
            chosen=self.decisions.get(fact, ""),
        )

    def _holds(self, fact: str) -> Holds | None:
        if self.decided is not None and fact in self.decided.holds:
            return self.decided.holds[fact]
        telling = [voice for voice in self.voices if self.said(voice, fact) is not None]
        return Holds(telling[0].source, "only") if telling else None

    def _cell(self, voice: Voice, fact: str, holds: Holds | None) -> Cell:
        said = self.said(voice, fact)
        holding = holds is not None and holds.source == voice.source
        return Cell(voice.source, said if said is not None else words.NOTHING, holding, said is not None)

    def said(self, voice: Voice, fact: str) -> str | None:
        """What it says of one fact; None when it does not tell."""
        if fact == STATUS:
            one = voice.standing
            if one is None:
                return None
            return f"{words.value(STATUS, one.status, self.lang)} · {words.when(one.end_day or one.day)}"
        if fact in STOPS:
            return self._stop(voice, fact)
        told = getattr(voice.told, fact)
        return None if told is None else words.value(fact, told, self.lang, self.names)

    def _stop(self, voice: Voice, fact: str) -> str | None:
        kind = STOPS[fact]
        since, until = getattr(voice.told, kind.asked), getattr(voice.told, kind.answered)
        if since is None and not clock.has_waited(kind, voice):
            return None
        return span(since, until)

    def _held(self, fact: str, row: Mapping[str, Any], holds: Holds | None) -> str:
        if fact == STATUS or fact in STOPS:
            voice = next((voice for voice in self.voices if holds is not None and voice.source == holds.source), None)
            return (self.said(voice, fact) if voice is not None else None) or words.NOTHING
        return words.value(fact, row.get(fact), self.lang, self.names)


def _state(dossier: Dossier, decided: Decided | None, voices: list[Voice], lang: str) -> str:
    if dossier.outcome is not None:
        said = words.value("outcome", dossier.outcome, lang)
        return f"{said} · {words.when(dossier.ended_at)}"
    holder = decided.holds.get(STATUS) if decided is not None else None
    standing = [v.standing for v in voices if v.standing and (holder is None or v.source == holder.source)]
    return words.value(STATUS, standing[0].status if standing else "received", lang)


def told_by_each(
    said: list[Said], policy: Policy, facts: list[str], lang: str, names: Mapping[str, Mapping[int, str]]
) -> list[tuple[int, str]]:
    """(source, what it says of these facts) of every system that tells one of them."""
    found = []
    for voice in sorted(voices_of(said, policy.kinds), key=lambda one: one.source):
        told = _Told(lang, names, {}, [voice], None, {})
        values = [(fact, value) for fact in facts if (value := told.said(voice, fact)) is not None]
        if values and not voice.is_counter:
            one = len(facts) == 1
            parts = (value if one else f"{words.fact(fact, lang)}: {value}" for fact, value in values)
            found.append((voice.source, "; ".join(parts)))
    return found


def span(since: date | None, until: date | None) -> str:
    """From one day to another; "…" where it is not known or still goes on."""
    return f"{words.when(since) if since else '…'} → {words.when(until) if until else '…'}"


def _column(voice: Voice, sources: Mapping[int, str], kinds: Mapping[int, str], lang: str) -> Column:
    numbers = [one.batch for one in voice.said if one.batch is not None]
    files = (
        {row.id: row.file_name for row in ImportBatch.select().where(ImportBatch.id.in_(numbers))} if numbers else {}
    )
    kind = words.say(words.SOURCE_KIND[kinds[voice.source]], lang)
    name = sources.get(voice.source, words.NOTHING)
    return Column(
        voice.source, name, kind, voice.said[-1].as_of, [files[number] for number in numbers if number in files]
    )


def _decisions(dossier: Dossier) -> dict[str, str]:
    found = {}
    for decision in Decision.select().where(Decision.dossier == dossier):
        who = decision.officer.name if decision.officer else words.NOTHING
        said = f"{who}, {words.when(decision.at)}"
        found[decision.fact] = f"{said}: {decision.reason}" if decision.reason else f"{said}."
    return found


def _events(dossier: Dossier, sources: Mapping[int, str], lang: str) -> list[Happening]:
    rows = list(dossier.events.order_by(DossierEvent.at, DossierEvent.id))
    numbers = {row.batch_id for row in rows if row.batch_id}
    about = ImportBatch.select().where(ImportBatch.id.in_(list(numbers))) if numbers else ()
    batches = {batch.id: batch for batch in about}
    found = []
    for row in rows:
        if row.batch_id in batches:
            batch = batches[row.batch_id]
            told_by = f"{sources.get(batch.source_id, words.NOTHING)} · {batch.file_name}"
        else:
            counter = (row.counter.label_en if lang == "en" else row.counter.label) if row.counter_id else ""
            people = [counter, row.officer.name if row.officer_id else ""]
            ticket = row.ticket.code if row.ticket_id else ""
            told_by = " · ".join(part for part in (*people, ticket) if part) or words.NOTHING
        found.append(
            Happening(words.when(row.at), words.say(words.EVENT.get(row.kind, (row.kind,) * 2), lang), told_by)
        )
    return found


def _pauses(dossier: Dossier, lang: str) -> list[tuple[str, str, str, str, str]]:
    return [
        (
            words.fact(pause.kind, lang),
            words.when(pause.began_on),
            words.when(pause.ended_on) if pause.ended_on else "…",
            words.when(pause.due_after),
            pause.document or words.NOTHING,
        )
        for pause in dossier.pauses.order_by(Pause.began_on, Pause.id)
    ]


def applicant_of(dossier: Dossier, *, plain: bool) -> tuple[str, str] | None:
    """(name, telephone) where the centre keeps them; masked unless `plain`."""
    known = Applicant.get_or_none(Applicant.dossier == dossier)
    if known is None:
        return None
    return (known.name, known.phone) if plain else (_masked(known.name, 1), _masked(known.phone, 3))


def _masked(text: str, left: int) -> str:
    return text[:left] + "•" * max(len(text) - left, 0)
