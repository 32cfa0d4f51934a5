"""Lists within a text, `{danh_muc:linh_vuc}`: as many lines as the period has of them, none when it has none."""

from collections.abc import Callable, Iterator

from figures import register_words as words
from figures import verdict
from figures.counts import Counts
from figures.measure_names import NAMES, name_of
from figures.register_words import TARGETED
from models.register import Feedback, GuideReason
from reports import links
from reports.blocks import Figure, Run
from reports.findings import Findings
from reports.notes import lowered, told_by
from reports.placeholders import LIST
from reports.sentences import Find, Slot, Value
from reports.values import Values, missing

Line = tuple[str | Run, ...]


def finder(findings: Findings) -> Find:
    """What every name of the closed list stands for in this period."""
    values = Values(findings)

    def find(slot: Slot) -> Value:
        if slot.name != LIST:
            return values.find(slot)
        if slot.what not in LINES:
            return missing(slot)
        lines = tuple(LINES[slot.what](values))
        return Value("; ".join("".join(_text(run) for run in line) for line in lines), lines=lines)

    return find


def _text(run: str | Run) -> str:
    return run if isinstance(run, str) else run.text


def _fields(values: Values) -> Iterator[Line]:
    for row in values.findings.whole.rows:
        if row.counts.total_received:
            yield _three(values, row.field, row.counts, row.field_id)


def _blocks(values: Values) -> Iterator[Line]:
    for one in values.findings.tables:
        if one.block:
            yield _three(values, one.block, one.total, None)


def _three(values: Values, name: str, counts: Counts, field: int | None) -> Line:
    def said(key: str) -> Run | str:
        text = values.said(values.number(key, counts))
        href = values.list_of(key, counts, field) if field else None
        return Figure(text, f"{key}:{name}", href)

    return (
        f"{name}: tiếp nhận ",
        said("total_received"),
        " hồ sơ, đã giải quyết ",
        said("finished"),
        " hồ sơ, đang giải quyết ",
        said("pending"),
        " hồ sơ",
    )


def _late_fields(values: Values) -> Iterator[Line]:
    for row in values.findings.whole.rows:
        late, overdue = row.counts.late, row.counts.pending_overdue
        parts: list[str | Run] = []
        for number, key, before in ((late, "late", "trả quá hạn "), (overdue, "pending_overdue", "đang quá hạn ")):
            if number:
                href = values.list_of(key, row.counts, row.field_id)
                parts += [
                    ", " if parts else "",
                    before,
                    Figure(values.said(number), f"{key}:{row.field}", href),
                    " hồ sơ",
                ]
        if parts:
            yield (f"{row.field}: ", *parts)


def _targets(values: Values, missed_only: bool = False) -> Iterator[Line]:
    """Those of the whole centre, then those that one field has of its own."""
    found = values.findings
    asked = [("", key) for key in dict.fromkeys((*TARGETED, *NAMES))]
    for field, key in (*asked, *found.told_apart()):
        rate, target = found.of(field).rates.get(key), found.target(key, field)
        if rate is None or rate.value is None or target is None or (field and not found.has_target(key, field)):
            continue
        if not (verdict.reached(rate, target) and missed_only):
            most = "không quá " if key in words.AT_MOST else ""
            at, keyed = (f"{field}, ", f"{key}/{field}") if field else ("", key)
            said = Figure(rate.said, keyed, values.source_of(key, field))
            href = links.register("targets", found.period)
            told = Figure(verdict.verdict(rate, target), f"dat:{keyed}", href)
            name = name_of(key, found.profile)
            planned = f" (chỉ tiêu {most}{values.percent(target)}, "
            yield f"{at}{lowered(name) if at else name}: ", said, planned, told, ")"


def _feedback(values: Values) -> Iterator[Line]:
    href = links.register("feedback", values.findings.period)
    for source in Feedback.SOURCES:
        if number := values.findings.feedback.count(source=source):
            yield f"{words.SOURCES[source]}: ", Figure(values.said(number), f"phan_anh:{source}", href), " ý kiến"


def _incidents(values: Values) -> Iterator[Line]:
    for one in values.findings.incidents:
        yield (one.sentence.removesuffix("."),)


def _reasons(values: Values) -> Iterator[Line]:
    href = links.register("guide-reasons", values.findings.period)
    for reason in GuideReason.REASONS:
        if number := values.findings.reasons.counts[reason]:
            said = Figure(values.said(number), f"huong_dan:{reason}", href)
            yield f"{words.GUIDE_REASONS[reason]}: ", said, " lượt"


def _excluded(values: Values) -> Iterator[Line]:
    for name in values.findings.profile.digitised_result_exclusions:
        yield (name,)


def _entered(values: Values) -> Iterator[Line]:
    found = values.findings
    for field in ("", *found.fields):
        for key, figure in found.of(field).entered.items():
            at = f"{field}, " if field else ""
            yield (f"{at}{NAMES.get(key, key)}: {values.entered_said(figure)} ({told_by(figure)})",)


LINES: dict[str, Callable[[Values], Iterator[Line]]] = {
    "linh_vuc": _fields,
    "linh_vuc_qua_han": _late_fields,
    "khoi": _blocks,
    "chi_tieu": _targets,
    "chi_tieu_chua_dat": lambda values: _targets(values, missed_only=True),
    "phan_anh": _feedback,
    "su_co": _incidents,
    "huong_dan": _reasons,
    "loai_tru": _excluded,
    "nhap_tay": _entered,
}
