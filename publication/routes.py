"""Everybody asks: the page of the day's results, the same as files for the commune's portal, and one code.

The csv file: UTF-8 with a byte order mark, commas, CRLF; two columns that stay as they are, `ma_ho_so` and
`trang_thai`, the state in the words of publication.results.WORDS. The json file says each state also by its key.
Nobody signs in: where a server has several centres, `centre` names one by its slug.
"""

from datetime import date
from typing import Annotated

from apiflask import APIBlueprint
from flask import Response, render_template
from pydantic import BaseModel, Field

from admin import access
from envelope import check_once
from models.centre import Centre
from publication import tries
from publication.results import WORDS, changed_on, check_day, last_working_day, look_up, shown_days
from queueing.errors import NotFound, Refusal
from shapes import Day, Shape, Text
from spreadsheet import MEDIA_TYPE, csv_of

blueprint = APIBlueprint("publication", __name__, tag="Public results")
A_PAGE = 100
COLUMNS = ("ma_ho_so", "trang_thai")


class DayQuery(Shape):
    """A day of a centre; without, the last working day of the only centre."""

    centre: str | None = Field(default=None, pattern=r"^[a-z0-9-]{1,60}$", description="its slug")
    day: Day | None = Field(default=None, description="one of the last 30 days, 2026-11-20")


class PageQuery(DayQuery):
    """The same for the page, with the code of one dossier to look up."""

    code: Annotated[Text, Field(max_length=200)] | None = None
    page: int = Field(default=1, ge=1, le=1_000_000)
    lang: str | None = Field(default=None, pattern="^(vi|en)$")


class PublicResult(BaseModel):
    """All that is public of a dossier."""

    code: str
    state: str = Field(json_schema_extra={"enum": list(WORDS)})
    state_vi: str


class DayOfResults(BaseModel):
    """The dossiers that changed on a day, as they stood at the end of it."""

    centre: str
    day: date
    results: list[PublicResult]


@blueprint.get("/results")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(PageQuery, location="query", arg_name="query")
def page(query: PageQuery):
    """A day's results, and the look-up of one code."""
    check_once("centre", "day", "code", "page", "lang")
    try:
        centre = _centre(query.centre)
    except SeveralCentres as several:
        return render_template("publication/choose.html", centres=several.centres)
    day = _day(centre, query.day)
    results = changed_on(centre, day)
    pages = max(1, -(-len(results) // A_PAGE))
    number = min(query.page, pages)
    found, refusal = None, None
    if query.code is not None:
        try:
            tries.count()
            found = look_up(centre, query.code)
        except Refusal as error:
            refusal = error
    body = render_template(
        "publication/results.html",
        centre=centre,
        slug=query.centre,
        day=day,
        days=shown_days(),
        results=results[(number - 1) * A_PAGE : number * A_PAGE],
        total=len(results),
        number=number,
        pages=pages,
        words=WORDS,
        code=query.code,
        found=found,
        refusal=refusal,
    )
    return Response(body, refusal.status if refusal else 200)


@blueprint.get("/results.csv")
@access.public
@blueprint.input(DayQuery, location="query", arg_name="query")
# apiflask asks for an invariant dict, which no literal of ours is.
@blueprint.doc(responses={200: {"description": "The list", "content": {MEDIA_TYPE: {}}}})  # type: ignore[arg-type]
def csv(query: DayQuery):
    """The day's results for the commune's portal: two columns, codes and states."""
    centre, day = _asked(query)
    rows = ((result.code, WORDS[result.state]) for result in changed_on(centre, day))
    response = Response(csv_of(COLUMNS, rows), mimetype=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="KetQua_{centre.slug}_{day}.csv"'
    return response


@blueprint.get("/results.json")
@access.public
@blueprint.input(DayQuery, location="query", arg_name="query")
@blueprint.output(DayOfResults)
def json(query: DayQuery):
    """The same as JSON."""
    centre, day = _asked(query)
    return {
        "centre": f"{centre.organisation} {centre.name}",
        "day": day,
        "results": [
            {"code": result.code, "state": result.state, "state_vi": WORDS[result.state]}
            for result in changed_on(centre, day)
        ],
    }


class SeveralCentres(NotFound):
    """Which centre is meant? Raised where the address names none and there are several."""

    def __init__(self, centres: list[Centre]) -> None:
        super().__init__(
            "Máy chủ này có nhiều trung tâm. Mời thêm ?centre= và tên ngắn của trung tâm vào địa chỉ.",
            "This server has several centres. Add ?centre= and the short name of one to the address.",
            field="centre",
        )
        self.centres = centres


def _asked(query: DayQuery) -> tuple[Centre, date]:
    check_once("centre", "day")
    centre = _centre(query.centre)
    return centre, _day(centre, query.day)


def _day(centre: Centre, day: date | None) -> date:
    return last_working_day(centre) if day is None else check_day(day)


def _centre(slug: str | None) -> Centre:
    if slug is not None:
        centre = Centre.get_or_none(Centre.slug == slug)
        if centre is None:
            raise NotFound(
                "Không có trung tâm này. Mời xem lại địa chỉ.",
                "There is no such centre. Please check the address.",
                field="centre",
            )
        return centre
    centres = list(Centre.select().order_by(Centre.name))
    if len(centres) != 1:
        raise SeveralCentres(centres)
    return centres[0]
