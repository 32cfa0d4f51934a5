"""What an officer sees: the ticket at the counter, who is next and why, who waits, is held or was missed.

Looks only, with a fixed number of questions to the database, however long the line is.
"""

from collections import defaultdict
from datetime import datetime, timedelta

from counters import alerts
from dossiers import lines
from models.access import Session
from models.base import now
from models.centre import Centre, Counter, CounterService, Officer, Service
from models.dossier import DossierEntry
from models.ticket import Lane, State, Ticket, TicketMove
from queueing import estimates, hours, order, ticket_at
from queueing.lifecycle import CAN_BE_UNDONE

LINE_SHOWN = 30
MISSED_SHOWN = 30
WAYS_BACK = {Lane.RETURNED: "returned", Lane.TRANSFERRED: "transferred"}


def desk(counter: Counter, session: Session | None) -> dict:
    """The whole picture of one counter, as `counters.schemas.Desk` describes it.

    `session` is the officer's who sits there; without one, what concerns a person is empty.
    """
    moment = now()
    counter, centre = Counter.get_by_id(counter.id), Centre.get_by_id(counter.centre_id)
    links = _links(counter)
    waiting = _waiting(counter, {link.service_id for link in links})
    choice = order.next_for(counter, centre)
    present = ticket_at(counter)
    return {
        "now": stamp(moment),
        "day": centre.business_day.isoformat() if centre.business_day else None,
        "centre": {
            "organisation": centre.organisation,
            "name": centre.name,
            "dossier_prefix": centre.dossier_prefix,
            "is_sample": centre.is_sample,
            "recall_pause_seconds": centre.recall_pause_seconds,
            "calls_before_no_show": centre.calls_before_no_show,
        },
        "hours": _hours(centre),
        "officer": _officer(session),
        "counter": {
            "number": counter.number,
            "label": counter.label,
            "state": counter.state,
            "pause_reason": counter.pause_reason,
            "state_since": stamp(counter.state_since),
        },
        "services": _services(links, waiting, moment),
        "waiting": _count(waiting, moment),
        "ticket": _present(present, moment) if present else None,
        "next": _next(choice, moment) if choice else None,
        "line": _line(waiting, links, counter, moment),
        "held": [_aside(ticket, moment) for ticket in _held(counter)],
        "missed": [_aside(ticket, moment) for ticket in _missed(centre, {link.service_id for link in links}, moment)],
        "unfinished": _unfinished(centre, session),
        "undo": _undo(counter, centre, present, moment),
        "alerts": alerts.alerts(centre),
    }


def stamp(moment: datetime) -> str:
    """A moment as the screens read it: Vietnam time, to the millisecond."""
    return moment.isoformat(timespec="milliseconds")


def _minutes(since: datetime, until: datetime) -> int:
    return max(int((until - since).total_seconds() // 60), 0)


def _hours(centre: Centre) -> dict:
    at = hours.at(centre)
    return {
        "state": at.state,
        "opens_vi": at.opens_vi,
        "opens_en": at.opens_en,
        "closes": at.closes.strftime("%H:%M") if at.closes else None,
    }


def _officer(session: Session | None) -> dict | None:
    if session is None:
        return None
    return {"username": session.officer.username, "name": session.officer.name, "role": session.officer.role}


def _links(counter: Counter) -> list[CounterService]:
    return list(
        CounterService.select(CounterService, Service)
        .join(Service)
        .where(CounterService.counter == counter)
        .order_by(CounterService.preference, Service.position)
    )


def _waiting(counter: Counter, services: set[int]) -> list[Ticket]:
    """Who waits for a service of this counter or for this counter by name, in order of arrival."""
    return list(
        Ticket.select(Ticket, Service)
        .join(Service)
        .where(
            Ticket.centre == counter.centre_id,
            Ticket.state == State.WAITING,
            Ticket.service.in_(services or {0}) | (Ticket.reserved_for == counter),
        )
        .order_by(Ticket.queued_at, Ticket.id)
    )


def _services(links: list[CounterService], waiting: list[Ticket], moment: datetime) -> list[dict]:
    by_service: dict[int, list[Ticket]] = defaultdict(list)
    for ticket in waiting:
        by_service[ticket.service_id].append(ticket)
    return [
        {
            "letter": link.service.letter,
            "name": link.service.name,
            "name_en": link.service.name_en,
            "first": link.preference == CounterService.FIRST_CHOICE,
            **_count(by_service[link.service_id], moment),
        }
        for link in links
    ]


def _count(waiting: list[Ticket], moment: datetime) -> dict:
    oldest = min((ticket.queued_at for ticket in waiting), default=None)
    return {"count": len(waiting), "oldest_minutes": _minutes(oldest, moment) if oldest else None}


def _of(ticket: Ticket) -> dict:
    return {
        "token": ticket.token,
        "number": ticket.code,
        "letter": ticket.service.letter,
        "service": ticket.service.name,
        "service_en": ticket.service.name_en,
        "priority": ticket.priority,
        "note": ticket.note,
    }


def _present(ticket: Ticket, moment: datetime) -> dict:
    """The ticket that is called to or served at the counter."""
    moves = list(TicketMove.select().where(TicketMove.ticket == ticket).order_by(TicketMove.id.desc()))
    call = next((move for move in moves if move.verb == "call"), None)
    served = next((move for move in moves if move.verb == "serve"), None)
    low, high = estimates.pace(ticket.service)
    return _of(ticket) | {
        "state": ticket.state,
        "waited_minutes": _minutes(ticket.queued_at, call.at if call else moment),
        "called_at": stamp(ticket.called_at) if ticket.called_at else None,
        "calls": ticket.calls,
        "served_at": stamp(served.at) if served and ticket.state == State.SERVING else None,
        "usual_minutes": round((low + high) / 2, 1),
        "why": call.why if call else "",
        "coming": ticket.coming_at is not None,
        "come_back_to": ticket.come_back_to.label if ticket.come_back_to_id else None,
        "lent": ticket.come_back_to_id not in (None, ticket.counter_id),
        "language": ticket.language,
        "entries": [entry_of(entry) for entry in lines(ticket)],
    }


def entry_of(entry: DossierEntry) -> dict:
    """One line of the strip, as it is listed."""
    dossier, procedure = entry.dossier, entry.procedure
    return {
        "id": entry.id,
        "code": dossier.code if dossier else "",
        "outcome": entry.outcome,
        "procedure": procedure.name if procedure else "",
        "complete": entry.complete,
        "number": entry.ticket.code,
        "at": stamp(entry.at),
        "fee": dossier.fee if dossier else 0,
        "paid_online": dossier.paid_online if dossier else None,
        "digitised": _digitised(entry),
    }


def _digitised(entry: DossierEntry) -> bool | None:
    if entry.dossier is None:
        return None
    return entry.dossier.digitised_result if entry.outcome == "returned" else entry.dossier.digitised_input


def _next(choice: order.Choice, moment: datetime) -> dict:
    ticket = choice.ticket
    return _of(ticket) | {"rule": choice.rule, "why": choice.why, "minutes": _minutes(ticket.queued_at, moment)}


def _line(waiting: list[Ticket], links: list[CounterService], counter: Counter, moment: datetime) -> list[dict]:
    """Roughly in the order in which this counter would call; last, whoever is kept for another one."""
    first = {link.service_id for link in links if link.preference == CounterService.FIRST_CHOICE}

    def place(ticket: Ticket) -> tuple:
        mine = ticket.service_id in first or ticket.reserved_for_id == counter.id
        return ticket.reserved_for_id not in (None, counter.id), not mine, order.rank(ticket)

    return [
        _of(ticket)
        | {
            "minutes": _minutes(ticket.queued_at, moment),
            "way": WAYS_BACK.get(ticket.lane, "arrived"),
            "elsewhere": place(ticket)[0],
            "first": not place(ticket)[1],
        }
        for ticket in sorted(waiting, key=place)[:LINE_SHOWN]
    ]


def _aside(ticket: Ticket, moment: datetime) -> dict:
    """A held or a missed ticket."""
    return _of(ticket) | {
        "minutes": _minutes(ticket.moved_at, moment),
        "counter": ticket.counter.label if ticket.counter_id else None,
    }


def _held(counter: Counter) -> list[Ticket]:
    """Put aside at this counter; and at those that have closed since, so that nobody is left behind."""
    closed = Counter.select(Counter.id).where(Counter.centre == counter.centre_id, Counter.state == Counter.CLOSED)
    held = (
        Ticket.select(Ticket, Service)
        .join(Service)
        .where(
            Ticket.centre == counter.centre_id,
            Ticket.state == State.HELD,
            (Ticket.counter == counter) | Ticket.counter.in_(closed),
        )
    )
    return sorted(held, key=lambda ticket: (ticket.counter_id != counter.id, ticket.moved_at))


def _missed(centre: Centre, services: set[int], moment: datetime) -> list[Ticket]:
    """Whoever was missed and may still come back: any counter may let them, so all are shown, its own first."""
    missed = (
        Ticket.select(Ticket, Service)
        .join(Service)
        .where(
            Ticket.centre == centre,
            Ticket.state == State.NO_SHOW,
            Ticket.business_day == centre.business_day,
            Ticket.moved_at >= moment - timedelta(minutes=centre.rejoin_minutes),
        )
        .order_by(Ticket.moved_at.desc())
    )
    return sorted(missed, key=lambda ticket: ticket.service_id not in services)[:MISSED_SHOWN]


def _unfinished(centre: Centre, session: Session | None) -> int:
    if session is None:
        return 0
    mine = DossierEntry.select().where(DossierEntry.centre == centre, ~DossierEntry.complete)
    if session.officer.role == Officer.OFFICER:
        mine = mine.where(DossierEntry.officer == session.officer_id)
    return mine.count()


def _undo(counter: Counter, centre: Centre, present: Ticket | None, moment: datetime) -> dict | None:
    """What `queueing.undo` would take back now, and until when."""
    last = TicketMove.select().where(TicketMove.counter == counter).order_by(TicketMove.id.desc()).first()
    if last is None or last.verb not in CAN_BE_UNDONE:
        return None
    until = last.at + timedelta(seconds=centre.undo_seconds)
    blocked = last.before in State.AT_A_COUNTER and present is not None
    if moment >= until or blocked:
        return None
    if TicketMove.select().where(TicketMove.ticket == last.ticket_id, TicketMove.id > last.id).exists():
        return None
    return {"verb": last.verb, "number": last.ticket.code, "until": stamp(until)}
