"""The registers are written: one address per register. Lead, director and administrator may; a reason of the guide
desk any officer may note. The pages are in registers.pages."""

from dataclasses import asdict

from apiflask import APIBlueprint
from flask import g

from admin import access
from dossiers.calendar import WorkingDays
from envelope import check_once
from figures import registers as figures
from figures.feedback import clocks, feedback_counts
from figures.period import Period
from figures.satisfaction import satisfaction
from models.register import Feedback
from registers import entered, feedback, incidents, reasons, rows, schemas, slips, targets, totals, visits

blueprint = APIBlueprint("registers", __name__, tag="Registers")


@blueprint.get("/api/registers/figures")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.PeriodQuery, location="query", arg_name="query")
@blueprint.output(schemas.RegisterFigures)
def all_figures(query: schemas.PeriodQuery):
    """What all registers say of a period; the report and the dashboard say the same."""
    check_once("from", "to")
    period = Period(query.first, query.last)
    found = feedback_counts(g.centre, period)
    told = satisfaction(g.centre, period)
    return {
        "from": period.first,
        "to": period.last,
        "feedback": {name: getattr(found, name) for name in schemas.FeedbackFigures.model_fields},
        "satisfaction": {"n": told.n, "satisfied": told.satisfied, "printed": told.printed},
        "incidents": [incident.sentence for incident in figures.incidents(g.centre, period)],
        "home_visits": asdict(figures.home_visits(g.centre, period)),
        "guide_reasons": figures.guide_reasons(g.centre, period).counts,
        "entered": [
            asdict(one) | {"field": field}
            for field, found in figures.entered_by_field(g.centre, period).items()
            for one in found.values()
        ],
    }


@blueprint.post("/api/registers/feedback")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.FeedbackWish, arg_name="wish")
@blueprint.output(schemas.FeedbackAnswer, status_code=201)
def add_feedback(wish: schemas.FeedbackWish):
    """Write down one piece of feedback; answers by when what must be done."""
    return _with_clocks(feedback.add(g.centre, g.officer, wish))


@blueprint.put("/api/registers/feedback/<int:row_id>")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.FeedbackWish, arg_name="wish")
@blueprint.output(schemas.FeedbackAnswer)
def change_feedback(row_id: int, wish: schemas.FeedbackWish):
    """Correct it, or note what became of it."""
    return _with_clocks(feedback.change(g.centre, row_id, wish))


def _with_clocks(row: Feedback) -> dict:
    return {"id": row.id} | asdict(clocks(row, WorkingDays.of(g.centre)))


@blueprint.post("/api/registers/paper-ratings")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.PaperWish, arg_name="wish")
@blueprint.output(schemas.SlipCount, status_code=201)
def add_slips(wish: schemas.PaperWish):
    """Keep the counted slips of a day."""
    return {"slips": slips.count_in(g.centre, wish)}


@blueprint.post("/api/registers/paper-ratings/removals")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.PaperSlips, arg_name="wish")
@blueprint.output(schemas.SlipCount)
def remove_slips(wish: schemas.PaperSlips):
    """Take the slips of a day out again: they were counted wrongly."""
    return {"slips": slips.take_out(g.centre, wish)}


@blueprint.post("/api/registers/incidents")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.IncidentWish, arg_name="wish")
@blueprint.output(schemas.Added, status_code=201)
def add_incident(wish: schemas.IncidentWish):
    """Write down that an outside system does not work, or did not."""
    return {"id": incidents.add(g.centre, g.officer, wish).id}


@blueprint.put("/api/registers/incidents/<int:row_id>")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.IncidentWish, arg_name="wish")
@blueprint.output(schemas.Added)
def change_incident(row_id: int, wish: schemas.IncidentWish):
    """Correct it, or say when it ended."""
    return {"id": incidents.change(g.centre, row_id, wish).id}


@blueprint.post("/api/registers/home-visits")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.VisitWish, arg_name="wish")
@blueprint.output(schemas.Added, status_code=201)
def add_visit(wish: schemas.VisitWish):
    """Plan a visit to somebody who cannot come."""
    return {"id": visits.add(g.centre, g.officer, wish).id}


@blueprint.put("/api/registers/home-visits/<int:row_id>")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.VisitWish, arg_name="wish")
@blueprint.output(schemas.Added)
def change_visit(row_id: int, wish: schemas.VisitWish):
    """Plan it anew."""
    return {"id": visits.change(g.centre, row_id, wish).id}


@blueprint.post("/api/registers/home-visits/<int:row_id>/endings")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.VisitEnd, arg_name="wish")
@blueprint.output(schemas.Added)
def end_visit(row_id: int, wish: schemas.VisitEnd):
    """The visit is made, or called off; its contact is wiped."""
    return {"id": visits.close(g.centre, row_id, wish).id}


@blueprint.post("/api/registers/guide-reasons")
@access.role_required(*access.EVERY_OFFICER)
@blueprint.input(schemas.ReasonWish, arg_name="wish")
@blueprint.output(schemas.Added, status_code=201)
def note_reason(wish: schemas.ReasonWish):
    """Note why somebody needed the guide desk."""
    return {"id": reasons.note(g.centre, g.officer, wish).id}


@blueprint.put("/api/registers/targets")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.TargetSheet, arg_name="sheet")
@blueprint.output(schemas.TargetCount)
def write_targets(sheet: schemas.TargetSheet):
    """Put these targets in the place of the year's."""
    return {"year": sheet.year, "count": targets.write(g.centre, sheet)}


@blueprint.post("/api/registers/target-copies")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.TargetCopy, arg_name="wish")
@blueprint.output(schemas.TargetCount, status_code=201)
def copy_targets(wish: schemas.TargetCopy):
    """Take over from the year before what this year lacks."""
    return {"year": wish.year, "count": targets.copy(g.centre, wish)}


@blueprint.post("/api/registers/entered-figures")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.FigureWish, arg_name="wish")
@blueprint.output(schemas.Added, status_code=201)
def add_figure(wish: schemas.FigureWish):
    """Keep a figure that comes from elsewhere."""
    return {"id": entered.add(g.centre, g.officer, wish).id}


@blueprint.put("/api/registers/entered-figures/<int:row_id>")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.FigureWish, arg_name="wish")
@blueprint.output(schemas.Added)
def change_figure(row_id: int, wish: schemas.FigureWish):
    """Correct it; who corrects it answers for it."""
    return {"id": entered.change(g.centre, g.officer, row_id, wish).id}


@blueprint.put("/api/registers/totals")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.TotalsWish, arg_name="wish")
@blueprint.output(schemas.TotalsCount)
def write_totals(wish: schemas.TotalsWish):
    """Keep the totals of a field whose system gives no list."""
    return {"id": wish.field, "total_received": totals.write(g.centre, g.officer, wish)}


@blueprint.post("/api/registers/totals/removals")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.TotalsOf, arg_name="wish")
@blueprint.output({}, status_code=204)
def remove_totals(wish: schemas.TotalsOf):
    """Take them out again."""
    totals.take_out(g.centre, wish)
    return ""


@blueprint.delete("/api/registers/<any(feedback, incidents, 'guide-reasons', 'entered-figures'):register>/<int:row_id>")
@access.role_required(*access.REPORTS)
@blueprint.output({}, status_code=204)
def remove(register: str, row_id: int):
    """Take out a line that was written by mistake."""
    rows.remove(register, g.centre, row_id)
    return ""
