"""Dossiers, periods and profiles drawn at random, and the rows that a database keeps of such dossiers."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from figures.contradictions import BASES
from figures.period import Period
from figures.profile import Profile, ProfileRefused, read_profile
from models.base import unit_of_work
from models.centre import Centre, Field, Procedure
from models.dossier import Dossier, DossierEvent, Pause, derived
from models.register import Letter
from tests.figures.reference import due_after

FIRST = date(2026, 10, 1)
FIELDS = ("Hộ tịch", "Chứng thực")
PROCEDURES = ("1.004873", "2.000815")  # one of each
MANY = 120
days = st.integers(0, 90).map(lambda number: FIRST + timedelta(days=number))
periods = st.tuples(days, days).map(lambda ends: Period(min(ends), max(ends)))
ENDINGS = (*("resolved",) * 6, *Dossier.ENDINGS[1:], "forgotten")
CHANNELS = (*("online",) * 5, "direct", "postal", "carrier pigeon")
PERHAPS = (None, False, True)
dossiers = st.integers(0, 2**32).map(lambda seed: [a_dossier(Random(seed + number)) for number in range(MANY)])


def a_dossier(chance: Random) -> dict:
    """A dossier as the rules write one: it ends on or after the day received, its stops and letters lie in between."""

    def after(day: date, most: int) -> date:
        return day + timedelta(days=chance.randrange(most + 1))

    def moment(day: date) -> datetime:
        clock = chance.choice((time(0), time(23, 59, 59), time(9, chance.randrange(60))))
        return datetime.combine(day, clock)

    received = FIRST + timedelta(days=chance.randrange(91))
    ended = after(received, chance.choice((0, 5, 60))) if chance.randrange(4) else None
    outcome = chance.choice(ENDINGS) if ended else None
    returned = after(ended, 20) if ended and outcome == "resolved" and chance.randrange(4) else None
    stops = []
    for kind in (Pause.SUPPLEMENT, Pause.FINANCIAL_DUTY, Pause.SUPPLEMENT):
        began = after(received, 20)
        if chance.randrange(3) or (ended and began > ended):
            continue
        stopped = after(began, 20) if chance.randrange(3) else None
        stops.append((kind, began, min(stopped or ended, ended) if ended else stopped))
    letters = sorted((after(received, 40), after(received, 80)) for _ in range(chance.choice((0, 0, 1, 2))))
    letters = [letter for letter in letters if ended is None or letter[0] <= ended]
    field = chance.randrange(2)
    return {
        "field_name": FIELDS[field],
        "procedure_code": PROCEDURES[field] if chance.randrange(3) else None,
        "channel": chance.choice(CHANNELS),
        "received_at": moment(received),
        "due_on": after(received, 30) if chance.randrange(6) else None,
        "extended_to": letters[-1][1] if letters else chance.choice((None, after(received, 60))),
        "ended_at": moment(ended) if ended else None,
        "outcome": outcome,
        "returned_at": moment(returned) if returned else None,
        "fee": chance.choice((0, 8_000, 20_000)),
        "fee_paid": chance.choice((None, 0, 4_000, 20_000)),
        "paid_on": chance.choice((None, after(received, 60))),
        "paid_online": chance.choice(PERHAPS),
        "digitised_input": chance.choice(PERHAPS),
        "digitised_result": chance.choice(PERHAPS),
        "reused": chance.choice(PERHAPS),
        "result_required": bool(chance.randrange(6)),
        "counted": bool(chance.randrange(10)),
        "is_test": not chance.randrange(10),
        "latest_only": not chance.randrange(2),
        "stops": stops,
        "letters": letters,
        "asked": [moment(began) for kind, began, _ in stops if kind == Pause.SUPPLEMENT],
    }


@st.composite
def profiles(draw: Any) -> Profile:
    """Any settings that figures depend on; of two that contradict each other one is dropped."""
    bases = st.fixed_dictionaries({key: st.sampled_from(allowed) for key, allowed in BASES.items()})
    exclusions = st.lists(st.sampled_from(["Hộ tịch", "2.000815", "không có"]), unique=True, max_size=2)
    settings = {
        "include_test": draw(st.booleans()),
        "end_event": draw(st.sampled_from(["processed", "returned"])),
        "extended_counts_late": draw(st.booleans()),
        "carried_over_shown": draw(st.booleans()),
        "carried_over_as_online": draw(st.booleans()),
        "finished_includes": draw(st.lists(st.sampled_from(["refused", "withdrawn"]), unique=True)),
        "stopped_bucket": draw(st.sampled_from(["refused", "withdrawn", "own"])),
        "supplement_mode": draw(st.sampled_from(["leaf", "flow", "hidden"])),
        "supplement_rate_of": draw(st.sampled_from(["as_shown", "waiting", "asked"])),
        "duty_shown": draw(st.booleans()),
        "on_time_split": draw(st.sampled_from(["apart", "merged", "early_only"])),
        "late_includes_overdue": draw(st.booleans()),
        "bases": draw(bases),
        "digitised_result_exclusions": draw(exclusions),
        "rounding": {
            "mode": draw(st.sampled_from(["half_up", "truncate"])),
            "digits": draw(st.integers(0, 4)),
            "trim_zeros": draw(st.booleans()),
        },
    }
    while True:
        try:
            return read_profile(settings)
        except ProfileRefused as refusal:
            settings.pop(refusal.field.partition(".")[0])


def stored(centre: Centre, dossiers: list[dict]) -> None:
    """Put these dossiers in the place of all others."""
    fields = {row.name: row.id for row in Field.select().where(Field.centre == centre)}
    procedures = {row.code: row.id for row in Procedure.select().where(Procedure.centre == centre)}
    rows, stops, events, letters = [], [], [], []
    for number, one in enumerate(dossiers, 1):
        own = ("stops", "letters", "asked", "field_name", "procedure_code")
        row = {name: value for name, value in one.items() if name not in own}
        ended = [end for _, _, end in one["stops"] if end is not None]
        row |= {"id": number, "centre": centre, "code": str(number), "code_key": str(number), **derived(row)}
        row |= {"field": fields[one["field_name"]], "procedure": procedures.get(one["procedure_code"])}
        rows.append(row | {"due_after": due_after(one, date.max) if ended else None})
        for kind, began, end in one["stops"]:
            stop = {"dossier": number, "kind": kind, "began_on": began, "ended_on": end}
            stops.append(stop | {"due_after": due_after(one, end) if end else None})
        events += [
            {"centre": centre, "dossier": number, "kind": DossierEvent.SUPPLEMENT_ASKED, "at": at}
            for at in one["asked"]
        ]
        for written, promised in one["letters"]:
            letters.append(
                {"centre": centre, "dossier": number, "written_on": written, "new_due_on": promised, "reason": "chậm"}
            )
    with unit_of_work(centre.id):
        for model in (Letter, Pause, DossierEvent, Dossier):
            model.delete().execute()
        for model, found in ((Dossier, rows), (Pause, stops), (DossierEvent, events), (Letter, letters)):
            if found:
                model.insert_many(found).execute()
