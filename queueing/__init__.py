"""What may happen: the rules of the queue, as plain functions. `queueing.call_next(counter)` reads as it is meant."""

from queueing.come_back import promise, redeem
from queueing.counters import bring_back, close_counter, open_counter, pause_counter, retire, set_services
from queueing.finding import find_ticket
from queueing.from_afar import coming, defer, may_pass
from queueing.issuing import issue
from queueing.lifecycle import (
    annotate,
    call_chosen,
    call_next,
    cancel,
    finish,
    hold,
    may_rejoin,
    may_resume,
    miss,
    recall,
    rejoin,
    rejoins_until,
    resume,
    serve,
    transfer,
)
from queueing.moves import MOVES, ticket_at
from queueing.quick import serve_quickly
from queueing.redirecting import redirect
from queueing.undoing import undo, undoable

__all__ = [
    "MOVES",
    "annotate",
    "bring_back",
    "call_chosen",
    "call_next",
    "cancel",
    "close_counter",
    "coming",
    "defer",
    "find_ticket",
    "finish",
    "hold",
    "issue",
    "may_pass",
    "may_rejoin",
    "may_resume",
    "miss",
    "open_counter",
    "pause_counter",
    "promise",
    "recall",
    "redeem",
    "redirect",
    "rejoin",
    "rejoins_until",
    "resume",
    "retire",
    "serve",
    "serve_quickly",
    "set_services",
    "ticket_at",
    "transfer",
    "undo",
    "undoable",
]
