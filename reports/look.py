"""One report as its screen shows it: found once, on a thread of its own, with all that the page asks for."""

from dataclasses import dataclass

from figures.named_periods import full_name
from models.centre import Centre
from models.report import Report as Kept
from reports import stored
from reports.asked import Asked
from reports.blocks import Report
from reports.chips import Shelf, shelf
from reports.document import Part, compose, parts_of
from reports.findings import Findings, gather
from reports.lists import finder
from reports.sentences import Find
from reports.snapshot import Change, changes
from reports.texts import SectionWords, names_of, texts_of
from reports.warnings import Warning, warnings_of


@dataclass(frozen=True)
class View:
    """A report, its parts and what is to be looked at before it goes out."""

    findings: Findings
    texts: dict[str, SectionWords]
    parts: list[Part]
    report: Report
    warnings: list[Warning]
    issued: Kept | None  # the report of just this period that was handed in
    changes: list[Change]  # what that one said otherwise
    find: Find
    fields: list[str]
    own: list[str]  # names of the centre's own figures

    @property
    def empty(self) -> bool:
        return not self.findings.whole.total.total_received

    def part(self, section: str) -> Part | None:
        return next((part for part in self.parts if part.words.section.key == section), None)


def look(centre: Centre, asked: Asked) -> View:
    """Everything, from a database that is connected."""
    profile = asked.chosen.profile
    findings = gather(centre, asked.period, profile, stored.earlier(centre, asked.period, profile.cut_off_day))
    texts = texts_of(centre, asked.form, asked.period)
    parts = parts_of(findings, asked.form, texts)
    issued = stored.of_period(centre, asked.form.key, asked.period)
    fields, own = names_of(centre)
    return View(
        findings,
        texts,
        parts,
        compose(findings, asked.form, texts),
        warnings_of(findings, parts),
        issued,
        changes(stored.said_by(issued), findings) if issued else [],
        finder(findings),
        fields,
        own,
    )


def chips(view: View, asked: Asked) -> Shelf:
    """The list beside the editor."""
    texts = (words.text.text for words in view.texts.values())
    return shelf(view.find, asked.behind, view.fields, view.own, texts)


def period_name(asked: Asked) -> str:
    """ "Quý II/2026 (15/3/2026–14/6/2026)"."""
    return full_name(asked.period, asked.cut_off, asked.lang)
