"""What the codes of the registers are called: one table, for the screens, the files and the report.

The words are marked for the catalogue; a screen shows them in its own language by `_(SOURCES[row.source])`.
"""

from models.register import Feedback, HomeVisit, Rating

N_ = str  # marks a sentence for pybabel, which knows this name

SOURCES = {
    Feedback.PORTAL: N_("Cổng Dịch vụ công Quốc gia"),
    Feedback.HOTLINE_1022: N_("Tổng đài 1022"),
    Feedback.HOTLINE: N_("Đường dây nóng"),
    Feedback.COUNTER: N_("Tại quầy"),
    Feedback.LETTER: N_("Văn bản"),
}
STATES = {
    Feedback.VERIFYING: N_("Đang xác minh"),
    Feedback.ANSWERED: N_("Đã trả lời"),
    Feedback.PUBLISHED: N_("Đã công khai"),
    Feedback.REFUSED: N_("Từ chối tiếp nhận"),
}
LEVELS = {
    5: N_("Rất hài lòng"),
    4: N_("Hài lòng"),
    3: N_("Bình thường"),
    2: N_("Chưa hài lòng"),
    1: N_("Rất không hài lòng"),
}
CHANNELS = {  # where a rating was given
    Rating.TABLET: N_("Máy đánh giá ở quầy"),
    Rating.PHONE: N_("Điện thoại của công dân"),
    Rating.PAPER: N_("Phiếu đánh giá giấy đã nhập ở Sổ theo dõi"),
}
VISIT_REASONS = {
    "elderly": N_("Người cao tuổi"),
    "disabled": N_("Người khuyết tật"),
    "ill": N_("Ốm đau, đang điều trị"),
    "merit": N_("Người có công"),
    "other": N_("Lý do khác"),
}
VISIT_STATES = {
    HomeVisit.PLANNED: N_("Đã hẹn"),
    HomeVisit.DONE: N_("Đã đến nhà"),
    HomeVisit.CANCELLED: N_("Đã hủy hẹn"),
}
GUIDE_REASONS = {
    "no_vneid": N_("Chưa có VNeID"),
    "no_phone": N_("Không có điện thoại"),
    "in_person": N_("Thủ tục phải chính chủ"),
    "elderly": N_("Người cao tuổi"),
    "system": N_("Hệ thống lỗi"),
    "papers": N_("Thiếu giấy tờ"),
    "other": N_("Lý do khác"),
}
TARGETED = (  # those of figures.measure_names that plans are made for, in the order of the sheet
    "on_time_rate",
    "progress_rate",
    "late_rate",
    "finish_rate",
    "online_rate",
    "payment_rate",
    "digitised_input_rate",
    "digitised_result_rate",
    "reuse_rate",
    "satisfaction_rate",
    "called_in_time_rate",
    "feedback_on_time_rate",
)
AT_MOST = frozenset({"late_rate", "pending_overdue_rate"})  # the target is a limit: the less, the better
TOTALS = {  # those of figures.typed_totals, by the columns of the table
    "online": N_("Trong kỳ, trực tuyến (4)"),
    "direct": N_("Trong kỳ, trực tiếp và bưu chính (5)"),
    "carried_online": N_("Từ kỳ trước, trực tuyến (6)"),
    "carried_direct": N_("Từ kỳ trước, trực tiếp và bưu chính (6)"),
    "early": N_("Trước hạn (8)"),
    "on_time": N_("Đúng hạn (9)"),
    "late": N_("Quá hạn (10)"),
    "refused": N_("Từ chối (11)"),
    "withdrawn": N_("Rút (12)"),
    "stopped": N_("Dừng giải quyết"),
    "pending_in_time": N_("Trong hạn (14)"),
    "pending_overdue": N_("Quá hạn (15)"),
    "supplement_waiting": N_("Yêu cầu bổ sung (16)"),
    "duty_waiting": N_("Chờ nghĩa vụ tài chính"),
}
