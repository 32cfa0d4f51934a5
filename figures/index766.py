"""Our own estimate of the index of Quyết định 766/QĐ-TTg, as far as a centre's data reach. Never the official one.

Six groups of 100 points. A part without data has no points and is not guessed; one with data says of how many dossiers
it was made, and which of them cost points. Where a threshold earns all the points, a rate below it earns
rate × points / threshold. Points are exact decimals, cut to two digits, half up.
Source of groups, formulae and thresholds: docs/decisions.md, "Index 766".
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from peewee import Case, fn

from figures.counts import Scope
from figures.facts import paid_online
from figures.feedback import FeedbackCounts, feedback_counts
from figures.parts766 import GROUPS, Shape
from figures.rates import HUNDRED, Number
from figures.registers import Entered, entered
from figures.satisfaction import SATISFIED, satisfaction
from figures.timeliness import Timeliness, judge, late
from models.claim import Claim
from models.dossier import Dossier
from models.source import Source

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Found:
    """So many of so many. `source`: where an entered figure comes from; `untold`: dossiers left out of both."""

    part: Number
    whole: Number
    source: str = ""
    untold: int = 0


@dataclass(frozen=True)
class Part:
    """One part of a group; `found` is None where we have no data."""

    shape: Shape
    found: Found | None

    @property
    def rate(self) -> Decimal | None:
        """Percent, two digits; None without data."""
        return (
            None if self.found is None else (HUNDRED * self.found.part / self.found.whole).quantize(CENT, ROUND_HALF_UP)
        )

    @property
    def points(self) -> Decimal | None:
        """At most `shape.most`; None without data."""
        if self.found is None:
            return None
        earned = Decimal(HUNDRED * self.found.part * self.shape.most) / (self.found.whole * self.shape.full_at)
        return min(earned, Decimal(self.shape.most)).quantize(CENT, ROUND_HALF_UP)

    @property
    def lost(self) -> Decimal | None:
        """Points that it costs."""
        return None if self.points is None else self.shape.most - self.points

    @property
    def at_fault(self) -> Number:
        """How many are not as they should be; 0 where it was not counted from dossiers."""
        return 0 if self.found is None or self.found.source else self.found.whole - self.found.part


@dataclass(frozen=True)
class Group:
    """One of the six."""

    number: int
    name: str
    parts: tuple[Part, ...]

    @property
    def most(self) -> int:
        return sum(part.shape.most for part in self.parts)

    @property
    def known(self) -> list[Part]:
        return [part for part in self.parts if part.found is not None]

    @property
    def unknown(self) -> list[Part]:
        return [part for part in self.parts if part.found is None]

    @property
    def reach(self) -> int:
        """Points of the parts of which we have data."""
        return sum(part.shape.most for part in self.parts if part.found is not None)

    @property
    def points(self) -> Decimal | None:
        """Of these; None without any data."""
        known = [part.points for part in self.parts if part.points is not None]
        return sum(known, Decimal(0)) if known else None


@dataclass(frozen=True)
class Index:
    """The estimate for one centre and period."""

    groups: tuple[Group, ...]

    @property
    def points(self) -> Decimal:
        return sum((group.points or Decimal(0) for group in self.groups), Decimal(0))

    @property
    def reach(self) -> int:
        """Points of all parts of which we have data, of 100."""
        return sum(group.reach for group in self.groups)


def estimate(scope: Scope) -> Index:
    """Every part that the data reach."""
    timeliness = judge(scope)
    typed = entered(scope.centre, scope.period)
    feedback = feedback_counts(scope.centre, scope.period)
    found = {
        "progress": _progress(timeliness),
        "content": _content(scope, timeliness, feedback),
        "feedback": _some(feedback.ended_in_time, feedback.due),
        **_of_received(scope),
        **_of_results(scope),
        "payment": _payment(scope),
    }
    for key, measure in (("reuse", "reuse_rate"), ("payment", "payment_rate"), ("e_results", "digitised_result_rate")):
        if found.get(key) is None and measure in typed:
            found[key] = _typed(typed[measure])
    return Index(
        tuple(
            Group(number, name, tuple(Part(shape, found.get(shape.key)) for shape in shapes))
            for number, (name, shapes) in enumerate(GROUPS, 1)
        )
    )


def at_fault(scope: Scope, key: str) -> Any:
    """Condition on the dossiers of the set LISTED[key] that cost points; KeyError for a part without such a list."""
    required = (Dossier.outcome == Dossier.RESOLVED) & Dossier.result_required
    digitised, told_in = _yes(Dossier.digitised_result), _yes(Dossier.digitised_input)
    return {
        "synchronised": lambda: ~_in_portal(scope),
        "progress": lambda: late(scope),
        "content": lambda: late(scope),
        "online": lambda: Dossier.channel != "online",
        "e_results": lambda: required & ~digitised,
        "components": lambda: required & ~(digitised & told_in),
        "reuse": lambda: ~_yes(Dossier.reused),
        "payment": lambda: (Dossier.fee > 0) & ~_yes(paid_online(scope)),
    }[key]()


def _progress(judged: Timeliness) -> Found | None:
    return _some(judged.in_time, judged.in_time + judged.late, untold=judged.unknown)


def _content(scope: Scope, judged: Timeliness, feedback: FeedbackCounts) -> Found | None:
    ratings = satisfaction(scope.centre, scope.period)
    whole = judged.in_time + judged.late + judged.unknown
    if ratings.n + feedback.received == 0 or whole == 0:
        return None  # nobody was asked, and nobody wrote
    disliked = sum((ratings.levels or ())[: SATISFIED - 2])  # levels 1 and 2
    return Found(max(whole - judged.late - disliked - feedback.received, 0), whole)


def _of_received(scope: Scope) -> dict[str, Found | None]:
    row = (
        scope.received(
            fn.COUNT(Dossier.id).alias("dossiers"),
            _count(Dossier.channel == "online").alias("online"),
            fn.COUNT(Dossier.reused).alias("told"),
            _count(Dossier.reused).alias("reused"),
        )
        .dicts()
        .get()
    )
    whole = row["dossiers"]
    synchronised = _count_of(scope.received, _in_portal(scope)) if _tells(scope, Source.PORTAL) else 0
    return {
        "online": _some(row["online"] or 0, whole),
        "reuse": _some(row["reused"], whole) if row["told"] else None,
        "synchronised": _some(synchronised, whole) if synchronised else None,
    }


def _of_results(scope: Scope) -> dict[str, Found | None]:
    digitised, told_in = _yes(Dossier.digitised_result), _yes(Dossier.digitised_input)
    row = (
        scope.finished(
            fn.COUNT(Dossier.id).alias("dossiers"),
            fn.COUNT(Dossier.digitised_result).alias("told"),
            _count(digitised).alias("digitised"),
            _count(digitised & told_in).alias("both"),
        )
        .where(Dossier.outcome == Dossier.RESOLVED, Dossier.result_required)
        .dicts()
        .get()
    )
    if not row["told"]:
        return {}
    return {
        "e_results": _some(row["digitised"], row["dossiers"]),
        "components": _some(row["both"], row["dossiers"]),
    }


def _payment(scope: Scope) -> Found | None:
    whole = told = paid = 0
    way = paid_online(scope)
    for chosen in (scope.received, scope.carried_over):
        columns = fn.COUNT(Dossier.id), fn.COUNT(way), _count(way)
        dossiers, answered, online = chosen(*columns).where(Dossier.fee > 0).tuples().get()
        whole, told, paid = whole + dossiers, told + answered, paid + (online or 0)
    return _some(paid, whole) if told else None


def _typed(figure: Entered) -> Found | None:
    whole = HUNDRED if figure.denominator is None else figure.denominator
    return Found(figure.numerator, whole, figure.source) if whole else None


def _some(part: Number, whole: Number, untold: int = 0) -> Found | None:
    return Found(part, whole, untold=untold) if whole else None


def _yes(column: Any) -> Any:
    return fn.COALESCE(column, False)  # an answer that nobody gave is not a yes


def _count(condition: Any) -> Any:
    return fn.COUNT(Case(None, [(condition, 1)]))


def _count_of(chosen: Any, condition: Any) -> int:
    return chosen(fn.COUNT(Dossier.id)).where(condition).scalar()


def _sources(scope: Scope, kind: str) -> list[int]:
    chosen = Source.select(Source.id).where(Source.centre == scope.centre, Source.kind == kind)
    return [row.id for row in chosen]


def _tells(scope: Scope, kind: str) -> bool:
    return bool(_sources(scope, kind))


def _in_portal(scope: Scope) -> Any:
    return told_by(scope, Source.PORTAL)


def told_by(scope: Scope, kind: str) -> Any:
    """Condition: a source of this kind has told of the dossier."""
    claims = Claim.select(Claim.id).where(Claim.dossier == Dossier.id, Claim.source.in_(_sources(scope, kind) or [0]))
    return fn.EXISTS(claims)
