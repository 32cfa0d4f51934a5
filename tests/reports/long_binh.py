"""A report as a real centre writes it: three sections, a small table, the 16 columns with twelve long names."""

from datetime import date, datetime

from reports.blocks import (
    Addressee,
    AnnexTable,
    Closing,
    Column,
    Figure,
    Heading,
    Letterhead,
    Meta,
    Recipients,
    Report,
    Row,
    SampleBand,
    Signature,
    SimpleTable,
    Text,
    Title,
    item,
    laid_out,
    note,
    paragraph,
)

FIELDS = {
    "Hộ tịch": (1066, 1061, 0, 5, 1062, 1043, 0, 0, 10, 9, 4, 0, 0, 4),
    "Chứng thực": (1922, 1921, 0, 1, 1921, 1910, 0, 0, 7, 4, 1, 0, 0, 1),
    "Đất đai": (143, 130, 0, 13, 113, 113, 0, 0, 0, 0, 30, 25, 0, 5),
    "Thành lập và hoạt động của hộ kinh doanh, hợp tác xã, liên hiệp hợp tác xã": (98, 98, 0, 0, 97, 97) + (0,) * 8,
    "Nuôi con nuôi, bồi thường nhà nước và phổ biến, giáo dục pháp luật": (12, 12, 0, 0, 12, 12) + (0,) * 8,
    "Hoạt động xây dựng, quy hoạch xây dựng, kiến trúc": (66, 66, 0, 0, 60, 58, 0, 0, 0, 2, 6, 6, 0, 0),
    "Bảo trợ xã hội, người có công": (143, 143, 0, 0, 133, 133, 0, 0, 0, 0, 10, 10, 0, 0),
    "Đường bộ, đường thủy nội địa và an toàn thực phẩm": (25, 25, 0, 0, 22, 22, 0, 0, 0, 0, 3, 3, 0, 0),
    "Giáo dục và đào tạo thuộc hệ thống giáo dục quốc dân": (40, 40, 0, 0, 38, 38, 0, 0, 0, 0, 2, 2, 0, 0),
    "Môi trường, thủy lợi, lâm nghiệp": (7, 7, 0, 0, 7, 7) + (0,) * 8,
    "Lưu thông hàng hóa trong nước, kinh doanh khí": (33, 33, 0, 0, 33, 33) + (0,) * 8,
    "Tín ngưỡng, tôn giáo, thi đua – khen thưởng": (20, 20, 0, 0, 20, 20) + (0,) * 8,
}
GROUPS = {
    "TIẾP NHẬN": ("Tổng số", "Trực tuyến", "Trực tiếp, bưu chính", "Từ kỳ trước"),
    "ĐÃ GIẢI QUYẾT": ("Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn", "Từ chối", "Rút"),
    "ĐANG GIẢI QUYẾT": ("Tổng số", "Trong hạn", "Quá hạn", "Yêu cầu bổ sung"),
}
RATES = ["100%", "100%", "0%", "—", "98,4%", "97,6%", "0%", "0%", "0,5%", "0,4%", "1,6%", "1,3%", "0%", "0,3%"]
CENTRE = "Trung tâm Phục vụ hành chính công phường Long Bình"
LETTERHEAD = Letterhead("Ủy ban nhân dân\nphường Long Bình", CENTRE, "Long Bình", year=2026)
NOTE = "Ghi chú: tỷ lệ ở cột (4), (5) tính trên số tiếp nhận trong kỳ; các cột khác tính trên tổng số ở cột (3)."


def counted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def annex(times: int = 1, thousands: int = 1) -> AnnexTable:
    """The 16 columns, the fields `times` over, each figure `thousands` as large."""
    columns = [Column(label, group) for group, labels in GROUPS.items() for label in labels]
    rows = [
        Row((str(i), name, *(_figure(value * thousands, n) for n, value in enumerate(values, 3))))
        for i, (name, values) in enumerate(list(FIELDS.items()) * times, 1)
    ]
    sums = [sum(column) * times * thousands for column in zip(*FIELDS.values(), strict=True)]
    return AnnexTable(
        "Tình hình, kết quả giải quyết thủ tục hành chính 4 tháng đầu năm 2026",
        (Column("STT", align="center"), Column("Lĩnh vực", align="left"), *columns),
        (*rows, Row(("", "Tổng cộng", *map(counted, sums)), "total"), Row(("", "Tỷ lệ", *RATES), "rate")),
        notes=(NOTE,),
    )


def departments() -> SimpleTable:
    rows = (
        ("1", "Văn phòng HĐND-UBND", _figure(6214, 1), "6.140", "99,9%"),
        ("2", "Phòng Kinh tế, Hạ tầng và Đô thị", _figure(3305, 2), "3.187", "99,8%"),
        ("3", "Phòng Văn hóa - Xã hội", _figure(1678, 3), "1.612", "100%"),
    )
    return SimpleTable(
        (
            Column("STT", align="center"),
            Column("Phòng, đơn vị", align="left"),
            Column("Tiếp nhận"),
            Column("Đã giải quyết"),
            Column("Tỷ lệ đúng hạn"),
        ),
        (*map(Row, rows), Row(("", "Tổng cộng", "11.197", "10.939", "99,9%"), "total")),
        title="Bảng 1. Hồ sơ theo phòng chuyên môn",
        unit="Đơn vị tính: hồ sơ",
    )


def report(
    *, trial: bool = False, letterhead: Letterhead = LETTERHEAD, signer: str = "", table: AnnexTable | None = None
) -> Report:
    """The four months of Long Bình."""
    return Report(
        (
            *((SampleBand(),) if trial else ()),
            letterhead,
            Title(
                "Tình hình, kết quả giải quyết thủ tục hành chính, cung cấp dịch vụ công trực tuyến 4 tháng đầu "
                "năm 2026 và phương hướng, nhiệm vụ trọng tâm trong thời gian tới"
            ),
            Addressee(("Ủy ban nhân dân phường Long Bình",)),
            paragraph(
                "Thực hiện Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ tục "
                "hành chính theo cơ chế một cửa, một cửa liên thông, Trung tâm Phục vụ hành chính công phường Long "
                "Bình báo cáo kết quả 4 tháng đầu năm 2026 (từ ngày 15/12/2025 đến hết ngày 14/4/2026) như sau:"
            ),
            Heading(1, "I. KẾT QUẢ THỰC HIỆN"),
            Heading(2, "1. Công tác chỉ đạo, điều hành"),
            paragraph(
                "Trung tâm đã tham mưu Ủy ban nhân dân phường ban hành 12 văn bản chỉ đạo; niêm yết công khai đầy đủ "
                "danh mục thủ tục hành chính bằng bảng giấy và mã QR tại 15 quầy; duy trì quy trình “4 tại chỗ” đối "
                "với các lĩnh vực có phát sinh hồ sơ nhiều."
            ),
            Heading(2, "2. Kết quả tiếp nhận và giải quyết hồ sơ"),
            paragraph("Tổng số hồ sơ tiếp nhận là ", _linked("11.197", "total_received"), " hồ sơ, trong đó:"),
            item("Trực tuyến ", _linked("11.191", "online"), " hồ sơ, đạt ", _linked("99,95%", "online_rate"), ";"),
            item(
                "Trước hạn và đúng hạn ", _linked("10.939", "finished"), " hồ sơ, đạt ", _linked("97,69%", "late"), ":"
            ),
            item("Trước hạn 10.102 hồ sơ;", level=2),
            item("Đúng hạn 837 hồ sơ;", level=2),
            item("Đang giải quyết ", _linked("258", "pending"), " hồ sơ, quá hạn ", _linked("10", "overdue"), "."),
            note("Ghi chú: tỷ lệ tính trên tổng số hồ sơ tiếp nhận, gồm cả hồ sơ kỳ trước chuyển sang."),
            departments(),
            Heading(2, "3. Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính"),
            Heading(3, "a) Số hóa kết quả"),
            paragraph("Đạt ", _linked("86,71%", "digitised"), " (", Text("chưa đạt", bold=True), " chỉ tiêu 95%)."),
            Heading(1, "II. KHÓ KHĂN, VƯỚNG MẮC"),
            *laid_out(
                [
                    "- Việc đồng bộ hồ sơ giữa hệ thống của bộ, ngành và hệ thống của thành phố còn chậm, phải thống "
                    "kê thủ công.\n- Một bộ phận người dân, nhất là người cao tuổi, chưa có điện thoại thông minh hoặc "
                    "tài khoản VNeID, cần công chức hướng dẫn trực tiếp."
                ]
            ),
            Heading(1, "III. NHIỆM VỤ TRỌNG TÂM"),
            *laid_out(
                [
                    "1. Tiếp tục duy trì tỷ lệ giải quyết hồ sơ trước hạn và đúng hạn trên 98%.\n2. Phấn đấu số hóa "
                    "kết quả giải quyết thủ tục hành chính đạt từ 95% trở lên trong quý III năm 2026.\n\nTrên đây là "
                    "Báo cáo của Trung tâm Phục vụ hành chính công phường Long Bình, kính báo cáo Ủy ban nhân "
                    "dân phường."
                ]
            ),
            Closing(
                Signature(("KT. Giám đốc", "Phó Giám đốc"), signer),
                Recipients(("Thường trực Đảng ủy, HĐND phường", "Các phòng, đơn vị thuộc phường", "Lưu: VT, TTPVHCC")),
            ),
            annex() if table is None else table,
        ),
        Meta("Báo cáo 4 tháng đầu năm 2026", CENTRE, created=datetime(2026, 4, 15, 9, 30)),
    )


def dated(number: int, day: date) -> Letterhead:
    return Letterhead(LETTERHEAD.superior, CENTRE, "Long Bình", number=number, day=day)


def _figure(value: int, column: int) -> Figure:
    return Figure(counted(value) if value else "", f"column_{column}", f"/reports/dossiers?column={column}")


def _linked(text: str, key: str) -> Figure:
    return Figure(text, key, f"/reports/dossiers?figure={key}")
