"""What the shift lead sees, whole: services, counters, alerts, devices; its shape is supervisor.schemas.Board."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from alerts import assignments
from alerts.look import Look
from alerts.messages import initials
from alerts.watch import Told, watch
from models.access import Session
from models.alert import CounterMessage
from models.centre import Notice, Officer, Service
from models.counter import Counter, CounterService
from models.prepared import prepared
from models.ticket import State
from queueing import estimates, given
from queueing.sight import Seen
from supervisor import wall

SHOWN_LINE = 60
FULL = given.Said("Hết số hôm nay", "No numbers left today")


def board(look: Look) -> dict[str, Any]:
    """The whole picture of one centre. Alerts are brought up to date by looking."""
    told = [one for one in watch(look) if one.alert.handled_at is None]
    return {
        "now": stamp(look.moment),
        "centre": {
            "organisation": look.centre.organisation,
            "name": look.centre.name,
            "is_sample": look.centre.is_sample,
        },
        "hours": {"state": look.hours.state, "opens_vi": look.hours.opens_vi, "opens_en": look.hours.opens_en},
        "summary": _summary(look, told),
        "services": [_service(look, service, told) for service in look.services.values()],
        "counters": _counters(look),
        "alerts": _alerts(look, told),
        "devices": wall.wall(look),
        "notices": [
            {"id": row.id, "text": row.text, "until": stamp(row.until)} for row in _notices(look.centre.id, look.moment)
        ],
        "line": _line(look),
    }


def stamp(moment: datetime) -> str:
    """A moment as the screens read it: Vietnam time, to the millisecond."""
    return moment.isoformat(timespec="milliseconds")


def _summary(look: Look, told: list[Told]) -> dict[str, Any]:
    waiting = [ticket for line in look.waiting.values() for ticket in line]
    longest = min(waiting, key=lambda ticket: ticket.queued_at, default=None)
    states = [counter.state for counter in look.counters.values()]
    return {
        "waiting": len(waiting),
        "serving": sum(ticket.state == State.SERVING for ticket in look.present.values()),
        "open_counters": states.count(Counter.OPEN),
        "counters": len(states),
        "longest_since": stamp(longest.queued_at) if longest else None,
        "longest_number": longest.code if longest else None,
        "alerts": len(told),
        "alarms": sum(one.alert.level == "alarm" for one in told),
    }


def _service(look: Look, service: Service, told: list[Told]) -> dict[str, Any]:
    line = look.waiting.get(service.id, [])
    opened, all_of_it = len(look.serving(service.id)), len(look.serving(service.id, None))
    wait = estimates.wait_for(service, len(line), opened, look.hours)
    full = not line and _is_full(look, service)
    levels = {one.alert.level for one in told if one.alert.subject == f"service:{service.id}"}
    return {
        "id": service.id,
        "letter": service.letter,
        "name": service.name,
        "name_en": service.name_en,
        "waiting": len(line),
        "priority": sum(ticket.priority for ticket in line),
        "longest_since": stamp(line[0].queued_at) if line else None,
        "longest_number": line[0].code if line else None,
        "wait_text": FULL.vi if full else wait.text,
        "wait_text_en": FULL.en if full else wait.text_en,
        "open": opened,
        "counters": all_of_it,
        "level": "alarm" if "alarm" in levels else "warn" if levels else None,
    }


def _is_full(look: Look, service: Service) -> bool:
    """Whether the kiosk gives no number of the service any more, as queueing.issuing decides it."""
    if service.daily_quota is None:
        return False
    taken = look.issued.get(service.letter, 0) + look.promised.get(service.id, 0)
    return taken >= service.daily_quota


def _counters(look: Look) -> list[dict[str, Any]]:
    changed = assignments.standing(look.centre.id)
    seated = {number for (number,) in _seated(look.centre.id)}
    return [_counter(look, counter, changed) | {"seated": counter.id in seated} for counter in look.counters.values()]


def _counter(look: Look, counter: Counter, changed: dict[int, Any]) -> dict[str, Any]:
    ticket = look.present.get(counter.id)
    state, since = _state(look, counter, ticket)
    reason = given.said(counter.pause_reason if state == Counter.PAUSED else "")
    helped = assignments.helps_with(changed[counter.id]) if counter.id in changed else set()
    return {
        "number": counter.number,
        "label": counter.label,
        "state": state,
        "reason": reason.vi,
        "reason_en": reason.en,
        "since": stamp(since),
        "ticket": ticket.code if ticket else None,
        "token": ticket.token if ticket else None,
        "calls": ticket.calls if ticket else 0,
        "visits": look.days.get(counter.id, (0, since))[0],
        "letters": _letters(look, counter, CounterService.FIRST_CHOICE),
        "helps": [_letter(look, number) for number in sorted(helped)],
    }


def _state(look: Look, counter: Counter, ticket: Seen | None) -> tuple[str, datetime]:
    """(called, serving, free, paused or closed; since when)."""
    if ticket is not None and ticket.state == State.CALLED:
        return "called", ticket.called_at or ticket.moved_at
    if ticket is not None:
        return "serving", ticket.moved_at
    if counter.state == Counter.OPEN:
        return "free", look.free_since(counter)
    return counter.state, counter.state_since


def _letters(look: Look, counter: Counter, preference: int) -> list[str]:
    served = look.preferences.get(counter.id, {}).items()
    mine: Iterable[int] = (service for service, how in served if how == preference)
    return sorted(filter(None, (_letter(look, number) for number in mine)))


def _letter(look: Look, number: int) -> str:
    return look.services[number].letter if number in look.services else ""


def _alerts(look: Look, told: list[Told]) -> list[dict[str, Any]]:
    """The alerts that go on; of those that propose a word to counters, when that was last said."""
    asking = [one for one in told if one.finding.remedy.verb in ("say", "reopen")]
    since = min((one.alert.began_at for one in asking), default=None)
    words = list(_words_to_counters(look.centre.id, since)) if since is not None else []
    return [alert(one, _reminded(one, words)) for one in told]


def _reminded(told: Told, words: list[tuple[int, datetime]]) -> datetime | None:
    remedy = told.finding.remedy
    numbers = {remedy.target, *remedy.facts.get("counters", ())} if remedy.verb in ("say", "reopen") else set()
    return max((at for number, at in words if number in numbers and at >= told.alert.began_at), default=None)


def alert(told: Told, reminded_at: datetime | None = None) -> dict[str, Any]:
    """An alert that goes on: what, since when, how bad, whose, and the act that is proposed."""
    row, found = told
    return {
        "id": row.id,
        "kind": row.kind,
        "level": row.level,
        "began_at": stamp(row.began_at),
        "rang_at": stamp(row.rang_at),
        "rang": row.rang,
        "taken_by": _short(row.taken_by) if row.taken_at else None,
        "taken_at": stamp(row.taken_at) if row.taken_at else None,
        "reminded_at": stamp(reminded_at) if reminded_at else None,
        "facts": found.facts,
        "remedy": {"verb": found.remedy.verb, "target": found.remedy.target, "facts": found.remedy.facts},
    }


def _short(officer: Officer | None) -> str:
    """A name of one or two words whole, a longer one by its initials."""
    return officer.name if officer is not None and len(officer.name.split()) <= 2 else initials(officer)


def _line(look: Look) -> list[dict[str, Any]]:
    """Everybody who waits, in order of arrival, to be moved or printed again; the longest there first."""
    waiting = [ticket for ticket in look.tickets if ticket.state == State.WAITING]
    return [
        {"token": ticket.token, "number": ticket.code, "service": ticket.service_id, "since": stamp(ticket.queued_at)}
        for ticket in waiting[:SHOWN_LINE]
    ]


@prepared
def _words_to_counters(centre, since):
    said = CounterMessage.select(Counter.number, CounterMessage.at).join(Counter)
    return said.where(CounterMessage.centre == centre, CounterMessage.at >= since).tuples()


@prepared
def _seated(centre):
    there = Session.select(Session.counter).where(Session.centre == centre, Session.ended_at.is_null())
    return there.where(Session.counter.is_null(False)).tuples()


@prepared
def _notices(centre, moment):
    shown = Notice.select().where(Notice.centre == centre, Notice.active, Notice.until > moment)
    return shown.where(Notice.position == Notice.SHORT).order_by(Notice.until)
