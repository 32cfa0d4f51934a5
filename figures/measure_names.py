"""What measures are called, and of what they are shares."""

from figures.profile import Profile

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
    "with_fee": "hồ sơ phải nộp phí, lệ phí trong tổng số (3)",
    "with_fee_in_period": "hồ sơ phải nộp phí, lệ phí tiếp nhận trong kỳ",
    "with_fee_finished": "hồ sơ phải nộp phí, lệ phí đã giải quyết (7)",
    "money": "số tiền phí, lệ phí đã nộp của tổng số hồ sơ (3)",
    "money_in_period": "số tiền phí, lệ phí đã nộp của hồ sơ tiếp nhận trong kỳ",
    "money_finished": "số tiền phí, lệ phí đã nộp của hồ sơ đã giải quyết (7)",
    "procedures": "thủ tục của mức đó",
    "feedback": "phản ánh, kiến nghị đã đến hạn",
    "ratings": "lượt đánh giá",
    "entered": "theo số liệu nhập tay",
}


LATE_AND_OVERDUE = "Tỷ lệ quá hạn, kể cả hồ sơ đang giải quyết quá hạn"


def name_of(key: str, profile: Profile) -> str:
    """What a measure is called under a profile: in the centre's own words, if it has some."""
    own = profile.labels.get(key)  # type: ignore[call-overload]
    return own or (LATE_AND_OVERDUE if key == "late_rate" and profile.late_includes_overdue else NAMES[key])
