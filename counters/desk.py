"""What an officer sees: the ticket at the counter, who is next and why, who waits, is held or was missed.

Looks only, with a fixed number of questions to the database, however long the line is.
"""

from collections import defaultdict
from datetime import datetime, timedelta

import queueing
from counters import papers
from counters.hall import Hall
from counters.said import unseen
from dossiers import count_unfinished, is_digitised, lines
from dossiers.codes import Shapes
from dossiers.patterns import read_pattern
from models.access import Session
from models.centre import Centre, Service
from models.counter import Counter, CounterService
from models.dossier import DossierEntry
from models.prepared import prepared
from models.ticket import Lane, State, TicketMove
from queueing import estimates, given, order, reasons
from queueing.rules import Chosen
from queueing.sight import Seen

LINE_SHOWN = 30
MISSED_SHOWN = 30
WAYS_BACK = {Lane.RETURNED: "returned", Lane.TRANSFERRED: "transferred", Lane.CAME_BACK: "came_back"}


def desk(counter: Counter, session: Session | None, hall: Hall | None = None) -> dict:
    """The whole picture of one counter, as `counters.schemas.Desk` describes it.

    `session` is the officer's who sits there; without one, what concerns a person is empty. `hall` is a look at the
    centre that several desks share.
    """
    hall = hall or Hall(counter.centre_id)
    moment, centre, counter = hall.moment, hall.centre, hall.counters[counter.id]
    links = hall.links.get(counter.id, [])
    services = {service.id for service, _ in links}
    waiting = hall.waiting(counter, services)
    chosen = hall.next_for(counter)
    present = hall.at(counter)
    return {
        "now": stamp(moment),
        "locked": session is not None and session.locked_at is not None,
        "day": centre.business_day.isoformat() if centre.business_day else None,
        "centre": {
            "organisation": centre.organisation,
            "name": centre.name,
            "dossier_start": pattern.start(moment.date()) if (pattern := read_pattern(centre.dossier_pattern)) else "",
            "is_sample": centre.is_sample,
            "lock_minutes": centre.lock_minutes,
            "come_back_days": centre.come_back_days,
            "recall_pause_seconds": centre.recall_pause_seconds,
            "calls_before_no_show": centre.calls_before_no_show,
        },
        "hours": _hours(hall),
        "officer": _officer(session),
        "counter": {
            "number": counter.number,
            "label": counter.label,
            "label_en": counter.label_en,
            "state": counter.state,
            "pause_reason": given.said(counter.pause_reason).vi,
            "pause_reason_en": given.said(counter.pause_reason).en,
            "state_since": stamp(counter.state_since),
            "alone": hall.alone(counter, waiting),
        },
        "services": _services(links, waiting, moment),
        "waiting": _count(waiting, moment),
        "ticket": _present(present, hall) if present else None,
        "next": _next(chosen, hall) if chosen else None,
        "line": _line(waiting, links, counter, hall),
        "held": [_aside(ticket, hall) for ticket in hall.held(counter)],
        "missed": [_aside(ticket, hall) for ticket in hall.missed(services)[:MISSED_SHOWN]],
        "unfinished": count_unfinished(session.officer) if session else 0,
        "undo": _undo(counter, centre),
        "messages": unseen(counter),
        "alerts": hall.alerts,
    }


def stamp(moment: datetime) -> str:
    """A moment as the screens read it: Vietnam time, to the millisecond."""
    return moment.isoformat(timespec="milliseconds")


def _minutes(since: datetime, until: datetime) -> int:
    return max(int((until - since).total_seconds() // 60), 0)


def _hours(hall: Hall) -> dict:
    at = hall.hours
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


def _services(links: list[tuple[Service, int]], waiting: list[Seen], moment: datetime) -> list[dict]:
    by_service: dict[int, list[Seen]] = defaultdict(list)
    for ticket in waiting:
        by_service[ticket.service_id].append(ticket)
    return [
        {
            "letter": service.letter,
            "name": service.name,
            "name_en": service.name_en,
            "first": preference == CounterService.FIRST_CHOICE,
            **_count(by_service[service.id], moment),
        }
        for service, preference in links
    ]


def _count(waiting: list[Seen], moment: datetime) -> dict:
    oldest = min(waiting, key=lambda ticket: ticket.waits_since, default=None)
    return {
        "count": len(waiting),
        "oldest_minutes": _minutes(oldest.waits_since, moment) if oldest else None,
        "oldest_number": oldest.code if oldest else None,
    }


def _of(ticket: Seen, hall: Hall) -> dict:
    service = hall.services[ticket.service_id]
    return {
        "token": ticket.token,
        "number": ticket.code,
        "letter": service.letter,
        "service": service.name,
        "service_en": service.name_en,
        "priority": ticket.priority,
        "booked_at": ticket.booked_for.strftime("%H:%M") if ticket.booked_for else None,
        "note": ticket.note,
    }


def _present(ticket: Seen, hall: Hall) -> dict:
    """The ticket that is called to or served at the counter."""
    moves = list(_calls_and_starts(ticket.id))
    call = next((move for move in moves if move.verb == "call"), None)
    served = next((move for move in moves if move.verb in ("serve", "quick")), None)
    why = reasons.of_call(call.rule, call.facts, call.why) if call else reasons.Said("", "")
    return _of(ticket, hall) | {
        "state": ticket.state,
        "waited_minutes": _minutes(ticket.waits_since, call.at if call else hall.moment),
        "called_at": stamp(ticket.called_at) if ticket.called_at else None,
        "first_called_at": stamp(call.at) if call else None,
        "calls": ticket.calls,
        "served_at": stamp(served.at) if served and ticket.state == State.SERVING else None,
        "usual_minutes": round(estimates.usual_minutes(hall.services[ticket.service_id]), 1),
        "why": why.vi,
        "why_en": why.en,
        "coming": ticket.coming_at is not None,
        "come_back_to": hall.counters[ticket.come_back_to_id].label if ticket.come_back_to_id else None,
        "come_back_to_en": hall.counters[ticket.come_back_to_id].label_en if ticket.come_back_to_id else None,
        "lent": ticket.come_back_to_id not in (None, ticket.counter_id),
        "language": ticket.language,
        "quick": ticket.quick,
        "dossier_code": Shapes(hall.centre.dossier_pattern).find(ticket.note) if ticket.note else "",
        "brought": papers.brought(ticket.id),
        "given": papers.given(ticket.id),
        "entries": [entry_of(entry) for entry in lines(ticket.id)],
    }


@prepared
def _calls_and_starts(ticket):
    """Of one ticket, the latest first."""
    moves = TicketMove.select(TicketMove.verb, TicketMove.at, TicketMove.rule, TicketMove.facts, TicketMove.why)
    of_ticket = moves.where(TicketMove.ticket == ticket, TicketMove.verb.in_(("call", "serve", "quick")))
    return of_ticket.order_by(TicketMove.id.desc()).namedtuples()


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
        "digitised": is_digitised(dossier, entry.outcome) if dossier else None,
    }


def _next(chosen: Chosen, hall: Hall) -> dict:
    ticket, why = chosen.place, reasons.why(chosen.rule, chosen.facts)
    return _of(ticket, hall) | {
        "rule": chosen.rule,
        "why": why.vi,
        "why_en": why.en,
        "minutes": _minutes(ticket.waits_since, hall.moment),
    }


def _line(waiting: list[Seen], links: list[tuple[Service, int]], counter: Counter, hall: Hall) -> list[dict]:
    """Roughly in the order in which this counter would call; last, whoever is kept for another one."""
    first = {service.id for service, preference in links if preference == CounterService.FIRST_CHOICE}
    capped_since = order.capped_since(hall.centre)

    def mine(ticket: Seen) -> bool:
        return ticket.service_id in first or ticket.reserved_for_id == counter.id

    def elsewhere(ticket: Seen) -> bool:
        return ticket.reserved_for_id not in (None, counter.id) and ticket.reserved_for_id not in hall.closed

    def place(ticket: Seen) -> tuple:
        helped_out = not mine(ticket) and ticket.queued_at > capped_since
        return elsewhere(ticket), helped_out, order.rank(ticket, capped_since, hall.centre.priority_run > 0)

    return [
        _of(ticket, hall)
        | {
            "minutes": _minutes(ticket.waits_since, hall.moment),
            "way": WAYS_BACK.get(ticket.lane, "arrived"),
            "deferred": ticket.deferred,
            "elsewhere": elsewhere(ticket),
            "first": mine(ticket),
        }
        for ticket in sorted(waiting, key=place)[:LINE_SHOWN]
    ]


def _aside(ticket: Seen, hall: Hall) -> dict:
    """A held or a missed ticket."""
    return _of(ticket, hall) | {
        "minutes": _minutes(ticket.moved_at, hall.moment),
        "counter": hall.counters[ticket.counter_id].label if ticket.counter_id else None,
    }


def _undo(counter: Counter, centre: Centre) -> dict | None:
    """What `queueing.undo` would take back now, and until when."""
    move = queueing.undoable(counter, centre)
    if move is None:
        return None
    return {
        "verb": move.verb,
        "number": move.ticket.code,
        "outcomes": sorted({entry.outcome for entry in lines(move.ticket_id)}) if move.verb == "finish" else [],
        "until": stamp(move.at + timedelta(seconds=centre.undo_seconds)),
    }
