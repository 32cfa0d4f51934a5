"""What each figure means, in the words that are printed with it."""

COLUMNS = {
    "3": ("Tổng số", "Hồ sơ tiếp nhận trong kỳ và từ kỳ trước chuyển sang: (4) + (5) + (6)."),
    "4": ("Trực tuyến", "Tiếp nhận từ ngày đầu đến ngày cuối kỳ, nộp trực tuyến."),
    "5": ("Trực tiếp, BCCI", "Tiếp nhận trong kỳ, nộp trực tiếp hoặc qua bưu chính công ích."),
    "6": ("Từ kỳ trước", "Tiếp nhận trước kỳ và chưa kết thúc trước ngày đầu kỳ."),
    "7": ("Tổng số", "Kết thúc trong kỳ: (8) + (9) + (10) + (11) + (12)."),
    "8": ("Trước hạn", "Có kết quả trước ngày hẹn trả. Ngày hẹn trả được cộng số ngày làm việc đã tạm dừng."),
    "9": ("Đúng hạn", "Có kết quả đúng ngày hẹn trả, hoặc thủ tục không có ngày hẹn."),
    "10": ("Quá hạn", "Có kết quả sau ngày hẹn trả."),
    "11": ("Từ chối", "Từ chối, không giải quyết hoặc dừng giải quyết trong kỳ."),
    "12": ("Rút", "Người nộp rút hồ sơ, hoặc hồ sơ được trả lại."),
    "13": ("Tổng số", "Chưa kết thúc tính đến ngày tính, kể cả hồ sơ kết thúc sau ngày đó: (14) + (15) + (16)."),
    "14": ("Trong hạn", "Chưa đến hạn hoặc đến hạn đúng ngày tính; đang chờ nghĩa vụ tài chính; không có ngày hẹn."),
    "15": ("Quá hạn", "Ngày hẹn trả trước ngày tính, không đang tạm dừng."),
    "16": ("Yêu cầu bổ sung", "Đang tạm dừng để người nộp bổ sung giấy tờ."),
}
GROUPS = (("TIẾP NHẬN", "3", "6"), ("ĐÃ GIẢI QUYẾT", "7", "12"), ("ĐANG GIẢI QUYẾT", "13", "16"))
PARTS = {  # of each group's sum, which stands first in it
    first: tuple(str(number) for number in range(int(first) + 1, int(last) + 1)) for _, first, last in GROUPS
}
AS_AT = "Ngày cuối kỳ, hoặc ngày lập báo cáo nếu kỳ chưa hết; ghi ở đầu bảng."
RATES = (
    "Tỷ lệ làm tròn nửa lên, một chữ số thập phân. Cột (4), (5) tính trên số tiếp nhận trong kỳ (4) + (5); "
    "các cột khác tính trên tổng số (3). “—”: không có hồ sơ để tính."
)
LATEST_STATE = (
    "Có {count} hồ sơ nhập từ phần mềm một cửa: tính theo trạng thái mới nhất lúc xuất tệp, "
    "vì tệp không ghi các ngày ở giữa."
)
QUEUE = {
    "Cấp số": "Số phiếu đã cấp trong kỳ, theo ngày làm việc.",
    "Đã tiếp": "Phiếu đã hoàn thành.",
    "Vắng mặt": "Đã gọi đủ số lần mà không có người đến, và không trở lại.",
    "Hủy": "Người lấy số hoặc cán bộ đã hủy.",
    "Hết giờ": "Còn lại khi hết ngày làm việc.",
    "Chưa xong": "Đang chờ, đang gọi, đang tiếp hoặc đang tạm giữ lúc lập báo cáo.",
    "Chờ": "Từ lúc lấy số đến lần gọi đầu tiên. Không tính phiếu vắng mặt, hủy, hết giờ.",
    "Tiếp": "Tổng thời gian được tiếp của phiếu đã hoàn thành, không kể lúc tạm giữ và chuyển quầy.",
    "Tạm giữ": "Tổng thời gian tạm giữ của phiếu có tạm giữ.",
    "Trong mục tiêu": "Tỷ lệ lượt chờ không quá mục tiêu của trung tâm.",
    "P90": "Chín trên mười lượt không dài hơn (hạng gần nhất).",
    "Cách chia": (
        "Mỗi phiếu thuộc dịch vụ chọn lúc lấy số, giờ lấy số và quầy gọi đầu tiên, nên mỗi bảng cộng lại đúng tổng số. "
        "Thao tác đã hoàn tác không được tính."
    ),
}
