"""The page that says that a number, a booking or a slip is not there, and the way out."""

from flask import Response, render_template

from queueing import booking
from queueing.errors import NotFound


def gone(refusal: NotFound) -> Response:
    """The refusal as a page, in the status it has."""
    return Response(render_template("phone/gone.html", refusal=refusal, bookings=booking.anywhere()), refusal.status)
