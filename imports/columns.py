"""Which column means what: the headings that exports use, with accents, case, spacing and marks folded away."""

import re
from collections.abc import Iterable

from imports.folding import fold

HEADINGS = {
    "code": ("số hồ sơ", "mã hồ sơ", "mã số hồ sơ", "số biên nhận", "mã biên nhận"),
    "procedure": (
        "tên thủ tục hành chính",
        "thủ tục hành chính",
        "tên thủ tục",
        "thủ tục",
        "tên TTHC",
        "TTHC",
        "tên dịch vụ công",
    ),
    "procedure_code": ("mã thủ tục hành chính", "mã thủ tục", "mã TTHC"),
    "field": ("tên lĩnh vực", "lĩnh vực", "lĩnh vực thủ tục", "lĩnh vực TTHC"),
    "department": (
        "phòng ban",
        "phòng ban xử lý",
        "phòng chuyên môn",
        "đơn vị xử lý",
        "đơn vị giải quyết",
        "đơn vị thụ lý",
        "cơ quan xử lý",
        "cơ quan giải quyết",
        "bộ phận xử lý",
    ),
    "received": (
        "ngày tiếp nhận",
        "ngày giờ tiếp nhận",
        "thời gian tiếp nhận",
        "thời điểm tiếp nhận",
        "ngày tiếp nhận hồ sơ",
        "ngày nhận hồ sơ",
        "ngày nhận",
    ),
    "due": (
        "ngày hẹn trả",
        "ngày hẹn trả kết quả",
        "ngày giờ hẹn trả",
        "thời gian hẹn trả",
        "ngày hẹn",
        "hạn trả kết quả",
        "hạn trả",
        "ngày đến hạn",
        "hạn xử lý",
        "hạn giải quyết",
    ),
    "ended": (
        "ngày kết thúc xử lý",
        "ngày kết thúc",
        "ngày xử lý xong",
        "ngày giải quyết xong",
        "ngày kết thúc giải quyết",
        "ngày giải quyết",
        "ngày hoàn tất",
        "thời gian hoàn thành",
        "ngày hoàn thành",
        "thời gian kết thúc",
        "ngày có kết quả",
    ),
    "returned": ("ngày trả kết quả", "ngày trả", "thời gian trả kết quả", "ngày trả kết quả thực tế"),
    "status": (
        "trạng thái hồ sơ",
        "trạng thái",
        "tình trạng hồ sơ",
        "tình trạng",
        "trạng thái xử lý",
        "tình trạng xử lý",
        "tình trạng giải quyết",
    ),
    "status_on": (
        "ngày cập nhật trạng thái",
        "ngày trạng thái",
        "ngày chuyển trạng thái",
        "ngày cập nhật",
        "thời gian cập nhật",
    ),
    "channel": (
        "hình thức tiếp nhận",
        "hình thức nộp",
        "hình thức nộp hồ sơ",
        "kênh tiếp nhận",
        "kênh nộp",
        "cách thức nộp",
        "hình thức nhận hồ sơ",
        "hình thức",
        "kênh",
    ),
    "fee": (
        "phí, lệ phí (đồng)",
        "phí, lệ phí",
        "phí lệ phí (VNĐ)",
        "phí, lệ phí phải nộp",
        "số tiền phải nộp",
        "lệ phí",
        "phí và lệ phí",
        "tổng phí, lệ phí",
        "mức phí, lệ phí",
    ),
    "fee_paid": (
        "số tiền đã nộp",
        "số tiền đã thanh toán",
        "số tiền thanh toán",
        "số tiền đã thu",
        "phí, lệ phí đã nộp",
        "số tiền",
        "số tiền (đồng)",
        "tổng tiền",
        "phí, lệ phí đã thu",
    ),
    "payment": ("hình thức thanh toán", "phương thức thanh toán", "kênh thanh toán", "thanh toán trực tuyến"),
    "paid_on": (
        "ngày thanh toán",
        "thời gian thanh toán",
        "ngày nộp phí, lệ phí",
        "ngày nộp phí",
        "ngày nộp lệ phí",
        "ngày nộp tiền",
    ),
    "paid": ("trạng thái thanh toán", "tình trạng thanh toán", "trạng thái giao dịch", "kết quả thanh toán"),
    "transaction": ("mã giao dịch", "mã tham chiếu", "số biên lai", "số giao dịch"),
    "digitised_input": (
        "thành phần hồ sơ số hóa",
        "số hóa thành phần hồ sơ",
        "số hóa hồ sơ",
        "số hóa đầu vào",
        "số hóa hồ sơ đầu vào",
        "số hóa khi tiếp nhận",
        "số thành phần hồ sơ số hóa",
    ),
    "digitised_result": (
        "kết quả điện tử",
        "số hóa kết quả",
        "kết quả số hóa",
        "tệp kết quả",
        "có kết quả điện tử",
        "số hóa kết quả giải quyết",
        "kết quả bản điện tử",
    ),
    "result_required": (
        "phải có kết quả điện tử",
        "yêu cầu kết quả điện tử",
        "bắt buộc kết quả điện tử",
        "phải trả kết quả điện tử",
    ),
    "reused": (
        "khai thác, tái sử dụng",
        "tái sử dụng",
        "tái sử dụng dữ liệu",
        "tái sử dụng dữ liệu số hóa",
        "khai thác, tái sử dụng dữ liệu",
        "khai thác, tái sử dụng dữ liệu số hóa",
        "tái sử dụng thành phần hồ sơ",
    ),
    "supplement": ("ngày yêu cầu bổ sung", "ngày yêu cầu bổ sung hồ sơ"),
    "answered": (
        "ngày bổ sung",
        "ngày bổ sung hồ sơ",
        "ngày nộp bổ sung",
        "ngày công dân bổ sung",
        "ngày nhận bổ sung",
        "ngày hoàn thành bổ sung",
        "ngày đã bổ sung",
    ),
    "duty": (
        "ngày thông báo thuế",
        "ngày ra thông báo thuế",
        "ngày thông báo nghĩa vụ tài chính",
        "ngày yêu cầu thực hiện nghĩa vụ tài chính",
        "ngày yêu cầu nghĩa vụ tài chính",
    ),
    "duty_paid": (
        "ngày nộp thuế",
        "ngày hoàn thành nghĩa vụ tài chính",
        "ngày thực hiện nghĩa vụ tài chính",
        "ngày hoàn thành nghĩa vụ thuế",
    ),
    "extended": (
        "ngày hẹn lại",
        "ngày hẹn trả lại",
        "ngày hẹn lại trả kết quả",
        "ngày hẹn trả kết quả lại",
        "gia hạn đến",
        "gia hạn đến ngày",
        "ngày gia hạn",
    ),
    "test": ("hồ sơ test", "test", "hồ sơ thử nghiệm", "là hồ sơ test"),
    "applicant": (
        "chủ hồ sơ",
        "tên chủ hồ sơ",
        "người nộp",
        "người nộp hồ sơ",
        "họ tên người nộp",
        "họ và tên người nộp",
        "tổ chức, cá nhân",
        "tên tổ chức, cá nhân",
        "họ và tên",
        "họ tên",
    ),
    "phone": (
        "số điện thoại",
        "điện thoại",
        "điện thoại di động",
        "SĐT",
        "số điện thoại người nộp",
        "số điện thoại liên hệ",
        "điện thoại liên hệ",
    ),
}
REQUIRED = ("code", "field", "received", "status")
OF_PAYMENTS = ("fee_paid", "paid_on", "paid")
OF_DOSSIERS = ("received", "status", "due", "ended", "returned", "status_on", "supplement", "answered")
PEOPLE = ("applicant", "phone")  # read only where the centre has switched it on
BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
SHORT_FOR = {"hs": "ho so", "kq": "ket qua", "tg": "thoi gian"}


_RANKED = {fold(title): (key, rank) for key, titles in HEADINGS.items() for rank, title in enumerate(titles)}
_SORTED = {tuple(sorted(words.split())): found for words, found in _RANKED.items()}


def _spelled_out(words: str) -> str:
    return " ".join(SHORT_FOR.get(word, word) for word in words.split())


def meaning(title: str) -> tuple[str, int] | None:
    """(key, rank) of a heading that is known; a lower rank is the better of two columns for one key. None: unknown.

    A remark in brackets does not count, nor does the order of words: a heading in two rows says "Tiếp nhận / Ngày".
    """
    whole = _spelled_out(fold(title))
    if not whole:
        return None
    found = _RANKED.get(whole) or _RANKED.get(_spelled_out(fold(BRACKETED.sub(" ", title))))
    return found or _SORTED.get(tuple(sorted(whole.split())))


def guess(title: str) -> str | None:
    """The key whose heading stands, as a phrase of two words or more, within this one: what a person may confirm."""
    padded = f" {_spelled_out(fold(title))} "
    found = [(len(words), key) for words, (key, _) in _RANKED.items() if " " in words and f" {words} " in padded]
    return max(found)[1] if found else None


def tells_payments_only(keys: Iterable[str]) -> bool:
    """Whether columns of these keys make a list of payments: money that was paid, and nothing of how dossiers went."""
    there = set(keys)
    return bool(there.intersection(OF_PAYMENTS)) and not there.intersection(OF_DOSSIERS)


def needed(keys: Iterable[str]) -> tuple[str, ...]:
    """The keys that a list with columns of these keys cannot be read without."""
    return ("code",) if tells_payments_only(keys) else REQUIRED


def title_of(key: str) -> str:
    """The heading that a column of this key usually has."""
    return HEADINGS[key][0][0].upper() + HEADINGS[key][0][1:]
