"""The measures of a report: each a numerator of a denominator, chosen by the profile and printed as it says.

Source of the definitions and of their bases: docs/decisions.md, "Measures and their bases".
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from figures.counts import NONE, Counts, Scope, counts
from figures.facts import NO_FACTS, NO_RESULTS, Facts, Results, facts, results
from figures.parts import PARTITIONS
from figures.profile import Profile
from figures.rates import HUNDRED, Number, printed, rate


@dataclass(frozen=True)
class Share:
    """So many of so many, and of what: `of` is a key of OF."""

    part: Number
    whole: Number
    of: str


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


@dataclass(frozen=True)
class Evidence:
    """All that measures are made of, for one group of dossiers."""

    counts: Counts = NONE
    in_period: Facts = NO_FACTS
    carried_over: Facts = NO_FACTS
    finished: Facts = NO_FACTS
    results: Results = NO_RESULTS
    others: tuple[tuple[str, Share], ...] = ()  # measures that are not made of dossiers, and those typed in

    def of(self, base: str) -> Facts:
        """The facts of the set that a base names."""
        return {"in_period": self.in_period, "finished": self.finished}.get(base, self.in_period + self.carried_over)


NAMES = {
    "online_rate": "Tỷ lệ hồ sơ trực tuyến",
    "finish_rate": "Tỷ lệ đã giải quyết",
    "on_time_rate": "Tỷ lệ trả đúng và trước hạn",
    "progress_rate": "Tỷ lệ đúng tiến độ",
    "late_rate": "Tỷ lệ quá hạn",
    "refused_rate": "Tỷ lệ từ chối",
    "withdrawn_rate": "Tỷ lệ rút",
    "stopped_rate": "Tỷ lệ dừng giải quyết",
    "supplement_rate": "Tỷ lệ yêu cầu bổ sung",
    "pending_rate": "Tỷ lệ đang giải quyết",
    "pending_in_time_rate": "Tỷ lệ đang giải quyết trong hạn",
    "pending_overdue_rate": "Tỷ lệ đang giải quyết quá hạn",
    "payment_rate": "Tỷ lệ thanh toán trực tuyến (hồ sơ)",
    "payment_money_rate": "Tỷ lệ thanh toán trực tuyến (số tiền)",
    "digitised_input_rate": "Tỷ lệ số hóa hồ sơ",
    "digitised_result_rate": "Tỷ lệ số hóa kết quả",
    "reuse_rate": "Tỷ lệ khai thác, tái sử dụng dữ liệu số hóa",
    "full_active_rate": "Tỷ lệ DVC toàn trình có phát sinh hồ sơ",
    "partial_active_rate": "Tỷ lệ DVC một phần có phát sinh hồ sơ",
    "feedback_on_time_rate": "Tỷ lệ phản ánh, kiến nghị trả lời đúng hạn",
    "satisfaction_rate": "Mức độ hài lòng",
}
OF = {
    "total": "tổng số hồ sơ tiếp nhận (3)",
    "in_period": "hồ sơ tiếp nhận trong kỳ",
    "finished": "hồ sơ đã giải quyết (7)",
    "resolved": "hồ sơ đã trả kết quả (8) + (9) + (10)",
    "in_time": "hồ sơ trả trước và đúng hạn (8) + (9)",
    "with_fee": "hồ sơ phải nộp phí, lệ phí",
    "money": "số tiền phí, lệ phí đã nộp",
    "procedures": "thủ tục của mức đó",
    "feedback": "phản ánh, kiến nghị đã đến hạn",
    "ratings": "lượt đánh giá",
    "entered": "theo số liệu nhập tay",
}


def measures(evidence: Evidence, profile: Profile) -> dict[str, Rate]:
    """Every measure of NAMES that the evidence tells of, in that order."""
    shares = {key: share(evidence, profile) for key, share in SHARES.items()} | dict(evidence.others)
    rates = {key: _rate(key, shares[key], profile) for key in NAMES if key in shares}
    return {key: _plugged(one, rates, profile) for key, one in rates.items()}


def gather(scope: Scope, others: tuple[tuple[str, Share], ...] = ()) -> Evidence:
    """The evidence of a scope, all groups together."""
    return Evidence(
        counts(scope).get(None, NONE),
        facts(scope, "in_period").get(None, NO_FACTS),
        facts(scope, "carried_over").get(None, NO_FACTS),
        facts(scope, "finished").get(None, NO_FACTS),
        results(scope).get(None, NO_RESULTS),
        others,
    )


def _rate(key: str, share: Share, profile: Profile) -> Rate:
    rounding = profile.rounding_for(key)
    value = rate(share.part, share.whole, rounding)
    return _with_value(Rate(key, share, value, value, "", ""), value, profile)


def _with_value(one: Rate, value: Decimal | None, profile: Profile) -> Rate:
    rounding = profile.rounding_for(one.key)
    sign, gap = profile.decimal_sign, "\u00a0" if profile.percent_gap else ""
    return replace(one, value=value, printed=printed(value, rounding, sign), said=printed(value, rounding, sign, gap))


def _plugged(one: Rate, rates: dict[str, Rate], profile: Profile) -> Rate:
    """The rate as 100 − the printed other parts of its sum, where the profile has it make up the rest."""
    if profile.rounding_for(one.key).mode != "plug" or one.value is None:
        return one
    others = PARTITIONS[one.key, profile.base(one.key)]
    rest = HUNDRED - sum((rates[key].value or Decimal(0) for key in others), Decimal(0))
    return _with_value(one, rest, profile)


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
        return _of_total(*names)(evidence, profile)

    return share


def _online(evidence: Evidence, profile: Profile) -> Share:
    found = evidence.counts
    if profile.base("online_rate") == "in_period":
        return Share(found.online, found.received, "in_period")
    carried = found.carried_over if profile.carried_over_as_online else 0
    if not profile.carried_over_shown:
        carried = found.carried_online
    return Share(found.online + carried, found.total_received, "total")


def _on_base(found: Counts, base: str) -> tuple[int, str]:
    return {"resolved": found.resolved, "finished": found.finished}.get(base, found.total_received), base


def _on_time(evidence: Evidence, profile: Profile) -> Share:
    found = evidence.counts
    return Share(found.early + found.on_time, *_on_base(found, profile.base("on_time_rate")))


def _late(evidence: Evidence, profile: Profile) -> Share:
    found = evidence.counts
    part = found.late + (found.pending_overdue if profile.late_includes_overdue else 0)
    return Share(part, *_on_base(found, profile.base("on_time_rate")))


def _progress(evidence: Evidence, profile: Profile) -> Share:
    return _of_total("early", "on_time", *_in_time(profile))(evidence, profile)


def _in_time(profile: Profile) -> tuple[str, ...]:
    duty = () if profile.duty_shown else ("duty_waiting",)
    papers = () if profile.supplement_mode == "leaf" else ("supplement_waiting",)
    return ("pending_in_time", *duty, *papers)


def _pending_in_time(evidence: Evidence, profile: Profile) -> Share:
    return _of_total(*_in_time(profile))(evidence, profile)


def _supplement(evidence: Evidence, profile: Profile) -> Share:
    name = {"leaf": ("supplement_waiting",), "flow": ("supplement_asked",), "hidden": ()}[profile.supplement_mode]
    return _of_total(*name)(evidence, profile)


def _payment(evidence: Evidence, profile: Profile) -> Share:
    found = evidence.of(profile.base("payment_rate"))
    return Share(found.paid_online, found.with_fee, "with_fee")


def _payment_money(evidence: Evidence, profile: Profile) -> Share:
    found = evidence.of(profile.base("payment_money_rate"))
    return Share(found.money_online, found.money_paid, "money")


def _digitised_input(evidence: Evidence, profile: Profile) -> Share:
    base = profile.base("digitised_input_rate")
    return Share(evidence.of(base).digitised_input, evidence.of(base).dossiers, base)


def _digitised_result(evidence: Evidence, profile: Profile) -> Share:
    found = evidence.results
    if profile.base("digitised_result_rate") == "in_time":
        return Share(found.in_time_digitised, found.in_time, "in_time")
    return Share(found.resolved_digitised, found.resolved, "resolved")


def _reuse(evidence: Evidence, profile: Profile) -> Share:
    base = profile.base("reuse_rate")
    return Share(evidence.of(base).reused, evidence.of(base).dossiers, base)


SHARES: dict[str, Callable[[Evidence, Profile], Share]] = {
    "online_rate": _online,
    "finish_rate": lambda evidence, profile: Share(
        _finished_inside(evidence.counts, profile), evidence.counts.total_received, "total"
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


def _finished_inside(found: Counts, profile: Profile) -> int:
    """(7) as the profile draws it: what it leaves outside is printed beside."""
    left_out = {"refused", "withdrawn"} - set(profile.finished_includes)
    outside = sum(getattr(found, name) for name in left_out)
    return found.finished - outside - (found.stopped if profile.stopped_bucket in left_out else 0)
