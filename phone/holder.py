"""Who books: a browser, by a random cookie. Nothing else of a person is known, and its address only as a count."""

from flask import Response, current_app, request
from limits import parse

from admin.access import fingerprint, new_secret
from extensions import limiter
from queueing.errors import Conflict

COOKIE = "mc_booker"
KEPT_DAYS = 60


class BookedTooOften(Conflict):
    """This address has booked as much as one may in an hour."""

    status, code = 429, "slow_down"

    def __init__(self) -> None:
        super().__init__(
            "Nơi này vừa đặt quá nhiều số. Mời ông/bà đợi một lúc, hoặc lấy số tại trung tâm.",
            "Too many numbers were booked from here. Please wait a while, or take one at the centre.",
        )


def secret() -> str:
    """The browser's own, or a new one to be left with it."""
    return request.cookies.get(COOKIE) or new_secret()


def holder(of: str) -> str:
    """What is kept of a browser's secret."""
    return fingerprint(of)


def remember(response: Response, of: str) -> Response:
    """Leave the browser its secret, so that its caps hold and its bookings are found again."""
    response.set_cookie(
        COOKIE,
        of,
        max_age=KEPT_DAYS * 86_400,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["MOTCUA"].secure_cookies,
    )
    return response


def count() -> None:
    """Count one booking of this address. Raises BookedTooOften."""
    if not limiter.limiter.hit(parse(current_app.config["MOTCUA"].booking_limit), "book", request.remote_addr or ""):
        raise BookedTooOften
