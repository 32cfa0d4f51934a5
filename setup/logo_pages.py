"""The centre's logo is given and taken away on the page of names; every screen fetches it."""

from flask import Response, g, redirect, request

from admin import access, frame, uploads
from models.hall import Logo
from queueing.errors import NotFound, Refusal
from setup import choice_pages, choices, logo, wizard
from setup.door import SEE_OTHER, back, blueprint, form_at
from setup.reading import Form, said

HERE = "/admin/choices/texts"


@form_at("/admin/logos")
@uploads.room_for(logo.MOST_BYTES)
def give_logo():
    """A picture for the head of kiosk, hall screen, phone and ticket, in place of the one before."""
    try:
        logo.keep(g.centre, uploads.only_file(), g.officer)
    except Refusal as refusal:
        return _again(said(refusal)), refusal.status
    return _back("logo")


@form_at("/admin/logos/removals")
def take_logo_away():
    """None from now on."""
    logo.drop(g.centre, g.officer)
    return _back("saved")


@blueprint.get("/logos/<string(length=24):name>.png")
@blueprint.doc(hide=True)
@access.public
def logo_picture(name: str):
    """The picture: it stands on screens that anybody may open."""
    row = Logo.get_or_none(Logo.name == name)
    if row is None:
        raise NotFound
    caching = {"Cache-Control": "public, max-age=604800, immutable"}  # another content has another name
    return Response(bytes(row.png), mimetype="image/png", headers=caching)


def _in_wizard() -> bool:
    return request.form.get("from") == "setup" and bool(g.centre.setup_step)


def _again(sentence: str) -> str:
    form = Form(request.form)
    form.wrong("file", sentence)
    if _in_wizard():
        return wizard.step_shown(1, None, sentence)
    return choice_pages.page(choices.TEXTS, form, typed=False)


def _back(done: str):
    if _in_wizard():
        return redirect(frame.to(f"/setup/1?done={done}"), SEE_OTHER)
    return back(HERE, done)
