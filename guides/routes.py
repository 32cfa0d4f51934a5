"""Where the guides are read and printed. They hold nothing that a stranger may not read."""

from functools import partial

from apiflask import APIBlueprint
from flask import abort, render_template

from admin import access
from admin.addresses import booking_url
from apart import read_apart
from figures import promises
from models.centre import Centre
from queueing import reasons
from queueing.rules import Rule

blueprint = APIBlueprint("guides", __name__, tag="Guides", url_prefix="/guides")
hit_rate = partial(read_apart, promises.week)
GUIDES = ("counter", "lead", "director", "install")  # names of templates/guides/vi


@blueprint.get("")
@blueprint.doc(hide=True)
@access.public
def index():
    """All guides, each with whom it is for."""
    return render_template("guides/index.html", centre=_centre())


@blueprint.get("/<name>")
@blueprint.doc(hide=True)
@access.public
def guide(name: str):
    """One page for one person."""
    if name not in GUIDES:
        abort(404)
    return render_template(f"guides/vi/{name}.html", centre=_centre(), guide=name)


@blueprint.get("/poster")
@blueprint.doc(hide=True)
@access.public
def poster():
    """The rules of the queue as this centre has set them, to hang in the hall."""
    centre = _centre()
    return render_template(
        "guides/poster.html",
        centre=centre,
        rules=reasons.poster(Rule.of(centre)),
        right=promises.published(centre, hit_rate),
        booking=booking_url(centre) if centre.bookings else "",
    )


def _centre() -> Centre:
    centre = Centre.select().first()
    if centre is None:
        abort(404)
    return centre
