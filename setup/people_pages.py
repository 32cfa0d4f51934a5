"""The page of people: accounts, their roles and counters; a PIN is drawn anew and shown once."""

from flask import g, request
from flask_babel import gettext as _

from admin import frame
from admin.doors import own
from models.access import Session
from models.centre import Officer
from models.counter import Counter, CounterOfOfficer
from queueing.errors import Refusal
from setup import history, journal_words, people
from setup.door import back, form_at, key_of, page_at, saved
from setup.reading import Form, said, trouble, version_of

HERE = "/admin/people"


@page_at(HERE)
def people_page():
    """Everybody who may sign in."""
    return _page()


@form_at(HERE)
def add_person():
    """A new account; its PIN or password is shown once."""
    form = Form(request.form)
    told = people.read(form, g.centre, None)
    if form.errors:
        return _page(form), 422
    return _page(card=people.add(g.centre, told, g.officer, key_of(form)))


@page_at(f"{HERE}/<int:number>")
def person_page(number: int):
    """One account, to be changed."""
    return _one(own(Officer, number))


@form_at(f"{HERE}/<int:number>")
def change_person(number: int):
    """Keep a name, a role, counters."""
    officer, form = own(Officer, number), Form(request.form)
    told = people.read(form, g.centre, officer)

    def keep() -> str:
        people.change(officer, told, g.officer)
        return "saved"

    latest = history.latest(g.centre, "officer", officer.name)
    return saved(
        form, people.spoken(officer), latest, again=lambda refusal: _one(officer, form, refusal), keep=keep, to=HERE
    )


@form_at(f"{HERE}/<int:number>/<any(secrets, removals, returns):act>")
def act_on_person(number: int, act: str):
    """Draw a new PIN or password; use an account no longer, or again."""
    officer = own(Officer, number)
    if act == "secrets":
        return _page(card=people.new_secret(officer, g.officer, key_of(Form(request.form))))
    try:
        people.switch(officer, act == "returns", g.officer)
    except Refusal as refusal:
        return _page(refusal=said(refusal)), refusal.status
    return back(HERE, act)


def _page(form: Form | None = None, card: people.Card | None = None, refusal: str = "") -> str:
    rows = people.of(g.centre)
    english = _("vi") == "en"
    labels = {one.id: one.label_en if english else one.label for one in Counter.of(g.centre)}
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
        roles=journal_words.ROLES,
        role_order=people.ROLES,
        counters=Counter.in_use(g.centre),
        kept_to={row.id: [labels[one] for one in CounterOfOfficer.of(row) if one in labels] for row in rows},
        seated=seated,
        card=card,
        shown=form.sent if form else {},
        **trouble(form, refusal),
        done=known.get(request.args.get("done", "")) if request.method == "GET" else None,
    )


def _one(officer: Officer, form: Form | None = None, refusal: str = "") -> str:
    chosen = form.sent.getlist("counters") if form else [str(one) for one in CounterOfOfficer.of(officer)]
    return frame.page(
        "setup/person.html",
        HERE,
        officer=officer,
        roles=journal_words.ROLES,
        role_order=people.ROLES,
        counters=Counter.in_use(g.centre),
        chosen=chosen,
        version=version_of(people.spoken(officer)),
        shown=form.sent if form else {"name": officer.name, "role": officer.role},
        **trouble(form, refusal),
    )
