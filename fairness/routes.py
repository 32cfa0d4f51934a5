"""What other screens ask of this room, and the one act in it: the centre takes up another rule of its queue."""

from apiflask import APIBlueprint
from flask import Response, g

import events
from admin import access
from apart import read_apart
from envelope import check_once
from fairness import schemas
from fairness.downloads import ledger_csv
from figures import promises, staffing
from figures.fairness import ledger
from models.base import unit_of_work
from models.centre import Centre, Officer, Service
from models.counter import CounterService
from models.journal import Change
from queueing.errors import Conflict
from spreadsheet import MEDIA_TYPE

blueprint = APIBlueprint("fairness", __name__, tag="Fairness")
COLUMNS = ("priority_run", "age_cap_minutes", "helps_out", "strict_order")


class NobodyWouldCall(Conflict):
    """Without help between counters, some service would be called by none."""

    code = "nobody_would_call"

    def __init__(self, services: list[Service]) -> None:
        vi, en = ", ".join(s.name for s in services), ", ".join(s.name_en for s in services)
        super().__init__(
            f"Chưa đổi: {vi} không có quầy nào nhận trước tiên, nên sẽ không ai gọi. "
            "Mời gán quầy cho dịch vụ này ở trang Quầy rồi thử lại.",
            f"Nothing was changed: no counter takes {en} first, so nobody would call it. "
            "Assign a counter to it on the Counters page, then try again.",
            field="helps_out",
        )


@blueprint.get("/api/fairness/hit-rate")
@access.role_required(*access.REPORTS)
@blueprint.output(schemas.HitRate)
def hit_rate():
    """How often the waits that were said in the last seven days were right."""
    found = read_apart(promises.week, g.centre)
    share = None if found.share is None else float(found.share)
    return {"n": found.n, "hits": found.hits, "percent": share, "text": found.text, "text_en": found.text_en}


@blueprint.get("/api/fairness/staffing")
@access.role_required(*access.REPORTS)
@blueprint.output(schemas.HintList)
def staffing_hints():
    """Which counter to open now or soon, and what that rests on."""
    return {
        "hints": [
            {
                "counter": hint.counter,
                "at": hint.at.isoformat(timespec="minutes"),
                "text": hint.text,
                "text_en": hint.text_en,
                "evidence": hint.evidence,
                "evidence_en": hint.evidence_en,
            }
            for hint in read_apart(staffing.hints, g.centre)
        ]
    }


@blueprint.get("/fairness/ledger.csv")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.LedgerQuery, location="query", arg_name="query")
# apiflask asks for an invariant dict, which no literal of ours is.
@blueprint.doc(responses={200: {"description": "The ledger", "content": {MEDIA_TYPE: {}}}})  # type: ignore[arg-type]
def download(query: schemas.LedgerQuery):
    """Every number of a day with its wait, its rule and who was called before it: UTF-8 with a byte order mark."""
    check_once("day")
    response = Response(ledger_csv(read_apart(ledger, g.centre, query.day)), mimetype=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="so-cong-bang_{query.day}.csv"'
    return response


@blueprint.post("/api/fairness/rules")
@access.role_required(Officer.ADMIN)
@blueprint.input(schemas.RuleWish, arg_name="wish")
@blueprint.output(schemas.RuleAnswer)
def adopt(wish: schemas.RuleWish):
    """Take up a rule, from the next call on; nobody's number and no call already made changes."""
    wanted = wish.model_dump()
    with unit_of_work(g.centre.id):
        if not wish.helps_out and (alone := _without_first_choice(g.centre)):
            raise NobodyWouldCall(alone)
        centre = Centre.get_by_id(g.centre.id)
        present = {column: getattr(centre, column) for column in COLUMNS}
        Centre.update(wanted).where(Centre.id == centre.id).execute()
        note = Change.note(centre, g.officer, "choice", "#queue", present, wanted)
    if note is not None:
        events.announce(events.SettingsChanged(g.centre.id))
    return wanted | {"changed": note is not None}


def _without_first_choice(centre: Centre) -> list[Service]:
    """Services offered that no counter serves as its first choice."""
    first = CounterService.select(CounterService.service).where(
        CounterService.preference == CounterService.FIRST_CHOICE
    )
    return [service for service in Service.offered(centre) if service.id not in {s for (s,) in first.tuples()}]
