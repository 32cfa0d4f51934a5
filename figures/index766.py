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
from figures.feedback import FeedbackCounts, feedback_counts
from figures.rates import HUNDRED, Number
from figures.registers import SATISFIED, Entered, entered, satisfaction
from figures.timeliness import Timeliness, judge, late
from models.claim import Claim
from models.dossier import Dossier
from models.source import Source

N_ = str  # marks a sentence for pybabel, which knows this name
LABEL = N_("ước tính nội bộ")
CENT = Decimal("0.01")
ONLINE_FULL, USUAL_FULL, CONTENT_FULL = 50, 80, 90  # percent that earns all the points


@dataclass(frozen=True)
class Shape:
    """What a part is: `number` as the decision counts it, "" where our source does not say. `most`: its points."""

    key: str
    number: str
    name: str
    most: int
    formula: str = ""
    full_at: int = 100  # percent


GROUPS: tuple[tuple[str, tuple[Shape, ...]], ...] = (
    (
        N_("Công khai, minh bạch"),
        (
            Shape("announced", "1.1", N_("Thủ tục công bố đúng hạn"), 6),
            Shape("disclosed", "1.2", N_("Thủ tục cập nhật, công khai đúng hạn"), 4),
            Shape("complete", "1.3", N_("Thủ tục công khai đủ nội dung"), 2),
            Shape(
                "synchronised",
                "1.4",
                N_("Hồ sơ đồng bộ lên Cổng Dịch vụ công Quốc gia"),
                6,
                N_("Hồ sơ tiếp nhận trong kỳ có trong tệp của Cổng ÷ hồ sơ tiếp nhận trong kỳ."),
            ),
        ),
    ),
    (
        N_("Tiến độ giải quyết"),
        (
            Shape(
                "progress",
                "2.1",
                N_("Hồ sơ xử lý đúng tiến độ"),
                20,
                N_(
                    "(Kết thúc đúng hạn + đang giải quyết trong hạn) ÷ (tiếp nhận trong kỳ + kỳ trước chuyển sang). "
                    "Yêu cầu bổ sung quá một lần là trễ hạn; đang chờ bổ sung lần đầu thì tính đến ngày yêu cầu; "
                    "không có ngày hẹn thì tính theo thời hạn của thủ tục; hẹn lại vẫn là trễ."
                ),
            ),
        ),
    ),
    (
        N_("Cung cấp dịch vụ công trực tuyến"),
        (
            Shape("online_offered", "3.1", N_("Phần 3.1 của Bộ chỉ số"), 4, full_at=USUAL_FULL),
            Shape(
                "online",
                "3.3",
                N_("Hồ sơ nộp trực tuyến"),
                4,
                N_("Tiếp nhận trực tuyến ÷ tiếp nhận trong kỳ; từ 50 phần trăm được đủ điểm."),
                ONLINE_FULL,
            ),
            Shape("online_used", "3.5", N_("Phần 3.5 của Bộ chỉ số"), 4, full_at=USUAL_FULL),
        ),
    ),
    (
        N_("Số hóa hồ sơ"),
        (
            Shape(
                "e_results",
                "",
                N_("Kết quả điện tử"),
                6,
                N_("Kết quả có tệp điện tử ÷ hồ sơ có kết quả phải số hóa."),
            ),
            Shape(
                "components",
                "",
                N_("Số hóa thành phần hồ sơ và kết quả"),
                4,
                N_("Hồ sơ số hóa cả đầu vào và kết quả ÷ hồ sơ có kết quả phải số hóa; từ 80 phần trăm được đủ điểm."),
                USUAL_FULL,
            ),
            Shape(
                "reuse",
                "4.3",
                N_("Khai thác, sử dụng lại dữ liệu số hóa"),
                2,
                N_("Hồ sơ có giấy tờ được dùng lại ÷ hồ sơ tiếp nhận trong kỳ; từ 80 phần trăm được đủ điểm."),
                USUAL_FULL,
            ),
            Shape("e_copies", "", N_("Chứng thực bản sao điện tử"), 2),
            Shape("shared", "", N_("Kết nối, chia sẻ dữ liệu"), 4),
            Shape("other_digital", "", N_("Các phần khác của nhóm"), 4),
        ),
    ),
    (
        N_("Thanh toán trực tuyến"),
        (
            Shape("payment_offered", "", N_("Phần thứ nhất (2 điểm)"), 2, full_at=USUAL_FULL),
            Shape("payment_used", "", N_("Phần thứ hai (2 điểm)"), 2, full_at=USUAL_FULL),
            Shape(
                "payment",
                "",
                N_("Hồ sơ thanh toán trực tuyến"),
                6,
                N_("Nộp phí trực tuyến ÷ hồ sơ phải nộp phí, không tính phí bằng 0; từ 80 phần trăm được đủ điểm."),
                USUAL_FULL,
            ),
        ),
    ),
    (
        N_("Mức độ hài lòng"),
        (
            Shape(
                "feedback",
                "5.2",
                N_("Phản ánh, kiến nghị trả lời đúng hạn"),
                6,
                N_("Trả lời hoặc từ chối đúng hạn ÷ phản ánh, kiến nghị đã đến hạn."),
            ),
            Shape("answers", "5.3", N_("Chất lượng trả lời phản ánh, kiến nghị"), 6),
            Shape(
                "content",
                "5.4",
                N_("Hài lòng trong tiếp nhận, giải quyết"),
                6,
                N_(
                    "100 − (tỷ lệ hồ sơ trễ hạn + tỷ lệ có phản ánh hoặc đánh giá chưa hài lòng), trên tổng số hồ sơ; "
                    "từ 90 phần trăm được đủ điểm."
                ),
                CONTENT_FULL,
            ),
        ),
    ),
)
SHAPES = {shape.key: shape for _, shapes in GROUPS for shape in shapes}
LISTED: dict[str, str] = {  # part → set of dossiers among which those that cost points are
    "synchronised": "received",
    "progress": "total",
    "online": "received",
    "e_results": "finished",
    "components": "finished",
    "reuse": "received",
    "payment": "total",
    "content": "total",
}


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
        "payment": lambda: (Dossier.fee > 0) & ~_yes(Dossier.paid_online),
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
    for chosen in (scope.received, scope.carried_over):
        columns = fn.COUNT(Dossier.id), fn.COUNT(Dossier.paid_online), _count(Dossier.paid_online)
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
