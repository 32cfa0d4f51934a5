"""The measures of a period, found once for the report, the dashboard and the API, so that they cannot disagree.

Where a figure was typed in it stands before what is counted, and what is counted is kept beside it. A measure of facts
that nobody has told of any dossier is not known: that is not 0 %.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from figures.activity import Activity, activity
from figures.counts import Counts, Group, Scope
from figures.evidence import NOT_APART, Evidence, Share, gather, gather_by, together, untold
from figures.feedback import FeedbackCounts, feedback_counts
from figures.measure_names import NAMES, of_base
from figures.measures import Rate, measures
from figures.profile import Profile
from figures.rates import HUNDRED, NOTHING
from figures.registers import Entered, entered_by_field
from figures.satisfaction import Satisfaction, satisfaction, satisfaction_by_field
from models.dossier import Dossier

UNRATED = Satisfaction(0, None)


@dataclass(frozen=True)
class Measured:
    """The measures of one group of dossiers under a profile."""

    profile: Profile
    evidence: Evidence  # its `others` are the registers' measures
    entered: Mapping[str, Entered] = field(default_factory=dict)
    satisfaction: Satisfaction = UNRATED

    @property
    def counts(self) -> Counts:
        return self.evidence.counts

    @cached_property
    def counted(self) -> dict[str, Rate]:
        """What dossiers and registers give."""
        return self._known(measures(self.evidence, self.profile))

    @cached_property
    def rates(self) -> dict[str, Rate]:
        """What is printed: the same, with what was typed in."""
        typed = tuple((key, _typed(figure)) for key, figure in self.entered.items() if key in NAMES)
        if not typed:
            return self.counted
        return self._known(measures(replace(self.evidence, others=(*self.evidence.others, *typed)), self.profile))

    @cached_property
    def untold(self) -> dict[str, tuple[int, int]]:
        """Measure → (dossiers of which nobody has said what it asks; of how many)."""
        return untold(self.evidence, self.profile)

    @cached_property
    def silent(self) -> frozenset[str]:
        """The measures of which nobody has said anything."""
        return self._told_by_nobody - self.entered.keys()

    @cached_property
    def _told_by_nobody(self) -> frozenset[str]:
        return frozenset(key for key, (unknown, of) in self.untold.items() if of and unknown == of)

    def beside(self, key: str, share: Share) -> "Measured":
        """With a measure that is made neither of dossiers nor of registers."""
        return replace(self, evidence=replace(self.evidence, others=(*self.evidence.others, (key, share))))

    def under(self, profile: Profile) -> "Measured":
        """The same dossiers under a profile with another base of on_time_rate; all else must be alike."""
        return replace(self, profile=profile)

    def _known(self, rates: dict[str, Rate]) -> dict[str, Rate]:
        """Without those that the profile counts within something else; those that are not known say so."""
        if self.evidence.counts.total_received:
            rates = {key: rate for key, rate in rates.items() if rate.share != NOT_APART}
        nothing: dict[str, Any] = {"value": None, "honest": None, "printed": NOTHING, "said": NOTHING}
        unknown = {key for key in self._told_by_nobody if key in rates and rates[key].share.of != "entered"}
        return {key: replace(rate, **nothing) if key in unknown else rate for key, rate in rates.items()}


def measured(scope: Scope) -> Measured:
    """The measures of a centre's period, all fields together."""
    registers = Registers.of(scope)
    return registers.add(scope.profile, gather(scope, registers.shares(scope.profile)))


def measured_with_fields(scope: Scope) -> tuple[Measured, dict[Group, Measured]]:
    """The same, and that of each field that has dossiers or anything else to tell. None: of no field."""
    found, registers = gather_by(scope, Dossier.field), Registers.of(scope)
    whole = replace(together(found.values(), scope.profile), others=registers.shares(scope.profile))
    nothing = together((), scope.profile)
    by_field: dict[Group, Measured] = {}
    for group in dict.fromkeys((*found, *registers.fields)):
        number = group if isinstance(group, int) else 0
        own = replace(found.get(group, nothing), others=registers.shares(scope.profile, number))
        by_field[group] = registers.add(scope.profile, own, number)
    return registers.add(scope.profile, whole), by_field


def measured_by(scope: Scope, by: Any) -> dict[Group, Measured]:
    """Those of dossiers alone, by another column of Dossier."""
    return {group: Measured(scope.profile, evidence) for group, evidence in gather_by(scope, by).items()}


@dataclass(frozen=True)
class Registers:
    """What the registers say of a period. A field is its id; 0: of no field, None: of all together."""

    feedback: FeedbackCounts
    whole: Satisfaction
    by_field: Mapping[int | None, Satisfaction]
    entered: Mapping[int | None, Mapping[str, Entered]]
    activity: Activity

    @classmethod
    def of(cls, scope: Scope) -> "Registers":
        """Asked once for all fields."""
        centre, period = scope.centre, scope.period
        return cls(
            feedback_counts(centre, period),
            satisfaction(centre, period),
            satisfaction_by_field(centre, period),
            entered_by_field(centre, period),
            activity(scope),
        )

    @property
    def fields(self) -> set[int | None]:
        """Those of which there is anything to tell."""
        told = {*self.by_field, *(cell.field_id for cell in self.feedback.cells)}
        return told | {of for of, _, _ in self.activity.procedures} | (self.entered.keys() - {None})

    def satisfaction(self, field: int | None) -> Satisfaction:
        return self.whole if field is None else self.by_field.get(field or None, UNRATED)

    def shares(self, profile: Profile, field: int | None = None) -> tuple[tuple[str, Share], ...]:
        """The measures that are not made of dossiers."""
        base = profile.base("feedback_on_time_rate")
        of_field = {} if field is None else {"field_id": field or None}
        shares = self.activity.shares(field)
        ended, of = self.feedback.in_time(base, **of_field)
        shares["feedback_on_time_rate"] = Share(ended, of, of_base("feedback_on_time_rate", base))
        told = self.satisfaction(field)
        if told.satisfied is not None:
            shares["satisfaction_rate"] = Share(told.satisfied, told.n, "ratings")
        return tuple(shares.items())

    def add(self, profile: Profile, evidence: Evidence, field: int | None = None) -> Measured:
        """The measures of this evidence, with what was typed in."""
        typed = {} if field == 0 else self.entered.get(field, {})
        return Measured(profile, evidence, typed, self.satisfaction(field))


def _typed(figure: Entered) -> Share:
    return Share(figure.numerator, HUNDRED if figure.denominator is None else figure.denominator, "entered")
