"""The acts that alerts propose, each done as the shift lead's own acts are."""

from collections.abc import Callable

import events
import queueing
from alerts import assignments, clock, help_calls, messages
from alerts.finding import Remedy
from alerts.look import Look
from alerts.watch import findings
from models.alert import Alert, CounterMessage
from models.centre import Centre, Officer
from models.counter import Counter
from queueing import given
from queueing.errors import Conflict, NotFound
from queueing.given import Said
from supervisor import acts

REOPEN = Said("Đang đông người chờ. Mời mở lại quầy.", "Many people are waiting. Please reopen the counter.")


class RemedyChanged(Conflict):
    """What is proposed has changed since it was read."""

    code = "remedy_changed"

    def __init__(self) -> None:
        super().__init__(
            "Tình hình vừa đổi, đề xuất không còn đúng. Mời xem lại rồi bấm.",
            "The situation has just changed. Please look again before you press.",
        )


class ByHand(Conflict):
    """This act has a place of its own on the board."""

    code = "by_hand"

    def __init__(self) -> None:
        super().__init__("Việc này bấm ở mục riêng trên màn hình.", "This is done at its own place on the board.")


def propose(alert: Alert, look: Look, verb: str, target: int | None) -> Remedy:
    """The remedy of an alert as it now stands. Raises NotFound when it is cured, RemedyChanged."""
    found = findings(look).get((alert.kind, alert.subject))
    if found is None:
        raise NotFound("Cảnh báo này đã hết. Màn hình sẽ tự cập nhật.", "This alert is over. The screen will refresh.")
    if (found.remedy.verb, found.remedy.target) != (verb, target):
        raise RemedyChanged
    return found.remedy


def do(remedy: Remedy, centre: Centre, officer: Officer, key: str) -> None:
    """Do what is proposed; `key` is the press's. Raises ByHand for what the board asks elsewhere."""
    act = ACTS.get(remedy.verb)
    if act is None:
        raise ByHand
    act(remedy, centre, officer, key)


def _reopen(remedy: Remedy, centre: Centre, officer: Officer, key: str) -> None:
    counter = _counter(centre, remedy.target)
    messages.say(counter, *REOPEN, kind=CounterMessage.REOPEN, officer=officer, key=key)


def _assign(remedy: Remedy, centre: Centre, officer: Officer, key: str) -> None:
    service = acts.find_service(centre, remedy.facts["letter"])
    assignments.assign(_counter(centre, remedy.target), service, officer)


def _say(remedy: Remedy, centre: Centre, officer: Officer, key: str) -> None:
    for number in remedy.facts["counters"]:
        mine = f"{key}:{number}"  # one press, several counters
        text, kind = (remedy.facts["text"], remedy.facts["text_en"]), remedy.facts["kind"]
        messages.say(_counter(centre, number), *text, kind=kind, officer=officer, key=mine)


def _notice(remedy: Remedy, centre: Centre, officer: Officer, key: str) -> None:
    acts.show_notice(centre, remedy.facts["text"], remedy.facts["text_en"], remedy.facts["minutes"])


def _sound(remedy: Remedy, centre: Centre, officer: Officer, key: str) -> None:
    events.announce(events.SoundTestAsked(centre.id, remedy.target or 0))


def _came(remedy: Remedy, centre: Centre, officer: Officer, key: str) -> None:
    help_calls.came(centre, remedy.target or 0)


def _clock(remedy: Remedy, centre: Centre, officer: Officer, key: str) -> None:
    clock.check(centre, officer)


def _void(remedy: Remedy, centre: Centre, officer: Officer, key: str) -> None:
    queueing.cancel(queueing.find_ticket(centre, remedy.facts["token"]), given.NO_PAPER, officer=officer)


ACTS: dict[str, Callable[[Remedy, Centre, Officer, str], None]] = {
    "reopen": _reopen,
    "assign": _assign,
    "say": _say,
    "notice": _notice,
    "sound": _sound,
    "came": _came,
    "clock": _clock,
    "void": _void,
}


def _counter(centre: Centre, number: int | None) -> Counter:
    return acts.find_counter(centre, number or 0)
