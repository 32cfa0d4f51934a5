"""All that a report says of one period, found once: text, table, notes and files are made of it and of nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from peewee import fn

from figures.activity import active_rates
from figures.counts import Scope
from figures.facts import facts, results
from figures.feedback import FeedbackCounts, feedback_counts
from figures.identities import Check, HandedIn
from figures.measure_names import NAMES
from figures.measures import NOT_APART, Evidence, Rate, Share, measures
from figures.period import Period
from figures.profile import Profile
from figures.rates import HUNDRED, NOTHING
from figures.registers import (
    Entered,
    GuideReasons,
    HomeVisits,
    IncidentNote,
    Satisfaction,
    entered,
    guide_reasons,
    home_visits,
    incidents,
    satisfaction,
    targets,
)
from figures.table import Table, table, tables
from models.centre import Centre
from models.dossier import DossierEntry
from reports.checks import checks_of


@dataclass(frozen=True)
class Untold:
    """How many dossiers nobody has said something of, neither yes nor no; each with the set they are a part of."""

    digitised_input: tuple[int, int]
    reused: tuple[int, int]
    paid_online: tuple[int, int]
    digitised_result: tuple[int, int]
    incomplete: int  # dossiers whose facts were skipped at a counter


@dataclass(frozen=True)
class Findings:
    """The figures of one centre and period under one profile."""

    centre: Centre
    period: Period
    profile: Profile
    whole: Table
    tables: tuple[Table, ...]  # as they are printed: the whole, or one for each block
    evidence: Evidence
    rates: dict[str, Rate]
    targets: dict[tuple[str, int | None], Decimal]  # of the year the period ends in
    entered: dict[str, Entered]
    feedback: FeedbackCounts
    satisfaction: Satisfaction
    incidents: tuple[IncidentNote, ...]
    visits: HomeVisits
    reasons: GuideReasons
    untold: Untold
    checks: tuple[Check, ...]

    def target(self, measure: str) -> Decimal | None:
        """What the measure should reach, in percent."""
        return self.targets.get((measure, None))

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that do not hold."""
        return tuple(check for check in self.checks if not check.holds)


def gather(centre: Centre, period: Period, profile: Profile, handed_in: Sequence[HandedIn] = ()) -> Findings:
    """Ask the database for everything. `handed_in`: earlier reports that this one is held against."""
    scope = Scope(centre, period, profile)
    whole = table(centre, period, profile)
    feedback, told = feedback_counts(centre, period), satisfaction(centre, period)
    typed = entered(centre, period)
    evidence = Evidence(
        whole.total,
        facts(scope, "in_period")[None],
        facts(scope, "carried_over")[None],
        facts(scope, "finished")[None] if _asks_for_finished(profile) else None,
        results(scope)[None],
        _others(scope, feedback, told, typed),
    )
    untold = _untold(scope, evidence)
    return Findings(
        centre,
        period,
        profile,
        whole,
        (whole,) if not profile.source_blocks else tuple(tables(centre, period, profile)),
        evidence,
        _told(_apart(measures(evidence, profile), evidence), untold, typed),
        targets(centre, period.last.year),
        typed,
        feedback,
        told,
        tuple(incidents(centre, period)),
        home_visits(centre, period),
        guide_reasons(centre, period),
        untold,
        tuple(checks_of(whole, handed_in)),
    )


def _asks_for_finished(profile: Profile) -> bool:
    return "finished" in (profile.base("payment_rate"), profile.base("payment_money_rate"))


def _others(
    scope: Scope, feedback: FeedbackCounts, told: Satisfaction, typed: dict[str, Entered]
) -> tuple[tuple[str, Share], ...]:
    """Measures that are not shares of dossiers; a figure that was typed in stands before what is counted here."""
    shares = dict(active_rates(scope))
    shares["feedback_on_time_rate"] = Share(feedback.ended_in_time, feedback.due, "feedback")
    if told.satisfied is not None:
        shares["satisfaction_rate"] = Share(told.satisfied, told.n, "ratings")
    for key, figure in typed.items():
        if key in NAMES:
            whole = HUNDRED if figure.denominator is None else figure.denominator
            shares[key] = Share(figure.numerator, whole, "entered")
    return tuple(shares.items())


def _untold(scope: Scope, evidence: Evidence) -> Untold:
    profile, found = scope.profile, evidence.results
    input_of, reuse_of, fees = (
        evidence.of(profile.base(key)) for key in ("digitised_input_rate", "reuse_rate", "payment_rate")
    )
    return Untold(
        digitised_input=(input_of.input_untold, input_of.dossiers),
        reused=(reuse_of.reuse_untold, reuse_of.dossiers),
        paid_online=(fees.unpaid, fees.with_fee),
        digitised_result=(found.untold, found.resolved),
        incomplete=_incomplete(scope),
    )


def _incomplete(scope: Scope) -> int:
    """Dossiers that a counter logged in the period and whose facts it skipped."""
    entry = DossierEntry
    within = (entry.at >= scope.period.begins) & (entry.at < scope.period.over)
    skipped = entry.select(fn.COUNT(entry.dossier.distinct())).where(entry.centre == scope.centre, ~entry.complete)
    return skipped.where(within).scalar() or 0


def _apart(rates: dict[str, Rate], evidence: Evidence) -> dict[str, Rate]:
    """Without those that the profile counts within something else."""
    if not evidence.counts.total_received:
        return rates
    return {key: rate for key, rate in rates.items() if rate.share != NOT_APART}


def _told(rates: dict[str, Rate], untold: Untold, typed: dict[str, Entered]) -> dict[str, Rate]:
    """A measure of facts that nobody has told of any dossier is not known: that is not 0 %."""
    silent = {
        "digitised_input_rate": untold.digitised_input,
        "digitised_result_rate": untold.digitised_result,
        "reuse_rate": untold.reused,
        "payment_rate": untold.paid_online,
        "payment_money_rate": untold.paid_online,
    }
    for key, (unknown, of) in silent.items():
        if key in rates and key not in typed and of and unknown == of:
            rates[key] = replace(rates[key], value=None, honest=None, printed=NOTHING, said=NOTHING)
    return rates
