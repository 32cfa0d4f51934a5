"""How often a sign-in may be tried. Counted before any hashing, for a burst must not outrun its count.

Counted are tries of one name from one address, of all names from one address, and of one name from everywhere; the
last does not hold where that name has signed in before, so that nobody can keep an officer out of their own counter.
Source: docs/decisions.md, "Wrong PINs".
"""

import math
import time

from apiflask import abort
from flask import current_app, request
from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerHour, parse

from extensions import limiter

NAMES_AT_AN_ADDRESS = 5  # times the tries for one name
ADDRESSES_OF_A_NAME = 10  # times the tries for one name, in an hour
KNOWN = RateLimitItemPerDay(1, 30)  # for how long an address counts as one's own


def count(name: str) -> None:
    """Count a try of `name`, before its secret is looked at. Refuses with 429 and Retry-After."""
    each = _limit()
    address = request.remote_addr or ""
    _hit(each.__class__(each.amount * NAMES_AT_AN_ADDRESS, each.multiples), "sign-in", address)
    _hit(each, "sign-in", address, name)
    if limiter.limiter.test(KNOWN, "signed-in", address, name):  # never here before
        _hit(RateLimitItemPerHour(each.amount * ADDRESSES_OF_A_NAME), "sign-in-anywhere", name)


def left(name: str) -> int:
    """How many more tries of `name` this address has before it must wait."""
    return max(0, limiter.limiter.get_window_stats(_limit(), "sign-in", request.remote_addr or "", name).remaining)


def forget(name: str) -> None:
    """The secret was right: earlier slips at this address count no more, and the address is this name's own."""
    address = request.remote_addr or ""
    limiter.limiter.clear(_limit(), "sign-in", address, name)
    limiter.limiter.hit(KNOWN, "signed-in", address, name)


def _limit() -> RateLimitItem:
    return parse(current_app.config["MOTCUA"].sign_in_limit)


def _hit(limit: RateLimitItem, *whose: str) -> None:
    if limiter.limiter.hit(limit, *whose):
        return
    wait = limiter.limiter.get_window_stats(limit, *whose).reset_time - time.time()
    abort(429, headers={"Retry-After": str(max(1, math.ceil(wait)))})
