"""The dossier strip's one verb, and the results that come later. Each is one transaction, announced after the commit.

A line of the strip creates its dossier or joins the one that is known by the same code, from a counter or from an
import.
"""

import json
from dataclasses import astuple, fields
from datetime import date, datetime, time

import events
from dossiers import history, striking
from dossiers.calendar import WorkingDays, due_date
from dossiers.codes import DossierCode, read_code
from dossiers.counter import keep
from dossiers.facts import Facts, is_complete
from models.base import now, today, unit_of_work
from models.centre import Centre, Officer, Procedure
from models.counter import Counter
from models.dossier import Dossier, DossierEntry, DossierEvent, Outcome
from models.ticket import State, Ticket, TicketMove
from queueing import moves
from queueing.errors import Conflict, Invalid, KeyReused, NotAtCounter, NotFound

ENDED = {
    DossierEvent.RESOLVED: ("đã giải quyết", "resolved"),
    DossierEvent.REFUSED: ("đã từ chối", "refused"),
    DossierEvent.WITHDRAWN: ("đã rút", "withdrawn"),
}
BY_OUTCOME = {Outcome.REFUSED: DossierEvent.REFUSED, Outcome.WITHDRAWN: DossierEvent.WITHDRAWN}
STOPS = {
    DossierEvent.SUPPLEMENT_ASKED: history.Scribe.ask_supplement,
    DossierEvent.SUPPLEMENT_ANSWERED: history.Scribe.answer_supplement,
    DossierEvent.DUTY_ASKED: history.Scribe.ask_duty,
    DossierEvent.DUTY_PAID: history.Scribe.pay_duty,
}
RESULTS = (*history.RESULTS, DossierEvent.RETURNED, *STOPS)  # of record_result


def log(
    centre: Centre,
    ticket: Ticket,
    counter: Counter | None,
    officer: Officer | None,
    *,
    code: str = "",
    outcome: str,
    procedure: Procedure | None = None,
    channel: str | None = None,
    due_on: date | None = None,
    fee: int | None = None,
    paid_online: bool | None = None,
    digitised: bool | None = None,
    key: str | None = None,
    corrects: int | None = None,
) -> DossierEntry:
    """Log one line of the strip for the ticket at this counter, or just finished there.

    `corrects`: the trace of a line of the same visit that is struck by it, as `dossiers.strike` does, raising the same.
    Advice needs no code. `complete` of the answer is False when a fact that figures are made of was skipped.
    The same `key`, one per press, gives the same line again, and nothing else happens; another line under it is
    refused.
    Raises Invalid (field named), Conflict `dossier_in_ticket`, `dossier_ended` or `dossier_imported`, KeyReused, and
    NotFound, TicketGone, WrongState, NotAtCounter for the ticket.
    """
    facts = Facts(channel, due_on, fee, paid_online, digitised)
    _check(centre, outcome, procedure, facts)
    written = read_code(code) if outcome != Outcome.ADVICE or code.strip() else None
    request = _request(ticket, code, outcome, procedure, facts, corrects)
    with unit_of_work(centre.id):
        if key is not None and (known := _logged_by(key, centre)) is not None:
            if known.request != request:
                raise KeyReused
            return known
        came_at = at = now()
        if corrects is None:
            ticket = _ticket_here(centre, ticket, counter)
        else:
            struck = striking.take_out(corrects, centre, counter, officer)
            ticket, counter = struck.ticket, struck.counter  # wherever whoever corrects it sits now
            came_at = striking.first_logged_at(corrects, struck)
        scribe = history.Scribe(centre, at, officer, counter, ticket)
        dossier = find(centre, written) if written else None
        if dossier is not None:
            _refuse_twice(ticket, dossier)
        known_before = striking.claim_before(centre, dossier)
        if written is not None and outcome != Outcome.ADVICE:
            dossier = _take_in(scribe, dossier, written, outcome, procedure, facts, came_at)
            _apply(scribe, dossier, outcome)
            dossier = keep(centre, dossier, scribe.at, outcome, facts, outcome)
        entry = DossierEntry.create(
            centre=centre,
            ticket=ticket,
            dossier=dossier,
            procedure=procedure or (dossier.procedure if dossier else None),
            outcome=outcome,
            complete=is_complete(dossier, outcome),
            counter=counter,
            officer=officer,
            idempotency_key=key,
            request=request,
            at=scribe.at,
        )
        striking.keep_trace(entry, known_before, corrects)
    events.announce(events.DossierLogged(centre.id, dossier.code if dossier else "", ticket.code))
    return entry


def record_result(
    dossier: Dossier, outcome: str, officer: Officer | None = None, at: datetime | None = None
) -> Dossier:
    """What the department did with a dossier, away from the counters: a kind of `DossierEvent` save "received".

    `at` defaults to now. Raises Invalid for another word, a moment before the dossier was received or a day to come,
    and Conflict `dossier_ended`.
    """
    if outcome not in RESULTS:
        raise _no_such_outcome(RESULTS)
    moment = at or now()
    centre = Centre.get_by_id(dossier.centre_id)
    with unit_of_work(centre.id):
        dossier = Dossier.get_by_id(dossier.id)
        if moment.date() < dossier.received_at.date():
            raise Invalid(
                "Ngày có kết quả sớm hơn ngày tiếp nhận. Mời xem lại.",
                "The result is dated before the received date. Please check.",
                field="at",
            )
        if moment.date() > today():
            raise Invalid(
                "Ngày có kết quả chưa đến. Mời xem lại.",
                "The result is dated in the future. Please check.",
                field="at",
            )
        scribe = history.Scribe(centre, moment, officer)
        if outcome in history.RESULTS:
            _refuse_ended(dossier)
            scribe.end(dossier, outcome)
        elif outcome == DossierEvent.RETURNED:
            scribe.hand_over(dossier)
        else:
            _refuse_ended(dossier)
            STOPS[outcome](scribe, dossier)
        dossier = keep(centre, dossier, moment, outcome, Facts())
    events.announce(events.DossierLogged(centre.id, dossier.code, None))
    return dossier


def _request(
    ticket: Ticket, code: str, outcome: str, procedure: Procedure | None, facts: Facts, corrects: int | None
) -> str:
    asked = [ticket.id, code, outcome, procedure.id if procedure else None, *astuple(facts)]
    asked += [] if corrects is None else [corrects]
    return json.dumps(asked, default=str, ensure_ascii=False)


def facts_given(entry: DossierEntry) -> set[str]:
    """The names of the `Facts` that came with a line; the others followed from its procedure, or were skipped."""
    asked = json.loads(entry.request or "[]")[4:]  # as `_request` has it, behind ticket, code, outcome and procedure
    return {fact.name for fact, value in zip(fields(Facts), asked, strict=False) if value is not None}


def _logged_by(key: str, centre: Centre) -> DossierEntry | None:
    return DossierEntry.get_or_none(DossierEntry.centre == centre, DossierEntry.idempotency_key == key)


def find(centre: Centre, code: DossierCode) -> Dossier | None:
    """The centre's dossier of this code, however it was spaced or cased."""
    return Dossier.get_or_none(Dossier.centre == centre, Dossier.code_key == code.key)


def _check(centre: Centre, outcome: str, procedure: Procedure | None, facts: Facts) -> None:
    if outcome not in Outcome.ALL:
        raise _no_such_outcome(Outcome.ALL)
    facts.check()
    if procedure is not None and procedure.centre_id != centre.id:
        raise NotFound(field="procedure")


def _no_such_outcome(known: tuple[str, ...]) -> Invalid:
    words = ", ".join(known)
    return Invalid(f"Kết quả phải là một trong: {words}.", f"The outcome must be one of: {words}.", field="outcome")


def _ticket_here(centre: Centre, ticket: Ticket, counter: Counter | None) -> Ticket:
    ticket = Ticket.get_by_id(ticket.id)
    if ticket.centre_id != centre.id:
        raise NotFound
    moves.check_day(ticket)
    if ticket.state not in (State.SERVING, State.FINISHED):
        raise moves.wrong_state(ticket)
    if counter is not None and counter.id != _counter_of(ticket):
        raise NotAtCounter(ticket.code)
    return ticket


def _counter_of(ticket: Ticket) -> int | None:
    if ticket.state == State.SERVING:
        return ticket.counter_id
    last = TicketMove.select().where(TicketMove.ticket == ticket).order_by(TicketMove.id.desc()).first()
    return last.counter_id if last else None


def _refuse_twice(ticket: Ticket, dossier: Dossier) -> None:
    if DossierEntry.select().where(DossierEntry.ticket == ticket, DossierEntry.dossier == dossier).exists():
        raise Conflict(
            "Mã này đã có trong lượt.", "This code is already in this visit.", code="dossier_in_ticket", field="code"
        )


def _take_in(
    scribe: history.Scribe,
    dossier: Dossier | None,
    code: DossierCode,
    outcome: str,
    procedure: Procedure | None,
    facts: Facts,
    came_at: datetime,
) -> Dossier:
    """`came_at`: when the papers were handed in, which a correction does not move."""
    if dossier is None:
        return _create(scribe, code, outcome, procedure, facts, came_at)
    if not dossier.counted:  # only registered until now
        dossier.counted, dossier.received_at = True, came_at
        scribe.note(dossier, DossierEvent.RECEIVED, came_at)
    _correct(dossier, procedure, facts.channel)
    if facts.due_on is not None and dossier.ended_at is None and facts.due_on != dossier.due_on:
        _check_due(facts.due_on, dossier.received_at)
        dossier.due_on = facts.due_on
        history.settle(dossier, WorkingDays.of(scribe.centre))
    facts.fill(dossier, outcome, scribe.at.date())
    dossier.save()
    return dossier


def _correct(dossier: Dossier, procedure: Procedure | None, channel: str | None) -> None:
    """Channel and procedure are as the officer says now, save where another system's file brought the dossier."""
    of_a_file = dossier.batch_id is not None
    if channel is not None and channel != dossier.channel:
        if of_a_file:
            raise _imported(dossier, "channel", "kênh nộp", "channel")
        dossier.channel = channel
    if procedure is not None and procedure.id != dossier.procedure_id:
        if of_a_file and (dossier.procedure_id is not None or procedure.field_id != dossier.field_id):
            raise _imported(dossier, "procedure", "thủ tục", "procedure")
        dossier.procedure, dossier.field_id = procedure, procedure.field_id


def _imported(dossier: Dossier, field: str, vi: str, en: str) -> Conflict:
    return Conflict(
        f"Hồ sơ {dossier.code} nhập từ phần mềm một cửa với {vi} khác. Mời kiểm tra lại mã, hoặc sửa ở phần mềm đó.",
        f"Dossier {dossier.code} was imported with another {en}. Check the code, or correct it in that system.",
        code="dossier_imported",
        field=field,
    )


def _create(
    scribe: history.Scribe,
    code: DossierCode,
    outcome: str,
    procedure: Procedure | None,
    facts: Facts,
    came_at: datetime,
) -> Dossier:
    if procedure is None:
        raise Invalid("Mời chọn thủ tục của hồ sơ.", "Choose the dossier's procedure.", field="procedure")
    received_at = came_at
    if outcome != Outcome.RECEIVED and code.day is not None and code.day < today():
        received_at = datetime.combine(code.day, time())  # received before we knew of it, as its code says
    due_on = facts.due_on or due_date(scribe.centre, received_at, procedure.working_days)
    _check_due(due_on, received_at)
    dossier = Dossier(
        centre=scribe.centre,
        code=code.text,
        code_key=code.key,
        field=procedure.field_id,
        procedure=procedure,
        channel=facts.channel or "online",
        received_at=received_at,
        due_on=due_on,
        fee=procedure.fee,
        result_required=procedure.e_result,
    )
    facts.fill(dossier, outcome, scribe.at.date())
    dossier.save()
    scribe.note(dossier, DossierEvent.RECEIVED, received_at)
    return dossier


def _check_due(due_on: date, received_at: datetime) -> None:
    if due_on < received_at.date():
        raise Invalid(
            "Ngày hẹn trả sớm hơn ngày tiếp nhận.", "The due date is before the received date.", field="due_on"
        )


def _apply(scribe: history.Scribe, dossier: Dossier, outcome: str) -> None:
    if outcome == Outcome.RETURNED:
        scribe.hand_over(dossier)
    elif outcome in BY_OUTCOME and dossier.outcome == BY_OUTCOME[outcome]:
        return  # an import has told of it before
    else:
        _refuse_ended(dossier)
        if outcome == Outcome.RECEIVED:
            scribe.answer_supplement(dossier)
        elif outcome == Outcome.SUPPLEMENT:
            scribe.ask_supplement(dossier)
        else:
            scribe.end(dossier, BY_OUTCOME[outcome])


def _refuse_ended(dossier: Dossier) -> None:
    if dossier.ended_at is not None:
        vi, en = ENDED[dossier.outcome or DossierEvent.RESOLVED]
        raise Conflict(
            f"Hồ sơ {dossier.code} {vi} ngày {dossier.ended_at:%d/%m/%Y}. Mời kiểm tra lại mã, hoặc chọn Trả kết quả.",
            f"Dossier {dossier.code} was {en} on {dossier.ended_at:%d/%m/%Y}. Check the code, or choose Returned.",
            code="dossier_ended",
            field="code",
        )
