"""The page of one dossier, and the choice between its sources."""

from apiflask import APIBlueprint
from flask import g, render_template

from admin import access
from dossiers import choosing
from dossiers.decided import FACTS
from imports import choice_schemas, schemas
from imports.dossier import applicant_of, story
from models.centre import Centre, Officer
from models.dossier import Dossier
from queueing.errors import NotFound
from shapes import LARGEST_ID

blueprint = APIBlueprint("dossier_page", __name__, tag="Imports")
DOSSIER = "/api/imports/dossiers/<int:number>"
MAY_CHOOSE = (Officer.LEAD, Officer.DIRECTOR, Officer.ADMIN)
SEES_PEOPLE = (Officer.LEAD, Officer.DIRECTOR)


@blueprint.get("/dossiers/<int:number>")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.PageQuery, location="query", arg_name="query")
def page(number: int, query: schemas.PageQuery):
    """What every source says of a dossier, which word holds and why, and its history; before it, signing in."""
    session = access.current_session()
    if session is None or session.officer.role not in access.REPORTS:
        return render_template("shared/sign_in.html", then=f"/dossiers/{number}", session=session)
    dossier = _dossier(session.centre, number)
    lang = query.lang or "vi"
    return render_template(
        "imports/dossier.html",
        lang=lang,
        session=session,
        centre=session.centre,
        story=story(session.centre, dossier, lang),
        dossier=dossier,
        facts=FACTS,
        applicant=applicant_of(dossier, plain=session.officer.role in SEES_PEOPLE),
    )


@blueprint.post(f"{DOSSIER}/decisions")
@access.role_required(*MAY_CHOOSE)
@blueprint.input(choice_schemas.DecisionWish, arg_name="wish")
@blueprint.output(choice_schemas.DecisionAnswer, status_code=201)
def decide(number: int, wish: choice_schemas.DecisionWish):
    """Say which source is right about one fact; without a source the rule decides again."""
    dossier = _dossier(g.centre, number)
    return _answer(dossier, choosing.choose(dossier, wish.fact, wish.source, wish.reason.strip(), g.officer))


@blueprint.post(f"{DOSSIER}/resolutions")
@access.role_required(*MAY_CHOOSE)
@blueprint.input(choice_schemas.Resolution, arg_name="wish")
@blueprint.output(choice_schemas.DecisionAnswer, status_code=201)
def resolve(number: int, wish: choice_schemas.Resolution):
    """Say which source is right about all that waits for a choice."""
    dossier = _dossier(g.centre, number)
    return _answer(dossier, choosing.resolve(dossier, wish.source, wish.reason.strip(), g.officer))


def _dossier(centre: Centre, number: int) -> Dossier:
    known = number <= LARGEST_ID
    dossier = Dossier.get_or_none(Dossier.centre == centre, Dossier.id == number) if known else None
    if dossier is None:
        raise NotFound("Không có hồ sơ này ở trung tâm.", "The centre has no such dossier.")
    return dossier


def _answer(dossier: Dossier, waiting: list[str]) -> dict:
    return {"dossier": dossier.id, "undecided": bool(waiting), "facts": waiting}
