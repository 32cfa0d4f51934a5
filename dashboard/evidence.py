"""What one period's tiles are made of: asked of the database once, and no more than the profile's bases need."""

from dataclasses import dataclass, replace
from typing import Any

from figures.counts import NONE, Counts, Scope, counts
from figures.facts import NO_FACTS, NO_RESULTS, Facts, Results, facts, results
from figures.measures import Evidence, Rate, Share, measures
from figures.profile import Profile, ProfileRefused, read_profile
from figures.rates import HUNDRED
from figures.registers import Entered, Satisfaction, entered, satisfaction
from models.centre import Centre
from models.dossier import Dossier
from models.report import ReportProfile
from queueing.errors import NotFound

FACT_MEASURES = ("payment_rate", "payment_money_rate", "digitised_input_rate", "reuse_rate")
ANSWERS = {  # measure → the answer on a dossier that it counts
    "digitised_input_rate": Dossier.digitised_input,
    "digitised_result_rate": Dossier.digitised_result,
    "payment_rate": Dossier.paid_online,
    "reuse_rate": Dossier.reused,
}


@dataclass(frozen=True)
class Figures:
    """One period's figures. `silent`: measures of which nobody has answered anything, neither yes nor no."""

    scope: Scope
    evidence: Evidence
    rates: dict[str, Rate]
    satisfaction: Satisfaction
    entered: dict[str, Entered]
    silent: frozenset[str]

    @property
    def counts(self) -> Counts:
        return self.evidence.counts


def profile_of(centre: Centre, number: int | None = None) -> Profile:
    """The centre's report profile of that id, without one its usual one; the plain one where it has none that can be
    read. The dashboard asks whether promises were kept where something was promised and done, unless the profile names
    another base. Raises NotFound."""
    wanted = ReportProfile.is_default if number is None else ReportProfile.id == number
    row = ReportProfile.get_or_none(ReportProfile.centre == centre, wanted)
    if number and row is None:
        raise NotFound(
            "Không còn cách tính này. Mời chọn cách khác.",
            "This way of counting is gone. Please choose another.",
            field="profile",
        )
    try:
        profile = read_profile(row.settings) if row is not None else Profile()
    except ProfileRefused:
        profile = Profile()  # said where profiles are edited; the dashboard goes on
    return profile.model_copy(update={"bases": {"on_time_rate": "resolved"} | profile.bases})


def profiles_of(centre: Centre) -> list[ReportProfile]:
    """What a period may be counted by, the usual one first."""
    rows = ReportProfile.select(ReportProfile.id, ReportProfile.name, ReportProfile.is_default)
    order = ReportProfile.is_default.desc(), ReportProfile.name
    return list(rows.where(ReportProfile.centre == centre).order_by(*order))


def gather(scope: Scope) -> Figures:
    """The figures of a period, all groups together."""
    found, done = counts(scope).get(None, NONE), results(scope).get(None, NO_RESULTS)
    sets = {which: facts(scope, which).get(None, NO_FACTS) for which in needed(scope.profile)}
    return _figures(scope, found, sets, done)


def gather_by(scope: Scope, by: Any) -> dict[Any, Figures]:
    """The same by a column of Dossier, without what is not told of single dossiers."""
    found, done = counts(scope, by), results(scope, by)
    sets = {which: facts(scope, which, by) for which in needed(scope.profile)}
    groups = dict.fromkeys((*found, *done, *(group for one in sets.values() for group in one)))
    return {
        group: _measured(
            scope,
            found.get(group, NONE),
            {which: one.get(group, NO_FACTS) for which, one in sets.items()},
            done.get(group, NO_RESULTS),
        )
        for group in groups
    }


def needed(profile: Profile) -> tuple[str, ...]:
    """The sets of dossiers whose facts the measures stand on."""
    bases = {profile.base(measure) for measure in FACT_MEASURES}
    also = {"carried_over": "total", "finished": "finished"}
    return ("in_period", *(which for which, base in also.items() if base in bases))


def _figures(scope: Scope, found: Counts, sets: dict[str, Facts], done: Results) -> Figures:
    told, typed = satisfaction(scope.centre, scope.period), entered(scope.centre, scope.period)
    figures = _measured(scope, found, sets, done, _others(told, typed))
    silent = set()
    for measure, answer in ANSWERS.items():
        share = figures.rates[measure].share
        if measure not in typed and share.whole and not share.part and not _answered(scope, measure, answer):
            silent.add(measure)
    return replace(figures, satisfaction=told, entered=typed, silent=frozenset(silent))


def _measured(
    scope: Scope, found: Counts, sets: dict[str, Facts], done: Results, others: tuple[tuple[str, Share], ...] = ()
) -> Figures:
    evidence = Evidence(
        found,
        sets.get("in_period", NO_FACTS),
        sets.get("carried_over", NO_FACTS),
        sets.get("finished", NO_FACTS),
        done,
        others,
    )
    return Figures(scope, evidence, measures(evidence, scope.profile), Satisfaction(0, None), {}, frozenset())


def _others(told: Satisfaction, typed: dict[str, Entered]) -> tuple[tuple[str, Share], ...]:
    """What is not made of dossiers; a figure that was typed in stands before what is counted here."""
    shares = {} if told.satisfied is None else {"satisfaction_rate": Share(told.satisfied, told.n, "ratings")}
    for key, figure in typed.items():
        if key in (*ANSWERS, "satisfaction_rate", "on_time_rate", "online_rate"):
            whole = HUNDRED if figure.denominator is None else figure.denominator
            shares[key] = Share(figure.numerator, whole, "entered")
    return tuple(shares.items())


def _answered(scope: Scope, measure: str, answer: Any) -> bool:
    base = scope.profile.base(measure)
    sets = {"in_period": (scope.received,), "total": (scope.received, scope.carried_over)}.get(base, (scope.finished,))
    return any(chosen(Dossier.id).where(answer.is_null(False)).limit(1).exists() for chosen in sets)
