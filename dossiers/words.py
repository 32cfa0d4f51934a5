"""A dossier's facts in words, Vietnamese and English: their names, their values, and why one holds.

`lang` is "vi" or "en". What a value stands for where it is an id (a field, a procedure) the caller knows.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from digits import money
from dossiers.decided import DUTY, STATUS, SUPPLEMENT, Holds
from models.dossier import Dossier, DossierEvent, Pause
from models.source import Source, Status

Two = tuple[str, str]  # Vietnamese, English

FACT: dict[str, Two] = {
    STATUS: ("Trạng thái", "State"),
    "outcome": ("Kết quả giải quyết", "Outcome"),
    "ended_at": ("Ngày kết thúc xử lý", "Ended"),
    "returned_at": ("Ngày trả kết quả", "Result handed over"),
    "field": ("Lĩnh vực", "Field"),
    "procedure": ("Thủ tục", "Procedure"),
    "channel": ("Hình thức nộp", "Channel"),
    "received_at": ("Ngày tiếp nhận", "Received"),
    "due_on": ("Ngày hẹn trả", "Due"),
    "due_after": ("Hẹn trả sau tạm dừng", "Due after pauses"),
    "extended_to": ("Hẹn lại", "New due date"),
    "fee": ("Phí, lệ phí phải nộp", "Fee owed"),
    "fee_paid": ("Số tiền đã nộp", "Paid"),
    "paid_on": ("Ngày nộp", "Paid on"),
    "paid_online": ("Hình thức thanh toán", "How paid"),
    "digitised_input": ("Số hóa thành phần hồ sơ", "Documents digitised"),
    "digitised_result": ("Kết quả điện tử", "Result digitised"),
    "reused": ("Tái sử dụng dữ liệu", "Data reused"),
    "result_required": ("Phải có kết quả điện tử", "Electronic result required"),
    "is_test": ("Hồ sơ thử nghiệm", "Test dossier"),
    "counted": ("Được tiếp nhận", "Received in fact"),
    "latest_only": ("Chỉ biết trạng thái mới nhất", "Only its newest state is known"),
    SUPPLEMENT: ("Yêu cầu bổ sung", "More documents needed"),
    "answered_on": ("Đã bổ sung", "Documents brought"),
    DUTY: ("Nghĩa vụ tài chính", "Payment due"),
    "duty_paid_on": ("Đã nộp thuế", "Payment made"),
    Pause.SUPPLEMENT: ("Tạm dừng chờ bổ sung", "Pause for documents"),
    Pause.FINANCIAL_DUTY: ("Tạm dừng chờ nghĩa vụ tài chính", "Pause for a payment due"),
}
STATE: dict[str, Two] = {
    Status.REGISTERED: ("Mới đăng ký", "Registered"),
    Status.NOT_ACCEPTED: ("Không được tiếp nhận", "Not accepted"),
    Status.RECEIVED: ("Được tiếp nhận", "Received"),
    Status.PROCESSING: ("Đang xử lý", "In progress"),
    Status.SUPPLEMENT: ("Yêu cầu bổ sung", "Awaiting documents"),
    Status.DUTY: ("Chờ nghĩa vụ tài chính", "Awaiting a payment due"),
    Status.DONE: ("Đã xử lý xong", "Finished"),
    Status.RETURNED: ("Đã trả kết quả", "Result handed over"),
    Status.REFUSED: ("Từ chối giải quyết", "Refused"),
    Status.WITHDRAWN: ("Công dân rút hồ sơ", "Withdrawn"),
    Status.RETURNED_BACK: ("Trả lại hồ sơ", "Given back"),
    Status.STOPPED: ("Dừng xử lý", "Stopped"),
    "": ("—", "—"),
}
OUTCOME: dict[str, Two] = {
    Dossier.RESOLVED: ("Đã giải quyết", "Resolved"),
    Dossier.REFUSED: ("Từ chối", "Refused"),
    Dossier.WITHDRAWN: ("Rút", "Withdrawn"),
    Dossier.RETURNED_BACK: ("Trả lại", "Given back"),
    Dossier.STOPPED: ("Dừng giải quyết", "Stopped"),
}
EVENT: dict[str, Two] = {
    DossierEvent.RECEIVED: ("Tiếp nhận", "Received"),
    DossierEvent.SUPPLEMENT_ASKED: ("Yêu cầu bổ sung", "More documents needed"),
    DossierEvent.SUPPLEMENT_ANSWERED: ("Đã bổ sung", "Documents brought"),
    DossierEvent.DUTY_ASKED: ("Thông báo nghĩa vụ tài chính", "Payment due notified"),
    DossierEvent.DUTY_PAID: ("Đã thực hiện nghĩa vụ tài chính", "Payment made"),
    DossierEvent.EXTENDED: ("Hẹn lại ngày trả", "New due date"),
    DossierEvent.RESOLVED: ("Có kết quả giải quyết", "Resolved"),
    DossierEvent.REFUSED: ("Từ chối giải quyết", "Refused"),
    DossierEvent.WITHDRAWN: ("Rút hồ sơ", "Withdrawn"),
    DossierEvent.RETURNED_BACK: ("Trả lại hồ sơ", "Given back"),
    DossierEvent.STOPPED: ("Dừng giải quyết", "Stopped"),
    DossierEvent.RETURNED: ("Trả kết quả", "Result handed over"),
}
CHANNEL: dict[str, Two] = {
    "online": ("Trực tuyến", "Online"),
    "direct": ("Trực tiếp", "At the counter"),
    "postal": ("Bưu chính công ích", "By post"),
}
SOURCE_KIND: dict[str, Two] = {
    Source.COUNTER: ("Quầy của Trung tâm", "Our counters"),
    Source.PROVINCE: ("Phần mềm của tỉnh, thành phố", "One-stop software"),
    Source.PORTAL: ("Cổng Dịch vụ công Quốc gia", "National portal"),
    Source.MINISTRY: ("Hệ thống của bộ, ngành", "A ministry's system"),
    Source.PAYMENT: ("Hệ thống thanh toán", "Payment system"),
}
YES_NO: dict[bool, Two] = {True: ("Có", "Yes"), False: ("Không", "No")}
PAID: dict[bool, Two] = {True: ("Trực tuyến", "Online"), False: ("Trực tiếp", "In cash")}
NOTHING = "—"

WHY: dict[str, Two] = {
    "chosen": ("{holder} do người có thẩm quyền chọn.", "A person chose {holder}."),
    "only": ("Chỉ {holder} cho biết.", "Only {holder} tells it."),
    "same": ("Các nguồn thống nhất.", "The sources agree."),
    "alike": (  # the same as far as a figure goes: a minute apart, or one a step behind
        "Các nguồn ghi khác nhau đôi chút, không mâu thuẫn: lấy theo {holder}.",
        "The sources differ a little and do not contradict each other: {holder} is taken.",
    ),
    "ahead": (
        "{holder} có trạng thái mới nhất; nguồn khác chỉ chậm hơn, không mâu thuẫn.",
        "{holder} has the newest state; the others are only behind.",
    ),
    "newer": (
        "{holder} có ngày trạng thái mới hơn {others}.",
        "{holder} has a newer day of its state than {others}.",
    ),
    "ministry": (
        "Theo quy tắc của trung tâm, hệ thống bộ, ngành được tin trước: lấy {holder}, không lấy {others}.",
        "By the centre's rule a ministry is believed first: {holder}, not {others}.",
    ),
    "payment": (
        "Về tiền, hệ thống thanh toán được tin trước: lấy {holder}, không lấy {others}.",
        "Of money a payment system is believed first: {holder}, not {others}.",
    ),
    "system": (
        "Số liệu của phần mềm được lấy thay lời ghi ở quầy: {holder} thay {others}.",
        "Another system goes before what was typed at a counter: {holder}, not {others}.",
    ),
    "asked": (
        "{holder} và {others} khác nhau. Giữ giá trị của {holder} cho đến khi có người chọn.",
        "{holder} and {others} differ. {holder} stays until a person chooses.",
    ),
    "order": (
        "Ngày tiếp nhận của {holder} sau ngày kết thúc nên lấy ngày kết thúc.",
        "{holder} tells of a reception after the end: the day of the end is taken.",
    ),
}


def say(two: Two, lang: str) -> str:
    """The words of one language."""
    return two[1] if lang == "en" else two[0]


def fact(name: str, lang: str) -> str:
    """What a fact is called."""
    return say(FACT.get(name, (name, name)), lang)


def value(name: str, what: Any, lang: str, names: Mapping[str, Mapping[int, str]] | None = None) -> str:
    """A fact's value for a person. `names`: of fields and procedures by id, where they are known."""
    if what is None or what == "":
        return NOTHING
    if names is not None and name in names and isinstance(what, int):
        return names[name].get(what, NOTHING)
    if name == STATUS:
        return say(STATE.get(what, (str(what), str(what))), lang)
    if name in ("outcome", "channel"):
        return say((OUTCOME | CHANNEL).get(what, (str(what), str(what))), lang)
    if name == "paid_online":
        return say(PAID[bool(what)], lang)
    if isinstance(what, bool):
        return say(YES_NO[what], lang)
    if isinstance(what, int):
        return money(what, lang)
    return when(what)


def when(moment: date | datetime | str | None) -> str:
    """20/11/2026, with 08:42 before it where a time is known."""
    if moment is None:
        return NOTHING
    if isinstance(moment, str):
        try:
            return when(datetime.fromisoformat(moment))
        except ValueError:
            return moment
    if isinstance(moment, datetime) and moment.time() != datetime.min.time():
        return f"{moment:%H:%M %d/%m/%Y}"
    return f"{moment:%d/%m/%Y}"


def why(holds: Holds, lang: str, sources: Mapping[int, str]) -> str:
    """Why this source's word holds, as one sentence."""
    others = ", ".join(sources.get(source, NOTHING) for source in holds.over)
    return say(WHY[holds.why], lang).format(holder=sources.get(holds.source, NOTHING), others=others)
