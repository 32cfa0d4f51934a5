"""The columns of the table, as a profile lays them out: the default is the form of 16 columns.

A column is the sum of some counts, so that each count stands in exactly one leaf whatever the layout.
Form: Thông tư 01/2020/TT-VPCP, annex, with the columns refused, withdrawn and supplement that centres print.
"""

from dataclasses import dataclass, replace

from figures.counts import CARRIED, Counts
from figures.profile import Profile

RECEIVED, FINISHED, REFUSED, PENDING, BESIDE = "received", "finished", "not_resolved", "pending", "beside"
GROUPS = {
    RECEIVED: "TIẾP NHẬN",
    FINISHED: "ĐÃ GIẢI QUYẾT",
    REFUSED: "KHÔNG GIẢI QUYẾT",
    PENDING: "ĐANG GIẢI QUYẾT",
    BESIDE: "TRONG KỲ",
}
FIRST_NUMBER = 3  # (1) and (2) are the row's number and field


@dataclass(frozen=True)
class Column:
    """One column of figures. `parts` are the keys that add up to it; empty for a leaf."""

    number: int
    key: str
    group: str
    label: str
    meaning: str
    counts: tuple[str, ...]
    parts: tuple[str, ...] = ()

    def of(self, counts: Counts) -> int:
        """Its number of dossiers in a row."""
        return sum(getattr(counts, name) for name in self.counts)


@dataclass(frozen=True)
class _Leaf:
    key: str
    label: str
    meaning: str
    counts: tuple[str, ...]


@dataclass(frozen=True)
class _Sum:
    """A group's whole. `nowhere` are counts that belong to it and to none of its leaves: the check I1 or I2 names them,
    since what a file tells in a word nobody knows must not be lost in silence."""

    key: str
    meaning: str
    nowhere: tuple[str, ...] = ()


ONLINE = ("online",)
OFFLINE = ("direct", "postal")


def layout(profile: Profile) -> list[Column]:
    """The columns from (3) on, numbered as they are printed."""
    received, finished = _received(profile), _finished(profile)
    outside, pending, beside = _outside(profile), _pending(profile), _beside(profile)
    columns: list[Column] = []
    came = "Hồ sơ tiếp nhận trong kỳ và từ kỳ trước chuyển sang"
    nowhere = () if profile.carried_over_shown else ("carried_unknown",)
    _add(columns, RECEIVED, received, _Sum("total_received", came, ("unknown_channel", *nowhere)))
    _add(columns, FINISHED, finished, _Sum("finished", "Kết thúc trong kỳ", ("unknown_outcome",)))
    _add(columns, REFUSED, outside)
    standing = "Chưa kết thúc tính đến ngày tính, kể cả hồ sơ kết thúc sau ngày đó"
    _add(columns, PENDING, pending, _Sum("pending", standing))
    _add(columns, BESIDE, beside)
    own = profile.labels
    return [replace(column, label=own.get(column.key, column.label)) for column in columns]  # type: ignore[call-overload]


def _add(columns: list[Column], group: str, leaves: list[_Leaf], whole: _Sum | None = None) -> None:
    """The group's sum, where it has one, and its leaves after it."""
    number = FIRST_NUMBER + len(columns)
    if whole is not None:
        counts = (*(name for leaf in leaves for name in leaf.counts), *whole.nowhere)
        added = " + ".join(f"({number + place})" for place in range(1, len(leaves) + 1))
        parts = tuple(leaf.key for leaf in leaves)
        columns.append(Column(number, whole.key, group, "Tổng số", f"{whole.meaning}: {added}.", counts, parts))
        number += 1
    columns += [
        Column(number + place, leaf.key, group, leaf.label, leaf.meaning, leaf.counts)
        for place, leaf in enumerate(leaves)
    ]


def _received(profile: Profile) -> list[_Leaf]:
    online: tuple[str, ...] = ONLINE
    offline: tuple[str, ...] = OFFLINE
    if not profile.carried_over_shown:
        online, offline = (*ONLINE, "carried_online"), (*OFFLINE, "carried_direct", "carried_postal")
    leaves = [
        _Leaf("online", "Trực tuyến", "Tiếp nhận từ ngày đầu đến ngày cuối kỳ, nộp trực tuyến.", online),
        _Leaf("direct", "Trực tiếp, BCCI", "Tiếp nhận trong kỳ, nộp trực tiếp hoặc qua bưu chính công ích.", offline),
    ]
    if profile.carried_over_shown:
        meaning = "Tiếp nhận trước kỳ và chưa kết thúc trước ngày đầu kỳ."
        leaves.append(_Leaf("carried_over", "Từ kỳ trước", meaning, CARRIED))
    return leaves


def _finished(profile: Profile) -> list[_Leaf]:
    early = "Có kết quả trước ngày hẹn trả. Ngày hẹn trả được cộng số ngày làm việc đã tạm dừng."
    on_time = "Có kết quả đúng ngày hẹn trả, hoặc thủ tục không có ngày hẹn."
    both = "Có kết quả trước hoặc đúng ngày hẹn trả, hoặc thủ tục không có ngày hẹn."
    leaves = {
        "apart": [
            _Leaf("early", "Trước hạn", early, ("early",)),
            _Leaf("on_time", "Đúng hạn", on_time, ("on_time",)),
        ],
        "merged": [_Leaf("early", "Trước và đúng hạn", both, ("early", "on_time"))],
        "early_only": [_Leaf("early", "Trước hạn", both, ("early", "on_time"))],
    }[profile.on_time_split]
    leaves.append(_Leaf("late", "Quá hạn", "Có kết quả sau ngày hẹn trả.", ("late",)))
    return leaves + [leaf for leaf in _not_resolved(profile) if leaf.key in _inside(profile)]


def _outside(profile: Profile) -> list[_Leaf]:
    return [leaf for leaf in _not_resolved(profile) if leaf.key not in _inside(profile)]


def _inside(profile: Profile) -> set[str]:
    return {*profile.finished_includes, "stopped"}


def _not_resolved(profile: Profile) -> list[_Leaf]:
    def with_stopped(bucket: str) -> tuple[str, ...]:
        return (bucket, "stopped") if profile.stopped_bucket == bucket else (bucket,)

    refused = "Từ chối, không giải quyết"
    leaves = [
        _Leaf(
            "refused",
            "Từ chối",
            f"{refused} hoặc dừng giải quyết trong kỳ."
            if profile.stopped_bucket == "refused"
            else f"{refused} trong kỳ.",
            with_stopped("refused"),
        ),
        _Leaf("withdrawn", "Rút", "Người nộp rút hồ sơ, hoặc hồ sơ được trả lại.", with_stopped("withdrawn")),
    ]
    if profile.stopped_bucket == "own":
        leaves.append(_Leaf("stopped", "Dừng giải quyết", "Cơ quan dừng giải quyết trong kỳ.", ("stopped",)))
    return leaves


def _pending(profile: Profile) -> list[_Leaf]:
    in_time: tuple[str, ...] = ("pending_in_time",)
    waiting = ""
    if not profile.duty_shown:
        in_time, waiting = (*in_time, "duty_waiting"), " đang chờ nghĩa vụ tài chính;"
    if profile.supplement_mode != "leaf":
        in_time, waiting = (*in_time, "supplement_waiting"), f"{waiting} đang chờ bổ sung giấy tờ;"
    meaning = f"Chưa đến hạn hoặc đến hạn đúng ngày tính;{waiting} không có ngày hẹn."
    leaves = [
        _Leaf("pending_in_time", "Trong hạn", meaning, in_time),
        _Leaf("pending_overdue", "Quá hạn", "Ngày hẹn trả trước ngày tính, không đang tạm dừng.", ("pending_overdue",)),
    ]
    if profile.supplement_mode == "leaf":
        meaning = "Đang tạm dừng để người nộp bổ sung giấy tờ."
        leaves.append(_Leaf("supplement_waiting", "Yêu cầu bổ sung", meaning, ("supplement_waiting",)))
    if profile.duty_shown:
        meaning = "Đang tạm dừng để người nộp thực hiện nghĩa vụ tài chính."
        leaves.append(_Leaf("duty_waiting", "Nghĩa vụ tài chính", meaning, ("duty_waiting",)))
    return leaves


def _beside(profile: Profile) -> list[_Leaf]:
    if profile.supplement_mode != "flow":
        return []
    meaning = "Hồ sơ được yêu cầu bổ sung trong kỳ, dù nay đã bổ sung hay chưa; không cộng vào tổng nào."
    return [_Leaf("supplement_asked", "Yêu cầu bổ sung", meaning, ("supplement_asked",))]
