"""The page on which sources are held against each other, and its lists as csv files."""

from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from apiflask import APIBlueprint
from flask import Response, render_template

import runtime
from admin import access
from dossiers import belief, words
from envelope import check_once
from figures.period import Period
from figures.rates import rate
from figures.usual_period import usual_period
from imports import choice_schemas, reconciliation, sources
from imports.dossier import told_by_each
from imports.picture import Names, names_of, names_of_sources
from imports.reconciliation import CELLS, COMPARED, LISTS, NO_RESULT, PAGE, UNDECIDED, Pair, Scope
from models.base import today
from models.bulk import connected
from models.centre import Centre
from models.dossier import Dossier
from models.source import Source
from passing import whole_address
from queueing.errors import Invalid
from spreadsheet import MEDIA_TYPE, csv_of

blueprint = APIBlueprint("reconciliation", __name__, tag="Imports")
MOST_ROWS = 50_000  # of a csv file


@dataclass(frozen=True)
class Asked:
    """What the page is asked for."""

    scope: Scope
    a: int | None
    b: int | None
    name: str | None
    page: int
    lang: str


@blueprint.get("/reconciliation")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(choice_schemas.ReconciliationQuery, location="query", arg_name="query")
def page(query: choice_schemas.ReconciliationQuery):
    """Who tells of which dossiers, and the lists to be looked at; before it, signing in."""
    session = access.current_session()
    if session is None or session.officer.role not in access.REPORTS:
        return render_template("shared/sign_in.html", then=whole_address(), session=session)
    asked = _asked(session.centre, query)
    return render_template(
        "imports/reconciliation.html",
        lang=asked.lang,
        session=session,
        centre=session.centre,
        asked=asked,
        period=Period(asked.scope.first, asked.scope.last),
        sources=sources.all_of(session.centre),
        words=words,
        cells=CELLS,
        **runtime.run_blocking(_apart, _everything, asked),
    )


@blueprint.get("/reconciliation.csv")
@access.role_required(*access.REPORTS)
@blueprint.input(choice_schemas.ReconciliationQuery, location="query", arg_name="query")
@blueprint.doc(responses={200: {"description": "The list", "content": {MEDIA_TYPE: {}}}})  # type: ignore[arg-type]
def sheet(query: choice_schemas.ReconciliationQuery):
    """One list as a csv file: UTF-8 with a byte order mark. Without `list`, the table of the two sources."""
    session = access.current_session()
    assert session is not None
    asked = _asked(session.centre, query)
    name = asked.name or "doi-chieu"
    response = Response(runtime.run_blocking(_apart, _file, asked), mimetype=MEDIA_TYPE)
    file_name = f"{name}_{asked.scope.first}_{asked.scope.last}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def _apart(work, asked: Asked) -> Any:
    """Read on a real thread, with a connection of its own: the hall goes on meanwhile."""
    with connected():
        return work(asked)


def _asked(centre: Centre, query: choice_schemas.ReconciliationQuery) -> Asked:
    check_once("from", "to", "a", "b", "list", "field", "page", "lang")
    if query.name not in (None, *LISTS, *CELLS):
        known = ", ".join((*LISTS, *CELLS))
        raise Invalid(f"Danh sách phải là một trong: {known}.", f"The list must be one of: {known}.", field="list")
    period = _period(centre, query.first, query.last)
    known = [source for source in sources.all_of(centre) if source.kind != Source.PAYMENT]
    a, b = _pair(known, query.a, query.b)
    scope = Scope(centre, period.first, period.last, query.field)
    return Asked(scope, a, b, query.name, query.page, query.lang or "vi")


def _period(centre: Centre, first: date | None, last: date | None) -> Period:
    if first is None and last is None:
        return usual_period(centre)
    last = last or today()
    return Period(first or last.replace(day=1), last)


def _pair(known: list[Source], a: int | None, b: int | None) -> tuple[int | None, int | None]:
    """The two sources asked for; else the provincial system and another, the counters last."""
    order = {Source.PROVINCE: 0, Source.MINISTRY: 1, Source.PORTAL: 2, Source.COUNTER: 3}
    ranked = sorted(known, key=lambda source: order[source.kind])
    numbers = [source.id for source in ranked]
    a = a if a in numbers else next(iter(numbers), None)
    b = b if b in numbers and b != a else next((number for number in numbers if number != a), None)
    return a, b


def _everything(asked: Asked) -> dict[str, Any]:
    scope = asked.scope
    whole = Scope(scope.centre, scope.first, scope.last)
    pair = Pair(whole, asked.a, asked.b) if asked.a and asked.b else None
    names = names_of(scope.centre)
    passed = reconciliation.passed(whole)
    found: dict[str, Any] = {
        "table": pair.table() if pair else [],
        "uncounted": pair.uncounted() if pair else 0,
        "counts": {name: reconciliation.listed(whole, name).count() for name in LISTS},
        "passed": (*passed, rate(*passed)),
        "names": names,
        "rows": [],
        "total": 0,
        "pages": 0,
        "by_procedure": [],
        "field_name": names["field"].get(scope.field or 0, ""),
    }
    if asked.name is not None:
        query = _query(asked)
        found["total"] = query.count() if query is not None else 0
        found["pages"] = ceil(found["total"] / PAGE)
        found["rows"] = _rows(asked, query, PAGE, (asked.page - 1) * PAGE, names) if found["total"] else []
    if asked.name == NO_RESULT:
        found["by_procedure"] = [
            (names["field"].get(field, ""), names["procedure"].get(procedure or 0, words.NOTHING), count)
            for field, procedure, count in reconciliation.by_procedure(scope)[:50]
        ]
    return found


def _query(asked: Asked) -> Any:
    if asked.name in LISTS:
        return reconciliation.listed(asked.scope, str(asked.name))
    if asked.a is None or asked.b is None:
        return None
    return Pair(asked.scope, asked.a, asked.b).rows(str(asked.name))


def _rows(asked: Asked, query: Any, limit: int, offset: int, names: Names) -> list[dict[str, Any]]:
    """The rows of one page, in words: of two sources what each says, of a list what is believed."""
    model = query.model
    moment = model.ended_at if asked.name == NO_RESULT else model.received_at
    some = query.order_by(moment, model.id).limit(limit).offset(offset)
    if asked.name in LISTS:
        found = [_believed(dossier, names, asked.lang) for dossier in some]
        if asked.name == UNDECIDED:
            _add_who_tells(asked.scope.centre, found, names, asked.lang)
        return found
    return [_told(row, names, asked.lang) for row in some.dicts()]


def _believed(dossier: Dossier, names: Names, lang: str) -> dict[str, Any]:
    facts = ("received_at", "due_on", "outcome", "ended_at", "fee", "fee_paid", "paid_online")
    said = {fact: words.value(fact, getattr(dossier, fact), lang) for fact in facts}
    field = words.value("field", dossier.field_id, lang, names)
    procedure = words.value("procedure", dossier.procedure_id, lang, names)
    return {"id": dossier.id, "code": dossier.code, "field": field, "procedure": procedure, **said}


def _add_who_tells(centre: Centre, rows: list[dict[str, Any]], names: Names, lang: str) -> None:
    """Between which systems a person chooses for each dossier, and what each of them says where they differ."""
    known, policy = belief.Known([row["id"] for row in rows]), belief.policy_of(centre)
    decided = belief.weigh(known, policy)
    sources = names_of_sources(centre)
    for row in rows:
        waiting = decided[row["id"]].undecided if row["id"] in decided else []
        said = told_by_each(known.said.get(row["id"], []), policy, waiting, lang, names)
        row["telling"] = [(source, sources.get(source, words.NOTHING), told) for source, told in said]


def _told(row: dict[str, Any], names: Names, lang: str) -> dict[str, Any]:
    differing = []
    for fact in COMPARED:
        one, other = row[f"a_{fact}"], row[f"b_{fact}"]
        if fact == "outcome":
            if (one or "") != (other or ""):
                said = [words.value("status", row[f"{side}_status"], lang) for side in "ab"]
                differing.append((words.fact("status", lang), *said))
            continue
        said = [words.value(fact, value, lang, names) for value in (one, other)]
        if one is None or other is None or _day(fact, one) == _day(fact, other):
            continue
        differing.append((words.fact(fact, lang), *said))
    return {
        "id": row["id"],
        "code": row["code"],
        "field": words.value("field", row["field"], lang, names),
        "received_at": words.when(row["received_at"]),
        "a": words.value("status", row["a_status"], lang) if row["a_status"] else words.NOTHING,
        "b": words.value("status", row["b_status"], lang) if row["b_status"] else words.NOTHING,
        "differing": differing,
    }


def _day(fact: str, value: Any) -> Any:
    return value.date() if fact in reconciliation.DAYS and hasattr(value, "date") else value


def _file(asked: Asked) -> bytes:
    names, lang = names_of(asked.scope.centre), asked.lang
    if asked.name is None:
        table = Pair(asked.scope, asked.a, asked.b).table() if asked.a and asked.b else []
        heads = ("Lĩnh vực", "Chỉ nguồn A", "Chỉ nguồn B", "Cả hai, giống nhau", "Cả hai, khác nhau", "Mục khác nhau")
        said = [
            [row.name, row.only_a, row.only_b, row.alike, row.differing, _facts(row.by_fact, lang)] for row in table
        ]
        return csv_of(heads, said)
    query = _query(asked)
    rows = _rows(asked, query, MOST_ROWS, 0, names) if query is not None else []
    if asked.name in LISTS:
        columns = ("code", "field", "procedure", "received_at", "due_on", "outcome", "ended_at", "fee", "fee_paid")
        heads = ("Số hồ sơ", *(words.fact(name, "vi") for name in columns[1:]))
        return csv_of(heads, [[row[name] for name in columns] for row in rows])
    heads = ("Số hồ sơ", "Lĩnh vực", "Ngày tiếp nhận", "Nguồn A", "Nguồn B", "Khác nhau")
    said = [
        [
            row["code"],
            row["field"],
            row["received_at"],
            row["a"],
            row["b"],
            "; ".join(map(_difference, row["differing"])),
        ]
        for row in rows
    ]
    return csv_of(heads, said)


def _difference(one: tuple[str, str, str]) -> str:
    return f"{one[0]}: {one[1]} / {one[2]}"


def _facts(by_fact: dict[str, int], lang: str) -> str:
    return "; ".join(f"{words.fact(fact, lang)}: {count}" for fact, count in by_fact.items())
