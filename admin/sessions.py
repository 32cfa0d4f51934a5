"""Signing in and out, and sitting down at a counter."""

from apiflask import APIBlueprint
from flask import Response, g, jsonify
from peewee import prefetch
from pydantic import BaseModel, Field

import queueing
from admin import access, signing_in, tries
from admin.secrets import NOBODY, check_secret, pin_of
from models.access import Session
from models.centre import Centre, Officer, Service
from models.counter import Counter, CounterOfOfficer, CounterService
from queueing.errors import Forbidden, NotFound, Refusal
from shapes import Strict

blueprint = APIBlueprint("sessions", __name__, tag="Sign-in")


class WrongSecret(Refusal):
    """The name or the secret is wrong; which of them is not said."""

    status, code = 401, "wrong_secret"

    def __init__(self, tries_left: int | None = None) -> None:
        then, then_en = "Mời thử lại.", "Please try again."
        if tries_left:
            then, then_en = f"Còn {tries_left} lần thử.", f"{tries_left} {'try' if tries_left == 1 else 'tries'} left."
        elif tries_left == 0:
            then, then_en = "Mời đợi một phút rồi thử lại.", "Please wait a minute, then try again."
        wrong, wrong_en = "Tên, mã PIN hoặc mật khẩu chưa đúng.", "Wrong name, PIN or password."
        super().__init__(f"{wrong} {then}", f"{wrong_en} {then_en}", field="secret")


class SignIn(Strict):
    """An officer's name and PIN or password; the centre's short name where a server hosts several."""

    username: str = Field(min_length=1, max_length=60)
    secret: str = Field(min_length=1, max_length=200)
    centre: str | None = Field(default=None, max_length=60)


class CounterChoice(Strict):
    """The counter to sit down at."""

    counter: int = Field(ge=1, le=999)


class CounterState(BaseModel):
    """A counter that can be chosen, and who sits there."""

    number: int
    label: str
    label_en: str
    state: str
    services: list[str]
    services_en: list[str]
    officer: str | None


class SignedIn(BaseModel):
    """Who is signed in here."""

    username: str
    name: str
    role: str
    centre: str
    counter: int | None
    counters: list[CounterState]


def picture(session) -> dict:
    """Who is signed in, and the counters to choose from: those that the account is kept to, else all."""
    sitting = {
        row.counter_id: row.officer.name
        for row in Session.select(Session, Officer)
        .join(Officer)
        .where(Session.centre == session.centre_id, Session.counter.is_null(False), Session.ended_at.is_null())
    }
    allowed = CounterOfOfficer.of(session.officer)
    counters = prefetch(
        Counter.select().where(Counter.centre == session.centre_id, Counter.active).order_by(Counter.number),
        CounterService.select(CounterService, Service).join(Service).order_by(CounterService.preference),
    )
    return {
        "username": session.officer.username,
        "name": session.officer.name,
        "role": session.officer.role,
        "centre": session.centre.name,
        "counter": session.counter.number if session.counter_id else None,
        "counters": [
            {
                "number": counter.number,
                "label": counter.label,
                "label_en": counter.label_en,
                "state": counter.state,
                "services": [link.service.name for link in counter.services],
                "services_en": [link.service.name_en for link in counter.services],
                "officer": sitting.get(counter.id),
            }
            for counter in counters
            if not allowed or counter.id in allowed
        ],
    }


@blueprint.post("/api/sessions")
@access.public
@blueprint.input(SignIn, arg_name="wish")
@blueprint.output(SignedIn, status_code=201)
def sign_in(wish: SignIn):
    """Sign in. The secret is checked on a thread, so that the hall does not wait."""
    officer = checked(_officer(wish), wish.username, wish.secret)
    response = Response(status=201)
    g.session = signing_in.sign_in(officer, response)
    body = jsonify(picture(g.session))
    body.status_code = 201
    body.headers.extend((name, value) for name, value in response.headers if name == "Set-Cookie")
    return body


def checked(officer: Officer | None, username: str, secret: str) -> Officer:
    """The officer, whose secret this is. `username`: as it was typed. Raises WrongSecret; 429 after too many tries."""
    name = f"officer {officer.id}" if officer else username.strip().lower()
    tries.count(name)
    if not check_secret(officer.secret if officer else NOBODY, pin_of(secret)) or officer is None:
        raise WrongSecret(tries.left(name))
    tries.forget(name)
    return officer


def check_seat(officer: Officer, counter: Counter, field: str) -> None:
    """Refuse a counter that the account is not kept to. Raises Forbidden, which names `field`."""
    if (allowed := CounterOfOfficer.of(officer)) and counter.id not in allowed:
        raise Forbidden(
            f"Tài khoản này không ngồi {counter.label}. Mời chọn quầy khác, hoặc nhờ quản trị thêm quầy cho tài khoản.",
            "This account may not sit at that counter. Choose another, or ask the administrator to add it.",
            field=field,
        )


def _officer(wish: SignIn) -> Officer | None:
    centres = Centre.select().where(Centre.slug == wish.centre) if wish.centre else Centre.select().limit(2)
    found = list(centres)
    return Officer.by_username(found[0], wish.username.strip().lower()) if len(found) == 1 else None


@blueprint.get("/api/session")
@access.role_required(*access.EVERY_OFFICER)
@blueprint.output(SignedIn)
def who():
    """Who is signed in on this browser."""
    return picture(g.session)


@blueprint.delete("/api/session")
@access.role_required(*access.EVERY_OFFICER, locked=True)
@blueprint.output({}, status_code=204)
def sign_out():
    """Sign out. A ticket at the counter stays there."""
    response = Response(status=204)
    signing_in.sign_out(g.session, response)
    return response


@blueprint.post("/api/session/counter")
@access.role_required(*access.DESK)
@blueprint.input(CounterChoice, arg_name="choice")
@blueprint.output(SignedIn)
def sit_down(choice: CounterChoice):
    """Sit down at a counter and open it; whoever sat there is signed out of it."""
    counter = Counter.get_or_none(Counter.centre == g.centre, Counter.number == choice.counter, Counter.active)
    if counter is None:
        raise NotFound("Trung tâm không có quầy này.", "This centre has no such counter.", field="counter")
    check_seat(g.officer, counter, "counter")
    signing_in.take_counter(g.session, counter)
    if counter.state != Counter.OPEN:
        queueing.open_counter(counter, officer=g.officer)
    return picture(access.current_session())
