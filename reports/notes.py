"""What a report says of its own figures: of what a rate is a share, what was left out, what came from elsewhere."""

from collections import Counter
from collections.abc import Iterable, Iterator

from figures.known import PAYMENTS
from figures.measure_names import NAMES, OF, name_of
from figures.measures import with_excluded
from figures.rates import printed
from figures.registers import Entered
from figures.typed_totals import TypedTotals
from models.register import Feedback
from reports.blocks import Note, note
from reports.findings import Findings
from reports.placeholders import ENTERED, MEASURE_OF, of_field
from reports.values import MISSING, Values

INCIDENTS_SAID = 5


def notes_of(keys: Iterable[str], findings: Findings) -> Iterator[Note]:
    """Notes under a section in which these figures are printed."""
    keys = list(keys)
    named = list(dict.fromkeys(measure for key in keys if (measure := measured_by(key)[0])))
    whole = [measure for measure in named if any(measured_by(key) == (measure, "") for key in keys)]
    said = [
        *_bases(named, findings),
        *_roundings(whole, findings),
        *_readings(named, findings),
        *_exclusions(whole, findings),
        *_untold(whole, findings),
        *_known(named, findings),
        *_typed(keys, findings),
    ]
    for number, sentence in enumerate(said):
        yield note(sentence if number else f"Ghi chú: {lowered(sentence)}")


def general_notes(findings: Findings, remark: str) -> Iterator[Note]:
    """Notes on the dossiers as a whole, and why the report goes out although a check fails."""
    said = Values(findings).said
    if count := findings.whole.latest_only:
        yield note(
            f"Có {said(count)} hồ sơ nhập từ hệ thống khác được tính theo trạng thái mới nhất lúc xuất tệp, "
            "vì tệp không ghi các ngày ở giữa."
        )
    if count := findings.incomplete:
        yield note(f"Có {said(count)} hồ sơ ghi nhận tại quầy còn thiếu thông tin, chưa tính vào các tỷ lệ liên quan.")
    if typed := [*typed_totals_said(findings)]:
        yield note(f"{' '.join(typed)} Các hồ sơ này không có trong tỷ lệ thanh toán, số hóa và danh sách hồ sơ.")
    if remark:
        yield note(f"Số liệu chưa khớp: {remark}")


def typed_totals_said(findings: Findings) -> Iterator[str]:
    """Who says the totals of each field that no list of dossiers is behind."""
    said = Values(findings).said
    for row in findings.whole.rows:
        if typed := row.typed:
            yield f"{row.field}: có {said(typed.received)} hồ sơ nhập theo số tổng hợp, {told_by(typed)}."


def incidents_said(findings: Findings) -> Iterator[str]:
    """Footnotes of the table: when outside systems did not work, the first of them in full."""
    for one in findings.incidents[:INCIDENTS_SAID]:
        yield f"Sự cố hệ thống: {one.sentence}"
    if more := len(findings.incidents[INCIDENTS_SAID:]):
        yield f"Còn {more} lần sự cố hệ thống khác trong kỳ."


def measured_by(key: str) -> tuple[str, str]:
    """(measure, field) of a printed figure, "" where it is of none: "ty_le_thanh_toan:Đất đai", "dat:reuse_rate"."""
    name, _, what = key.partition(":")
    if name in MEASURE_OF:
        return MEASURE_OF[name], what
    measure, field = of_field(what or name)
    return (MEASURE_OF[measure], field) if measure in MEASURE_OF and name not in (ENTERED, MISSING) else ("", "")


def told_by(figure: Entered | TypedTotals) -> str:
    """Who says so: "nguồn: Báo cáo số 12/BC, ngày 01/12/2026, người nhập: Hà"."""
    author = f", người nhập: {figure.author}" if figure.author else ""
    return f"nguồn: {figure.source}, ngày {figure.dated_on:%d/%m/%Y}{author}"


def lowered(words: str) -> str:
    """The same within a sentence; an abbreviation keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _bases(measures: list[str], findings: Findings) -> Iterator[str]:
    """One sentence: of what most rates are a share, and which are not."""
    of = {key: findings.rates[key].share.of for key in measures if key in findings.rates}
    of = {key: base for key, base in of.items() if base != "entered"}
    if not of:
        return
    most, _ = Counter(of.values()).most_common(1)[0]
    others: dict[str, list[str]] = {}
    for key, base in of.items():
        if base != most:
            others.setdefault(base, []).append(lowered(name_of(key, findings.profile)))
    rest = "".join(f"; {', '.join(names)} tính trên {OF[base]}" for base, names in others.items())
    same = [lowered(name_of(key, findings.profile)) for key, base in of.items() if base == most]
    subject = same[0] if len(same) == 1 else "các tỷ lệ"
    yield f"{subject[0].upper()}{subject[1:]} tính trên {OF[most]}{rest}."


def _roundings(measures: list[str], findings: Findings) -> Iterator[str]:
    profile = findings.profile
    for key in measures:
        found = findings.rates.get(key)
        if found is None or found.value is None or profile.rounding_for(key).mode != "plug":
            continue
        plain = printed(found.honest, profile.rounding_for(key), profile.decimal_sign, "\u00a0")
        also = "" if found.follows else f" (chia trực tiếp: {plain})"
        yield f"{name_of(key, profile)} lấy 100\u00a0% trừ các tỷ lệ còn lại của cùng tổng{also}."


def _readings(measures: list[str], findings: Findings) -> Iterator[str]:
    profile, feedback = findings.profile, findings.feedback
    if "late_rate" in measures and profile.late_includes_overdue:
        yield "Tỷ lệ quá hạn gồm cả hồ sơ đang giải quyết quá hạn (15)."
    if "online_rate" in measures and profile.carried_over_as_online:
        yield "Hồ sơ kỳ trước chuyển sang được tính là nộp trực tuyến."
    if {"on_time_rate", "late_rate"} & {*measures} and not profile.extended_counts_late:
        yield "Hồ sơ có văn bản xin lỗi và hẹn lại được tính theo ngày hẹn mới."
    open_in_time = feedback.count(state=Feedback.VERIFYING, in_time=True, carried_over=False)
    if "feedback_on_time_rate" in measures and profile.base("feedback_on_time_rate") == "in_period" and open_in_time:
        yield f"Mẫu số có cả {Values(findings).said(open_in_time)} phản ánh, kiến nghị đang xác minh, còn trong hạn."


def _exclusions(measures: list[str], findings: Findings) -> Iterator[str]:
    profile, left_out = findings.profile, findings.evidence.results.excluded
    full = with_excluded(findings.evidence, profile)
    if "digitised_result_rate" not in measures or not left_out or full is None:
        return
    said = Values(findings).said
    why = profile.exclusion_note or f"Không tính kết quả của: {', '.join(profile.digitised_result_exclusions)}"
    yield (
        f"{why.rstrip('.')} ({said(left_out)} kết quả); nếu tính cả, tỷ lệ là {full.said} "
        f"({said(full.share.part)}/{said(full.share.whole)})."
    )


def _untold(measures: list[str], findings: Findings) -> Iterator[str]:
    said = Values(findings).said
    words = {
        "digitised_input_rate": "hồ sơ chưa ghi đã số hóa hay chưa, tính là chưa số hóa",
        "digitised_result_rate": "kết quả chưa ghi đã số hóa hay chưa, tính là chưa số hóa",
        "reuse_rate": "hồ sơ chưa ghi có tái sử dụng dữ liệu hay không, tính là không",
        "payment_rate": "hồ sơ có phí chưa ghi cách nộp, tính là chưa nộp trực tuyến",
    }
    for key, sentence in words.items():
        unknown, of = findings.measured.untold[key]
        if key in measures and key not in findings.entered and unknown:
            yield f"Có {said(unknown)} trên {said(of)} {sentence}."


def _known(measures: list[str], findings: Findings) -> Iterator[str]:
    """Of a period that is over: up to which day those rates are known that may still move."""
    moving = [key for key in measures if findings.known(key)]
    if moving and findings.known_on:
        names = ", ".join(lowered(name_of(key, findings.profile)) for key in moving)
        paid = "; khoản nộp có ghi ngày thì tính theo ngày nộp" if {*moving} & {*PAYMENTS} else ""
        # The report opens with the period's last day: without a reason, a later one would contradict it.
        beyond = findings.known_on > findings.whole.as_at
        later = " (cập nhật sau ngày cuối kỳ, vì nguồn không ghi ngày)" if beyond else ""
        yield f"{names[0].upper()}{names[1:]} theo dữ liệu đến ngày {findings.known_on:%d/%m/%Y}{later}{paid}."


def _typed(keys: Iterable[str], findings: Findings) -> Iterator[str]:
    """Each figure once that was typed in, of the whole centre or of a field."""
    named = [measured_by(key) for key in keys]
    own = [of_field(key.removeprefix(f"{ENTERED}:")) for key in keys if key.startswith(f"{ENTERED}:")]
    for key, field in dict.fromkeys((*named, *own)):
        if field in ("", *findings.fields) and (figure := findings.of(field).entered.get(key)):
            name = name_of(key, findings.profile) if key in NAMES else key
            at = f", {lowered(field)}" if field else ""
            yield f"{name}{at}: số liệu nhập tay, {told_by(figure)}."
