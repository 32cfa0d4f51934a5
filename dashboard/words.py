"""What the measures of the dashboard are called, what they ask, and how each is worked out on which base."""

from dataclasses import dataclass

from figures import register_words
from figures.leaf_words import LEAVES
from models.centre import Centre

N_ = str  # marks a sentence for pybabel, which knows this name


@dataclass(frozen=True)
class Kpi:
    """One tile. `key` is in its address and test id; `measure` is one of figures.measures.NAMES. Words may name the
    `minutes` that the centre wants nobody to wait longer."""

    key: str
    measure: str
    name: str
    question: str
    fault: str  # a key of dashboard.lacks.LACKS: which dossiers it is about
    fault_words: str


KPIS = {
    kpi.key: kpi
    for kpi in (
        Kpi("ontime", "on_time_rate", N_("Đúng hạn"), N_("Có giữ đúng hẹn không?"), "late", N_("Trả quá hạn")),
        Kpi(
            "online",
            "online_rate",
            N_("Hồ sơ trực tuyến"),
            N_("Nộp trực tuyến bao nhiêu?"),
            "offline",
            N_("Không nộp trực tuyến"),
        ),
        Kpi(
            "digi-in",
            "digitised_input_rate",
            N_("Số hóa khi tiếp nhận"),
            N_("Hồ sơ đã số hóa chưa?"),
            "input",
            N_("Chưa số hóa khi tiếp nhận"),
        ),
        Kpi(
            "digi-out",
            "digitised_result_rate",
            N_("Số hóa kết quả"),
            N_("Kết quả đã số hóa chưa?"),
            "result",
            N_("Thiếu tệp kết quả"),
        ),
        Kpi(
            "pay",
            "payment_rate",
            N_("Nộp phí trực tuyến"),
            N_("Có thu tiền mặt không?"),
            "payment",
            N_("Có phí, chưa nộp trực tuyến"),
        ),
        Kpi(
            "reuse",
            "reuse_rate",
            N_("Tái sử dụng dữ liệu"),
            N_("Dân có phải nộp lại giấy tờ không?"),
            "reuse",
            N_("Chưa tái sử dụng giấy tờ"),
        ),
        Kpi("sat", "satisfaction_rate", N_("Hài lòng"), N_("Dân có hài lòng không?"), "", ""),
        Kpi("wait", "called_in_time_rate", N_("Chờ dưới %(minutes)s phút"), N_("Dân có phải chờ lâu không?"), "", ""),
    )
}
STRICTER_ON = ("đất đai", "xây dựng")  # fields whose satisfaction is planned lower until a centre says otherwise
SATISFIED_THERE = 90

FORMULAS = {
    ("on_time_rate", "total"): N_(
        "((8) + (9)) ÷ (3): trả trước và đúng hạn trên tổng số hồ sơ tiếp nhận, kể cả đang giải quyết."
    ),
    ("on_time_rate", "resolved"): N_(
        "((8) + (9)) ÷ ((8) + (9) + (10)): trả trước và đúng hạn trên hồ sơ đã có kết quả."
    ),
    ("on_time_rate", "finished"): N_("((8) + (9)) ÷ (7): trả trước và đúng hạn trên hồ sơ đã giải quyết."),
    ("progress_rate", "total"): N_(
        "((8) + (9) + (14)) ÷ (3): trả trước, đúng hạn và đang giải quyết còn trong hạn, trên tổng số hồ sơ tiếp nhận."
    ),
    ("online_rate", "in_period"): N_("(4) ÷ ((4) + (5)): nộp trực tuyến trên hồ sơ tiếp nhận trong kỳ."),
    ("online_rate", "total"): N_("(4) ÷ (3): nộp trực tuyến trên tổng số, kể cả kỳ trước chuyển sang."),
    ("digitised_input_rate", "in_period"): N_("Hồ sơ có giấy tờ đã số hóa ÷ hồ sơ tiếp nhận trong kỳ."),
    ("digitised_input_rate", "total"): N_("Hồ sơ có giấy tờ đã số hóa ÷ tổng số hồ sơ, kể cả kỳ trước chuyển sang."),
    ("digitised_result_rate", "resolved"): N_(
        "Kết quả có tệp điện tử ÷ hồ sơ đã có kết quả phải số hóa (8) + (9) + (10)."
    ),
    ("digitised_result_rate", "in_time"): N_("Kết quả có tệp điện tử ÷ hồ sơ trả trước và đúng hạn (8) + (9)."),
    ("payment_rate", "total"): N_("Hồ sơ nộp trực tuyến ÷ hồ sơ phải nộp phí, lệ phí, kể cả kỳ trước chuyển sang."),
    ("payment_rate", "in_period"): N_("Hồ sơ nộp trực tuyến ÷ hồ sơ tiếp nhận trong kỳ phải nộp phí, lệ phí."),
    ("payment_rate", "finished"): N_("Hồ sơ nộp trực tuyến ÷ hồ sơ đã giải quyết phải nộp phí, lệ phí."),
    ("payment_money_rate", "total"): N_(
        "Số tiền nộp trực tuyến ÷ số tiền phí, lệ phí đã nộp, kể cả kỳ trước chuyển sang."
    ),
    ("payment_money_rate", "in_period"): N_("Số tiền nộp trực tuyến ÷ số tiền đã nộp của hồ sơ tiếp nhận trong kỳ."),
    ("payment_money_rate", "finished"): N_("Số tiền nộp trực tuyến ÷ số tiền đã nộp của hồ sơ đã giải quyết."),
    ("reuse_rate", "in_period"): N_("Hồ sơ có giấy tờ được dùng lại ÷ hồ sơ tiếp nhận trong kỳ."),
    ("reuse_rate", "total"): N_("Hồ sơ có giấy tờ được dùng lại ÷ tổng số hồ sơ, kể cả kỳ trước chuyển sang."),
    ("satisfaction_rate", "total"): N_("Mức 4 và 5 ÷ tất cả lượt đánh giá."),
    ("called_in_time_rate", "total"): N_(
        "Lượt được gọi lần đầu trong %(minutes)s phút từ lúc lấy số ÷ lượt đã được gọi. Không tính người vắng, bỏ số."
    ),
}
FROM_DOSSIERS = N_("Hồ sơ ghi tại quầy và tệp đã nhập")
FROM_RATINGS = N_("Máy đánh giá, điện thoại và phiếu giấy")
FROM_TICKETS = N_("Lịch sử từng số trong hàng chờ")
RATED_BY = register_words.CHANNELS
STATUS = {  # → (word, icon, chip)
    "met": (N_("Đạt"), "circle-check", "ok"),
    "missed": (N_("Chưa đạt"), "x", "err"),
    "slipping": (N_("Sắp không đạt"), "triangle-alert", "warn"),
}
TOO_FEW = N_("Chưa đủ số liệu")
CHIPS = {  # of Rating.chips
    "wait": N_("Chờ lâu"),
    "attitude": N_("Thái độ"),
    "advice": N_("Hướng dẫn chưa rõ"),
    "trips": N_("Phải đi lại nhiều lần"),
    "other": N_("Lý do khác"),
}
NO_REASON = N_("Không nêu lý do")
SHORT_WEEKDAYS = (N_("T2"), N_("T3"), N_("T4"), N_("T5"), N_("T6"), N_("T7"), N_("CN"))
WEEKDAYS = (N_("Thứ Hai"), N_("Thứ Ba"), N_("Thứ Tư"), N_("Thứ Năm"), N_("Thứ Sáu"), N_("Thứ Bảy"), N_("Chủ nhật"))
SETS = {
    "received": N_("Tiếp nhận trong kỳ"),
    "carried_over": N_("Kỳ trước chuyển sang"),
    "finished": N_("Đã giải quyết trong kỳ"),
    "pending": N_("Đang giải quyết cuối kỳ"),
    "total": N_("Tổng số hồ sơ của kỳ"),
}
LISTS = LEAVES | {  # what a list of one leaf, or of some together, is called
    "resolved": N_("Đã có kết quả"),
    "in_time": N_("Trả trước và đúng hạn"),
    "online": N_("Tiếp nhận trực tuyến"),
    "direct": N_("Tiếp nhận trực tiếp"),
    "postal": N_("Tiếp nhận qua bưu chính"),
    "unknown_channel": N_("Tiếp nhận, chưa rõ kênh nộp"),
    "carried_online": N_("Kỳ trước chuyển sang, trực tuyến"),
    "carried_direct": N_("Kỳ trước chuyển sang, trực tiếp"),
    "carried_postal": N_("Kỳ trước chuyển sang, bưu chính"),
    "carried_unknown": N_("Kỳ trước chuyển sang, chưa rõ kênh nộp"),
    "supplement_asked": N_("Được yêu cầu bổ sung trong kỳ"),
}


def said(words: str, centre: Centre) -> str:
    """Words of a tile with the centre's own minutes in them."""
    return words.replace("%(minutes)s", str(centre.wait_target_minutes))
