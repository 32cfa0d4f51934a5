"""The dossier strip is asked: what is known of a code, one line for the ticket, and what was left for later."""

from datetime import date, datetime
from typing import Annotated, Literal

from apiflask import APIBlueprint
from flask import g
from pydantic import BeforeValidator, Field

import dossiers
from admin import access
from admin.doors import act, own
from counters import logged, schemas
from counters.catalogue import procedure_of
from counters.desk import desk, entry_of, stamp
from counters.seat import AtCounter, own_counter, present_ticket
from dossiers.codes import Shapes
from dossiers.facts import HIGHEST_FEE
from dossiers.patterns import read_pattern
from models.base import VIETNAM, today
from models.counter import Counter
from models.dossier import DossierEntry
from models.ticket import Ticket
from queueing.errors import NotFound
from shapes import Day, Id, PressKey, Strict

blueprint = APIBlueprint("strip", __name__, tag="Dossiers")


def _moment(value: object) -> datetime:
    """A moment as text, in Vietnam time; one with a zone is brought there."""
    if not isinstance(value, str):
        raise ValueError("a moment is written YYYY-MM-DDTHH:MM:SS")
    moment = datetime.fromisoformat(value)
    try:
        return moment if moment.tzinfo is None else moment.astimezone(VIETNAM).replace(tzinfo=None)
    except OverflowError as error:
        raise ValueError("a moment lies between the years 1 and 9999") from error


Moment = Annotated[datetime, BeforeValidator(_moment)]
Dong = Annotated[int, Field(ge=0, le=HIGHEST_FEE)]
Channel = Literal["online", "direct", "postal"]
Result = Literal[
    "resolved", "refused", "withdrawn", "returned", "supplement_asked", "supplement_answered", "duty_asked", "duty_paid"
]


class Line(Strict):
    """One line of the strip. Facts left out are asked for later; advice needs no code; a new dossier is online unless
    said."""

    outcome: schemas.OutcomeWord
    code: str = Field(default="", max_length=200)
    procedure: Id | None = None
    channel: Channel | None = None
    due_on: Day | None = None
    fee: Dong | None = None
    paid_online: bool | None = None
    digitised: bool | None = None


class EntryWish(AtCounter, Line):
    """A line, and the ticket it belongs to; or the line of today that it corrects."""

    corrects: Id | None = None


class StrikeWish(Strict):
    """A line of today that should not be there."""

    line: Id


class ResultWish(Strict):
    """What became of a dossier, away from the counters; now, unless a moment is given."""

    outcome: Result
    at: Moment | None = None


class FactsWish(Strict):
    """Facts that were skipped before."""

    fee: Dong | None = None
    paid_online: bool | None = None
    digitised: bool | None = None


@blueprint.get("/api/dossiers/<path:code>")
@access.AT_A_DESK
@blueprint.output(schemas.DossierFound)
def look_up(code: str):
    """What is known of a code; `dossier` is null for one that is new here."""
    return found(code)


@act(blueprint, "/api/dossiers/<path:code>/results", access.AT_A_DESK, ResultWish, schemas.DossierFound, status=200)
def record_result(code: str, wish: ResultWish):
    """Record what the department did with a dossier."""
    dossier = dossiers.find(g.centre, dossiers.read_code(_meant(code)))
    if dossier is None:
        raise NotFound(
            "Chưa có hồ sơ mang mã này. Mời kiểm tra lại mã.",
            "No dossier has this code. Please check it.",
            field="code",
        )
    dossiers.record_result(dossier, wish.outcome, g.officer, wish.at)
    return found(code)


@act(blueprint, "/api/counters/<int:number>/entries", access.AT_A_DESK, EntryWish, schemas.Desk, keyed=True)
def log(number: int, key: PressKey, wish: EntryWish):
    """Log one dossier, or advice, for the ticket at this counter or just finished there."""
    counter = own_counter(number)
    keep_line(counter, present_ticket(counter, wish.ticket), wish, key.idempotency_key, wish.corrects)
    return desk(counter, g.session)


@act(blueprint, "/api/counters/<int:number>/strikes", access.AT_A_DESK, StrikeWish, schemas.Desk)
def strike(number: int, wish: StrikeWish):
    """Strike a line that was logged today by mistake; what it said stays in the counter's list."""
    counter = own_counter(number)
    dossiers.strike(wish.line, g.centre, counter, g.officer)
    return desk(counter, g.session)


@blueprint.get("/api/counters/<int:number>/entries")
@access.AT_A_DESK
@blueprint.output(schemas.LoggedToday)
def logged_today(number: int):
    """What this counter or its officer has logged today, with what a correction begins from; and what was struck here,
    and by whom."""
    return logged.today_at(own_counter(number), g.officer)


def keep_line(counter: Counter, ticket: Ticket, line: Line, key: str | None, corrects: int | None = None) -> None:
    """Log a line as `dossiers.log` does, and raise what it raises."""
    dossiers.log(
        g.centre,
        ticket,
        counter,
        g.officer,
        code=_meant(line.code),
        outcome=line.outcome,
        procedure=procedure_of(line.procedure),
        channel=line.channel,
        due_on=line.due_on,
        fee=line.fee,
        paid_online=line.paid_online,
        digitised=line.digitised,
        key=key,
        corrects=corrects,
    )


@blueprint.get("/api/entries/unfinished")
@access.AT_A_DESK
@blueprint.output(schemas.EntryList)
def unfinished():
    """The lines whose facts were skipped: the officer's own, or all of them for a shift lead."""
    return _unfinished()


@blueprint.put("/api/entries/<int:entry_id>")
@access.AT_A_DESK
@blueprint.input(FactsWish, arg_name="wish")
@blueprint.output(schemas.EntryList)
def complete(entry_id: int, wish: FactsWish):
    """Fill in what was skipped; answers what is still unfinished."""
    entry = own(DossierEntry, entry_id)
    dossiers.complete_entry(entry, g.officer, **wish.model_dump())
    return _unfinished()


def found(code: str) -> dict:
    """The picture of a code that was looked up. Raises Invalid for what cannot be one."""
    code = _meant(code)
    written = dossiers.read_code(code, Shapes(g.centre.dossier_pattern))
    known = dossiers.look_up(g.centre, code)
    names = schemas.DossierPicture.model_fields
    return {
        "code": known["code"] if known else written.text,
        "standard": written.standard,
        "dossier": {name: _plain(known[name]) for name in names} if known else None,
    }


def _meant(code: str) -> str:
    """A code as it was typed after the beginning that stands ready in the field."""
    pattern = read_pattern(g.centre.dossier_pattern)
    return pattern.meant(code, today()) if pattern is not None else code


def _plain(value):
    if isinstance(value, datetime):
        return stamp(value)
    return value.isoformat() if isinstance(value, date) else value


def _unfinished() -> dict:
    return {"entries": [entry_of(entry) for entry in dossiers.unfinished(g.officer)]}
