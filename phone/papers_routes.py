"""What to bring for the service that a ticket waits for: read while there is still time to fetch or to copy it."""

from apiflask import APIBlueprint
from flask import render_template

from admin.access import public
from dossiers import wanted
from phone.gone import gone
from phone.guesses import seek
from queueing.errors import NotFound

blueprint = APIBlueprint("phone_papers", __name__, tag="Phone", enable_openapi=False)


@blueprint.get("/t/<token>/papers")
@public
def page(token: str):
    """The papers of each procedure of the ticket's service that asks for any."""
    try:
        ticket = seek(token)
    except NotFound as refusal:
        return gone(refusal)
    procedures = [row for row in wanted.offered(ticket.centre) if row.service_id == ticket.service_id and row.listed]
    return render_template("phone/papers.html", centre=ticket.centre, ticket=ticket, procedures=procedures)
