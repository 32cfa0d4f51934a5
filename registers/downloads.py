"""The registers as csv files. What is wiped on the screen, or told only in sums, is in no file either."""

from collections.abc import Callable, Iterator, Sequence

from dossiers.calendar import WorkingDays
from figures import registers as figures
from figures.feedback import clocks, is_in_time
from figures.measure_names import NAMES
from figures.period import Period
from figures.rates import printed
from figures.register_words import GUIDE_REASONS, SOURCES, STATES, TOTALS, VISIT_REASONS, VISIT_STATES
from figures.satisfaction import satisfaction, satisfaction_by_field
from models.base import today
from models.centre import Centre
from registers import listing, totals
from registers.rows import fields

Sheet = tuple[Sequence[str], Iterator[Sequence[object]]]
WITHOUT_FIELD = "Không ghi lĩnh vực"


def _feedback(centre: Centre, period: Period) -> Sheet:
    heads = ("Nguồn", "Mã", "Lĩnh vực", "Nội dung", "Ngày nhận", "Hạn trả lời", "Tình trạng", "Ngày hỏi thêm")
    days, day = WorkingDays.of(centre), today()
    return (*heads, "Ngày trả lời", "Ngày công khai", "Hạn từ chối", "Đúng hạn"), (
        (
            SOURCES[row.source],
            row.code,
            row.field.name if row.field else None,
            row.summary,
            row.received_on,
            row.due_on,
            STATES[row.state],
            row.asked_on,
            row.answered_on,
            row.published_on,
            clocks(row, days).refuse_by,
            "có" if is_in_time(row, day, days) else "không",
        )
        for row in listing.feedback(centre, period)
    )


def _satisfaction(centre: Centre, period: Period) -> Sheet:
    names = {field.id: field.name for field in fields(centre)}
    told = [
        (names.get(field_id or 0, WITHOUT_FIELD), found)
        for field_id, found in satisfaction_by_field(centre, period).items()
    ]
    told.append(("Tổng cộng", satisfaction(centre, period)))
    return ("Lĩnh vực", "Số phiếu", "Hài lòng và rất hài lòng", "Tỷ lệ"), (
        (name, found.n, found.satisfied, found.printed) for name, found in told
    )


def _incidents(centre: Centre, period: Period) -> Sheet:
    return ("Hệ thống", "Từ", "Đến", "Số hồ sơ ảnh hưởng", "Ghi chú", "Câu trong báo cáo"), (
        (row.system, _minute(row.began_at), _minute(row.ended_at), row.dossiers, row.note, figures.sentence_of(row))
        for row in listing.incidents(centre, period)
    )


def _visits(centre: Centre, period: Period) -> Sheet:
    return ("Ngày đề nghị", "Ngày hẹn", "Lý do", "Lĩnh vực", "Tình trạng", "Ngày kết thúc"), (
        (
            row.asked_on,
            row.planned_on,
            VISIT_REASONS[row.reason],
            row.field.name if row.field else None,
            VISIT_STATES[row.state],
            row.closed_on,
        )
        for row in listing.visits(centre, period)
    )


def _reasons(centre: Centre, period: Period) -> Sheet:
    found = figures.guide_reasons(centre, period)
    return ("Lý do", "Số lượt", "Tỷ lệ"), (
        (GUIDE_REASONS[reason], count, printed(found.share(reason))) for reason, count in found.counts.items()
    )


def _entered(centre: Centre, period: Period) -> Sheet:
    heads = ("Số liệu", "Lĩnh vực", "Từ ngày", "Đến ngày", "Tử số", "Mẫu số", "Nguồn", "Ngày văn bản")
    return (*heads, "Người nhập", "Lúc nhập"), (
        (
            NAMES.get(row.key, row.key),
            row.field.name if row.field else None,
            row.first,
            row.last,
            row.numerator,
            row.denominator or None,
            row.source,
            row.dated_on,
            row.officer.name if row.officer else None,
            _minute(row.entered_at),
        )
        for row in listing.entered(centre, period)
    )


def _totals(centre: Centre, period: Period) -> Sheet:
    heads = ("Lĩnh vực", "Từ ngày", "Đến ngày", *TOTALS.values(), "Nguồn", "Ngày văn bản", "Người nhập")
    return heads, (
        (
            field.name,
            of.first,
            of.last,
            *(typed.numbers.get(name, 0) for name in TOTALS),
            typed.source,
            typed.dated_on,
            typed.author or None,
        )
        for field, of, typed in totals.listed(centre, period)
    )


def _minute(moment) -> str | None:
    return None if moment is None else moment.isoformat(" ", "minutes")


SHEETS: dict[str, tuple[str, Callable[[Centre, Period], Sheet]]] = {  # register → name of its file, what is in it
    "feedback": ("PhanAnhKienNghi", _feedback),
    "satisfaction": ("MucDoHaiLong", _satisfaction),
    "incidents": ("SuCoHeThong", _incidents),
    "home-visits": ("PhucVuTaiNha", _visits),
    "guide-reasons": ("LyDoHuongDan", _reasons),
    "entered-figures": ("SoLieuNhap", _entered),
    "totals": ("SoTongHop", _totals),
}
