"""Whom a centre believes where its sources differ, and whether files may bring names: set by the director."""

from typing import Literal

from apiflask import APIBlueprint
from flask import g
from pydantic import Field

from admin import access
from models.base import unit_of_work
from models.centre import Centre, Officer
from shapes import Strict

blueprint = APIBlueprint("import_rules", __name__, tag="Imports")
MAY_SET = (Officer.DIRECTOR, Officer.ADMIN)


class ImportRules(Strict):
    """The centre's two choices. They hold for what is read or decided from now on."""

    conflict_rule: Literal["newer", "ministry", "ask"] = Field(
        description="newer: the newer day of a state wins; ministry: a ministry's system first; ask: a person chooses"
    )
    keeps_applicants: bool = Field(description="whether files may bring names and phone numbers")


@blueprint.get("/api/imports/rules")
@access.role_required(*access.REPORTS)
@blueprint.output(ImportRules)
def rules():
    """The rules as they are set."""
    return _rules(g.centre)


@blueprint.put("/api/imports/rules")
@access.role_required(*MAY_SET)
@blueprint.input(ImportRules, arg_name="wish")
@blueprint.output(ImportRules)
def set_rules(wish: ImportRules):
    """Set both. What was decided before stays until something new is heard of it."""
    with unit_of_work(g.centre.id):
        centre = Centre.get_by_id(g.centre.id)
        centre.conflict_rule, centre.keeps_applicants = wish.conflict_rule, wish.keeps_applicants
        centre.save(only=[Centre.conflict_rule, Centre.keeps_applicants])
    return _rules(centre)


def _rules(centre: Centre) -> dict:
    return {"conflict_rule": centre.conflict_rule, "keeps_applicants": centre.keeps_applicants}
