"""What the director's people have written into the registers in the month before the morning of the pictures."""

import sqlite3
from contextlib import closing
from typing import Any

from tests.screens.stage import Stage

# (register, what is written)
ROWS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("feedback", {"source": "portal", "code": "PAKN-2610-0412", "field": "Chứng thực", "received_on": "2026-10-19",
                  "summary": "Đề nghị có thêm quầy chứng thực vào sáng thứ Hai.",
                  "state": "published", "answered_on": "2026-10-27", "published_on": "2026-10-28"}),
    ("feedback", {"source": "1022", "code": "1022-88431", "field": "Hộ tịch", "received_on": "2026-10-26",
                  "summary": "Hỏi giấy tờ cần mang khi trích lục khai sinh.",
                  "state": "answered", "answered_on": "2026-10-29"}),
    ("feedback", {"source": "counter", "received_on": "2026-11-04", "summary": "Ghế phòng chờ gần cửa bị hỏng.",
                  "state": "answered", "answered_on": "2026-11-05"}),
    ("feedback", {"source": "hotline", "received_on": "2026-11-12", "field": "Hoạt động xây dựng",
                  "summary": "Chưa thấy kết quả giấy phép sửa nhà trên cổng.", "state": "verifying"}),
    ("paper-ratings", {"day": "2026-10-23", "votes": {"very_satisfied": 21, "satisfied": 14, "neutral": 2}}),
    ("paper-ratings", {"day": "2026-11-06", "field": "Hộ tịch",
                       "votes": {"very_satisfied": 12, "satisfied": 9, "dissatisfied": 1}}),
    ("incidents", {"system": "Hệ thống thông tin giải quyết thủ tục hành chính tỉnh", "began_at": "2026-10-21T08:10",
                   "ended_at": "2026-10-21T09:35", "dossiers": 14, "note": "Không đăng nhập được."}),
    ("incidents", {"system": "Cổng thanh toán trực tuyến", "began_at": "2026-11-03T14:05",
                   "ended_at": "2026-11-03T14:40", "dossiers": 6, "note": "Giao dịch chờ lâu."}),
    ("incidents", {"system": "CSDL quốc gia về dân cư", "began_at": "2026-11-10T10:20",
                   "ended_at": "2026-11-10T10:50", "dossiers": 9}),
    ("home-visits", {"asked_on": "2026-10-20", "planned_on": "2026-10-22", "reason": "elderly",
                     "field": "Chứng thực", "done": "2026-10-22"}),
    ("home-visits", {"asked_on": "2026-10-30", "planned_on": "2026-11-03", "reason": "disabled",
                     "field": "Bảo trợ xã hội", "done": "2026-11-03"}),
    ("home-visits", {"asked_on": "2026-11-13", "planned_on": "2026-11-24", "reason": "merit",
                     "field": "Người có công", "contact": "Tổ dân phố 5"}),
    ("guide-reasons", {"reason": "no_vneid"}),
    ("guide-reasons", {"reason": "elderly"}),
    ("guide-reasons", {"reason": "papers"}),
    ("totals", {"field": "An toàn thực phẩm", "from": "2026-10-15", "to": "2026-11-14",
                "counts": {"online": 11, "direct": 2, "carried_online": 3, "early": 12, "pending_in_time": 4},
                "source": "Báo cáo số 41/BC-ATTP", "dated_on": "2026-11-16"}),
)  # fmt: skip


def fill(stage: Stage) -> None:
    """All of it, by the director's own requests."""
    with closing(sqlite3.connect(f"file:{stage.server.instance}/mot-cua.sqlite3?mode=ro", uri=True)) as database:
        fields = dict(database.execute("SELECT name, id FROM field").fetchall())
    for register, row in ROWS:
        wish = dict(row)
        done = wish.pop("done", None)
        if "field" in wish:
            wish["field"] = fields[wish["field"]]
        answer = stage.ask(
            stage.director, "PUT" if register == "totals" else "POST", f"/api/registers/{register}", **wish
        )
        if done:
            path = f"/api/registers/{register}/{answer['id']}/endings"
            stage.ask(stage.director, "POST", path, state="done", closed_on=done)
