"""A batch and its lists as the page shows them: plain values, and words in the page's language."""

import json
from collections.abc import Mapping
from math import ceil
from typing import Any

from dossiers import counter, words
from dossiers.decided import STATUS, Holds
from imports.desk import choices_of
from imports.jobs import Place
from imports.shelf import PAGE, Shelf
from models.centre import Centre, Field, Procedure
from models.source import ImportBatch, Source

UNSHOWN = ("latest_only",)  # changes that a person would not understand beside the others
Names = dict[str, dict[int, str]]


def picture(place: Place, batch: ImportBatch) -> dict[str, Any]:
    """schemas.BatchPicture."""
    shelf = place.shelf(batch.id)
    preview = shelf.read("preview.json") or {}
    layout = shelf.read("layout.json")
    counts = preview.get("counts", {})
    return {
        **_head(batch),
        "source": batch.source_id,
        "progress": _progress(shelf, batch),
        "failure": json.loads(batch.failure) if batch.failure else None,
        "notes": batch.notes.splitlines(),
        "layout": layout,
        "unclear": _is_unclear(layout),
        "lines": {
            **{name: counts.get(name, 0) for name in ("new", "changed", "differing")},
            "refused": _count(shelf, preview.get("pages", {}).get("refused", [])),
        },
        "left_out": counts.get("left_out", 0),
        "fields": preview.get("fields", []),
        "procedures": preview.get("procedures", []),
        "chosen": len(choices_of(shelf)),
    }


def line(batch: ImportBatch) -> dict[str, Any]:
    """schemas.BatchLine."""
    return {**_head(batch), "officer": batch.officer.name if batch.officer_id else "", "done": batch.done}


def _head(batch: ImportBatch) -> dict[str, Any]:
    names = ("id", "state", "file_name", "as_of", "imported_at")
    counted = ("rows", "created", "changed", "unchanged", "unmatched", "conflicts", "refused")
    return {
        **{name: getattr(batch, name) for name in names},
        "source_name": batch.source.name if batch.source_id else "",
        "counts": {name: getattr(batch, name) for name in counted},
    }


def _progress(shelf: Shelf, batch: ImportBatch) -> dict[str, Any] | None:
    if batch.state == ImportBatch.READING:
        return shelf.read("progress.json") or {"step": "reading", "done": 0, "total": 0}
    if batch.state == ImportBatch.APPLYING:
        return {"step": "applying", "done": batch.done, "total": batch.rows}
    if batch.state == ImportBatch.UNDOING:
        return {"step": "undoing", "done": batch.rows - batch.done, "total": batch.rows}
    return None


def _is_unclear(layout: dict[str, Any] | None) -> bool:
    if layout is None:
        return False
    sheet = next((one for one in layout["sheets"] if one["name"] == layout["chosen"]), None)
    if sheet is None:
        return True
    guessed = any(column["key"] and not column["sure"] for column in sheet["columns"])
    return guessed or bool(sheet["missing"] or sheet["unknown_statuses"] or sheet["unknown_channels"])


def _count(shelf: Shelf, index: list[int]) -> int:
    if not index:
        return 0
    return PAGE * (len(index) - 1) + len(shelf.lines("faults.jsonl", index, len(index)))


def lines(place: Place, batch: ImportBatch, name: str, page: int, lang: str) -> dict[str, Any]:
    """line_schemas.LinesAnswer: one page of the list `name`."""
    shelf = place.shelf(batch.id)
    preview = shelf.read("preview.json") or {"pages": {}, "counts": {}}
    index = preview["pages"].get(name, [])
    file = "faults.jsonl" if name == "refused" else f"{name}.jsonl"
    total = _count(shelf, index) if name == "refused" else preview["counts"].get(name, 0)
    found = shelf.lines(file, index, page)
    names = names_of(batch.centre)
    if name == "new":
        said: list[dict] = [_new(one, lang) for one in found]
    elif name == "changed":
        said = [_changed(one, lang, names) for one in found]
    elif name == "differing":
        chosen = choices_of(shelf)
        sources = names_of_sources(batch.centre, lang)
        said = [_differing(one, chosen, sources, lang, names) for one in found]
    else:
        said = [refused(one, lang) for one in found]
    return {"total": total, "page": page, "pages": ceil(total / PAGE), name: said}


def names_of(centre: Centre) -> Names:
    """The names of the centre's fields and procedures, by id."""
    fields = Field.select(Field.id, Field.name).where(Field.centre == centre).tuples()
    procedures = Procedure.select(Procedure.id, Procedure.code, Procedure.name).where(Procedure.centre == centre)
    return {"field": dict(fields), "procedure": {row.id: f"{row.code} {row.name}" for row in procedures}}


def names_of_sources(centre: Centre, lang: str = "vi") -> dict[int, str]:
    """The names of all that tell of the centre's dossiers, by id. A person named them all but the counters."""
    named = dict(Source.select(Source.id, Source.name).where(Source.centre == centre).tuples())
    if lang == "en":
        return {one: counter.NAME_EN if name == counter.NAME else name for one, name in named.items()}
    return named


def _new(one: dict[str, Any], lang: str) -> dict[str, Any]:
    return {
        "row": one["row"],
        "code": one["code"],
        "field": one["field"],
        "status": words.value(STATUS, one["status"], lang),
        "received": words.when(one["received_at"]),
        "due": words.when(one["due_on"]),
        "ended": words.when(one["ended_at"]),
    }


def _changed(one: dict[str, Any], lang: str, names: Names) -> dict[str, Any]:
    changes = [
        {"fact": words.fact(name, lang), "old": _value(name, old, lang, names), "new": _value(name, new, lang, names)}
        for name, old, new in one["changes"]
        if name not in UNSHOWN
    ]
    return {name: one[name] for name in ("row", "code", "dossier")} | {"changes": changes}


def _value(name: str, what: Any, lang: str, names: Names) -> str:
    if isinstance(what, list):  # a stop: from, to
        return f"{words.when(what[0])} → {words.when(what[1]) if what[1] else '…'}"
    return words.value(name, what, lang, names)


def _differing(
    one: dict[str, Any], chosen: dict[str, int], sources: Mapping[int, str], lang: str, names: Names
) -> dict[str, Any]:
    facts = []
    for fact in one["facts"]:
        choice = chosen.get(f"{one['dossier']}:{fact['fact']}")
        told = [value["source"] for value in fact["values"]]
        holder = choice or fact["holds"]
        holds = Holds(holder, "chosen" if choice else fact["why"], tuple(source for source in told if source != holder))
        facts.append(
            {
                "fact": fact["fact"],
                "name": words.fact(fact["fact"], lang),
                "why": words.why(holds, lang, sources),
                "waits": fact["waits"] and choice is None,
                "values": [
                    {
                        "source": value["source"],
                        "name": sources.get(value["source"], words.NOTHING),
                        "value": _said(fact["fact"], value["value"], lang, names),
                        "holds": value["source"] == holder,
                    }
                    for value in fact["values"]
                ],
            }
        )
    return {name: one[name] for name in ("row", "code", "dossier")} | {"facts": facts}


def _said(name: str, what: Any, lang: str, names: Names) -> str:
    if name == STATUS:  # state, day
        return f"{words.value(STATUS, what[0], lang)}, {words.when(what[1])}"
    return words.value(name, what, lang, names)


def refused(one: dict[str, Any], lang: str) -> dict[str, Any]:
    """line_schemas.RefusedLine."""
    place = {name: one[name] for name in ("sheet", "row", "column", "title")}
    return place | {"reason": one["reason_en" if lang == "en" else "reason_vi"]}
