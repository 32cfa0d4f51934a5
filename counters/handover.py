"""A desk changes hands, or is left alone: another officer takes over, the screen locks, the PIN unlocks it."""

from apiflask import APIBlueprint
from flask import Response, g, jsonify
from pydantic import Field

from admin import access, signing_in
from admin.sessions import check_seat, checked
from counters import schemas
from counters.desk import desk
from counters.seat import own_counter
from models.centre import Officer
from queueing.errors import Forbidden
from shapes import Nothing, Strict

blueprint = APIBlueprint("handover", __name__, tag="Counter")


class Successor(Strict):
    """Who takes the counter over, with their own PIN."""

    username: str = Field(min_length=1, max_length=60)
    secret: str = Field(min_length=1, max_length=200)


class Pin(Strict):
    """The PIN of whoever is signed in here."""

    secret: str = Field(min_length=1, max_length=200)


@blueprint.post("/api/counters/<int:number>/handovers")
@access.role_required(*access.DESK, locked=True)
@blueprint.input(Successor, arg_name="wish")
@blueprint.output(schemas.Desk, status_code=201)
def hand_over(number: int, wish: Successor):
    """Another officer goes on at this counter, with the ticket that is there; both are named in its history."""
    counter = own_counter(number, leaving=True)
    successor = Officer.by_username(g.centre, wish.username.strip().lower())
    successor = checked(successor, wish.username, wish.secret)
    if successor.role not in access.DESK:
        raise Forbidden(
            "Tài khoản này không tiếp công dân. Mời dùng tài khoản của cán bộ quầy.",
            "This account does not serve citizens. Use a counter officer's account.",
            field="username",
        )
    check_seat(successor, counter, "username")
    response = Response(status=201)
    session = signing_in.sign_in(successor, response, counter)
    body = jsonify(desk(counter, session))
    body.status_code = 201
    body.headers.extend((name, value) for name, value in response.headers if name == "Set-Cookie")
    return body


@blueprint.post("/api/session/locks")
@access.role_required(*access.DESK, locked=True)
@blueprint.input(Nothing, arg_name="wish")
@blueprint.output({}, status_code=204)
def lock(wish: Nothing):
    """Lock this screen: it shows its number, and nothing can be done until the PIN is given."""
    signing_in.lock(g.session)
    return ""


@blueprint.post("/api/session/unlocks")
@access.role_required(*access.DESK, locked=True)
@blueprint.input(Pin, arg_name="wish")
@blueprint.output({}, status_code=204)
def unlock(wish: Pin):
    """Unlock it, with the PIN of the officer who is signed in; the work goes on where it was."""
    checked(g.officer, g.officer.username, wish.secret)
    signing_in.unlock(g.session)
    return ""
