"""What deserves a second look before a report goes out, said to whoever exports it and not on paper."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from figures.doubts import Doubt, contradicted, doubts, idle_settings
from figures.measure_names import name_of
from reports.document import Part, figure_keys
from reports.findings import Findings
from reports.placeholders import BY_NAME, Name
from reports.sentences import Slot
from reports.typed import typed_numbers, typed_verdicts
from reports.values import MISSING, Values

MOST = 5  # numbers named for one section
ALIKE = 3  # figures of one value: of more than these nobody can tell which was meant


@dataclass(frozen=True)
class Warning:
    """One sentence; `section` is where it can be mended, or ""."""

    key: str
    sentence: str
    sentence_en: str
    section: str = ""


def warnings_of(findings: Findings, parts: Iterable[Part]) -> list[Warning]:
    """Those about figures first, then those about words."""
    found = [
        Warning(one.key, one.sentence, one.sentence_en) for one in doubts(findings.rates.values(), findings.profile)
    ]
    found += [
        Warning(one.key, one.sentence, one.sentence_en)
        for one in (*_contradicted(findings), *idle_settings(findings.centre, findings.profile))
    ]
    parts = list(parts)
    names = _by_value(findings) if any(typed_numbers(part.words.text.text) for part in parts) else {}
    return [*found, *_silent(findings), *(one for part in parts for one in _of_words(part, names))]


def _contradicted(findings: Findings) -> Iterator[Doubt]:
    for field in ("", *findings.fields):
        yield from contradicted(findings.of(field), field)


def _by_value(findings: Findings) -> dict[str, list[Name]]:
    """What is printed of a figure, without its spaces → the figures of which it is."""
    values, found = Values(findings), defaultdict(list)
    for name in BY_NAME.values():
        value = values.find(Slot(name.name))
        if value.known and value.key:
            found[_packed(value.text)].append(name)
    return found


def _packed(number: str) -> str:
    return "".join(number.split())


def _silent(findings: Findings) -> Iterator[Warning]:
    for key, rate in findings.rates.items():
        if rate.value is None and rate.share.whole:
            name = name_of(key, findings.profile)
            yield Warning(
                key,
                f"{name}: chưa hồ sơ nào có số liệu, nên không in. Mời nhập tệp có số liệu này, hoặc nhập tay ở Sổ.",
                f"{key.replace('_', ' ')}: no dossier tells of it, so it is not printed. Import or enter it.",
            )


def _of_words(part: Part, names: dict[str, list[Name]]) -> Iterator[Warning]:
    section = part.words.section
    title = part.heading or section.title
    if typed := typed_numbers(part.words.text.text):
        shown = ", ".join(typed[:MOST]) + ("…" if len(typed) > MOST else "")
        same = {one: names[_packed(one)] for one in typed if 0 < len(names.get(_packed(one), ())) <= ALIKE}
        yield Warning(
            "typed",
            f"{title}: số gõ tay ({shown}) không tự đổi theo số liệu. Nên thay bằng số liệu"
            + _listed(f"{one} là {_either(of, 'hoặc')}" for one, of in same.items()),
            f"{title}: numbers typed by hand ({shown}) do not follow the figures. Put the figure in their place"
            + _listed(f"{one} is {_either(of, 'or')}" for one, of in same.items()),
            section.key,
        )
    if said := typed_verdicts(part.words.text.text):  # of a text kept since before they were refused
        yield Warning(
            "verdict",
            f"{title}: chữ “{said[0].said}” gõ tay. Nên thay bằng {{dat:…}} để chữ đi theo số liệu.",
            f"{title}: “{said[0].said}” is typed by hand. Use {{dat:…}}, which follows the figures.",
            section.key,
        )
    for key in figure_keys(part.blocks):
        if key.startswith(f"{MISSING}:"):
            name = key.removeprefix(f"{MISSING}:")
            yield Warning(
                "missing",
                f"{title}: kỳ này chưa có số liệu {{{name}}}, nên in dấu “…”.",
                f"{title}: {{{name}}} is not known in this period, so “…” is printed.",
                section.key,
            )


def _either(names: list[Name], word: str) -> str:
    return f" {word} ".join(f"“{name.label}” {name.written}" for name in names)


def _listed(said: Iterable[str]) -> str:
    some = list(said)[:MOST]
    return f": {'; '.join(some)}." if some else "."
