"""Guessed tokens: how many an address may try, by page, by script or by socket alike.

Only a token that does not exist is counted, and refused: in a hall all phones may come through one router's address,
and one of them must not take the place in line from the others' screens. A number itself is kept by its token's length.
"""

from collections.abc import Callable
from typing import TypeVar

from flask import current_app, request
from limits import parse

from extensions import limiter
from models.ticket import Ticket
from phone.place import find
from queueing.errors import NotFound, TicketGone

Found = TypeVar("Found")


class GuessedTooOften(NotFound):
    """No such ticket, and this address has asked for too many such."""

    status, code = 429, "slow_down"

    def __init__(self) -> None:
        super().__init__("Thao tác quá nhanh. Mời đợi một phút.", "Too many tries. Please wait a minute.")


def seek(token: str) -> Ticket:
    """The ticket of a token that came from outside. Raises NotFound, TicketGone, GuessedTooOften."""
    return guarded(lambda: find(token))


def guarded(look: Callable[[], Found]) -> Found:
    """What `look` finds; one that finds nothing is counted. Raises as it does, and GuessedTooOften."""
    try:
        return look()
    except TicketGone:
        raise  # it was a ticket once: no guess
    except NotFound:
        limit = parse(current_app.config["MOTCUA"].phone_limit)
        if not limiter.limiter.hit(limit, "phone", request.remote_addr or ""):
            raise GuessedTooOften from None
        raise
