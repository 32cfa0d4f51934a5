"""What measures are called, and of what they are shares."""

from figures.profile import Profile

N_ = str  # marks a sentence for pybabel, which knows this name

NAMES = {
    "online_rate": N_("Tỷ lệ hồ sơ trực tuyến"),
    "finish_rate": N_("Tỷ lệ đã giải quyết"),
    "on_time_rate": N_("Tỷ lệ trả đúng và trước hạn"),
    "progress_rate": N_("Tỷ lệ đúng tiến độ"),
    "late_rate": N_("Tỷ lệ quá hạn"),
    "refused_rate": N_("Tỷ lệ từ chối"),
    "withdrawn_rate": N_("Tỷ lệ rút"),
    "stopped_rate": N_("Tỷ lệ dừng giải quyết"),
    "supplement_rate": N_("Tỷ lệ yêu cầu bổ sung"),
    "pending_rate": N_("Tỷ lệ đang giải quyết"),
    "pending_in_time_rate": N_("Tỷ lệ đang giải quyết trong hạn"),
    "pending_overdue_rate": N_("Tỷ lệ đang giải quyết quá hạn"),
    "payment_rate": N_("Tỷ lệ thanh toán trực tuyến (hồ sơ)"),
    "payment_money_rate": N_("Tỷ lệ thanh toán trực tuyến (số tiền)"),
    "digitised_input_rate": N_("Tỷ lệ số hóa hồ sơ"),
    "digitised_result_rate": N_("Tỷ lệ số hóa kết quả"),
    "reuse_rate": N_("Tỷ lệ khai thác, tái sử dụng dữ liệu số hóa"),
    "full_active_rate": N_("Tỷ lệ DVC toàn trình có phát sinh hồ sơ"),
    "partial_active_rate": N_("Tỷ lệ DVC một phần có phát sinh hồ sơ"),
    "feedback_on_time_rate": N_("Tỷ lệ phản ánh, kiến nghị trả lời đúng hạn"),
    "satisfaction_rate": N_("Mức độ hài lòng"),
    "called_in_time_rate": N_("Tỷ lệ lượt được gọi trong thời gian chờ mục tiêu"),
}
OF = {  # Share.of → its words; of columns only (3) has the same number in every profile
    "total": N_("tổng số hồ sơ tiếp nhận (3)"),
    "in_period": N_("hồ sơ tiếp nhận trong kỳ"),
    "finished": N_("hồ sơ đã giải quyết"),
    "resolved": N_("hồ sơ đã trả kết quả"),
    "in_time": N_("hồ sơ trả trước và đúng hạn"),
    "with_fee": N_("hồ sơ phải nộp phí, lệ phí trong tổng số (3)"),
    "with_fee_in_period": N_("hồ sơ phải nộp phí, lệ phí tiếp nhận trong kỳ"),
    "with_fee_finished": N_("hồ sơ phải nộp phí, lệ phí đã giải quyết"),
    "money": N_("số tiền phí, lệ phí đã nộp của tổng số hồ sơ (3)"),
    "money_in_period": N_("số tiền phí, lệ phí đã nộp của hồ sơ tiếp nhận trong kỳ"),
    "money_finished": N_("số tiền phí, lệ phí đã nộp của hồ sơ đã giải quyết"),
    "procedures": N_("thủ tục của mức đó"),
    "feedback_in_period": N_("phản ánh, kiến nghị tiếp nhận trong kỳ"),
    "feedback_due": N_("phản ánh, kiến nghị đã đến hạn"),
    "ratings": N_("lượt đánh giá"),
    "waits": N_("lượt đã được gọi"),
    "entered": N_("theo số liệu nhập tay"),
}
SETS = {"payment_rate": "with_fee", "payment_money_rate": "money", "feedback_on_time_rate": "feedback"}

LATE_AND_OVERDUE = "Tỷ lệ quá hạn, kể cả hồ sơ đang giải quyết quá hạn"


def name_of(key: str, profile: Profile) -> str:
    """What a measure is called under a profile: in the centre's own words, if it has some."""
    own = profile.labels.get(key)  # type: ignore[call-overload]
    return own or (LATE_AND_OVERDUE if key == "late_rate" and profile.late_includes_overdue else NAMES[key])


def of_base(measure: str, base: str) -> str:
    """The key of OF for a measure on one of its bases."""
    of = SETS.get(measure)
    if of is None:
        return base
    return of if base == "total" else f"{of}_{base}"
