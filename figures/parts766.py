"""What index 766 consists of: six groups, their parts, the points of each and what earns them.

Source: docs/decisions.md, "Index 766".
"""

from dataclasses import dataclass

N_ = str  # marks a sentence for pybabel, which knows this name
LABEL = N_("ước tính nội bộ")
ONLINE_FULL, USUAL_FULL, CONTENT_FULL = 50, 80, 90  # percent that earns all the points


@dataclass(frozen=True)
class Shape:
    """What a part is: `number` as the decision counts it, "" where our source does not say. `most`: its points."""

    key: str
    number: str
    name: str
    most: int
    formula: str = ""
    full_at: int = 100  # percent
    named: bool = True  # False: our source does not say what it is


GROUPS: tuple[tuple[str, tuple[Shape, ...]], ...] = (
    (
        N_("Công khai, minh bạch"),
        (
            Shape("announced", "1.1", N_("Thủ tục công bố đúng hạn"), 6),
            Shape("disclosed", "1.2", N_("Thủ tục cập nhật, công khai đúng hạn"), 4),
            Shape("complete", "1.3", N_("Thủ tục công khai đủ nội dung"), 2),
            Shape(
                "synchronised",
                "1.4",
                N_("Hồ sơ đồng bộ lên Cổng Dịch vụ công Quốc gia"),
                6,
                N_("Hồ sơ tiếp nhận trong kỳ có trong tệp của Cổng ÷ hồ sơ tiếp nhận trong kỳ."),
            ),
        ),
    ),
    (
        N_("Tiến độ giải quyết"),
        (
            Shape(
                "progress",
                "2.1",
                N_("Hồ sơ xử lý đúng tiến độ"),
                20,
                N_(
                    "(Kết thúc đúng hạn + đang giải quyết trong hạn) ÷ (tiếp nhận trong kỳ + kỳ trước chuyển sang). "
                    "Yêu cầu bổ sung quá một lần là trễ hạn; đang chờ bổ sung lần đầu thì tính đến ngày yêu cầu; "
                    "không có ngày hẹn thì tính theo thời hạn của thủ tục; hẹn lại vẫn là trễ."
                ),
            ),
        ),
    ),
    (
        N_("Cung cấp dịch vụ công trực tuyến"),
        (
            Shape("online_offered", "3.1", N_("Phần 3.1 của Bộ chỉ số"), 4, full_at=USUAL_FULL, named=False),
            Shape(
                "online",
                "3.3",
                N_("Hồ sơ nộp trực tuyến"),
                4,
                N_("Tiếp nhận trực tuyến ÷ tiếp nhận trong kỳ; từ 50 phần trăm được đủ điểm."),
                ONLINE_FULL,
            ),
            Shape("online_used", "3.5", N_("Phần 3.5 của Bộ chỉ số"), 4, full_at=USUAL_FULL, named=False),
        ),
    ),
    (
        N_("Số hóa hồ sơ"),
        (
            Shape(
                "e_results",
                "",
                N_("Kết quả điện tử"),
                6,
                N_("Kết quả có tệp điện tử ÷ hồ sơ có kết quả phải số hóa."),
            ),
            Shape(
                "components",
                "",
                N_("Số hóa thành phần hồ sơ và kết quả"),
                4,
                N_("Hồ sơ số hóa cả đầu vào và kết quả ÷ hồ sơ có kết quả phải số hóa; từ 80 phần trăm được đủ điểm."),
                USUAL_FULL,
            ),
            Shape(
                "reuse",
                "4.3",
                N_("Khai thác, sử dụng lại dữ liệu số hóa"),
                2,
                N_("Hồ sơ có giấy tờ được dùng lại ÷ hồ sơ tiếp nhận trong kỳ; từ 80 phần trăm được đủ điểm."),
                USUAL_FULL,
            ),
            Shape("e_copies", "", N_("Chứng thực bản sao điện tử"), 2),
            Shape("shared", "", N_("Kết nối, chia sẻ dữ liệu"), 4),
            Shape("other_digital", "", N_("Các phần khác của nhóm"), 4, named=False),
        ),
    ),
    (
        N_("Thanh toán trực tuyến"),
        (
            Shape("payment_offered", "", N_("Phần thứ nhất (2 điểm)"), 2, full_at=USUAL_FULL, named=False),
            Shape("payment_used", "", N_("Phần thứ hai (2 điểm)"), 2, full_at=USUAL_FULL, named=False),
            Shape(
                "payment",
                "",
                N_("Hồ sơ thanh toán trực tuyến"),
                6,
                N_("Nộp phí trực tuyến ÷ hồ sơ phải nộp phí, không tính phí bằng 0; từ 80 phần trăm được đủ điểm."),
                USUAL_FULL,
            ),
        ),
    ),
    (
        N_("Mức độ hài lòng"),
        (
            Shape(
                "feedback",
                "5.2",
                N_("Phản ánh, kiến nghị trả lời đúng hạn"),
                6,
                N_("Trả lời hoặc từ chối đúng hạn ÷ phản ánh, kiến nghị đã đến hạn."),
            ),
            Shape("answers", "5.3", N_("Chất lượng trả lời phản ánh, kiến nghị"), 6),
            Shape(
                "content",
                "5.4",
                N_("Hài lòng trong tiếp nhận, giải quyết"),
                6,
                N_(
                    "100 − (tỷ lệ hồ sơ trễ hạn + tỷ lệ có phản ánh hoặc đánh giá chưa hài lòng), trên tổng số hồ sơ; "
                    "từ 90 phần trăm được đủ điểm."
                ),
                CONTENT_FULL,
            ),
        ),
    ),
)
SHAPES = {shape.key: shape for _, shapes in GROUPS for shape in shapes}
LISTED: dict[str, str] = {  # part → set of dossiers among which those that cost points are
    "synchronised": "received",
    "progress": "total",
    "online": "received",
    "e_results": "finished",
    "components": "finished",
    "reuse": "received",
    "payment": "total",
    "content": "total",
}
