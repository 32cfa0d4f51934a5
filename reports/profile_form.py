"""A profile as a form that a person fills in, and what comes back of it as settings."""

from collections.abc import Iterable, Iterator
from typing import Any

from werkzeug.datastructures import MultiDict

from figures.columns import layout
from figures.contradictions import BASES
from figures.measure_names import NAMES
from figures.profile import Profile
from reports.settings import SIMPLE, Setting, value_of

SPARE_BLOCKS = 2  # empty ones to fill in
DIGITS = range(5)
FINISHED = "finished_includes."


def form_of(profile: Profile) -> MultiDict[str, str]:
    """What the form holds for a profile, as it would be sent."""
    form: MultiDict[str, str] = MultiDict()
    for key, setting in SIMPLE.items():
        value = value_of(profile, key)
        if setting.kind == "switch":
            if value:
                form.add(key, "yes")
        else:
            form.add(key, "\n".join(value) if setting.kind == "lines" else str(value))
    for measure in BASES:
        form.add(f"bases.{measure}", profile.base(measure))
    for measure, rounding in profile.rounding_of.items():
        form.add(f"rounding_of.{measure}.mode", rounding.mode)
        form.add(f"rounding_of.{measure}.digits", str(rounding.digits))
        if rounding.trim_zeros:
            form.add(f"rounding_of.{measure}.trim_zeros", "yes")
    for place, block in enumerate(profile.source_blocks):
        form.add(f"block.{place}.name", block.name)
        form.setlist(f"block.{place}.fields", list(block.fields))
    for key, words in profile.labels.items():
        form.add(f"labels.{key}", words)
    form.setlist("sections", list(profile.sections))
    return form


def settings_of(form: MultiDict[str, str]) -> dict[str, Any]:
    """The settings that a filled-in form says. What is not a choice at all is left to the profile to refuse."""
    settings: dict[str, Any] = {"finished_includes": []}
    for key, setting in SIMPLE.items():
        value = _value(form, key, setting)
        if key.startswith(FINISHED):
            settings["finished_includes"] += [key.removeprefix(FINISHED)] if value else []
        else:
            part, _, name = key.rpartition(".")
            (settings.setdefault(part, {}) if part else settings)[name] = value
    settings["bases"] = {
        measure: form[f"bases.{measure}"]
        for measure, (usual, *_) in BASES.items()
        if form.get(f"bases.{measure}", usual) != usual
    }
    settings["rounding_of"] = dict(_roundings(form))
    settings["source_blocks"] = list(_blocks(form))
    settings["labels"] = {key: words for key in label_keys() if (words := _line(form, f"labels.{key}"))}
    settings["sections"] = form.getlist("sections")
    return settings


def block_places(form: MultiDict[str, str]) -> range:
    """As many blocks as are filled in, and some empty ones."""
    filled = [int(key.split(".")[1]) for key in form if key.startswith("block.") and key.split(".")[1].isdecimal()]
    return range(min(max(filled, default=-1) + 1, 20) + SPARE_BLOCKS)


def label_keys() -> list[str]:
    """What may be called otherwise: columns and measures."""
    columns = layout(Profile(duty_shown=True, stopped_bucket="own"))
    return list(dict.fromkeys((*(column.key for column in columns), "supplement_asked", *NAMES)))


def usual_labels() -> Iterator[tuple[str, str, str]]:
    """(key, group, usual words) of what may be called otherwise."""
    for column in layout(Profile(duty_shown=True, stopped_bucket="own")):
        yield column.key, column.group, column.label
    for key, name in NAMES.items():
        yield key, "rates", name


def rounded(form: MultiDict[str, str]) -> Iterable[str]:
    """Measures that have a rounding of their own."""
    return [measure for measure in NAMES if form.get(f"rounding_of.{measure}.mode")]


def _value(form: MultiDict[str, str], key: str, setting: Setting) -> Any:
    if setting.kind == "switch":
        return key in form
    if setting.kind == "number":
        text = form.get(key, "").strip()
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else text
    if setting.kind == "lines":
        return [line for text in form.get(key, "").splitlines() if (line := " ".join(text.split()))]
    return form.get(key, "") if setting.kind == "choice" else _line(form, key)


def _line(form: MultiDict[str, str], key: str) -> str:
    return "\n".join(line for text in form.get(key, "").splitlines() if (line := " ".join(text.split())))


def _roundings(form: MultiDict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for measure in NAMES:
        if mode := form.get(f"rounding_of.{measure}.mode"):
            digits = form.get(f"rounding_of.{measure}.digits", "")
            yield (
                measure,
                {
                    "mode": mode,
                    "digits": int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 3 else digits,
                    "trim_zeros": f"rounding_of.{measure}.trim_zeros" in form,
                },
            )


def _blocks(form: MultiDict[str, str]) -> Iterator[dict[str, Any]]:
    for place in block_places(form):
        name, fields = _line(form, f"block.{place}.name"), form.getlist(f"block.{place}.fields")
        if name or fields:
            yield {"name": name, "fields": fields}
