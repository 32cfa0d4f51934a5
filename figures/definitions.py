"""What figures mean that are no columns and no measures, in the words that are printed with them."""

AS_AT = "Ngày cuối kỳ, hoặc ngày lập báo cáo nếu kỳ chưa hết; ghi ở đầu bảng."
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
        "Mỗi phiếu thuộc dịch vụ chọn lúc lấy số, giờ lấy số và quầy đã tiếp xong (chưa tiếp xong: quầy gọi đầu tiên), "
        "nên mỗi bảng cộng lại đúng tổng số. "
        "Thao tác đã hoàn tác không được tính."
    ),
}
