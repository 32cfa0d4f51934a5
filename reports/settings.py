"""Every setting of a report profile in words: for the screen on which it is chosen, and for the file that names it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from figures.contradictions import BASES
from figures.measure_names import NAMES, OF, of_base
from figures.profile import Profile, Rounding

N_ = str  # marks a sentence for pybabel, which knows this name


@dataclass(frozen=True)
class Setting:
    """One simple setting; `key` with a dot lies within a part of the profile. `options`: value → what it is called."""

    key: str
    label: str
    kind: Literal["choice", "switch", "number", "line", "text", "lines"]
    options: dict[str, str] | None = None
    hint: str = ""
    least: int = 0
    most: int = 0


def _choice(key: str, label: str, hint: str = "", **options: str) -> Setting:
    return Setting(key, label, "choice", options, hint)


ROUNDING_MODES = {
    "half_up": N_("Làm tròn nửa lên (2,25 → 2,3)"),
    "truncate": N_("Cắt bỏ phần thừa (2,29 → 2,2)"),
    "plug": N_("Lấy 100 trừ các phần còn lại"),
}
PERIOD = (
    _choice(
        "period_preset",
        N_("Kỳ thường dùng"),
        day=N_("Ngày"),
        week=N_("Tuần"),
        month=N_("Tháng"),
        quarter=N_("Quý"),
        half=N_("6 tháng"),
        nine_months=N_("9 tháng"),
        year=N_("Năm"),
        cumulative=N_("Lũy kế từ đầu năm"),
        free=N_("Hai ngày tùy chọn"),
    ),
    Setting(
        "cut_off_day",
        N_("Ngày chốt"),
        "number",
        hint=N_("Ngày đầu của tháng báo cáo: 15 là từ ngày 15 tháng trước đến hết ngày 14; 1 là tháng dương lịch."),
        least=1,
        most=28,
    ),
    Setting("to_inclusive", N_("Tính cả ngày cuối kỳ"), "switch"),
)
COUNTED = (
    Setting("include_test", N_("Tính cả hồ sơ thử nghiệm"), "switch"),
    _choice(
        "end_event",
        N_("Hồ sơ kết thúc khi"),
        processed=N_("Kết thúc xử lý"),
        returned=N_("Trả kết quả cho người nộp"),
    ),
    Setting(
        "extended_counts_late",
        N_("Có văn bản xin lỗi, hẹn lại vẫn tính là quá hạn"),
        "switch",
        hint=N_("Tắt: hồ sơ được tính theo ngày hẹn mới."),
    ),
    Setting(
        "carried_over_shown",
        N_("Có cột hồ sơ từ kỳ trước (6)"),
        "switch",
        hint=N_("Tắt: hồ sơ kỳ trước xếp vào cột (4), (5) theo kênh nộp."),
    ),
    Setting("carried_over_as_online", N_("Tính hồ sơ kỳ trước là trực tuyến"), "switch"),
    Setting("finished_includes.refused", N_("Đã giải quyết gồm cả hồ sơ từ chối"), "switch"),
    Setting("finished_includes.withdrawn", N_("Đã giải quyết gồm cả hồ sơ rút"), "switch"),
    _choice(
        "stopped_bucket",
        N_("Hồ sơ dừng giải quyết xếp vào"),
        refused=N_("Cột từ chối"),
        withdrawn=N_("Cột rút"),
        own=N_("Cột riêng"),
    ),
    _choice(
        "supplement_mode",
        N_("Yêu cầu bổ sung"),
        leaf=N_("Là một phần của đang giải quyết"),
        flow=N_("Đếm số đã yêu cầu trong kỳ, để ngoài tổng"),
        hidden=N_("Không in riêng"),
    ),
    Setting("duty_shown", N_("In riêng hồ sơ chờ nghĩa vụ tài chính"), "switch"),
    _choice(
        "on_time_split",
        N_("Trước hạn và đúng hạn"),
        apart=N_("Hai cột riêng"),
        merged=N_("Gộp một cột “Trước và đúng hạn”"),
        early_only=N_("Gộp một cột “Trước hạn”"),
    ),
)
RATES = (
    _choice(
        "supplement_rate_of",
        N_("Tỷ lệ yêu cầu bổ sung tính theo"),
        as_shown=N_("Số được in trong biểu"),
        waiting=N_("Số đang chờ bổ sung"),
        asked=N_("Số đã yêu cầu trong kỳ"),
    ),
    _choice(
        "dashboard_on_time",
        N_("Ô “Đúng hạn” ở trang Tổng quan tính trên"),
        N_("Trong kỳ đang chạy, phần lớn hồ sơ chưa đến hạn; ô này thường chỉ xét hồ sơ đã có kết quả."),
        resolved=N_("Hồ sơ đã trả kết quả"),
        as_report=N_("Như trong báo cáo"),
        progress=N_("Đúng tiến độ: cả hồ sơ đang giải quyết còn trong hạn, trên tổng số"),
    ),
    Setting(
        "late_includes_overdue",
        N_("Tỷ lệ quá hạn gồm cả hồ sơ đang giải quyết quá hạn"),
        "switch",
    ),
    _choice(
        "payment_basis",
        N_("Thanh toán trực tuyến tính theo"),
        count=N_("Số hồ sơ"),
        money=N_("Số tiền"),
        both=N_("Cả hai"),
    ),
    Setting(
        "digitised_result_exclusions",
        N_("Loại trừ khi tính số hóa kết quả"),
        "lines",
        hint=N_("Mỗi dòng một mã hoặc tên thủ tục, hoặc tên lĩnh vực, không có kết quả điện tử."),
    ),
    Setting("exclusion_note", N_("Câu ghi chú về phần loại trừ"), "line"),
    _choice("rounding.mode", N_("Làm tròn tỷ lệ"), **ROUNDING_MODES),
    Setting("rounding.digits", N_("Số chữ số thập phân"), "number", most=4),
    Setting("rounding.trim_zeros", N_("Bỏ số 0 thừa ở cuối"), "switch", hint=N_("In 100 thay vì 100,0.")),
)
WRITTEN = (
    _choice("decimal_sign", N_("Dấu thập phân"), **{",": N_("Phẩy: 98,4"), ".": N_("Chấm: 98.4")}),
    _choice(
        "thousands_sign",
        N_("Dấu hàng nghìn"),
        **{".": N_("Chấm: 3.575"), ",": N_("Phẩy: 3,575"), " ": N_("Cách: 3 575"), "": N_("Không có: 3575")},
    ),
    Setting("percent_gap", N_("Cách một khoảng trước dấu phần trăm trong câu"), "switch"),
    _choice("zero_cell", N_("Ô bằng 0 trong biểu"), **{"blank": N_("Để trống"), "0": N_("In 0"), "-": N_("In dấu -")}),
    Setting("annex_by_field", N_("Kèm biểu theo lĩnh vực"), "switch"),
)
HEAD = (
    Setting("superior", N_("Cơ quan cấp trên"), "text", hint=N_("Để trống: Ủy ban nhân dân và tên địa phương.")),
    Setting("issuer", N_("Cơ quan ban hành"), "text", hint=N_("Để trống: tên trung tâm.")),
    Setting("place", N_("Địa danh"), "line"),
    Setting("number_suffix", N_("Ký hiệu văn bản"), "line"),
    Setting("addressees", N_("Kính gửi"), "lines", hint=N_("Mỗi dòng một nơi.")),
    Setting("recipients", N_("Nơi nhận"), "lines", hint=N_("Mỗi dòng một nơi. “Lưu: VT” được thêm ở cuối.")),
    _choice(
        "signing.mode",
        N_("Ký"),
        **{
            "": N_("Người đứng đầu tự ký"),
            "TM.": N_("TM. (thay mặt)"),
            "KT.": N_("KT. (ký thay)"),
            "Q.": N_("Q. (quyền)"),
            "TL.": N_("TL. (thừa lệnh)"),
            "TUQ.": N_("TUQ. (thừa ủy quyền)"),
        },
    ),
    Setting("signing.on_behalf_of", N_("Chức danh người đứng đầu"), "line"),
    Setting("signing.title", N_("Chức danh người ký"), "line"),
    Setting("signing.name", N_("Họ tên người ký"), "line"),
)
GROUPS = (
    ("period", N_("Kỳ báo cáo"), PERIOD),
    ("counted", N_("Hồ sơ được đếm thế nào"), COUNTED),
    ("rates", N_("Các tỷ lệ"), RATES),
    ("written", N_("Cách viết số và biểu"), WRITTEN),
    ("head", N_("Đầu và cuối văn bản"), HEAD),
)
SIMPLE = {setting.key: setting for _, _, settings in GROUPS for setting in settings}
BASE_NAMES = {
    "in_period": N_("Hồ sơ tiếp nhận trong kỳ"),
    "total": N_("Tổng số hồ sơ tiếp nhận (3)"),
    "resolved": N_("Hồ sơ đã trả kết quả"),
    "in_time": N_("Hồ sơ trả trước và đúng hạn"),
    "finished": N_("Hồ sơ đã giải quyết"),
    "feedback_in_period": N_("Phản ánh, kiến nghị tiếp nhận trong kỳ"),
    "feedback_due": N_("Phản ánh, kiến nghị đã đến hạn"),
}
PARTS = {  # settings that are not simple, as a refusal names them
    "bases": N_("Mẫu số của từng tỷ lệ"),
    "rounding_of": N_("Làm tròn riêng từng tỷ lệ"),
    "rounding": N_("Làm tròn tỷ lệ"),
    "source_blocks": N_("Khối báo cáo riêng"),
    "finished_includes": N_("Đã giải quyết gồm"),
    "sections": N_("Các phần được in"),
    "labels": N_("Cách gọi cột và tỷ lệ"),
    "signing": N_("Người ký"),
}


def label_of(key: str) -> str:
    """What a setting is called on the screen: "bases.online_rate" → "Mẫu số của tỷ lệ hồ sơ trực tuyến"."""
    if key in SIMPLE:
        return SIMPLE[key].label
    part, _, rest = key.partition(".")
    if rest in NAMES:
        name = NAMES[rest][0].lower() + NAMES[rest][1:]
        return {"bases": f"Mẫu số của {name}", "rounding_of": f"Làm tròn riêng {name}"}.get(part, PARTS.get(part, key))
    return NAMES.get(key) or PARTS.get(part, key)


def base_name(measure: str, base: str) -> str:
    """What a base of a measure is called on the screen."""
    return BASE_NAMES.get(of_base(measure, base), BASE_NAMES.get(base, base))


def value_of(profile: Profile, key: str) -> Any:
    """The value of a simple setting."""
    if key.startswith("finished_includes."):
        return key.rpartition(".")[2] in profile.finished_includes
    found: Any = profile
    for name in key.split("."):
        found = getattr(found, name)
    return found


def as_lines(profile: Profile) -> Iterator[tuple[str, str]]:
    """(setting, its value in words) of a whole profile."""
    for key, setting in SIMPLE.items():
        yield setting.label, _worded(setting, value_of(profile, key))
    for measure in BASES:
        yield label_of(f"bases.{measure}"), OF[of_base(measure, profile.base(measure))]
    for measure, rounding in profile.rounding_of.items():
        yield label_of(f"rounding_of.{measure}"), rounding_said(rounding)
    for key, words in profile.labels.items():
        yield f"Cách gọi riêng: {NAMES.get(key, key)}", words
    for block in profile.source_blocks:
        yield f"Khối báo cáo riêng: {block.name}", ", ".join(block.fields)


def rounding_said(rounding: Rounding) -> str:
    """ "Làm tròn nửa lên …, 2 chữ số"."""
    zeros = "" if rounding.trim_zeros else ", giữ số 0 ở cuối"
    return f"{ROUNDING_MODES[rounding.mode]}, {rounding.digits} chữ số thập phân{zeros}"


def _worded(setting: Setting, value: Any) -> str:
    if setting.kind == "switch":
        return "Có" if value else "Không"
    if setting.options is not None:
        return setting.options[value]
    if setting.kind == "lines":
        return "; ".join(value) or "—"
    return str(value) or "—"
