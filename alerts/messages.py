"""What the shift lead says to a counter: kept until whoever sits there has seen it, or the day is over."""

from datetime import datetime, time

import events
from models.alert import CounterMessage, unseen_messages
from models.base import now, today, unit_of_work
from models.centre import Officer
from models.counter import Counter
from queueing.errors import Invalid, KeyReused, NotFound

LONGEST = 200  # characters


def say(
    counter: Counter,
    text: str,
    text_en: str = "",
    *,
    kind: str = CounterMessage.WORDS,
    officer: Officer | None = None,
    key: str | None,
) -> CounterMessage:
    """Say `text` to the counter; in English where that is known. The same `key` says it once. Raises Invalid for
    nothing said, KeyReused."""
    if not (words := text.strip()[:LONGEST]):
        raise Invalid("Mời gõ lời nhắn.", "Write the message.", field="text")
    with unit_of_work(counter.centre_id):
        if key is not None and (known := _said_with(counter.centre_id, key)) is not None:
            if (known.counter_id, known.text) != (counter.id, words):
                raise KeyReused
            return known
        message = CounterMessage.create(
            centre=counter.centre_id,
            counter=counter,
            kind=kind,
            text=words,
            text_en=text_en.strip()[:LONGEST],
            officer=officer,
            idempotency_key=key,
        )
    events.announce(
        events.CounterAsked(
            counter.centre_id, counter.number, message.id, kind, words, initials(officer), at=message.at
        )
    )
    return message


def _said_with(centre: int, key: str) -> CounterMessage | None:
    return CounterMessage.get_or_none(CounterMessage.centre == centre, CounterMessage.idempotency_key == key)


def unseen(counter: Counter) -> list[CounterMessage]:
    """What was said to this counter today and nobody there has seen, the oldest first."""
    return list(unseen_messages(counter.id, datetime.combine(today(), time())))


def see(counter: Counter, message_id: int) -> None:
    """Whoever sits at the counter has seen it; seen twice, it stays as it was. Raises NotFound."""
    message = CounterMessage.get_or_none(CounterMessage.id == message_id, CounterMessage.counter == counter)
    if message is None:
        raise NotFound
    if message.seen_at is not None:
        return
    with unit_of_work(counter.centre_id):
        CounterMessage.update(seen_at=now()).where(CounterMessage.id == message.id).execute()
    events.announce(events.CounterAnswered(counter.centre_id, counter.number, message.id))


def initials(officer: Officer | None) -> str:
    """ "Nguyễn Thị Lan" is "NTL"; a name of one word is said whole."""
    if officer is None:
        return ""
    parts = officer.name.split()
    return officer.name if len(parts) < 2 else "".join(part[0].upper() for part in parts)
