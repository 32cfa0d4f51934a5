"""The figures that may be put into a text, each with what it is in this period: the list beside the editor."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from reports.placeholders import BY_FIELD, BY_NAME, ENTERED, GROUPS, LIST, LISTS, OF_MEASURE, RATES
from reports.runs import plain, runs
from reports.sentences import Find, Slot, TextRefused, Value, slots

State = Literal["some", "zero", "words", "unknown"]


@dataclass(frozen=True)
class Chip:
    """A figure: the name it is stored by, what it is in one or two phrases, what it is now, and where it is found.

    `state` decides whether a part of a sentence is printed; `lines` are those of a list.
    """

    written: str
    label: tuple[str, ...]
    value: str
    state: State
    href: str = ""
    lines: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Shelf:
    """All of them: in groups; for single fields, as (field, JSON: name → the field's name, value, state, source); and
    what texts name besides."""

    groups: list[tuple[str, list[Chip]]]
    fields: list[tuple[str, str]]
    named: list[Chip]


def shelf(
    find: Find, behind: Callable[[str], str], fields: Iterable[str], own: Iterable[str], texts: Iterable[str]
) -> Shelf:
    """`behind` makes a figure's source the one of this report; `texts` are those of the form: what they name is told
    although no list has it."""

    def told(slot: Slot) -> Value:
        value = find(slot)
        return replace(value, href=behind(value.href)) if value.href else value

    groups = [(group, [_chip(told, Slot(one.name), one.label) for one in names]) for group, names in GROUPS]
    of_measures = [
        _chip(told, Slot(one.name, rate.name), one.label, rate.label) for rate in RATES for one in OF_MEASURE
    ]
    lists = [_chip(told, Slot(LIST, what), label) for what, label in LISTS.items()]
    entered = [_chip(told, Slot(ENTERED, key), key) for key in own]
    groups += [("measures", of_measures), ("lists", lists), *([("own", entered)] if entered else [])]
    of_fields = [(field, json.dumps(dict(_of_field(told, field, own)), ensure_ascii=False)) for field in fields]
    there = {chip.written for _, chips in groups for chip in chips}
    named = {slot.written: slot for text in texts for slot in _slots(text) if slot.written not in there}
    return Shelf(groups, of_fields, [_chip(told, slot, *_label(slot)) for slot in named.values()])


def _chip(find: Find, slot: Slot, *label: str) -> Chip:
    value = find(slot)
    lines = None if value.lines is None else tuple(plain(runs(*line)) for line in value.lines)
    return Chip(slot.written, label, value.text, _state(value), value.href or "", lines)


def _of_field(find: Find, field: str, own: Iterable[str]) -> Iterator[tuple[str, tuple[str, str, State, str]]]:
    """(name of the whole centre's figure, (the field's name of it, value, state, source))."""
    whole = [(Slot(name), Slot(name, field)) for name in BY_NAME if name in BY_FIELD]
    for name in ("dat", "chi_tieu"):
        whole += [(Slot(name, rate.name), Slot(name, f"{rate.name}/{field}")) for rate in RATES]
    whole += [(Slot(ENTERED, key), Slot(ENTERED, f"{key}/{field}")) for key in own]
    for of_whole, of_field in whole:
        value = find(of_field)
        if value.known or of_whole.name in BY_FIELD:
            yield of_whole.written, (of_field.written, value.text, _state(value), value.href or "")


def _state(value: Value) -> State:
    """As sentences.runs_of takes it."""
    if not value.known:
        return "unknown"
    if value.lines is not None:
        return "some" if value.lines else "zero"
    if value.number is None:
        return "words"
    return "some" if value.number else "zero"


def _label(slot: Slot) -> tuple[str, ...]:
    found = BY_NAME.get(slot.name)
    return (found.label if found else slot.name, *([slot.what] if slot.what else []))


def _slots(text: str) -> Iterable[Slot]:
    try:
        return list(slots(text))
    except TextRefused:
        return ()
