"""How far the figures can be trusted: facts that nobody has entered, and codes that another system does not know."""

from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.dossiers import Which, count
from dashboard.lacks import LACKS
from figures.counts import Counts, Scope
from figures.rates import rate
from models.claim import Claim
from models.source import Source

FACTS = ("entry", "payment-answer", "result-answer")
PROVINCE = "province"


@dataclass(frozen=True)
class Gap:
    """How many dossiers of the period lack one thing; `lacks` is a key of lacks.LACKS."""

    lacks: str
    words: str
    within: str
    dossiers: int


@dataclass(frozen=True)
class Quality:
    """`lacking`: dossiers with at least one gap of facts. `province`: None where it has told nothing."""

    whole: int
    lacking: int
    share: Decimal | None
    gaps: list[Gap]
    province: Gap | None


def quality(scope: Scope, counts: Counts) -> Quality:
    """The gaps of a period's dossiers."""
    gaps = [_gap(scope, key) for key in FACTS]
    lacking = _any(scope) if sum(gap.dossiers > 0 for gap in gaps) > 1 else max(gap.dossiers for gap in gaps)
    share = rate(lacking, counts.total_received)
    known = _gap(scope, PROVINCE) if _province_tells(scope) else None
    return Quality(counts.total_received, lacking, share, gaps, known)


def _gap(scope: Scope, key: str) -> Gap:
    lack = LACKS[key]
    return Gap(key, lack.words, lack.within, count(scope, Which(lack.within, lacks=key)))


def _any(scope: Scope) -> int:
    entry, payment, result = (LACKS[key].condition(scope) for key in FACTS)
    ended = (scope.end >= scope.period.begins) & (scope.end < scope.period.over)
    either = entry | payment | (result & ended)
    return count(replace(scope, narrowed=(*scope.narrowed, either)), Which())


def _province_tells(scope: Scope) -> bool:
    sources = Source.select(Source.id).where(Source.centre == scope.centre, Source.kind == Source.PROVINCE)
    return Claim.select(Claim.id).where(Claim.centre == scope.centre, Claim.source.in_(sources)).limit(1).exists()
