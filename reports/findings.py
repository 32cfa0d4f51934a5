"""All that a report says of one period, found once: text, table, notes and files are made of it and of nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from peewee import fn

from figures import verdict
from figures.counts import Scope
from figures.evidence import Evidence, together
from figures.feedback import FeedbackCounts, feedback_counts
from figures.identities import Check
from figures.known import UNDATED, known_on
from figures.measured import Measured, measured_with_fields
from figures.measures import Rate
from figures.period import Period
from figures.profile import Profile
from figures.register_words import TARGETED
from figures.registers import (
    Entered,
    GuideReasons,
    HomeVisits,
    IncidentNote,
    guide_reasons,
    home_visits,
    incidents,
    targets,
)
from figures.satisfaction import Satisfaction
from figures.succession import Earlier
from figures.table import Table, blocks_of, table_of
from models.centre import Centre
from models.dossier import DossierEntry
from reports.checks import checks_of


@dataclass(frozen=True)
class Findings:
    """The figures of one centre and period under one profile."""

    centre: Centre
    period: Period
    profile: Profile
    whole: Table
    tables: tuple[Table, ...]  # as they are printed: the whole, or one for each block
    measured: Measured
    by_field: Mapping[int, Measured]
    targets: verdict.Targets  # of the year the period ends in
    feedback: FeedbackCounts
    incidents: tuple[IncidentNote, ...]
    visits: HomeVisits
    reasons: GuideReasons
    incomplete: int  # dossiers whose facts were skipped at a counter
    known_on: date | None  # of a period that is over: the day up to which facts are known that bear no date
    checks: tuple[Check, ...]

    @property
    def evidence(self) -> Evidence:
        return self.measured.evidence

    @property
    def rates(self) -> dict[str, Rate]:
        """Every measure of the whole centre."""
        return self.measured.rates

    @property
    def entered(self) -> Mapping[str, Entered]:
        return self.measured.entered

    @property
    def satisfaction(self) -> Satisfaction:
        return self.measured.satisfaction

    @cached_property
    def fields(self) -> dict[str, int]:
        """Name of a field → its id, in the order of the table."""
        return {row.field: row.field_id for row in self.whole.rows}

    def of(self, field: str = "") -> Measured:
        """The measures of a field by its name; of the whole centre without one. Raises KeyError."""
        if not field:
            return self.measured
        found = self.by_field.get(self.fields[field])
        return found if found is not None else Measured(self.profile, together((), self.profile))

    def target(self, measure: str, field: str = "") -> Decimal | None:
        """What the measure should reach, in percent: the field's own target, else that of the centre."""
        return verdict.target_of(self.targets, measure, self.fields[field] if field else None)

    def has_target(self, measure: str, field: str) -> bool:
        """Whether the field has a target of its own for it."""
        return (measure, self.fields[field]) in self.targets

    def told_apart(self) -> list[tuple[str, str]]:
        """(field, measure) of what has a target or a figure of its own, in the order of the table."""
        return [
            (name, key)
            for name in self.fields
            for key in self.of(name).rates
            if self.has_target(key, name) or key in self.of(name).entered
        ]

    def rates_by_field(self) -> dict[str, list[Rate]]:
        """Of each field that has any: the measures that plans are made for, and those with a target or a figure of its
        own."""
        apart = set(self.told_apart())
        found = {}
        for name in self.fields:
            rates = self.of(name).rates.values()
            told = [rate for rate in rates if (name, rate.key) in apart or (rate.key in TARGETED and rate.share.whole)]
            if told:
                found[name] = told
        return found

    def known(self, measure: str, field: str = "") -> date | None:
        """The day up to which a measure is known that may still move though the period is over; else None."""
        found = self.of(field)
        rate = found.rates.get(measure)
        moves = measure in UNDATED and measure not in found.entered and rate is not None and rate.value is not None
        return self.known_on if moves else None

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that do not hold."""
        return tuple(check for check in self.checks if not check.holds)


def gather(centre: Centre, period: Period, profile: Profile, earlier: Sequence[Earlier] = ()) -> Findings:
    """Ask the database for everything. `earlier`: reports of other periods that this one is held against."""
    scope = Scope(centre, period, profile)
    measured, by_field = measured_with_fields(scope)
    found = {field: one.evidence.counts for field, one in by_field.items()}
    whole = table_of(scope, found)
    return Findings(
        centre,
        period,
        profile,
        whole,
        tuple(blocks_of(scope, found)) or (whole,),
        measured,
        {field: one for field, one in by_field.items() if isinstance(field, int)},
        targets(centre, period.last.year),
        feedback_counts(centre, period),
        tuple(incidents(centre, period)),
        home_visits(centre, period),
        guide_reasons(centre, period),
        _incomplete(scope),
        known_on(scope),
        tuple(checks_of(whole, earlier)),
    )


def _incomplete(scope: Scope) -> int:
    """Dossiers that a counter logged in the period and whose facts it skipped."""
    entry = DossierEntry
    within = (entry.at >= scope.period.begins) & (entry.at < scope.period.over)
    skipped = entry.select(fn.COUNT(entry.dossier.distinct())).where(entry.centre == scope.centre, ~entry.complete)
    return skipped.where(within).scalar() or 0
