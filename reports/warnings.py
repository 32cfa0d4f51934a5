"""What deserves a second look before a report goes out, said to whoever exports it and not on paper."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from figures.doubts import doubts, idle_settings
from figures.measure_names import name_of
from reports.document import Part, figure_keys
from reports.findings import Findings
from reports.sentences import typed_numbers, typed_verdicts
from reports.values import MISSING

MOST = 5  # numbers named for one section


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
        Warning(one.key, one.sentence, one.sentence_en) for one in idle_settings(findings.centre, findings.profile)
    ]
    return [*found, *_silent(findings), *(one for part in parts for one in _of_words(part))]


def _silent(findings: Findings) -> Iterator[Warning]:
    for key, rate in findings.rates.items():
        if rate.value is None and rate.share.whole:
            name = name_of(key, findings.profile)
            yield Warning(
                key,
                f"{name}: chưa hồ sơ nào có số liệu, nên không in. Mời nhập tệp có số liệu này, hoặc nhập tay ở Sổ.",
                f"{key.replace('_', ' ')}: no dossier tells of it, so it is not printed. Import or enter it.",
            )


def _of_words(part: Part) -> Iterator[Warning]:
    section = part.words.section
    title = part.heading or section.title
    if typed := typed_numbers(part.words.text.text):
        shown = ", ".join(typed[:MOST]) + ("…" if len(typed) > MOST else "")
        yield Warning(
            "typed",
            f"{title}: số gõ tay ({shown}) không tự đổi theo số liệu. Nên thay bằng tên số liệu.",
            f"{title}: numbers typed by hand ({shown}) do not follow the figures. Name the figure instead.",
            section.key,
        )
    if said := typed_verdicts(part.words.text.text):
        yield Warning(
            "verdict",
            f"{title}: chữ “{said[0]}” gõ tay. Nên dùng {{dat:…}} để chữ đi theo số liệu.",
            f"{title}: “{said[0]}” is typed by hand. Use {{dat:…}}, which follows the figures.",
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
