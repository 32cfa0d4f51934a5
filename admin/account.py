"""One's own PIN or password, changed by whoever knows the present one."""

from apiflask import APIBlueprint
from flask import current_app, g, render_template
from pydantic import Field

from admin import access, signing_in
from admin.secrets import check_secret, hash_secret, pin_of
from admin.sessions import WrongSecret
from extensions import limiter
from models.access import Session
from models.base import unit_of_work
from models.centre import Officer
from queueing.errors import Invalid
from shapes import Strict

blueprint = APIBlueprint("account", __name__, tag="Sign-in")

PIN_DIGITS = 6
SHORTEST_PASSWORD = 15  # characters; NIST SP 800-63B-4 for a password that stands alone
FEWEST_LETTERS = 6  # different ones, in a password
DIGITS_IN_A_ROW = "012345678901234"


class SecretChange(Strict):
    """The present PIN or password, and the one to have from now on."""

    present: str = Field(min_length=1, max_length=200)
    new: str = Field(min_length=1, max_length=200)


def _whose() -> str:
    session = access.current_session()
    return f"secret:{session.officer_id if session else 0}"


@blueprint.get("/account")
@blueprint.doc(hide=True)
@access.public
def page():
    """Change one's PIN or password; signs in first where nobody is."""
    session = access.current_session()
    if session is None:
        return render_template("shared/sign_in.html", then="/account", session=None)
    return render_template("admin/account.html", officer=session.officer, has_pin=_has_pin(session.officer))


@blueprint.put("/api/session/secret")
@access.role_required(*access.EVERY_OFFICER)
@limiter.limit(lambda: current_app.config["MOTCUA"].sign_in_limit, key_func=_whose)
@blueprint.input(SecretChange, arg_name="wish")
@blueprint.output({}, status_code=204)
def change(wish: SecretChange):
    """Change one's own PIN or password. Wherever else one is signed in, that ends."""
    if not check_secret(g.officer.secret, pin_of(wish.present)):
        raise WrongSecret
    new = pin_of(wish.new) if _has_pin(g.officer) else wish.new
    check_strength(g.officer, new)
    hashed = hash_secret(new)
    with unit_of_work(g.centre.id):
        Officer.update(secret=hashed).where(Officer.id == g.officer.id).execute()
        others = list(
            Session.select().where(Session.officer == g.officer, Session.ended_at.is_null(), Session.id != g.session.id)
        )
    signing_in.end_sessions(others)
    return ""


def check_strength(officer: Officer, secret: str) -> None:
    """A PIN is six digits that are not the first a stranger would try; a password is long. Raises Invalid."""
    if not _has_pin(officer):
        if len(secret) < SHORTEST_PASSWORD or len(set(secret)) < FEWEST_LETTERS or officer.username in secret.lower():
            raise Invalid(
                "Mật khẩu cần ít nhất 15 ký tự, không lặp một vài ký tự, không chứa tên đăng nhập. Nên ghép vài từ.",
                "A password needs 15 characters or more, not a few repeated, not your user name. Join a few words.",
                field="new",
            )
        return
    if len(secret) != PIN_DIGITS or not (secret.isascii() and secret.isdigit()):
        raise Invalid("Mã PIN gồm đúng 6 chữ số.", "A PIN has exactly 6 digits.", field="new")
    if len(set(secret)) < 3 or secret in DIGITS_IN_A_ROW or secret[::-1] in DIGITS_IN_A_ROW:
        raise Invalid(
            "Mã PIN này quá dễ đoán. Mời chọn 6 chữ số khác, không lặp và không liền nhau.",
            "This PIN is too easy to guess. Choose other digits, neither repeated nor in a row.",
            field="new",
        )


def _has_pin(officer: Officer) -> bool:
    return officer.role == Officer.OFFICER
