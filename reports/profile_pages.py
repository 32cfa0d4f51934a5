"""The screens on which a centre chooses how it reports: every setting in words, none of them JSON."""

from flask import g, redirect, render_template, request
from flask_babel import gettext

from admin import access
from envelope import wants_page
from figures.contradictions import BASES
from figures.measure_names import NAMES
from figures.presets import PRESETS
from models.centre import Field
from queueing.errors import Refusal
from reports import profile_form, profiles, schemas
from reports.door import blueprint
from reports.forms import FORMS
from reports.pages import current_session, sign_in
from reports.settings import GROUPS, ROUNDING_MODES, base_name
from shapes import LARGEST_ID

SEE_OTHER = 303


@blueprint.get("/reports/profiles")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.LanguageQuery, location="query", arg_name="query")
def listed(query: schemas.LanguageQuery):
    """The centre's profiles, and presets to begin with."""
    if (session := current_session()) is None:
        return sign_in()
    return render_template(
        "reports/profiles.html",
        lang=query.lang or "vi",
        tr=gettext,
        session=session,
        centre=session.centre,
        profiles=profiles.listing(session.centre),
        presets=PRESETS,
        forms=FORMS,
        saved=query.saved,
    )


@blueprint.get("/reports/profiles/new")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.ProfileQuery, location="query", arg_name="query")
def new(query: schemas.ProfileQuery):
    """A new profile: a copy of a preset, or of one of the centre's own."""
    if (session := current_session()) is None:
        return sign_in()
    if query.like in PRESETS:
        profile, name = PRESETS[query.like].profile, PRESETS[query.like].name
    else:
        number = int(query.like) if query.like.isdecimal() and int(query.like) <= LARGEST_ID else None
        copied = profiles.chosen(session.centre, number)
        profile, name = copied.profile, f"{copied.name} (bản sao)"
    return _page(None, name, profile_form.form_of(profile), False, query.lang)


@blueprint.get("/reports/profiles/<int:number>")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.LanguageQuery, location="query", arg_name="query")
def edited(number: int, query: schemas.LanguageQuery):
    """A profile to be changed."""
    if (session := current_session()) is None:
        return sign_in()
    one = profiles.chosen(session.centre, number)
    return _page(number, one.name, profile_form.form_of(one.profile), one.is_default, query.lang)


@blueprint.post("/reports/profiles", defaults={"number": None})
@blueprint.post("/reports/profiles/<int:number>")
@blueprint.doc(hide=True)
@access.role_required(*access.REPORTS)
def save(number: int | None):
    """Keep a profile. One that contradicts itself is refused, with what was typed still in the form."""
    form = request.form
    name, usual = form.get("name", ""), "is_default" in form
    try:
        profiles.save(g.centre, g.officer, number, name, profile_form.settings_of(form), usual)
    except Refusal as refusal:
        if not wants_page():
            raise
        return _page(number, name, form, usual, form.get("lang"), refusal), refusal.status
    return redirect(_list("saved", form.get("lang")), SEE_OTHER)


@blueprint.post("/reports/profiles/<int:number>/<any(removals, defaults):act>")
@blueprint.doc(hide=True)
@access.role_required(*access.REPORTS)
def change(number: int, act: str):
    """Give a profile up, or print by it from now on."""
    if act == "removals":
        profiles.remove(g.centre, number)
    else:
        profiles.make_usual(g.centre, number)
    return redirect(_list(act, request.form.get("lang")), SEE_OTHER)


def _page(number, name, form, is_default, lang, refusal: Refusal | None = None) -> str:
    fields = Field.select(Field.name).where(Field.centre == g.centre).order_by(Field.position, Field.id)
    return render_template(
        "reports/profile.html",
        lang="en" if lang == "en" else "vi",
        tr=gettext,
        session=g.session,
        centre=g.centre,
        number=number,
        name=name,
        form=form,
        is_default=is_default,
        refusal=refusal,
        groups=GROUPS,
        bases=BASES,
        base_name=base_name,
        rounding_modes=ROUNDING_MODES,
        measures=NAMES,
        labels=list(profile_form.usual_labels()),
        blocks=profile_form.block_places(form),
        fields=[name for (name,) in fields.tuples().execute()],
        sections=_sections(),
    )


def _sections() -> dict[str, str]:
    """The sections of all forms, by key; those without a heading are always printed. What the paper has in capitals is
    read here as a name."""
    titles = {one.key: one.title for form in FORMS.values() for one in form.sections if one.level}
    return {key: title.capitalize() if title.isupper() else title for key, title in titles.items()}


def _list(saved: str, lang: str | None) -> str:
    return f"/reports/profiles?saved={saved}{'&lang=en' if lang == 'en' else ''}"
