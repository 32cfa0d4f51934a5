"""What is wrong with the lines and at the counters."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from alerts.finding import ALARM, WARN, Finding, Remedy, minutes_between, words
from alerts.look import Look
from models.alert import CounterMessage
from models.centre import LONGEST_NOTICE, Service
from models.counter import Counter
from models.ticket import State
from queueing import hours, lengths, order
from queueing.given import Said
from queueing.sight import Seen

SETTLES = timedelta(minutes=2)  # a counter that has just finished may breathe
ENOUGH_CALLS = 5  # fewer in an hour say nothing of a share
NOTICE_MINUTES = 10
TV_LISTEN = Said(
    "Kính mời ông/bà chú ý nghe gọi số và nhìn màn hình.", "Please listen for your number and watch the screen."
)
BUSY = Said("{} đang đông. Mời ông/bà thông cảm và chờ thêm.", "{}: many people are waiting. Thank you for waiting.")
NEARLY_FULL = Said(
    "{} hôm nay sắp đủ số. Mời ông/bà gặp quầy hướng dẫn.",
    "{}: today's numbers are nearly all taken. Please see the help desk.",
)
UNRATED = Said(
    "Hôm nay chưa có ai đánh giá. Mời xem máy đánh giá đã bật chưa.",
    "Nobody has rated today. Please check that the rating tablet is on.",
)


def lines(look: Look) -> Iterator[Finding]:
    """People wait for a service that no open counter serves, or somebody has waited long for one. No counter is
    proposed to two of them: it can help one line, and the next may have another that is free."""
    if look.hours.state != hours.OPEN:
        return
    asked: set[int] = set()
    yield from _unserved(look, asked)
    yield from _slow(look, asked)


def _unserved(look: Look, asked: set[int]) -> Iterator[Finding]:
    for service, line in _waited_for(look):
        if not look.serving(service.id):
            facts = _named(service) | {"count": len(line)}
            yield Finding("no-counter", _relief(look, service, asked), f"service:{service.id}", ALARM, facts)


def _slow(look: Look, asked: set[int]) -> Iterator[Finding]:
    for service, line in _waited_for(look):
        minutes = look.minutes_open(line[0].queued_at)
        if minutes < look.centre.wait_warn_minutes or not look.serving(service.id):
            continue
        alarming = minutes >= look.centre.wait_alarm_minutes
        limit = look.centre.wait_alarm_minutes if alarming else look.centre.wait_warn_minutes
        facts = _named(service) | {"limit": limit, "number": line[0].code, "count": len(line)}
        level = ALARM if alarming else WARN
        yield Finding("wait", _relief(look, service, asked), f"service:{service.id}", level, facts)


def _waited_for(look: Look) -> Iterator[tuple[Service, list[Seen]]]:
    for number, service in look.services.items():
        if line := look.waiting.get(number):
            yield service, line


def _named(service: Service) -> dict[str, object]:
    return {"service": service.name, "service_en": service.name_en}


def _relief(look: Look, service: Service, asked: set[int]) -> Remedy:
    """What could help a slow service. A counter of which that is asked is noted in `asked`, and asked nothing else."""
    remedy = _remedy(look, service, asked)
    if remedy.target is not None:
        asked.add(remedy.target)
    return remedy


def _remedy(look: Look, service: Service, asked: set[int]) -> Remedy:
    """A counter that pauses, one that is free, one that is closed, the calmest; else a word on the TV."""
    if paused := _unasked(look.serving(service.id, Counter.PAUSED), asked):
        return Remedy("reopen", paused[0].number)
    served = look.preferences
    others = [c for c in look.counters.values() if c.state == Counter.OPEN and service.id not in served.get(c.id, {})]
    calm = sorted(
        _unasked(others, asked),
        key=lambda counter: (counter.id in look.present, _own_line(look, counter), counter.number),
    )
    if calm and calm[0].id not in look.present and _own_line(look, calm[0]) == 0:
        return _help(calm[0], service)
    if closed := _unasked(look.serving(service.id, Counter.CLOSED), asked):
        return Remedy("reopen", closed[0].number, {"closed": True})
    if calm:
        return _help(calm[0], service)
    return Remedy("notice", facts=_of_service(BUSY, service) | {"minutes": NOTICE_MINUTES})


def _unasked(counters: Iterable[Counter], asked: set[int]) -> list[Counter]:
    return [counter for counter in counters if counter.number not in asked]


def _of_service(sentence: Said, service: Service) -> dict[str, object]:
    """A sentence about a service for the hall, whole: a name too long for the line gives way to the letter of its
    numbers."""
    vi, en = sentence.vi.format(service.name), sentence.en.format(service.name_en)
    if len(vi) > LONGEST_NOTICE:
        vi = sentence.vi.format(f"Số có chữ {service.letter}")
    if len(en) > LONGEST_NOTICE:
        en = sentence.en.format(f"Numbers with {service.letter}")
    return words(Said(vi, en))


def _help(counter: Counter, service: Service) -> Remedy:
    return Remedy("assign", counter.number, {"letter": service.letter} | _named(service))


def _own_line(look: Look, counter: Counter) -> int:
    return sum(len(look.waiting.get(service, ())) for service in look.preferences.get(counter.id, {}))


def unanswered(look: Look) -> Iterator[Finding]:
    """A number was called, and for minutes nobody has begun or marked it as not here."""
    for counter, ticket in _present(look, State.CALLED):
        since = ticket.called_at or ticket.moved_at
        if minutes_between(since, look.moment) >= look.centre.called_alert_minutes:
            limit = look.centre.called_alert_minutes
            text = Said(
                f"Số {ticket.code} đã gọi hơn {limit} phút. Mời chọn Bắt đầu hoặc Vắng mặt.",
                f"{ticket.code} was called more than {limit} min ago. Please press Start or Not here.",
            )
            facts = {"number": ticket.code, "counter": counter.number, "since": since.isoformat()}
            yield Finding("called", _ask(counter, text, CounterMessage.OUTCOME), f"ticket:{ticket.id}", facts=facts)


def stuck(look: Look) -> Iterator[Finding]:
    """A visit takes longer than 99 of 100 to its service: most likely it is over and was not finished."""
    for counter, ticket in _present(look, State.SERVING):
        service = look.services.get(ticket.service_id)
        if service is None:
            continue
        usual = lengths.longest_usual(service)
        minutes = minutes_between(ticket.moved_at, look.moment)
        if minutes > usual:
            text = Said(
                f"Số {ticket.code} đang tiếp {minutes} phút. Nếu đã xong, mời bấm Hoàn thành.",
                f"{ticket.code} has been served for {minutes} min. If that is done, please press Finish.",
            )
            facts = {"number": ticket.code, "counter": counter.number, "usual": round(usual)} | _named(service)
            facts["since"] = ticket.moved_at.isoformat()
            yield Finding("stuck", _ask(counter, text, CounterMessage.OUTCOME), f"ticket:{ticket.id}", facts=facts)


def _present(look: Look, state: str) -> Iterator[tuple[Counter, Seen]]:
    for number, ticket in look.present.items():
        if ticket.state == state and number in look.counters:
            yield look.counters[number], ticket


def _ask(counter: Counter, text: Said, kind: str) -> Remedy:
    return Remedy("say", counter.number, words(text) | {"counters": [counter.number], "kind": kind})


def idle(look: Look) -> Iterator[Finding]:
    """An open counter has had nobody for minutes, though somebody waits long for what it serves."""
    if look.hours.state != hours.OPEN:
        return
    for counter in look.counters.values():
        if counter.state != Counter.OPEN or counter.id in look.present:
            continue
        mine = [ticket for service in look.preferences.get(counter.id, {}) for ticket in look.waiting.get(service, ())]
        mine = [ticket for ticket in mine if ticket.reserved_for_id in (None, counter.id)]
        oldest = min(mine, key=lambda ticket: ticket.queued_at, default=None)
        if oldest is None or look.minutes_open(oldest.queued_at) < look.centre.idle_alert_minutes:
            continue
        free = max(look.free_since(counter), look.hours.opened or look.moment)
        if look.moment - free < SETTLES:
            continue
        text = _call_please(look, counter, oldest, len(mine))
        facts = {"counter": counter.number, "number": oldest.code, "count": len(mine)}
        facts["since"] = free.isoformat()
        yield Finding("idle", _ask(counter, text, CounterMessage.CALL), f"counter:{counter.id}", facts=facts)


def _call_please(look: Look, counter: Counter, oldest: Seen, count: int) -> Said:
    """Who waited longest need not be who comes next: the press is named by the number that it really calls."""
    line = [ticket for ticket in look.tickets if ticket.state == State.WAITING]
    closed = {one.id for one in look.counters.values() if one.state == Counter.CLOSED}
    pools = order.split(line, counter.id, look.preferences.get(counter.id, {}), closed)
    chosen = order.next_of(*pools, counter.id, look.centre)
    vi = f"Đang có {count} người chờ, lâu nhất số {oldest.code}."
    en = f"Waiting: {count}, {oldest.code} the longest."
    if chosen is None or chosen.place.id == oldest.id:
        return Said(f"{vi} Mời bấm Gọi số tiếp theo.", f"{en} Please press Call next.")
    return Said(
        f"{vi} Bấm Gọi số tiếp theo là gọi {chosen.place.code}. Muốn gọi {oldest.code}: Gọi số cụ thể.",
        f"{en} Call next calls {chosen.place.code}. To call {oldest.code}: Call a number.",
    )


def no_shows(look: Look) -> Iterator[Finding]:
    """Many of those called in the last hour did not come: most likely they do not hear or see it."""
    called, missed = look.calls_of_the_hour
    if called >= ENOUGH_CALLS and missed * 100 > called * look.centre.no_show_alert_percent:
        remedy = Remedy("notice", facts=words(TV_LISTEN) | {"minutes": NOTICE_MINUTES})
        yield Finding(
            "no-show", remedy, facts={"percent": round(100 * missed / called), "missed": missed, "called": called}
        )


def quotas(look: Look) -> Iterator[Finding]:
    """A service has nearly given its numbers of the day."""
    for service in look.services.values():
        given = look.issued.get(service.letter, 0)
        if service.daily_quota and given * 100 >= service.daily_quota * look.centre.quota_alert_percent:
            remedy = Remedy("notice", facts=_of_service(NEARLY_FULL, service) | {"minutes": 60})
            facts = _named(service) | {"given": given, "quota": service.daily_quota}
            yield Finding("quota", remedy, f"service:{service.id}", facts=facts)


def unrated(look: Look) -> Iterator[Finding]:
    """Many visits are over today, and nobody has rated one: most likely no tablet is on."""
    least = look.centre.rating_alert_visits
    finished = sum(visits for visits, _ in look.days.values())
    if not (least and look.centre.ratings) or finished < least or look.rated or not look.works:
        return
    numbers = [counter.number for counter in look.counters.values() if counter.state == Counter.OPEN]
    remedy = Remedy("say", facts=words(UNRATED) | {"counters": numbers, "kind": CounterMessage.WORDS})
    yield Finding("no-ratings", remedy, facts={"count": finished})


def left_over(look: Look) -> Iterator[Finding]:
    """The centre has closed, and numbers of the day have no end yet: somebody says how each ended."""
    if look.hours.state in (hours.CLOSED, hours.HOLIDAY) and look.tickets:
        yield Finding("left-over", Remedy("sweep"), facts={"count": len(look.tickets)})


def ghosts(look: Look) -> Iterator[Finding]:
    """A number whose paper never came out, and whose citizen seems to have taken another one at once."""
    for number, token, service, other in look.ghosts:
        named = look.services.get(service)
        if named is not None:
            facts = _named(named) | {"number": number, "other": other}
            yield Finding(
                "ghost", Remedy("void", facts={"token": token, "number": number}), f"token:{token}", facts=facts
            )
