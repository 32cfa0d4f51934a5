"""What may happen: the rules of the queue, as plain functions. `queueing.call_next(counter)` reads as it is meant."""

from queueing.counters import close_counter, open_counter, pause_counter, set_services
from queueing.lifecycle import (
    annotate,
    call_chosen,
    call_next,
    cancel,
    coming,
    defer,
    finish,
    hold,
    issue,
    issued_today,
    miss,
    recall,
    rejoin,
    resume,
    serve,
    transfer,
    undo,
)
from queueing.moves import MOVES, ticket_at

__all__ = [
    "MOVES",
    "annotate",
    "call_chosen",
    "call_next",
    "cancel",
    "close_counter",
    "coming",
    "defer",
    "finish",
    "hold",
    "issue",
    "issued_today",
    "miss",
    "open_counter",
    "pause_counter",
    "recall",
    "rejoin",
    "resume",
    "serve",
    "set_services",
    "ticket_at",
    "transfer",
    "undo",
]
