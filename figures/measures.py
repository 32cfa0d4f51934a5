"""The measures of a report: each a numerator of a denominator, chosen by the profile and printed as it says.

Source of the definitions and of their bases: docs/decisions.md, "Measures and their bases".
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from figures.counts import CARRIED, Counts
from figures.evidence import NOT_APART, Evidence, Share
from figures.facts import Results
from figures.measure_names import NAMES, of_base
from figures.parts import others
from figures.profile import Profile
from figures.rates import HUNDRED, printed, rate


@dataclass(frozen=True)
class Rate:
    """A measure of one period. `value` is in percent, cut to its digits; None of nothing.

    `honest` is what the two numbers give by plain rounding; it differs from `value` where that is a plug.
    """

    key: str
    share: Share
    value: Decimal | None
    honest: Decimal | None
    printed: str  # "98,4%"
    said: str  # "98,4 %", for sentences

    @property
    def follows(self) -> bool:
        """Whether the printed figure can be had from its counts."""
        return self.value == self.honest


def measures(evidence: Evidence, profile: Profile) -> dict[str, Rate]:
    """Every measure of NAMES that the evidence tells of, in that order."""
    shares = {key: share(evidence, profile) for key, share in (SHARES | PARTS).items()} | dict(evidence.others)
    rates = {key: rate_of(key, share, profile) for key, share in shares.items()}
    return {key: _plugged(rates[key], rates, profile) for key in NAMES if key in rates}


def rate_of(key: str, share: Share, profile: Profile) -> Rate:
    """A share as the profile prints that measure."""
    rounding = profile.rounding_for(key)
    value = rate(share.part, share.whole, rounding)
    return _with_value(Rate(key, share, value, value, "", ""), value, profile)


def _with_value(one: Rate, value: Decimal | None, profile: Profile) -> Rate:
    rounding = profile.rounding_for(one.key)
    sign, gap = profile.decimal_sign, "\u00a0" if profile.percent_gap else ""
    return replace(one, value=value, printed=printed(value, rounding, sign), said=printed(value, rounding, sign, gap))


def _plugged(one: Rate, rates: dict[str, Rate], profile: Profile) -> Rate:
    """The rate as 100 − the printed other parts of its sum, where the profile has it make up the rest; never less than
    nothing."""
    parts = others(profile, one.key) if profile.rounding_for(one.key).mode == "plug" else None
    if parts is None or one.value is None or one.share.of == "entered":
        return one
    rest = HUNDRED - sum((rates[key].value or Decimal(0) for key in parts), Decimal(0))
    return _with_value(one, max(rest, Decimal(0)), profile)


def _of_total(*names: str) -> Callable[[Evidence, Profile], Share]:
    def share(evidence: Evidence, profile: Profile) -> Share:
        return Share(_sum(evidence.counts, names), evidence.counts.total_received, "total")

    return share


def _sum(found: Counts, names: tuple[str, ...]) -> int:
    return sum(getattr(found, name) for name in names)


def _stopped_in(bucket: str) -> Callable[[Evidence, Profile], Share]:
    def share(evidence: Evidence, profile: Profile) -> Share:
        also = ("stopped",) if profile.stopped_bucket == bucket else ()
        names = also if bucket == "own" else (bucket, *also)
        return _of_total(*names)(evidence, profile) if names else NOT_APART

    return share


def _online(evidence: Evidence, profile: Profile) -> Share:
    found = evidence.counts
    if profile.base("online_rate") == "in_period":
        return Share(found.online, found.received, "in_period")
    carried = found.carried_over if profile.carried_over_as_online else 0
    if not profile.carried_over_shown:
        carried = found.carried_online
    return Share(found.online + carried, found.total_received, "total")


def _direct(evidence: Evidence, profile: Profile) -> Share:
    found = evidence.counts
    if profile.base("online_rate") == "in_period":
        return Share(found.direct + found.postal, found.received, "in_period")
    carried = 0 if profile.carried_over_shown else found.carried_direct + found.carried_postal
    return Share(found.direct + found.postal + carried, found.total_received, "total")


def _on_base(found: Counts, profile: Profile) -> tuple[int, str]:
    base = profile.base("on_time_rate")
    wholes = {"resolved": found.resolved, "finished": finished_inside(found, profile)}
    return wholes.get(base, found.total_received), base


def _on_time(evidence: Evidence, profile: Profile) -> Share:
    found = evidence.counts
    return Share(found.early + found.on_time, *_on_base(found, profile))


def _late(evidence: Evidence, profile: Profile) -> Share:
    found = evidence.counts
    part = found.late + (found.pending_overdue if profile.late_includes_overdue else 0)
    return Share(part, *_on_base(found, profile))


def _progress(evidence: Evidence, profile: Profile) -> Share:
    return _of_total("early", "on_time", *_in_time(profile))(evidence, profile)


def _in_time(profile: Profile) -> tuple[str, ...]:
    duty = () if profile.duty_shown else ("duty_waiting",)
    papers = () if profile.supplement_mode == "leaf" else ("supplement_waiting",)
    return ("pending_in_time", *duty, *papers)


def _pending_in_time(evidence: Evidence, profile: Profile) -> Share:
    return _of_total(*_in_time(profile))(evidence, profile)


def _supplement(evidence: Evidence, profile: Profile) -> Share:
    count = profile.supplement_count
    return _of_total(count)(evidence, profile) if count else NOT_APART


def _payment(evidence: Evidence, profile: Profile) -> Share:
    base = profile.base("payment_rate")
    found = evidence.of(base)
    return Share(found.paid_online, found.with_fee, of_base("payment_rate", base))


def _payment_money(evidence: Evidence, profile: Profile) -> Share:
    base = profile.base("payment_money_rate")
    found = evidence.of(base)
    return Share(found.money_online, found.money_paid, of_base("payment_money_rate", base))


def _digitised_input(evidence: Evidence, profile: Profile) -> Share:
    base = profile.base("digitised_input_rate")
    return Share(evidence.of(base).digitised_input, evidence.of(base).dossiers, base)


def _digitised_result(evidence: Evidence, profile: Profile) -> Share:
    return _files(evidence.results, profile)


def _files(found: Results, profile: Profile) -> Share:
    if profile.base("digitised_result_rate") == "in_time":
        return Share(found.in_time_digitised, found.in_time, "in_time")
    return Share(found.resolved_digitised, found.resolved, "resolved")


def with_excluded(evidence: Evidence, profile: Profile) -> Rate | None:
    """digitised_result_rate as if the profile left out no procedure, to be printed beside it; None where nothing was
    left out."""
    key = "digitised_result_rate"
    if not evidence.results.excluded:
        return None
    return rate_of(key, _files(evidence.results.with_excluded, profile), profile)


def _reuse(evidence: Evidence, profile: Profile) -> Share:
    base = profile.base("reuse_rate")
    return Share(evidence.of(base).reused, evidence.of(base).dossiers, base)


SHARES: dict[str, Callable[[Evidence, Profile], Share]] = {
    "online_rate": _online,
    "finish_rate": lambda evidence, profile: Share(
        finished_inside(evidence.counts, profile), evidence.counts.total_received, "total"
    ),
    "on_time_rate": _on_time,
    "progress_rate": _progress,
    "late_rate": _late,
    "refused_rate": _stopped_in("refused"),
    "withdrawn_rate": _stopped_in("withdrawn"),
    "stopped_rate": _stopped_in("own"),
    "supplement_rate": _supplement,
    "pending_rate": _of_total("pending"),
    "pending_in_time_rate": _pending_in_time,
    "pending_overdue_rate": _of_total("pending_overdue"),
    "payment_rate": _payment,
    "payment_money_rate": _payment_money,
    "digitised_input_rate": _digitised_input,
    "digitised_result_rate": _digitised_result,
    "reuse_rate": _reuse,
}
PARTS: dict[str, Callable[[Evidence, Profile], Share]] = {  # of a sum of 100 %; no measures by themselves
    "direct_rate": _direct,
    "carried_over_rate": _of_total(*CARRIED),
    "duty_rate": _of_total("duty_waiting"),
}


def finished_inside(found: Counts, profile: Profile) -> int:
    """(7) as the profile draws it: what it leaves outside is printed beside."""
    left_out = {"refused", "withdrawn"} - set(profile.finished_includes)
    outside = sum(getattr(found, name) for name in left_out)
    return found.finished - outside - (found.stopped if profile.stopped_bucket in left_out else 0)
