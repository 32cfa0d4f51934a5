"""How often one address may look up a code: codes of a day are counted upwards, so they are easily guessed."""

from flask import current_app, request
from limits import parse

from extensions import limiter
from queueing.errors import Refusal


class LookedUpTooOften(Refusal):
    """This address has looked up too many codes within the minute."""

    status, code = 429, "slow_down"

    def __init__(self) -> None:
        super().__init__("Tra cứu quá nhanh. Mời đợi một phút.", "Too many look-ups. Please wait a minute.")


def count() -> None:
    """Note a look-up, found or not. Raises LookedUpTooOften."""
    limit = parse(current_app.config["MOTCUA"].phone_limit)
    if not limiter.limiter.hit(limit, "results", request.remote_addr or ""):
        raise LookedUpTooOften
