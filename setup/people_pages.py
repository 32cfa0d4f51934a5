"""The page of people: accounts, their roles and counters; a PIN is drawn anew and shown once."""

from flask import g, request
from flask_babel import gettext as _

from admin import access, frame
from models.access import Session
from models.centre import Counter, CounterOfOfficer, Officer
from queueing.errors import NotFound, Refusal
from setup import history, people
from setup.door import back, blueprint
from setup.reading import Form, check_version, said, version_of
from shapes import LARGEST_ID

HERE = "/admin/people"


@blueprint.get(HERE)
@blueprint.doc(hide=True)
@frame.door(*frame.LOOK)
def people_page():
    """Everybody who may sign in."""
    return _page()


@blueprint.post(HERE)
@blueprint.doc(hide=True)
@access.role_required(*frame.CHANGE)
def add_person():
    """A new account; its PIN or password is shown once."""
    form = Form(request.form)
    told = people.read(form, g.centre, None)
    if form.errors:
        return _page(form), 422
    return _page(card=people.add(g.centre, told, g.officer))


@blueprint.get(f"{HERE}/<int:number>")
@blueprint.doc(hide=True)
@frame.door(*frame.LOOK)
def person_page(number: int):
    """One account, to be changed."""
    return _one(_officer(number))


@blueprint.post(f"{HERE}/<int:number>")
@blueprint.doc(hide=True)
@access.role_required(*frame.CHANGE)
def change_person(number: int):
    """Keep a name, a role, counters."""
    officer, form = _officer(number), Form(request.form)
    told = people.read(form, g.centre, officer)
    if form.errors:
        return _one(officer, form), 422
    try:
        check_version(form.sent, people.spoken(officer), history.latest(g.centre, "officer", officer.name))
        people.change(officer, told, g.officer)
    except Refusal as refusal:
        return _one(officer, form, said(refusal)), refusal.status
    return back(HERE, "saved")


@blueprint.post(f"{HERE}/<int:number>/<any(secrets, removals, returns):act>")
@blueprint.doc(hide=True)
@access.role_required(*frame.CHANGE)
def act_on_person(number: int, act: str):
    """Draw a new PIN or password; use an account no longer, or again."""
    officer = _officer(number)
    if act == "secrets":
        return _page(card=people.new_secret(officer, g.officer))
    try:
        people.switch(officer, act == "returns", g.officer)
    except Refusal as refusal:
        return _page(refusal=said(refusal)), refusal.status
    return back(HERE, act)


def _officer(number: int) -> Officer:
    officer = Officer.get_or_none(Officer.id == min(number, LARGEST_ID), Officer.centre == g.centre)
    if officer is None:
        raise NotFound
    return officer


def _page(form: Form | None = None, card: people.Card | None = None, refusal: str = "") -> str:
    rows = people.of(g.centre)
    labels = {one.id: one.label for one in Counter.of(g.centre)}
    seated = {
        row.officer_id: labels.get(row.counter_id, "")
        for row in Session.select().where(Session.centre == g.centre, Session.ended_at.is_null())
    }
    known = {
        "saved": _("Đã lưu."),
        "removals": _("Đã ngừng tài khoản; mọi nơi đang đăng nhập bằng tài khoản đó đã kết thúc."),
        "returns": _("Đã dùng lại tài khoản."),
    }
    return frame.page(
        "setup/people.html",
        HERE,
        rows=rows,
        roles=history.ROLES,
        role_order=people.ROLES,
        counters=Counter.in_use(g.centre),
        kept_to={row.id: [labels[one] for one in CounterOfOfficer.of(row) if one in labels] for row in rows},
        seated=seated,
        card=card,
        shown=form.sent if form else {},
        errors=form.errors if form else {},
        refusal=refusal or (_("Có ô chưa đúng; chưa lưu gì. Mời xem câu bên cạnh ô.") if form and form.errors else ""),
        done=known.get(request.args.get("done", "")) if request.method == "GET" else None,
    )


def _one(officer: Officer, form: Form | None = None, refusal: str = "") -> str:
    chosen = form.sent.getlist("counters") if form else [str(one) for one in CounterOfOfficer.of(officer)]
    return frame.page(
        "setup/person.html",
        HERE,
        officer=officer,
        roles=history.ROLES,
        role_order=people.ROLES,
        counters=Counter.in_use(g.centre),
        chosen=chosen,
        version=version_of(people.spoken(officer)),
        shown=form.sent if form else {"name": officer.name, "role": officer.role},
        errors=form.errors if form else {},
        refusal=refusal or (_("Có ô chưa đúng; chưa lưu gì. Mời xem câu bên cạnh ô.") if form and form.errors else ""),
    )
