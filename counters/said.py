"""What the shift lead says to a counter, as its desk shows it."""

import alerts.messages
from models.counter import Counter


def unseen(counter: Counter) -> list[dict]:
    """What was said to this counter and nobody there has seen, the oldest first."""
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
    ]
