"""What the shift lead says to a counter, as its desk shows it."""

import alerts.messages
from models.alert import CounterMessage
from models.counter import Counter
from models.ticket import TicketMove

# What is asked of a counter, and the moves by which it has been done.
DONE_BY = {
    CounterMessage.CALL: ("call", "quick"),
    CounterMessage.OUTCOME: ("finish", "come_back", "transfer", "hold", "miss"),
}


def unseen(counter: Counter) -> list[dict]:
    """What was said to this counter, is not done and nobody there has seen, the oldest first."""
    return [
        {
            "id": message.id,
            "kind": message.kind,
            "text": message.text,
            "text_en": message.text_en,
            "by": alerts.messages.initials(message.officer),
            "at": message.at.isoformat(timespec="milliseconds"),
        }
        for message in alerts.messages.unseen(counter)
        if not _done(message, counter)
    ]


def _done(message: CounterMessage, counter: Counter) -> bool:
    """Whether the counter has since done what was asked: its sentence is no longer true."""
    verbs = DONE_BY.get(message.kind)
    if message.kind == CounterMessage.REOPEN:
        return counter.state == Counter.OPEN and counter.state_since > message.at
    if verbs is None:
        return False
    done = TicketMove.counter == counter, TicketMove.at > message.at, TicketMove.verb.in_(verbs)
    return TicketMove.select().where(*done).exists()
