"""What measures are made of: the counts, facts and results of a set of dossiers, asked of the database once and in one
way for the report, the dashboard and the API.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from figures.counts import NONE, Counts, Group, Scope, counts
from figures.facts import NO_FACTS, NO_RESULTS, Facts, Results, facts, results
from figures.profile import Profile
from figures.rates import Number


@dataclass(frozen=True)
class Share:
    """So many of so many, and of what: `of` is a key of measure_names.OF."""

    part: Number
    whole: Number
    of: str


NOT_APART = Share(0, 0, "total")  # of what a profile counts within something else


@dataclass(frozen=True)
class Evidence:
    """All that measures are made of, for one group of dossiers; addable."""

    counts: Counts = NONE
    in_period: Facts = NO_FACTS
    carried_over: Facts = NO_FACTS
    finished: Facts | None = NO_FACTS  # None: not looked up
    results: Results = NO_RESULTS
    others: tuple[tuple[str, Share], ...] = ()  # measures that are not made of dossiers, and those typed in

    def __add__(self, other: "Evidence") -> "Evidence":
        """Both groups together, without `others`: shares cannot be added."""
        finished = None if self.finished is None or other.finished is None else self.finished + other.finished
        return Evidence(
            self.counts + other.counts,
            self.in_period + other.in_period,
            self.carried_over + other.carried_over,
            finished,
            self.results + other.results,
        )

    def of(self, base: str) -> Facts:
        """The facts of the set that a base names. Raises LookupError where it was gathered for another profile."""
        if base == "finished":
            if self.finished is None:
                raise LookupError("the facts of finished dossiers were not gathered: no base of that profile asks")
            return self.finished
        return self.in_period if base == "in_period" else self.in_period + self.carried_over


def gather(scope: Scope, others: tuple[tuple[str, Share], ...] = ()) -> Evidence:
    """The evidence of a scope, all groups together, for measures under the scope's own profile: what none of its bases
    asks for is not looked up."""
    return _of_group(None, scope, _asked(scope, None), others)


def gather_by(scope: Scope, by: Any) -> dict[Group, Evidence]:
    """The same for each group that has anything; `by` is a column of Dossier."""
    asked = _asked(scope, by)
    groups = dict.fromkeys(group for found in asked.values() for group in found)
    return {group: _of_group(group, scope, asked) for group in groups}


def together(parts: Iterable[Evidence], profile: Profile) -> Evidence:
    """The evidence of several groups as that of one."""
    whole = Evidence(finished=NO_FACTS if _asks_for_finished(profile) else None)
    for one in parts:
        whole += one
    return whole


def untold(evidence: Evidence, profile: Profile) -> dict[str, tuple[int, int]]:
    """Measure → (dossiers of which nobody has said what it asks, neither yes nor no; of how many)."""
    files = evidence.results
    by_dossiers, by_money = (evidence.of(profile.base(key)) for key in ("payment_rate", "payment_money_rate"))
    came, used = (evidence.of(profile.base(key)) for key in ("digitised_input_rate", "reuse_rate"))
    return {
        "digitised_input_rate": (came.input_untold, came.dossiers),
        "digitised_result_rate": (files.untold, files.resolved),
        "reuse_rate": (used.reuse_untold, used.dossiers),
        "payment_rate": (by_dossiers.unpaid, by_dossiers.with_fee),
        "payment_money_rate": (by_money.unpaid, by_money.with_fee),
    }


def _asked(scope: Scope, by: Any) -> dict[str, dict[Group, Any]]:
    sets = ("in_period", "carried_over", *(("finished",) if _asks_for_finished(scope.profile) else ()))
    found: dict[str, dict[Group, Any]] = {which: facts(scope, which, by) for which in sets}  # type: ignore[misc]
    return {"counts": counts(scope, by), **found, "results": results(scope, by)}  # type: ignore[dict-item]


def _of_group(
    group: Group, scope: Scope, asked: dict[str, dict[Group, Any]], others: tuple[tuple[str, Share], ...] = ()
) -> Evidence:
    return Evidence(
        asked["counts"].get(group, NONE),
        asked["in_period"].get(group, NO_FACTS),
        asked["carried_over"].get(group, NO_FACTS),
        asked["finished"].get(group, NO_FACTS) if "finished" in asked else None,
        asked["results"].get(group, NO_RESULTS),
        others,
    )


def _asks_for_finished(profile: Profile) -> bool:
    return "finished" in (profile.base("payment_rate"), profile.base("payment_money_rate"))
