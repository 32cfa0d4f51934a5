"""What a phone opens from a slip of missing papers: what to bring, until when the place is kept, the code."""

from apiflask import APIBlueprint
from flask import redirect, render_template, request, url_for

from admin import addresses
from admin.access import public
from models.base import today
from models.ticket import State
from models.visit import ComeBack
from phone.gone import gone
from phone.guesses import guarded
from phone.qr import svg
from queueing import hours
from queueing.come_back import STILL_OPEN, find
from queueing.errors import NotFound

blueprint = APIBlueprint("come_back", __name__, tag="Phone", enable_openapi=False)


@blueprint.get("/c/<code>")
@public
def page(code: str):
    """The slip; once it has brought a number, that number's page for as long as it is in the hall."""
    try:
        slip = guarded(lambda: find(code))
    except NotFound as refusal:
        return gone(refusal)
    again = slip.again
    if again is not None and again.state in STILL_OPEN and again.business_day == today():
        return redirect(url_for("phone.page", token=again.token, lang=request.args.get("lang")), 303)
    day = slip.last_day
    return render_template(
        "phone/come_back.html",
        centre=slip.centre,
        slip=slip,
        papers=slip.listed,
        weekday=(hours.WEEKDAYS_VI[day.weekday()], hours.WEEKDAYS_EN[day.weekday()]),
        state=_state(slip),
    )


def _state(slip: ComeBack) -> str:
    if slip.again is not None and slip.again.state == State.FINISHED:
        return "used"
    return "over" if today() > slip.last_day else "kept"


@blueprint.get("/c/<code>/qr.svg")
@public
def qr(code: str):
    """The slip's code, for the scanner of the kiosk, where the paper was left at home."""
    slip = guarded(lambda: find(code))
    return svg(addresses.come_back_url(slip.centre, slip.code))
