"""What a rule finds: what is wrong with what, how badly, and the one thing to do about it."""

from dataclasses import dataclass, field
from typing import Any

from models.alert import Alert
from queueing.given import Said

WARN, ALARM = Alert.WARN, Alert.ALARM


@dataclass(frozen=True)
class Remedy:
    """The one act that is proposed. `verb` is a key of supervisor.remedies; the rest is to whom, and with which words.

    reopen {counter} · assign {counter, service} · say {counters, text, text_en, kind} ·
    notice {text, text_en, minutes} ·
    sound {device} · came {device} · trial {printer} · issue {} · void {token} · sweep {} · backup {} · prune {} ·
    clock {}
    """

    verb: str
    target: int | None = None  # a counter's number, or an id of a device or a printer
    facts: dict[str, Any] = field(default_factory=dict)


def words(said: Said) -> dict[str, Any]:
    """A sentence, as facts of a remedy."""
    return {"text": said.vi, "text_en": said.en}


@dataclass(frozen=True)
class Finding:
    """Something that is wrong now. `facts` are plain values that its sentence names."""

    kind: str
    remedy: Remedy
    subject: str = ""
    level: str = WARN
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """Two findings with one key are the same trouble."""
        return self.kind, self.subject


def minutes_between(since: Any, until: Any) -> int:
    """Whole minutes, never below 0."""
    return max(int((until - since).total_seconds() // 60), 0)
